package com.example.app.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

@Component
@Profile("worker")
class Worker implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    // TODO: take jobs from the queue and do them, one after the other: send the mail, then store the outcome.
    // TODO: stop in order on SIGTERM, with exit code 0; a JVM that nobody told otherwise ends with 143.
    @Override
    public void run(ApplicationArguments arguments) {
        log.info("nothing to do yet");
    }
}
