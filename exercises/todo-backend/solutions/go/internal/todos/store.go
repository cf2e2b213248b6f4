// Package todos keeps todos in memory.
package todos

import (
	"cmp"
	"slices"
	"sync"
)

// Todo is something to be done.
type Todo struct {
	ID        int
	Title     string
	Completed bool
	Order     *int // nil until a client gives one; 0 is an order like any other
}

// Changes are the fields that a client sets; nil leaves a field as it is.
type Changes struct {
	Title     *string
	Completed *bool
	Order     *int
}

func (c Changes) apply(todo *Todo) {
	if c.Title != nil {
		todo.Title = *c.Title
	}
	if c.Completed != nil {
		todo.Completed = *c.Completed
	}
	if c.Order != nil {
		todo.Order = c.Order
	}
}

// Store holds todos. Requests use it at the same time.
type Store struct {
	mu     sync.RWMutex
	todos  []Todo // by id
	lastID int
}

// List returns all todos, the oldest first.
func (s *Store) List() []Todo {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.todos)
}

// Get returns the todo with this id, if there is one.
func (s *Store) Get(id int) (Todo, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at, found := s.find(id)
	if !found {
		return Todo{}, false
	}
	return s.todos[at], true
}

// Add keeps a new todo.
func (s *Store) Add(fields Changes) Todo {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	todo := Todo{ID: s.lastID}
	fields.apply(&todo)
	s.todos = append(s.todos, todo)
	return todo
}

// Change sets the given fields; it returns the todo as it is then, if there is one with this id.
func (s *Store) Change(id int, changes Changes) (Todo, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, found := s.find(id)
	if !found {
		return Todo{}, false
	}
	changes.apply(&s.todos[at])
	return s.todos[at], true
}

// Delete tells whether there was such a todo.
func (s *Store) Delete(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, found := s.find(id)
	if found {
		s.todos = slices.Delete(s.todos, at, at+1)
	}
	return found
}

// Clear deletes all todos. Their ids are not given again.
func (s *Store) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.todos = nil
}

func (s *Store) find(id int) (int, bool) {
	return slices.BinarySearchFunc(s.todos, id, func(todo Todo, id int) int { return cmp.Compare(todo.ID, id) })
}
