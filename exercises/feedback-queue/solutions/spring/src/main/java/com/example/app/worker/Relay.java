package com.example.app.worker;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands over what is due to the queue. Should it die in between, a job is queued twice, and done once. */
@Component
@Profile("worker")
class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final JobStore store;
    private final JobQueue queue;

    Relay(JobStore store, JobQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    @Scheduled(fixedDelay = 100)
    @Transactional
    public void handOver() {
        List<UUID> due = store.lockDue();
        if (due.isEmpty()) return;
        try {
            queue.publish(due);
        } catch (AmqpException error) {
            log.warn("the queue did not take {} jobs: {}", due.size(), error.getMessage());
            return; // they stay due
        }
        store.markQueued(due);
    }
}
