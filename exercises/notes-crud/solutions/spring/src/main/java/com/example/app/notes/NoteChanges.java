package com.example.app.notes;

import java.util.Optional;

/** The fields that are to change: what PATCH is given. */
record NoteChanges(Optional<String> title, Optional<String> body) {}
