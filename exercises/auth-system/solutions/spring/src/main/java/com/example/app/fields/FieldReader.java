package com.example.app.fields;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes fields out of a request, those that are asked for and nothing else, and collects what is wrong with them.
 *
 * <p>Binding the body to a class of strings would make strings of numbers and stop at the first mistake.
 */
public final class FieldReader {

    private final ObjectNode body;
    private final Map<String, String> problems = new LinkedHashMap<>();

    public FieldReader(ObjectNode body) {
        this.body = body;
    }

    /** The field's text; of no use where something is wrong with it, which {@link #refuseIfWrong} tells the client. */
    public String text(String name, Rule rule) {
        JsonNode value = body.path(name);
        String problem = problemOf(value, rule);
        if (!problem.isEmpty()) {
            problems.put(name, problem);
        }
        return value.asText();
    }

    public void refuseIfWrong() {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
    }

    private static String problemOf(JsonNode value, Rule rule) {
        if (value.isMissingNode()) return "is required";
        if (!value.isTextual()) return "must be a string";
        if (!isWellFormed(value.textValue())) return "must be valid Unicode";
        return rule.problemOf(value.textValue());
    }

    /** Whether no half of a surrogate pair stands alone; there is no UTF-8 for such. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
