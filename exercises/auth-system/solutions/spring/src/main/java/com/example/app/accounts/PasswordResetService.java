package com.example.app.accounts;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.sessions.SessionService;
import com.example.app.users.User;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links that were mailed to those who forgot their password. */
@Service
class PasswordResetService {

    private final PasswordResetRepository resets;
    private final SessionService sessions;
    private final long seconds;

    PasswordResetService(PasswordResetRepository resets, SessionService sessions, Settings settings) {
        this.resets = resets;
        this.sessions = sessions;
        seconds = settings.mailTokenSeconds();
    }

    /** Gives a token that sets a new password for this user. */
    public String keep(User user) {
        String token = Secrets.create();
        resets.save(new PasswordReset(Secrets.digest(token), user, Instant.now().plusSeconds(seconds)));
        return token;
    }

    /**
     * Sets the password of the user whom the token was mailed to, and ends their sessions and other links.
     *
     * @return whether the token was good for it
     */
    @Transactional
    public boolean reset(String token, String passwordHash) {
        byte[] tokenHash = Secrets.digest(token);
        // The user is locked before the token is looked for: of two requests at the same moment the second finds none.
        Optional<User> owner = resets.lockOwner(tokenHash)
                .filter(user -> resets.existsByTokenHashAndExpiresAtAfter(tokenHash, Instant.now()));
        owner.ifPresent(user -> {
            user.setPasswordHash(passwordHash);
            resets.deleteAllOf(user);
            sessions.endAllOf(user);
        });
        return owner.isPresent();
    }
}
