package com.example.app.quotes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** The quotes that the server starts with. */
@Component
public class QuoteFile {

    private static final Path FILE = Path.of("data", "quotes.json");

    private final ObjectMapper json;

    QuoteFile(ObjectMapper json) {
        this.json = json;
    }

    public List<Quote> read() throws IOException {
        return json.readValue(Files.readString(FILE), new TypeReference<>() {});
    }
}
