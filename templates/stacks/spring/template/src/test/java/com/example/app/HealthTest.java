package com.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest
@AutoConfigureMockMvc
class HealthTest {

    @Autowired
    MockMvcTester client;

    @Test
    void saysThatTheServerIsUp() {
        assertThat(client.get().uri("/health")).hasStatusOk().bodyJson().isEqualTo("{\"status\": \"ok\"}");
    }
}
