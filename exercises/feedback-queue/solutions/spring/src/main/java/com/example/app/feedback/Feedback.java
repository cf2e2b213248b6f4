package com.example.app.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What is known of a feedback, but for its message. */
public record Feedback(
        UUID id,
        String email,
        int rating,
        String status,
        int attempts,
        String lastError,
        Instant receivedAt,
        Instant finishedAt) {

    static final String COLUMNS = "id, email, rating, status, attempts, last_error, received_at, finished_at";

    static Feedback from(ResultSet row, int number) throws SQLException {
        return new Feedback(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getInt("rating"),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("last_error"),
                instant(row, "received_at"),
                instant(row, "finished_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
