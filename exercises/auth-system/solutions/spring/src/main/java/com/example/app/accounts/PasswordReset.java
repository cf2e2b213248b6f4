package com.example.app.accounts;

import com.example.app.users.User;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** A link that was mailed to somebody who forgot their password. */
@Entity
@Table(name = "password_resets")
class PasswordReset {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private byte[] tokenHash;

    @ManyToOne(fetch = FetchType.LAZY)
    private User user;

    private Instant expiresAt;

    protected PasswordReset() {}

    PasswordReset(byte[] tokenHash, User user, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.user = user;
        this.expiresAt = expiresAt;
    }
}
