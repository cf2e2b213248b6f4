// Package notes keeps notes in memory.
package notes

import (
	"cmp"
	"slices"
	"sync"
)

// Note is a note as clients see it.
type Note struct {
	ID    int64  `json:"id"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

// Changes are the fields of a note that are to be set; nil leaves a field as it is.
type Changes struct {
	Title, Body *string
}

func (c Changes) apply(note Note) Note {
	if c.Title != nil {
		note.Title = *c.Title
	}
	if c.Body != nil {
		note.Body = *c.Body
	}
	return note
}

// Store holds notes. Requests use it at the same time.
type Store struct {
	mu     sync.RWMutex
	notes  []Note // by id, and so the oldest first
	lastID int64
}

// List returns all notes, the oldest first.
func (s *Store) List() []Note {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]Note{}, s.notes...) // never nil, which would be null in JSON
}

// Get returns the note with this id, if there is one.
func (s *Store) Get(id int64) (Note, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at, found := s.find(id)
	if !found {
		return Note{}, false
	}
	return s.notes[at], true
}

// Create keeps a new note. Its id is given to no other note, not even when this one is gone.
func (s *Store) Create(changes Changes) Note {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	note := changes.apply(Note{ID: s.lastID})
	s.notes = append(s.notes, note)
	return note
}

// Replace gives the note a new content; what is nil becomes empty.
func (s *Store) Replace(id int64, changes Changes) (Note, bool) {
	return s.update(id, func(Note) Note { return changes.apply(Note{ID: id}) })
}

// Change sets the given fields of the note.
func (s *Store) Change(id int64, changes Changes) (Note, bool) {
	return s.update(id, changes.apply)
}

// Delete tells whether there was such a note.
func (s *Store) Delete(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, found := s.find(id)
	if found {
		s.notes = slices.Delete(s.notes, at, at+1)
	}
	return found
}

// Read, change and write are one step: the lock is held all the time.
func (s *Store) update(id int64, change func(Note) Note) (Note, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, found := s.find(id)
	if !found {
		return Note{}, false
	}
	s.notes[at] = change(s.notes[at])
	return s.notes[at], true
}

func (s *Store) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(s.notes, id, func(note Note, id int64) int { return cmp.Compare(note.ID, id) })
}
