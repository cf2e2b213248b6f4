package com.example.app.quotes;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client sends to have a quote added. */
record NewQuote(String text, String author) {

    /**
     * Reads it from JSON as it came. A class of strings as the body would make strings of numbers, and stop at the first
     * field that is wrong.
     */
    static NewQuote from(ObjectNode body) {
        Map<String, String> problems = new LinkedHashMap<>();
        String text = read(body, "text", problems);
        String author = read(body, "author", problems);
        if (!problems.isEmpty()) {
            throw ApiException.invalid("The quote is not valid.", problems);
        }
        return new NewQuote(text, author);
    }

    private static String read(ObjectNode body, String name, Map<String, String> problems) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            problems.put(name, "is missing");
        } else if (!value.isTextual()) {
            problems.put(name, "must be a string");
        } else if (value.textValue().isBlank()) {
            problems.put(name, "must not be empty");
        }
        return value.textValue();
    }
}
