package com.example.app.oidc;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A login that was begun, until the browser comes back. */
@Entity
@Table(name = "oidc_logins")
class OidcLogin {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private byte[] browserHash;
    private String state;
    private String nonce;
    private String codeVerifier;
    private Instant expiresAt;

    protected OidcLogin() {}

    OidcLogin(byte[] browserHash, String state, String nonce, String codeVerifier, Instant expiresAt) {
        this.browserHash = browserHash;
        this.state = state;
        this.nonce = nonce;
        this.codeVerifier = codeVerifier;
        this.expiresAt = expiresAt;
    }

    Long getId() {
        return id;
    }

    String getState() {
        return state;
    }

    String getNonce() {
        return nonce;
    }

    String getCodeVerifier() {
        return codeVerifier;
    }
}
