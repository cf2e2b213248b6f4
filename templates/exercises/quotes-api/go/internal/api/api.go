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

	// TODO 1: the quotes that the server starts with: data.Quotes() of example.com/app/data

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})

	// TODO 2: GET /quotes answers all quotes. Then the other routes of the README, one after the other.
	// Requests are handled at the same time: what they change together needs a sync.RWMutex.

	// TODO 3: errors as the README wants them, 404 for an unknown route included. ServeMux answers those in plain
	// text; the pattern "/" fits every path that no other pattern fits.

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
