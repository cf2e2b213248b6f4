package com.example.app.feedback;

import java.time.Instant;
import java.util.UUID;

/** What everybody who has the link sees: neither the address nor the message belongs here. */
record FeedbackStatus(UUID id, String status, int rating, int attempts, Instant receivedAt, Instant finishedAt) {

    static FeedbackStatus of(Feedback feedback) {
        return new FeedbackStatus(
                feedback.id(),
                feedback.status(),
                feedback.rating(),
                feedback.attempts(),
                feedback.receivedAt(),
                feedback.finishedAt());
    }
}
