package com.example.app.todos;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A todo as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TodoView(long id, String title, boolean completed, Integer order, String url) {

    /** To be called while a request is answered: the url has the name and port by which its client has reached us. */
    static TodoView of(Todo todo) {
        String url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/todos/{id}")
                .build(todo.id())
                .toString();
        return new TodoView(todo.id(), todo.title(), todo.completed(), todo.order(), url);
    }
}
