// Package api holds the routes.
package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

// New returns the handler of all requests.
func New() http.Handler {
	mux := http.NewServeMux()

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})

	// TODO: POST / keeps a todo in memory and answers with it; begin here. The pattern "/" fits every path, "/{$}" the
	// root alone.
	// TODO: GET / and DELETE /
	// TODO: a route for each todo's url: GET, PATCH and DELETE
	// TODO: let pages of other origins in, preflights included; which answers does that concern?

	return mux
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	// The status is sent with the first byte of the body: headers are set before.
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		slog.Error("write the answer", "error", err)
	}
}
