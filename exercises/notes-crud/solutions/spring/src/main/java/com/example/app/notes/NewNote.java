package com.example.app.notes;

/** A whole note, without its id: what POST and PUT are given. */
record NewNote(String title, String body) {

    Note withId(long id) {
        return new Note(id, title, body);
    }
}
