package com.example.app.accounts;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.sessions.SessionStore;
import com.example.app.users.UserStore;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Links that were mailed to those who forgot their password. */
@Repository
class PasswordResetStore {

    private final JdbcClient database;
    private final UserStore users;
    private final SessionStore sessions;
    private final long seconds;

    PasswordResetStore(JdbcClient database, UserStore users, SessionStore sessions, Settings settings) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        seconds = settings.mailTokenSeconds();
    }

    /** Gives a token that sets a new password for this user. */
    String keep(long userId) {
        String token = Secrets.create();
        database.sql("""
                        INSERT INTO password_resets (token_hash, user_id, expires_at)
                        VALUES (:token, :user, now() + make_interval(secs => :seconds))
                        """)
                .param("token", Secrets.digest(token))
                .param("user", userId)
                .param("seconds", seconds)
                .update();
        return token;
    }

    /**
     * Sets the password of the user whom the token was mailed to, and ends their sessions and other links.
     *
     * @return whether the token was good for it
     */
    @Transactional
    boolean reset(String token, String passwordHash) {
        // All links of the user go with the one; of two requests at the same moment only the first finds any.
        Optional<Long> owner = database.sql("""
                        DELETE FROM password_resets WHERE user_id =
                          (SELECT user_id FROM password_resets WHERE token_hash = :token AND expires_at > now())
                        RETURNING user_id
                        """).param("token", Secrets.digest(token)).query(Long.class).list().stream()
                .findFirst();
        owner.ifPresent(userId -> {
            users.setPasswordHash(userId, passwordHash);
            sessions.endAllOf(userId);
        });
        return owner.isPresent();
    }
}
