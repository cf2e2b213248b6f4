package com.example.app.worker;

import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The queue of feedback ids in RabbitMQ. */
@Component
@Profile("worker")
class JobQueue {

    static final String NAME = "feedback";
    private static final long CONFIRM_MILLISECONDS = 5000;

    private final RabbitTemplate rabbit;

    JobQueue(RabbitTemplate rabbit) {
        this.rabbit = rabbit;
    }

    /** Declared on every new connection; it and what is in it survive a restart of the broker. */
    @Bean
    static Queue feedbackQueue() {
        return new Queue(NAME);
    }

    /** Returns when the broker has taken responsibility for all of them. */
    void publish(List<UUID> ids) {
        rabbit.invoke(channel -> {
            ids.forEach(id -> channel.convertAndSend(NAME, id.toString()));
            channel.waitForConfirmsOrDie(CONFIRM_MILLISECONDS);
            return null;
        });
    }
}
