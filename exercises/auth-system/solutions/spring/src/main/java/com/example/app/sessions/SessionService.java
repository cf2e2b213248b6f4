package com.example.app.sessions;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.users.User;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Logins, each with its refresh tokens. */
@Service
public class SessionService {

    private final SessionRepository sessions;
    private final RefreshTokenRepository refreshTokens;
    private final AccessTokens accessTokens;
    private final long refreshSeconds;

    SessionService(
            SessionRepository sessions,
            RefreshTokenRepository refreshTokens,
            AccessTokens accessTokens,
            Settings settings) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        refreshSeconds = settings.refreshTokenSeconds();
    }

    @Transactional
    public Tokens begin(User user) {
        return issueTokens(sessions.save(new Session(user)));
    }

    /**
     * Trades a refresh token for new tokens, once. Whoever brings it a second time may have stolen it, or was stolen
     * from, so the session ends then.
     */
    @Transactional
    public Optional<Tokens> refresh(String refreshToken) {
        byte[] tokenHash = Secrets.digest(refreshToken);
        // The session is locked before its token is read: refreshes of it take turns, and each sees what was used.
        return sessions.lockByRefreshToken(tokenHash).flatMap(session -> {
            if (refreshTokens.getByTokenHash(tokenHash).use(Instant.now())) {
                return Optional.of(issueTokens(session));
            }
            sessions.end(session.getId());
            return Optional.empty();
        });
    }

    /** The session, with its user. */
    public Optional<Session> find(UUID id, long userId) {
        return sessions.findWithUser(id, userId);
    }

    @Transactional
    public void end(UUID id) {
        sessions.end(id);
    }

    @Transactional
    public void endAllOf(User user) {
        sessions.endAllOf(user.getId());
    }

    private Tokens issueTokens(Session session) {
        String refreshToken = Secrets.create();
        Instant expiresAt = Instant.now().plusSeconds(refreshSeconds);
        refreshTokens.save(new RefreshToken(Secrets.digest(refreshToken), session, expiresAt));
        var claims = new AccessTokens.Claims(session.getUser().getId(), session.getId());
        return new Tokens(accessTokens.sign(claims), "Bearer", accessTokens.seconds(), refreshToken);
    }
}
