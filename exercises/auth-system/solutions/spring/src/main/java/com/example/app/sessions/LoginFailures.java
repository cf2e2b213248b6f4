package com.example.app.sessions;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** By address, not by user, so that addresses without an account are locked alike. */
@Entity
@Table(name = "login_failures")
class LoginFailures {

    @Id
    private String email;

    private int failures;
    private Instant lastAt;

    protected LoginFailures() {}

    Instant getLastAt() {
        return lastAt;
    }
}
