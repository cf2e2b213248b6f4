package com.example.app.todos;

/** A todo as it is kept; `order` is null where the client gave none. */
record Todo(long id, String title, boolean completed, Integer order) {

    Todo with(TodoChanges changes) {
        return new Todo(
                id,
                changes.title() == null ? title : changes.title(),
                changes.completed() == null ? completed : changes.completed(),
                changes.order() == null ? order : changes.order());
    }
}
