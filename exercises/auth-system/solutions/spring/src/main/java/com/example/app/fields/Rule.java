package com.example.app.fields;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a text may be. */
@FunctionalInterface
public interface Rule {

    /** Says what is wrong with a text; empty where nothing is. */
    String problemOf(String text);

    Rule ANYTHING = text -> "";

    Rule EMAIL =
            text -> text.length() <= 254 && Patterns.EMAIL.matcher(text).matches() ? "" : "must be an e-mail address";

    Rule NEW_PASSWORD = text -> hasLength(text, 10, 72) ? "" : "must have 10 to 72 characters";

    Rule NAME = text -> {
        if (text.isBlank() || !hasLength(text, 1, 100)) return "must have 1 to 100 characters";
        return Patterns.CONTROL_CHARACTER.matcher(text).find() ? "must stand on one line" : "";
    };

    /** Addresses are the same in upper and lower case; they are kept and compared in this form. */
    static String canonicalEmail(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static boolean hasLength(String text, int least, int most) {
        int length = text.codePointCount(0, text.length()); // length() counts UTF-16 code units
        return least <= length && length <= most;
    }

    final class Patterns {

        // Deliberately simple: whether an address exists only a mail can tell.
        private static final Pattern EMAIL = Pattern.compile(
                "[^\\s\\p{Cc}@<>\"(),:;]+@[a-z0-9-]+(\\.[a-z0-9-]+)+",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
        private static final Pattern CONTROL_CHARACTER = Pattern.compile("\\p{Cc}");

        private Patterns() {}
    }
}
