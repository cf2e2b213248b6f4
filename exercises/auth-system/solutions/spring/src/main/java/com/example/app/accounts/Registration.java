package com.example.app.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Waits until its address is confirmed. */
@Entity
@Table(name = "registrations")
class Registration {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private byte[] tokenHash;
    private String email;
    private String name;
    private String passwordHash;
    private Instant expiresAt;

    protected Registration() {}

    Registration(byte[] tokenHash, String email, String name, String passwordHash, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.email = email;
        this.name = name;
        this.passwordHash = passwordHash;
        this.expiresAt = expiresAt;
    }

    String getEmail() {
        return email;
    }

    String getName() {
        return name;
    }

    String getPasswordHash() {
        return passwordHash;
    }
}
