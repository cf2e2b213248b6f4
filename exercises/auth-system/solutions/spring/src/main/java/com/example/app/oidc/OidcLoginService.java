package com.example.app.oidc;

import com.example.app.secrets.Secrets;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class OidcLoginService {

    private static final int SECONDS = 600;

    private final OidcLoginRepository logins;

    OidcLoginService(OidcLoginRepository logins) {
        this.logins = logins;
    }

    public OidcLogin begin(String browser) {
        return logins.save(new OidcLogin(
                Secrets.digest(browser),
                Secrets.create(),
                Secrets.create(),
                Secrets.create(),
                Instant.now().plusSeconds(SECONDS)));
    }

    /** Gives the login that this browser began, once. */
    @Transactional
    public Optional<OidcLogin> take(String browser) {
        return logins.findByBrowserHashAndExpiresAtAfter(Secrets.digest(browser), Instant.now())
                .filter(login -> logins.take(login.getId()) == 1);
    }
}
