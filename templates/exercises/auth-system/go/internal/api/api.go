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

	// TODO: POST /auth/register checks its input and answers 202; begin here. The pool has the database; look up
	// pgx.BeginFunc for what has to happen in one transaction.
	// TODO: the mail with the link (net/smtp), POST /auth/confirm, POST /auth/login, GET /me
	// TODO: POST /auth/refresh and /auth/logout; /auth/forgot and /auth/reset; the lock-out
	// TODO: the routes of /users, with who may do what
	// TODO: GET /auth/oidc/login and /auth/oidc/callback
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
