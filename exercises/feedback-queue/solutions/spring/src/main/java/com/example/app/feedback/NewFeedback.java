package com.example.app.feedback;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a client sends. */
record NewFeedback(String email, int rating, String message) {

    static final int WORST = 1;
    static final int BEST = 5;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_MESSAGE = 2000;

    // One address and nothing else: no blank, no line break, nothing that separates or wraps addresses.
    private static final String PART = "[^\\s\\p{Cc}@,;:<>()\\[\\]\"\\\\]+";
    private static final Pattern ADDRESS =
            Pattern.compile(PART + "@" + PART + "\\." + PART, Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * Reads it from JSON as it came. A class with a String and an int as the body would make text of numbers and numbers
     * of text, and stop at the first mistake.
     */
    static NewFeedback from(ObjectNode body) {
        Map<String, String> problems = new LinkedHashMap<>();
        note(problems, "email", emailProblem(body.path("email")));
        note(problems, "rating", ratingProblem(body.path("rating")));
        note(problems, "message", messageProblem(body.path("message")));
        if (!problems.isEmpty()) {
            throw ApiException.invalid(problems);
        }
        return new NewFeedback(
                body.get("email").textValue(),
                body.get("rating").intValue(),
                body.get("message").textValue());
    }

    private static void note(Map<String, String> problems, String name, String problem) {
        if (!problem.isEmpty()) {
            problems.put(name, problem);
        }
    }

    private static String emailProblem(JsonNode value) {
        String problem = textProblem(value, LONGEST_EMAIL);
        if (!problem.isEmpty()) return problem;
        return ADDRESS.matcher(value.textValue()).matches() ? "" : "must be an e-mail address";
    }

    private static String ratingProblem(JsonNode value) {
        if (value.isMissingNode()) return "is required";
        boolean fits = value.isIntegralNumber()
                && value.canConvertToInt()
                && WORST <= value.intValue()
                && value.intValue() <= BEST;
        return fits ? "" : "must be a whole number from %d to %d".formatted(WORST, BEST);
    }

    private static String messageProblem(JsonNode value) {
        String problem = textProblem(value, LONGEST_MESSAGE);
        if (!problem.isEmpty()) return problem;
        return value.textValue().isBlank() ? "must not be blank" : "";
    }

    private static String textProblem(JsonNode value, int longest) {
        if (value.isMissingNode()) return "is required";
        if (!value.isTextual()) return "must be a string";
        String text = value.textValue();
        if (!isStorable(text)) return "must not contain U+0000 or halves of surrogate pairs";
        // length() counts UTF-16 code units.
        boolean fits = text.codePointCount(0, text.length()) <= longest;
        return fits ? "" : "must have at most %,d characters".formatted(longest);
    }

    /** Whether PostgreSQL's type text can hold it. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }
}
