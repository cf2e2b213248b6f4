package com.example.app.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
class QuotesTest {

    @Autowired
    MockMvcTester client;

    @Test
    void listsTheQuotes() {
        var answer = client.get().uri("/quotes").exchange();

        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$[0]").asMap().containsOnlyKeys("id", "text", "author");
    }

    @Test
    void drawsOneAtRandom() {
        assertThat(client.get().uri("/quotes/random"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.id")
                .isInstanceOf(Integer.class);
    }

    @Test
    void findsANewQuoteByItsAddressByAuthorAndByText() {
        var answer = post("{\"text\": \"Ship it (100%).\", \"author\": \"Zoë Quill\"}");

        assertThat(answer).hasStatus(CREATED);
        String address = answer.getResponse().getHeader("Location");
        assertThat(client.get().uri(address))
                .bodyJson()
                .extractingPath("$.text")
                .isEqualTo("Ship it (100%).");
        assertOnlyResult("author", "zoë quill");
        assertOnlyResult("search", "IT (100%)");
    }

    @Test
    void findsNothingWithoutAnError() {
        assertThat(client.get().uri("/quotes?author=Zo"))
                .hasStatusOk()
                .bodyJson()
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quotes/999", "/quotes/abc", "/quotes/2abc", "/nothing-here"})
    void answers404(String path) {
        assertError(client.get().uri(path).exchange(), NOT_FOUND.value());
    }

    @Test
    void explainsEveryWrongField() {
        var answer = post("{\"text\": \"  \", \"author\": 7}");

        assertError(answer, BAD_REQUEST.value());
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.fields")
                .isEqualTo(Map.of("text", "must not be empty", "author", "must be a string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": \"never closed", "[]", "null", "{} {}", ""})
    void refusesWhatIsNoJsonObject(String body) {
        assertError(post(body), BAD_REQUEST.value());
    }

    private MvcTestResult post(String body) {
        return client.post()
                .uri("/quotes")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private void assertOnlyResult(String parameter, String value) {
        assertThat(client.get().uri("/quotes").queryParam(parameter, value))
                .bodyJson()
                .extractingPath("$..author")
                .isEqualTo(List.of("Zoë Quill"));
    }

    private static void assertError(MvcTestResult answer, int status) {
        assertThat(answer).hasStatus(status);
        assertThat(answer).bodyJson().extractingPath("$.error").asString().isNotEmpty();
    }
}
