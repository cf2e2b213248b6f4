package com.example.app.sessions;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.users.User;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Logins, each with its refresh tokens. A session ends by being deleted. */
@Repository
public class SessionStore {

    private final JdbcClient database;
    private final AccessTokens accessTokens;
    private final long refreshSeconds;

    SessionStore(JdbcClient database, AccessTokens accessTokens, Settings settings) {
        this.database = database;
        this.accessTokens = accessTokens;
        refreshSeconds = settings.refreshTokenSeconds();
    }

    @Transactional
    public Tokens begin(long userId) {
        UUID id = database.sql("INSERT INTO sessions (user_id) VALUES (:user) RETURNING id")
                .param("user", userId)
                .query(UUID.class)
                .single();
        return issueTokens(new AccessTokens.Claims(userId, id));
    }

    /**
     * Trades a refresh token for new tokens, once. Whoever brings it a second time may have stolen it, or was stolen
     * from, so the session ends then.
     */
    @Transactional
    public Optional<Tokens> refresh(String refreshToken) {
        byte[] tokenHash = Secrets.digest(refreshToken);
        // The session is locked first: refreshes of it take turns, and none waits for another in a circle.
        Optional<AccessTokens.Claims> session = database.sql("""
                        SELECT session_id, user_id FROM sessions JOIN refresh_tokens ON session_id = sessions.id
                        WHERE token_hash = :token FOR UPDATE OF sessions
                        """)
                .param("token", tokenHash)
                .query(AccessTokens.Claims.class)
                .optional();
        return session.flatMap(claims -> {
            if (use(tokenHash)) return Optional.of(issueTokens(claims));
            end(claims.sessionId());
            return Optional.empty();
        });
    }

    public Optional<Session> find(UUID id, long userId) {
        return database.sql("SELECT " + User.COLUMNS + """
                         FROM sessions JOIN users ON users.id = user_id
                        WHERE sessions.id = :id AND user_id = :user
                        """)
                .param("id", id)
                .param("user", userId)
                .query(User::from)
                .optional()
                .map(user -> new Session(id, user));
    }

    public void end(UUID id) {
        database.sql("DELETE FROM sessions WHERE id = :id").param("id", id).update();
    }

    public void endAllOf(long userId) {
        database.sql("DELETE FROM sessions WHERE user_id = :user")
                .param("user", userId)
                .update();
    }

    /** Uses a refresh token up; false if it was used before, or has expired. */
    private boolean use(byte[] tokenHash) {
        return database.sql("""
                        UPDATE refresh_tokens SET used_at = now()
                        WHERE token_hash = :token AND used_at IS NULL AND expires_at > now()
                        """).param("token", tokenHash).update() == 1;
    }

    private Tokens issueTokens(AccessTokens.Claims claims) {
        String refreshToken = Secrets.create();
        database.sql("""
                        INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
                        VALUES (:token, :session, now() + make_interval(secs => :seconds))
                        """)
                .param("token", Secrets.digest(refreshToken))
                .param("session", claims.sessionId())
                .param("seconds", refreshSeconds)
                .update();
        return new Tokens(accessTokens.sign(claims), "Bearer", accessTokens.seconds(), refreshToken);
    }
}
