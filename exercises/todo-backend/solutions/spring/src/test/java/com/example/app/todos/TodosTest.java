package com.example.app.todos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
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
class TodosTest {

    @Autowired
    MockMvcTester client;

    @Test
    void addsATodo() {
        var answer = send(POST, "http://127.0.0.1:3000/", "{\"title\": \"Water the plants\", \"order\": 3}");

        assertThat(answer).hasStatus(201);
        assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo("Water the plants");
        assertThat(answer).bodyJson().extractingPath("$.completed").isEqualTo(false);
        assertThat(answer).bodyJson().extractingPath("$.order").isEqualTo(3);
        assertThat(answer).bodyJson().extractingPath("$.url").asString().startsWith("http://127.0.0.1:3000/todos/");
    }

    @Test
    void changesOnlyWhatIsGiven() throws Exception {
        String url = add("{\"title\": \"Water the plants\", \"order\": 3}");

        for (String change : new String[] {"{\"completed\": true}", "{\"completed\": false}", "{\"order\": 1}", "{}"}) {
            assertThat(send(PATCH, url, change)).hasStatusOk();
        }

        assertThat(send(GET, url, "")).bodyJson().isLenientlyEqualTo("""
                {"title": "Water the plants", "completed": false, "order": 1}
                """);
    }

    @Test
    void deletesOneOrAll() throws Exception {
        String gone = add("{\"title\": \"One\"}");
        String kept = add("{\"title\": \"Two\"}");

        assertThat(send(DELETE, gone, "")).hasStatus(204);
        assertThat(send(GET, gone, "")).hasStatus(404);
        assertThat(send(GET, kept, "")).hasStatusOk();

        assertThat(send(DELETE, "/", "")).hasStatus(204);
        assertThat(send(GET, "/", "")).bodyJson().isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"title\": \" \"}",
                "{\"title\": 7}",
                "{\"title\": \"x\", \"order\": \"1\"}",
                "{\"title\": \"x\", \"order\": 1.5}",
                "{\"title\": \"x\", \"completed\": 1}"
            })
    void refusesWhatIsNoTodo(String body) {
        var answer = send(POST, "/", body);

        assertThat(answer).hasStatus(400);
        assertThat(answer).bodyJson().extractingPath("$.error").asString().isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/todos/999999", "/nothing"})
    void isOpenToAllOrigins(String path) {
        assertThat(client.get().uri(path).header("Origin", "https://client.example"))
                .hasHeader("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/todos/1"})
    void answersPreflights(String path) {
        var answer = client.method(OPTIONS)
                .uri(path)
                .header("Origin", "https://client.example")
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "content-type")
                .exchange();

        assertThat(answer).hasStatusOk().hasHeader("Access-Control-Allow-Origin", "*");
        assertThat(answer.getResponse().getHeader("Access-Control-Allow-Methods"))
                .contains("PATCH", "DELETE");
    }

    private String add(String todo) throws UnsupportedEncodingException {
        return JsonPath.read(send(POST, "/", todo).getResponse().getContentAsString(), "$.url");
    }

    private MvcTestResult send(HttpMethod method, String url, String body) {
        return client.method(method)
                .uri(url)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
