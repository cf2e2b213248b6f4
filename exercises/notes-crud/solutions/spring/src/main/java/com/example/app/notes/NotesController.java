package com.example.app.notes;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/notes")
class NotesController {

    // An id is written in one way, and fits into a long. What looks different is the path of nothing.
    private static final String ONE = "/{id:[1-9][0-9]{0,17}}";
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final NoteStore notes;

    NotesController(NoteStore notes) {
        this.notes = notes;
    }

    @GetMapping
    Collection<Note> list() {
        return notes.all();
    }

    @PostMapping(consumes = JSON)
    ResponseEntity<Note> create(@RequestBody ObjectNode body) {
        Note note = notes.create(NoteReader.readNew(body));
        return ResponseEntity.created(URI.create("/notes/" + note.id())).body(note);
    }

    @GetMapping(ONE)
    Note read(@PathVariable long id) {
        return notes.find(id).orElseThrow(() -> noNote(id));
    }

    @PutMapping(path = ONE, consumes = JSON)
    Note replace(@PathVariable long id, @RequestBody ObjectNode body) {
        NewNote fields = NoteReader.readNew(body);
        return notes.update(id, note -> fields.withId(id)).orElseThrow(() -> noNote(id));
    }

    @PatchMapping(path = ONE, consumes = JSON)
    Note change(@PathVariable long id, @RequestBody ObjectNode body) {
        NoteChanges changes = NoteReader.readChanges(body);
        return notes.update(id, note -> note.with(changes)).orElseThrow(() -> noNote(id));
    }

    @DeleteMapping(ONE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        if (!notes.delete(id)) {
            throw noNote(id);
        }
    }

    private static ApiException noNote(long id) {
        return ApiException.notFound("There is no note " + id + ".");
    }
}
