package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
)

// clientError is a mistake that the client made and is told about.
type clientError struct {
	status  int
	message string
	fields  map[string]string // what is wrong with which field, if any is to blame
}

func (e *clientError) Error() string { return e.message }

// endpoint is a handler that leaves answering errors to its caller.
type endpoint func(w http.ResponseWriter, r *http.Request) error

func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := e(w, r); err != nil {
		writeError(w, err)
	}
}

func writeError(w http.ResponseWriter, err error) {
	var mistake *clientError
	if !errors.As(err, &mistake) {
		slog.Error("request failed", "error", err)
		mistake = &clientError{status: http.StatusInternalServerError, message: "Something went wrong on our side."}
	}
	writeJSON(w, mistake.status, struct {
		Error  string            `json:"error"`
		Fields map[string]string `json:"fields,omitempty"`
	}{mistake.message, mistake.fields})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	// The status is sent with the first byte of the body: headers are set before.
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		slog.Error("write the answer", "error", err)
	}
}
