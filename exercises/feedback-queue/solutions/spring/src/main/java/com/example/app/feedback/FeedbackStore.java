package com.example.app.feedback;

import com.example.app.Settings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What web shows of the feedback in PostgreSQL, and what it changes there. */
@Repository
class FeedbackStore {

    private final JdbcClient database;
    private final Settings settings;

    FeedbackStore(JdbcClient database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Stores a feedback, and with it the job; the queue hears of it later, from the relay.
     *
     * @throws TooManyException the sender has reached the limit
     */
    @Transactional
    Feedback accept(NewFeedback feedback) {
        lockSender(feedback.email());
        double seconds = secondsToWait(feedback.email());
        if (seconds > 0) {
            throw new TooManyException((long) Math.ceil(seconds));
        }
        return database.sql(
                        "INSERT INTO feedback (email, rating, message) VALUES (:email, :rating, :message) RETURNING "
                                + Feedback.COLUMNS)
                .param("email", feedback.email())
                .param("rating", feedback.rating())
                .param("message", feedback.message())
                .query(Feedback::from)
                .single();
    }

    Optional<Feedback> find(UUID id) {
        return database.sql("SELECT " + Feedback.COLUMNS + " FROM feedback WHERE id = :id")
                .param("id", id)
                .query(Feedback::from)
                .optional();
    }

    List<Feedback> dead() {
        return database.sql("SELECT " + Feedback.COLUMNS
                        + " FROM feedback WHERE status = 'dead' ORDER BY finished_at, number")
                .query(Feedback::from)
                .list();
    }

    /** Gives a dead letter all its attempts again. */
    Optional<Feedback> revive(UUID id) {
        return database.sql("""
                        UPDATE feedback
                           SET status = 'pending', attempts = 0, last_error = NULL, finished_at = NULL,
                               queued_at = NULL, due_at = clock_timestamp()
                         WHERE id = :id AND status = 'dead'
                        RETURNING\s""" + Feedback.COLUMNS)
                .param("id", id)
                .query(Feedback::from)
                .optional();
    }

    List<Stats.Count> count() {
        return database.sql("SELECT status, rating, count(*) AS count FROM feedback GROUP BY status, rating")
                .query(Stats.Count.class)
                .list();
    }

    /** Requests of one sender wait here for each other, until the transaction ends. */
    private void lockSender(String email) {
        database.sql("SELECT pg_advisory_xact_lock(hashtextextended(lower(:email), 0))")
                .param("email", email)
                .query()
                .listOfRows();
    }

    /** How long the sender has to wait until one more feedback is allowed; 0 or less for not at all. */
    private double secondsToWait(String email) {
        return database.sql("""
                        SELECT extract(epoch FROM received_at + make_interval(secs => :window) - clock_timestamp())::float
                          FROM feedback
                         WHERE lower(email) = lower(:email)
                         ORDER BY received_at DESC
                        OFFSET :others LIMIT 1
                        """)
                .param("window", settings.rateWindowSeconds())
                .param("email", email)
                .param("others", settings.rateLimit() - 1)
                .query(Double.class)
                .optional()
                .orElse(0.0);
    }
}
