package com.example.app;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings; application.yaml says by which variables they come. */
@ConfigurationProperties("app")
public record Settings(
        String baseUrl,
        String mailFrom,
        int rateLimit,
        double rateWindowSeconds,
        int mailAttempts,
        double mailTimeoutSeconds,
        double retrySeconds) {}
