package com.example.app.accounts;

import com.example.app.Settings;
import com.example.app.secrets.Secrets;
import com.example.app.users.UserService;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registrations whose address is not confirmed yet. */
@Service
class RegistrationService {

    private final RegistrationRepository registrations;
    private final UserService users;
    private final long seconds;

    RegistrationService(RegistrationRepository registrations, UserService users, Settings settings) {
        this.registrations = registrations;
        this.users = users;
        seconds = settings.mailTokenSeconds();
    }

    /** Keeps a registration; gives the token that confirms it. */
    public String keep(String email, String name, String passwordHash) {
        String token = Secrets.create();
        Instant expiresAt = Instant.now().plusSeconds(seconds);
        registrations.save(new Registration(Secrets.digest(token), email, name, passwordHash, expiresAt));
        return token;
    }

    /**
     * Makes a user of the registration with this token, and forgets all others of the address: somebody else may have
     * made them, with another password.
     *
     * @return whether a user was made
     */
    @Transactional
    public boolean confirm(String token) {
        return registrations
                .findByTokenHashAndExpiresAtAfter(Secrets.digest(token), Instant.now())
                .filter(found -> registrations.deleteAllOf(found.getEmail()) > 0)
                .filter(found -> users.create(found.getEmail(), found.getName(), found.getPasswordHash()))
                .isPresent();
    }
}
