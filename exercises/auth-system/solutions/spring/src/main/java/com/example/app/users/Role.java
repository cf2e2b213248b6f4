package com.example.app.users;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public enum Role {
    USER,
    MODERATOR,
    ADMIN;

    /** The role of that name, which is written in lower case everywhere but in this program. */
    public static Optional<Role> of(String name) {
        return Arrays.stream(values()).filter(role -> role.key().equals(name)).findAny();
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
