package com.example.app;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings; application.yaml says by which variables they come. */
@ConfigurationProperties("app")
public record Settings(
        String baseUrl,
        String jwtSecret,
        String adminEmail,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        long mailTokenSeconds,
        Lockout lockout,
        int argon2Passes,
        Oidc oidc) {

    public record Lockout(int attempts, double seconds) {}

    public record Oidc(String issuer, String clientId, String clientSecret, double keysSeconds) {}
}
