package com.example.app.notes;

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
class NotesTest {

    @Autowired
    MockMvcTester client;

    // Your first goal: this test fails until POST /notes is there.
    @Test
    void createsANote() {
        var answer = client.post()
                .uri("/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\": \"Milk\", \"body\": \"Two litres\"}")
                .exchange();

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo("Milk");
        assertThat(answer).bodyJson().extractingPath("$.body").isEqualTo("Two litres");
        assertThat(answer).bodyJson().extractingPath("$.id").isInstanceOf(Integer.class);
    }
}
