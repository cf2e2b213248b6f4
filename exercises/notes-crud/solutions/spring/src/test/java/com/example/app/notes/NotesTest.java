package com.example.app.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
class NotesTest {

    @Autowired
    MockMvcTester client;

    @Test
    void createsANote() {
        var answer = send(POST, "/notes", "{\"title\": \"Milk\", \"body\": \"Two litres\"}");

        assertThat(answer).hasStatus(201);
        assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo("Milk");
        assertThat(answer).bodyJson().extractingPath("$.body").isEqualTo("Two litres");
        assertThat(answer).bodyJson().extractingPath("$.id").isInstanceOf(Integer.class);
    }

    @Test
    void replacesChangesAndDeletes() {
        String path = create("{\"title\": \"Milk\", \"body\": \"Two litres\"}");

        assertThat(send(PATCH, path, "{\"title\": \"Oat milk\"}"))
                .bodyJson()
                .extractingPath("$.body")
                .isEqualTo("Two litres");
        assertThat(send(PUT, path, "{\"title\": \"Bread\"}"))
                .bodyJson()
                .extractingPath("$.body")
                .isEqualTo("");
        assertThat(client.delete().uri(path)).hasStatus(204);
        assertThat(client.get().uri(path)).hasStatus(404);
    }

    @Test
    void namesEveryWrongField() {
        var answer = send(POST, "/notes", "{\"body\": 42, \"colour\": \"red\"}");

        assertThat(answer).hasStatus(400);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.fields")
                .isEqualTo(Map.of(
                        "title", "is required",
                        "body", "must be a string",
                        "colour", "is not a field that you can set"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\": \" \"}",
                "{\"title\": null}",
                "{\"title\": \"\\udc00\"}",
                "{\"title\": \"x\"} {}",
                "{\"title\": ",
                "[]",
                "null",
                ""
            })
    void refusesWhatIsNoNote(String body) {
        var answer = send(POST, "/notes", body);

        assertThat(answer).hasStatus(400);
        assertThat(answer).bodyJson().extractingPath("$.error").asString().isNotEmpty();
    }

    @Test
    void countsCodePoints() {
        assertThat(send(POST, "/notes", "{\"title\": \"%s\"}".formatted("👍".repeat(200))))
                .hasStatus(201);
        assertThat(send(POST, "/notes", "{\"title\": \"%s\"}".formatted("👍".repeat(201))))
                .hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "01", "+1", "1.0", "1e0", "1abc", "99999999999999999999"})
    void knowsOneSpellingOfAnId(String id) {
        create("{\"title\": \"Milk\"}");

        assertThat(client.get().uri("/notes/" + id)).hasStatus(404);
        assertThat(send(DELETE, "/notes/" + id, "")).hasStatus(404);
    }

    @Test
    void namesTheMethodsThatAPathHas() {
        var answer = send(POST, "/notes/1", "{}");

        assertThat(answer).hasStatus(405);
        assertThat(answer.getResponse().getHeader("Allow").split(", ?"))
                .containsExactlyInAnyOrder("GET", "PUT", "PATCH", "DELETE");
    }

    @Test
    void takesOnlyJson() {
        assertThat(client.post().uri("/notes").contentType(MediaType.TEXT_PLAIN).content("{\"title\": \"Milk\"}"))
                .hasStatus(415);
    }

    private String create(String note) {
        return send(POST, "/notes", note).getResponse().getHeader("Location");
    }

    private MvcTestResult send(HttpMethod method, String path, String body) {
        return client.method(method)
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
