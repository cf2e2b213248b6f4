package com.example.app.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"field\": null}",
                "{\"field\": 42}",
                "{\"field\": [\"Ada\"]}",
                "{\"field\": \"\\ud800\"}",
                "{\"field\": \" \"}",
                "{\"field\": \"Ada\\nBcc: eve@example.com\"}"
            })
    void refuses(String json) throws JsonProcessingException {
        FieldReader fields = reader(json);

        fields.text("field", Rule.NAME);

        assertThatExceptionOfType(ApiException.class).isThrownBy(fields::refuseIfWrong);
    }

    @Test
    void takesTextAsItIs() throws JsonProcessingException {
        FieldReader fields = reader("{\"field\": \" Zoë 👩‍💻 \"}");

        assertThat(fields.text("field", Rule.NAME)).isEqualTo(" Zoë 👩‍💻 ");
        fields.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada@", "@example.com", "ada@example", "a da@example.com", "ada@example.com\n"})
    void knowsWhatIsNoAddress(String text) {
        assertThat(Rule.EMAIL.problemOf(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com", "Ada.L+x@mail-1.example.com"})
    void knowsAddresses(String text) {
        assertThat(Rule.EMAIL.problemOf(text)).isEmpty();
    }

    private static FieldReader reader(String json) throws JsonProcessingException {
        return new FieldReader(new ObjectMapper().readTree(json).deepCopy());
    }
}
