package com.example.app.todos;

import jakarta.validation.constraints.Pattern;

/** What a client wants to change; null is what it does not name. */
record TodoChanges(
        @Pattern(regexp = "(?s).*\\S.*", message = "has to be a text that is not blank")
        String title,

        Boolean completed,
        Integer order) {}
