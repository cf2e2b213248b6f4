package com.example.app.todos;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Keeps todos in memory. Many threads use it at the same time. */
@Component
class TodoStore {

    private final Map<Long, Todo> todos = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    Collection<Todo> all() {
        return todos.values();
    }

    Optional<Todo> find(long id) {
        return Optional.ofNullable(todos.get(id));
    }

    Todo add(NewTodo fields) {
        Todo todo = fields.withId(lastId.incrementAndGet());
        todos.put(todo.id(), todo);
        return todo;
    }

    Optional<Todo> change(long id, TodoChanges changes) {
        return Optional.ofNullable(todos.computeIfPresent(id, (key, todo) -> todo.with(changes)));
    }

    boolean delete(long id) {
        return todos.remove(id) != null;
    }

    void clear() {
        todos.clear();
    }
}
