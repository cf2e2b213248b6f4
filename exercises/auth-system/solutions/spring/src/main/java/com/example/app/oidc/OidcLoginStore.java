package com.example.app.oidc;

import com.example.app.secrets.Secrets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OidcLoginStore {

    private static final int SECONDS = 600;

    private final JdbcClient database;

    OidcLoginStore(JdbcClient database) {
        this.database = database;
    }

    OidcLogin begin(String browser) {
        OidcLogin login = new OidcLogin(Secrets.create(), Secrets.create(), Secrets.create());
        database.sql("""
                        INSERT INTO oidc_logins (browser_hash, state, nonce, code_verifier, expires_at)
                        VALUES (:browser, :state, :nonce, :verifier, now() + make_interval(secs => :seconds))
                        """)
                .param("browser", Secrets.digest(browser))
                .param("state", login.state())
                .param("nonce", login.nonce())
                .param("verifier", login.codeVerifier())
                .param("seconds", SECONDS)
                .update();
        return login;
    }

    /** Gives the login that this browser began, once. */
    Optional<OidcLogin> take(String browser) {
        return database.sql("""
                        DELETE FROM oidc_logins WHERE browser_hash = :browser AND expires_at > now()
                        RETURNING state, nonce, code_verifier
                        """)
                .param("browser", Secrets.digest(browser))
                .query(OidcLogin.class)
                .optional();
    }
}
