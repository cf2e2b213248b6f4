package com.example.app.worker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the worker reads and writes of the feedback in PostgreSQL. */
@Repository
@Profile("worker")
class JobStore {

    /** What there is to be done: a mail to this address, after so many attempts. */
    record Job(UUID id, String email, int attempts) {}

    private static final int AT_ONCE = 100;

    private final JdbcClient database;

    JobStore(JdbcClient database) {
        this.database = database;
    }

    /** Ids of the jobs that are due and not queued, the oldest first; locked against other relays. */
    List<UUID> lockDue() {
        return database.sql("""
                        SELECT id FROM feedback
                         WHERE status = 'pending' AND queued_at IS NULL AND due_at <= clock_timestamp()
                         ORDER BY due_at, number
                         LIMIT :most
                           FOR UPDATE SKIP LOCKED
                        """).param("most", AT_ONCE).query(UUID.class).list();
    }

    void markQueued(List<UUID> ids) {
        database.sql("UPDATE feedback SET queued_at = clock_timestamp() WHERE id IN (:ids)")
                .param("ids", ids)
                .update();
    }

    /**
     * The job of this feedback, locked until the transaction ends, if there is something to be done for it now. Whoever
     * has a second copy of it waits here, and then finds that it was done.
     */
    Optional<Job> claim(UUID id) {
        return database.sql("""
                        SELECT id, email, attempts FROM feedback
                         WHERE id = :id AND status = 'pending' AND due_at <= clock_timestamp()
                           FOR UPDATE
                        """).param("id", id).query(Job.class).optional();
    }

    void markDone(UUID id) {
        database.sql("""
                        UPDATE feedback
                           SET status = 'done', attempts = attempts + 1, last_error = NULL,
                               finished_at = clock_timestamp()
                         WHERE id = :id
                        """).param("id", id).update();
    }

    void markDead(UUID id, String error) {
        database.sql("""
                        UPDATE feedback
                           SET status = 'dead', attempts = attempts + 1, last_error = :error,
                               finished_at = clock_timestamp()
                         WHERE id = :id
                        """).param("id", id).param("error", error).update();
    }

    /** Has the job queued again after that time. */
    void postpone(UUID id, String error, double seconds) {
        database.sql("""
                        UPDATE feedback
                           SET attempts = attempts + 1, last_error = :error, queued_at = NULL,
                               due_at = clock_timestamp() + make_interval(secs => :seconds)
                         WHERE id = :id
                        """)
                .param("id", id)
                .param("error", error)
                .param("seconds", seconds)
                .update();
    }
}
