// Package api holds the routes.
package api

import (
	"net/http"

	"example.com/app/internal/feedback"
)

// New returns the handler of all requests.
func New(store *feedback.Store) http.Handler {
	mux := http.NewServeMux()
	handler := feedbackHandler{store: store}

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.Handle("POST /feedback", endpoint(handler.submit))
	mux.Handle("GET /feedback/{id}", endpoint(handler.read))
	mux.Handle("GET /dead-letters", endpoint(handler.deadLetters))
	mux.Handle("POST /dead-letters/{id}/retry", endpoint(handler.retry))
	mux.Handle("GET /stats", endpoint(handler.stats))
	mux.Handle("/", endpoint(func(_ http.ResponseWriter, r *http.Request) error {
		return &clientError{status: http.StatusNotFound, message: "There is no " + r.Method + " " + r.URL.Path + "."}
	}))
	return mux
}
