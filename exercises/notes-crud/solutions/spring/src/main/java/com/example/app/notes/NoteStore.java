package com.example.app.notes;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Keeps notes in memory, the oldest first. Many threads use it at the same time. */
@Component
class NoteStore {

    private final Map<Long, Note> notes = new ConcurrentSkipListMap<>();
    private final AtomicLong lastId = new AtomicLong();

    Collection<Note> all() {
        return notes.values();
    }

    Optional<Note> find(long id) {
        return Optional.ofNullable(notes.get(id));
    }

    Note create(NewNote fields) {
        Note note = fields.withId(lastId.incrementAndGet());
        notes.put(note.id(), note);
        return note;
    }

    Optional<Note> update(long id, UnaryOperator<Note> change) {
        return Optional.ofNullable(notes.computeIfPresent(id, (key, note) -> change.apply(note)));
    }

    boolean delete(long id) {
        return notes.remove(id) != null;
    }
}
