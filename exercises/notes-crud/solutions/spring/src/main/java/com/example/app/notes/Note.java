package com.example.app.notes;

record Note(long id, String title, String body) {

    Note with(NoteChanges changes) {
        return new Note(id, changes.title().orElse(title), changes.body().orElse(body));
    }
}
