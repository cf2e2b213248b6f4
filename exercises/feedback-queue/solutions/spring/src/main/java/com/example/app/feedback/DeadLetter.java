package com.example.app.feedback;

import java.time.Instant;
import java.util.UUID;

/** What was given up, for those who run the service. */
record DeadLetter(UUID id, String email, int attempts, String error, Instant failedAt) {

    static DeadLetter of(Feedback feedback) {
        return new DeadLetter(
                feedback.id(), feedback.email(), feedback.attempts(), feedback.lastError(), feedback.finishedAt());
    }
}
