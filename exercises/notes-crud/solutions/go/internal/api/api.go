// Package api holds the routes.
package api

import (
	"net/http"

	"example.com/app/internal/notes"
)

// New returns the handler of all requests.
func New() http.Handler {
	mux := http.NewServeMux()
	handler := notesHandler{store: &notes.Store{}}

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.Handle("GET /notes", endpoint(handler.list))
	mux.Handle("POST /notes", endpoint(handler.create))
	mux.Handle("GET /notes/{id}", endpoint(handler.read))
	mux.Handle("PUT /notes/{id}", endpoint(handler.replace))
	mux.Handle("PATCH /notes/{id}", endpoint(handler.change))
	mux.Handle("DELETE /notes/{id}", endpoint(handler.delete))
	return jsonRouter{mux}
}
