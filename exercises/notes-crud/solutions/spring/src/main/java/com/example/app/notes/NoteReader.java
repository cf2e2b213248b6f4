package com.example.app.notes;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads notes from JSON as it came. Bound to a class of strings, 42 would become "42", null could not be told from a
 * field that is left out, and the first mistake would hide the others.
 */
final class NoteReader {

    private enum Field {
        TITLE("title", 200, false),
        BODY("body", 10_000, true);

        final String key;
        final int longest;
        final boolean mayBeBlank;

        Field(String key, int longest, boolean mayBeBlank) {
            this.key = key;
            this.longest = longest;
            this.mayBeBlank = mayBeBlank;
        }

        static Optional<Field> of(String key) {
            for (Field field : values()) {
                if (field.key.equals(key)) return Optional.of(field);
            }
            return Optional.empty();
        }
    }

    private final ObjectNode json;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private NoteReader(ObjectNode json) {
        this.json = json;
        json.properties().forEach(property -> check(property.getKey(), property.getValue()));
    }

    static NewNote readNew(ObjectNode json) {
        NoteReader reader = new NoteReader(json);
        if (!json.has(Field.TITLE.key)) {
            reader.problems.put(Field.TITLE.key, "is required");
        }
        reader.refuseIfWrong();
        return new NewNote(
                reader.text(Field.TITLE).orElseThrow(), reader.text(Field.BODY).orElse(""));
    }

    static NoteChanges readChanges(ObjectNode json) {
        NoteReader reader = new NoteReader(json);
        reader.refuseIfWrong();
        return new NoteChanges(reader.text(Field.TITLE), reader.text(Field.BODY));
    }

    private void check(String key, JsonNode value) {
        String problem = Field.of(key).map(field -> problemOf(value, field)).orElse("is not a field that you can set");
        if (!problem.isEmpty()) {
            problems.put(writable(key), problem);
        }
    }

    private static String problemOf(JsonNode value, Field field) {
        if (!value.isTextual()) return "must be a string";
        String text = value.textValue();
        if (!isWellFormed(text)) return "must be valid Unicode";
        if (!field.mayBeBlank && text.isBlank()) return "must not be blank";
        // length() counts UTF-16 code units.
        if (text.codePointCount(0, text.length()) > field.longest) {
            return "must have at most %,d characters".formatted(field.longest);
        }
        return "";
    }

    /** Whether no half of a surrogate pair stands alone; there is no UTF-8 for such. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** The key in a form that can be answered: it may be ill-formed as well. */
    private static String writable(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void refuseIfWrong() {
        if (!problems.isEmpty()) {
            throw ApiException.invalid("The note is not valid.", problems);
        }
    }

    private Optional<String> text(Field field) {
        return Optional.ofNullable(json.path(field.key).textValue());
    }
}
