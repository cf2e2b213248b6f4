package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

func writeJSON(w http.ResponseWriter, status int, value any) {
	// The status is sent with the first byte of the body: headers are set before.
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		slog.Error("write the answer", "error", err)
	}
}

// writeError answers with a message for people; fields says what is wrong with which field, if any is to blame.
func writeError(w http.ResponseWriter, status int, message string, fields map[string]string) {
	writeJSON(w, status, struct {
		Error  string            `json:"error"`
		Fields map[string]string `json:"fields,omitempty"`
	}{message, fields})
}
