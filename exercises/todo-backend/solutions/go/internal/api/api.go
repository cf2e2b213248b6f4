// Package api holds the routes.
package api

import (
	"net/http"

	"example.com/app/internal/todos"
)

// New returns the handler of all requests.
func New() http.Handler {
	mux := http.NewServeMux()
	handler := todosHandler{store: &todos.Store{}}

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /{$}", handler.list)
	mux.HandleFunc("POST /{$}", handler.add)
	mux.HandleFunc("DELETE /{$}", handler.clear)
	mux.HandleFunc("GET /todos/{id}", handler.read)
	mux.HandleFunc("PATCH /todos/{id}", handler.change)
	mux.HandleFunc("DELETE /todos/{id}", handler.delete)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, http.StatusNotFound, "There is no "+r.Method+" "+r.URL.Path+".")
	})
	return openToAllOrigins(mux)
}
