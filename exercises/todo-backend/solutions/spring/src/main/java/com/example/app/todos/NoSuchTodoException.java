package com.example.app.todos;

public class NoSuchTodoException extends RuntimeException {

    NoSuchTodoException(long id) {
        super("There is no todo " + id + ".");
    }
}
