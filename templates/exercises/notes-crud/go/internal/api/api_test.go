package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/app/internal/api"
)

func TestHealthSaysThatTheServerIsUp(t *testing.T) {
	response := send(t, http.MethodGet, "/health", "")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	if got := response.Body.String(); got != `{"status":"ok"}`+"\n" {
		t.Errorf("got %s", got)
	}
}

// Your first goal: this test fails until POST /notes is there.
func TestPostAnswers201WithTheNote(t *testing.T) {
	response := send(t, http.MethodPost, "/notes", `{"title": "Milk", "body": "Two litres"}`)

	if response.Code != http.StatusCreated {
		t.Fatalf("got the status %d, want 201", response.Code)
	}
	var note struct {
		ID          int
		Title, Body string
	}
	if err := json.Unmarshal(response.Body.Bytes(), &note); err != nil {
		t.Fatal(err)
	}
	if note.ID < 1 || note.Title != "Milk" || note.Body != "Two litres" {
		t.Errorf("got %s", response.Body)
	}
}

func send(t *testing.T, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	response := httptest.NewRecorder()
	api.New().ServeHTTP(response, request)
	return response
}
