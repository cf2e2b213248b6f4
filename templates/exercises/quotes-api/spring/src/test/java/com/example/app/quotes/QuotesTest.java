package com.example.app.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
class QuotesTest {

    @Autowired
    MockMvcTester client;

    // Your first goal: this test fails until GET /quotes exists.
    @Test
    void listsTheQuotes() {
        var answer = client.get().uri("/quotes").exchange();

        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$[0]").asMap().containsOnlyKeys("id", "text", "author");
    }
}
