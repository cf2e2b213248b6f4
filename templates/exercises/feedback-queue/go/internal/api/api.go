// Package api holds the routes.
package api

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"
)

// New returns the handler of all requests.
func New(_ *pgxpool.Pool) http.Handler {
	mux := http.NewServeMux()

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})

	// TODO: POST /feedback stores a feedback in PostgreSQL and answers 202; begin here, with db/schema.sql.
	// TODO: GET /feedback/{id}
	// TODO: the worker (cmd/worker)
	// TODO: GET /dead-letters, POST /dead-letters/{id}/retry, GET /stats
	// TODO: answer every error as JSON: { "error": "..." }

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
