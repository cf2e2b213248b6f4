package com.example.app.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration
@Profile("worker")
@EnableScheduling
class WorkerConfiguration {

    /**
     * A worker that was told to stop, and has finished what it had in hand, has succeeded. A JVM that ends by SIGTERM
     * would say 143.
     */
    @EventListener(ApplicationReadyEvent.class)
    void endWithSuccess() {
        SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
    }
}
