// Package api holds the routes.
package api

import (
	"net/http"

	"example.com/app/data"
	"example.com/app/internal/quotes"
)

// New returns the handler of all requests.
func New() http.Handler {
	mux := http.NewServeMux()
	handler := quotesHandler{store: quotes.NewStore(data.Quotes())}

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /quotes", handler.list)
	mux.HandleFunc("POST /quotes", handler.add)
	mux.HandleFunc("GET /quotes/random", handler.random)
	mux.HandleFunc("GET /quotes/{id}", handler.read)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, http.StatusNotFound, "There is no route "+r.Method+" "+r.URL.Path+".", nil)
	})
	return mux
}
