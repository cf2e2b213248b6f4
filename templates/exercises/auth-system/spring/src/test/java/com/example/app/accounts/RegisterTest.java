package com.example.app.accounts;

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
class RegisterTest {

    @Autowired
    MockMvcTester client;

    // Your first goal: this test fails until POST /auth/register checks what it is given.
    @Test
    void saysWhichFieldsAreWrong() {
        var answer = client.post()
                .uri("/auth/register")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"email\": \"ada\", \"password\": \"short\", \"name\": \"\"}")
                .exchange();

        assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(answer).bodyJson().extractingPath("$.fields").asMap().containsOnlyKeys("email", "password", "name");
    }
}
