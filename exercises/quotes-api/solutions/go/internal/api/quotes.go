package api

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"example.com/app/internal/quotes"
)

type quotesHandler struct {
	store *quotes.Store
}

func (h quotesHandler) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	filter := quotes.Filter{Author: parameter(query, "author"), Search: parameter(query, "search")}
	writeJSON(w, http.StatusOK, h.store.Find(filter))
}

func (h quotesHandler) random(w http.ResponseWriter, _ *http.Request) {
	quote, found := h.store.Random()
	if !found {
		writeError(w, http.StatusNotFound, "There are no quotes.", nil)
		return
	}
	writeJSON(w, http.StatusOK, quote)
}

func (h quotesHandler) read(w http.ResponseWriter, r *http.Request) {
	text := r.PathValue("id")
	// Atoi takes +2 and 02 for 2 as well; an id is written in one way.
	id, err := strconv.Atoi(text)
	quote, found := h.store.Get(id)
	if err != nil || !found || strconv.Itoa(id) != text {
		writeError(w, http.StatusNotFound, "There is no quote with the id "+text+".", nil)
		return
	}
	writeJSON(w, http.StatusOK, quote)
}

func (h quotesHandler) add(w http.ResponseWriter, r *http.Request) {
	input, err := readNewQuote(w, r)
	if err != nil {
		writeError(w, http.StatusBadRequest, "The body has to be a JSON object.", nil)
		return
	}
	if len(input.problems) > 0 {
		writeError(w, http.StatusBadRequest, "The quote is not valid.", input.problems)
		return
	}
	quote := h.store.Add(input.text, input.author)
	w.Header().Set("Location", fmt.Sprintf("/quotes/%d", quote.ID))
	writeJSON(w, http.StatusCreated, quote)
}

// parameter returns nil where the query has no such parameter; an empty one is something else.
func parameter(query url.Values, name string) *string {
	if !query.Has(name) {
		return nil
	}
	value := query.Get(name)
	return &value
}
