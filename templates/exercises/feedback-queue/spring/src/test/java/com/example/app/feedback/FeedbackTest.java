package com.example.app.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
class FeedbackTest {

    @Autowired
    MockMvcTester client;

    // Your first goal: this test fails until POST /feedback is there.
    // It needs the database: docker compose up -d, and the process `release` of the Procfile.
    @Test
    void acceptsAFeedback() {
        var answer = client.post()
                .uri("/feedback")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"email\": \"anna.%d@example.com\", \"rating\": 5, \"message\": \"Very good.\"}"
                        .formatted(System.nanoTime()))
                .exchange();

        assertThat(answer).hasStatus(HttpStatus.ACCEPTED);
        assertThat(answer).bodyJson().extractingPath("$.id").asString().isNotEmpty();
        assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo("pending");
    }
}
