// Package quotes keeps the quotes and finds them again.
package quotes

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"example.com/app/data"
)

// Store holds quotes in memory. Requests use it at the same time.
type Store struct {
	mu     sync.RWMutex
	quotes []data.Quote
	lastID int
}

// NewStore returns a store that begins with the given quotes.
func NewStore(quotes []data.Quote) *Store {
	store := &Store{quotes: slices.Clone(quotes)}
	for _, quote := range quotes {
		store.lastID = max(store.lastID, quote.ID)
	}
	return store
}

// Filter says which quotes are wanted; a field that is nil lets all of them through.
type Filter struct {
	Author *string // the whole name
	Search *string // a piece of the text
}

func (f Filter) fits(quote data.Quote) bool {
	if f.Author != nil && !strings.EqualFold(quote.Author, *f.Author) {
		return false
	}
	return f.Search == nil || strings.Contains(strings.ToLower(quote.Text), strings.ToLower(*f.Search))
}

// Find returns the quotes that fit.
func (s *Store) Find(filter Filter) []data.Quote {
	s.mu.RLock()
	defer s.mu.RUnlock()
	found := []data.Quote{} // not nil, which would be null in JSON
	for _, quote := range s.quotes {
		if filter.fits(quote) {
			found = append(found, quote)
		}
	}
	return found
}

// Get returns the quote with this id, if there is one.
func (s *Store) Get(id int) (data.Quote, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at := slices.IndexFunc(s.quotes, func(quote data.Quote) bool { return quote.ID == id })
	if at < 0 {
		return data.Quote{}, false
	}
	return s.quotes[at], true
}

// Random returns one of the quotes, if there is any.
func (s *Store) Random() (data.Quote, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if len(s.quotes) == 0 {
		return data.Quote{}, false
	}
	return s.quotes[rand.IntN(len(s.quotes))], true
}

// Add keeps a new quote and gives it an id.
func (s *Store) Add(text, author string) data.Quote {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	quote := data.Quote{ID: s.lastID, Text: text, Author: author}
	s.quotes = append(s.quotes, quote)
	return quote
}
