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

	// TODO: POST /notes keeps a note in memory and answers 201 with it; begin here.
	// TODO: GET /notes and GET /notes/{id}
	// TODO: PUT, PATCH and DELETE /notes/{id}
	// TODO: answer every error as JSON: { "error": "..." }; those of ServeMux (404, 405), too

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
