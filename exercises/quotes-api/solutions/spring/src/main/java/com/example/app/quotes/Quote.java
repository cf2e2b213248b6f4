package com.example.app.quotes;

import java.util.Locale;

public record Quote(int id, String text, String author) {

    boolean isBy(String name) {
        return author.equalsIgnoreCase(name);
    }

    boolean contains(String piece) {
        return text.toLowerCase(Locale.ROOT).contains(piece.toLowerCase(Locale.ROOT));
    }
}
