package com.example.app.todos;

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
class TodosTest {

    @Autowired
    MockMvcTester client;

    // Your first goal: this test fails until POST / is there.
    @Test
    void addsATodo() {
        var answer = client.post()
                .uri("/")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\": \"Water the plants\"}")
                .exchange();

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo("Water the plants");
        assertThat(answer).bodyJson().extractingPath("$.completed").isEqualTo(false);
    }
}
