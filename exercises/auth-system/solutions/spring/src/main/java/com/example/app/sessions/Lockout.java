package com.example.app.sessions;

import com.example.app.Settings;
import com.example.app.errors.ApiException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts failed logins, by address. */
@Repository
class Lockout {

    private final JdbcClient database;
    private final Settings.Lockout settings;

    Lockout(JdbcClient database, Settings settings) {
        this.database = database;
        this.settings = settings.lockout();
    }

    /**
     * Counts an attempt to log in before its password is looked at, in one statement, so that guesses made at the same
     * time are counted as well.
     *
     * @throws ApiException the address is locked
     */
    void countAttempt(String email) {
        int counted = database.sql("""
                        INSERT INTO login_failures AS earlier (email) VALUES (:email)
                        ON CONFLICT (email) DO UPDATE SET
                          failures = CASE WHEN earlier.failures >= :most THEN 1 ELSE earlier.failures + 1 END,
                          last_at = now()
                        WHERE earlier.failures < :most
                           OR earlier.last_at <= now() - make_interval(secs => :seconds)
                        """)
                .param("email", email)
                .param("most", settings.attempts())
                .param("seconds", settings.seconds())
                .update();
        if (counted == 0) {
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "Too many failed logins. Try again later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(secondsLeft(email)));
        }
    }

    void forgetAttempts(String email) {
        database.sql("DELETE FROM login_failures WHERE email = :email")
                .param("email", email)
                .update();
    }

    private long secondsLeft(String email) {
        double seconds = database.sql("""
                        SELECT extract(epoch FROM last_at + make_interval(secs => :seconds) - now())::float
                        FROM login_failures WHERE email = :email
                        """)
                .param("seconds", settings.seconds())
                .param("email", email)
                .query(Double.class)
                .optional()
                .orElse(0.0); // a login that was under way has succeeded meanwhile
        return Math.max(1, (long) Math.ceil(seconds));
    }
}
