package com.example.app.worker;

import com.example.app.Settings;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Does the jobs, one after the other. */
@Component
@Profile("worker")
class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final JobStore store;
    private final Mailer mailer;
    private final Settings settings;

    Worker(JobStore store, Mailer mailer, Settings settings) {
        this.store = store;
        this.mailer = mailer;
        this.settings = settings;
    }

    /**
     * Does the job of one feedback and records the outcome. Only when it has returned, and so after the commit, does the
     * queue forget the job; that of a worker who dies before is given to another one.
     */
    @RabbitListener(queues = JobQueue.NAME)
    @Transactional
    public void work(String feedbackId) {
        // None where it was done already, or waits for its next attempt.
        store.claim(UUID.fromString(feedbackId)).ifPresent(this::sendMail);
    }

    private void sendMail(JobStore.Job job) {
        try {
            mailer.sendConfirmation(job.id(), job.email());
        } catch (MailRefusedException refusal) {
            recordFailure(job, refusal);
            return;
        }
        store.markDone(job.id());
    }

    private void recordFailure(JobStore.Job job, MailRefusedException refusal) {
        log.warn("feedback {}: {}", job.id(), refusal.getMessage());
        if (refusal.isPermanent() || job.attempts() + 1 >= settings.mailAttempts()) {
            store.markDead(job.id(), refusal.getMessage());
        } else {
            store.postpone(job.id(), refusal.getMessage(), settings.retrySeconds() * Math.pow(2, job.attempts()));
        }
    }
}
