package com.example.app.todos;

import jakarta.validation.constraints.NotBlank;

/** What a client sends for a new todo; fields that are not named here are ignored. */
record NewTodo(
        @NotBlank(message = "has to be a text that is not blank")
        String title,

        boolean completed,
        Integer order) {

    Todo withId(long id) {
        return new Todo(id, title, completed, order);
    }
}
