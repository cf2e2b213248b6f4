package com.example.app.sessions;

import com.example.app.Settings;
import com.example.app.errors.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts failed logins, by address. */
@Service
class Lockout {

    private final LoginFailuresRepository failures;
    private final int attempts;
    private final Duration duration;

    Lockout(LoginFailuresRepository failures, Settings settings) {
        this.failures = failures;
        attempts = settings.lockout().attempts();
        duration = Duration.ofMillis(Math.round(settings.lockout().seconds() * 1000));
    }

    /**
     * Counts an attempt to log in before its password is looked at, so that guesses made at the same time are counted
     * as well.
     *
     * @throws ApiException the address is locked
     */
    @Transactional
    public void countAttempt(String email) {
        Instant now = Instant.now();
        if (failures.count(email, attempts, now, now.minus(duration)) == 0) {
            throw new ApiException(HttpStatus.TOO_MANY_REQUESTS, "Too many failed logins. Try again later.")
                    .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(secondsLeft(email, now)));
        }
    }

    @Transactional
    public void forgetAttempts(String email) {
        failures.forget(email);
    }

    private long secondsLeft(String email, Instant now) {
        Duration left = failures.findById(email)
                .map(locked -> Duration.between(now, locked.getLastAt().plus(duration)))
                .orElse(Duration.ZERO); // a login that was under way has succeeded meanwhile
        return Math.max(1, (long) Math.ceil(left.toMillis() / 1000.0));
    }
}
