package com.example.app.accounts;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.users.UserStore;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Registrations whose address is not confirmed yet. */
@Repository
class RegistrationStore {

    private record Registration(byte[] tokenHash, String email, String name, String passwordHash) {}

    private final JdbcClient database;
    private final UserStore users;
    private final long seconds;

    RegistrationStore(JdbcClient database, UserStore users, Settings settings) {
        this.database = database;
        this.users = users;
        seconds = settings.mailTokenSeconds();
    }

    /** Keeps a registration; gives the token that confirms it. */
    String keep(String email, String name, String passwordHash) {
        String token = Secrets.create();
        database.sql("""
                        INSERT INTO registrations (token_hash, email, name, password_hash, expires_at)
                        VALUES (:token, :email, :name, :hash, now() + make_interval(secs => :seconds))
                        """)
                .param("token", Secrets.digest(token))
                .param("email", email)
                .param("name", name)
                .param("hash", passwordHash)
                .param("seconds", seconds)
                .update();
        return token;
    }

    /**
     * Makes a user of the registration with this token, and forgets all others of the address: somebody else may have
     * made them, with another password.
     *
     * @return whether a user was made
     */
    @Transactional
    boolean confirm(String token) {
        byte[] tokenHash = Secrets.digest(token);
        return database.sql("""
                        DELETE FROM registrations WHERE email =
                          (SELECT email FROM registrations WHERE token_hash = :token AND expires_at > now())
                        RETURNING token_hash, email, name, password_hash
                        """).param("token", tokenHash).query(Registration.class).list().stream()
                .filter(registration -> Arrays.equals(registration.tokenHash(), tokenHash))
                .anyMatch(registration ->
                        users.create(registration.email(), registration.name(), registration.passwordHash()));
    }
}
