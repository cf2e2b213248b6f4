package com.example.app.todos;

import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TodosController {

    private static final String ONE = "/todos/{id:[1-9][0-9]{0,17}}"; // a number that fits into a long

    private final TodoStore todos;

    TodosController(TodoStore todos) {
        this.todos = todos;
    }

    @GetMapping("/")
    List<TodoView> list() {
        return todos.all().stream().map(TodoView::of).toList();
    }

    @PostMapping("/")
    ResponseEntity<TodoView> add(@Valid @RequestBody NewTodo fields) {
        TodoView added = TodoView.of(todos.add(fields));
        return ResponseEntity.created(URI.create(added.url())).body(added);
    }

    @DeleteMapping("/")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        todos.clear();
    }

    @GetMapping(ONE)
    TodoView read(@PathVariable long id) {
        return todos.find(id).map(TodoView::of).orElseThrow(() -> new NoSuchTodoException(id));
    }

    @PatchMapping(ONE)
    TodoView change(@PathVariable long id, @Valid @RequestBody TodoChanges changes) {
        return todos.change(id, changes).map(TodoView::of).orElseThrow(() -> new NoSuchTodoException(id));
    }

    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        if (!todos.delete(id)) {
            throw new NoSuchTodoException(id);
        }
    }
}
