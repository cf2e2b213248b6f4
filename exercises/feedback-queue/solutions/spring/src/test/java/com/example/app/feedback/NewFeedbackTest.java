package com.example.app.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewFeedbackTest {

    private static final String VALID = "{\"email\": \"anna@example.com\", \"rating\": 4, \"message\": \"Good.\"}";

    @Test
    void readsWhatIsValid() throws JsonProcessingException {
        assertThat(read(VALID)).isEqualTo(new NewFeedback("anna@example.com", 4, "Good."));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"anna@example.com\"|\"anna\"",
                "\"anna@example.com\"|\"anna@localhost\"",
                "\"anna@example.com\"|\"anna@example.com\\n\"",
                "\"anna@example.com\"|\"anna@example.com, bob@example.com\"",
                "4|0",
                "4|6",
                "4|2.5",
                "4|\"4\"",
                "4|true",
                "4|100000000000000000000",
                "\"Good.\"|\" \"",
                "\"Good.\"|\"\\u0000\"",
                "\"Good.\"|\"\\ud800\"",
                "\"Good.\"|null"
            })
    void refuses(String valid, String wrong) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> read(VALID.replace(valid, wrong)));
    }

    private static NewFeedback read(String json) throws JsonProcessingException {
        return NewFeedback.from(new ObjectMapper().readTree(json).deepCopy());
    }
}
