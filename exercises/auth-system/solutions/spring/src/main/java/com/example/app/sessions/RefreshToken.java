package com.example.app.sessions;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** Kept when it is used, so that a second use is noticed. */
@Entity
@Table(name = "refresh_tokens")
class RefreshToken {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private byte[] tokenHash;

    @ManyToOne(fetch = FetchType.LAZY)
    private Session session;

    private Instant expiresAt;
    private Instant usedAt;

    protected RefreshToken() {}

    RefreshToken(byte[] tokenHash, Session session, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.session = session;
        this.expiresAt = expiresAt;
    }

    /** Uses it up; false if it was used before, or has expired. */
    boolean use(Instant now) {
        if (usedAt != null || !expiresAt.isAfter(now)) {
            return false;
        }
        usedAt = now;
        return true;
    }
}
