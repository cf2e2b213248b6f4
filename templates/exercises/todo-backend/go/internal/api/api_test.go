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

// Your first goal: this test fails until POST / is there.
func TestPostAnswersWithTheNewTodo(t *testing.T) {
	response := send(t, http.MethodPost, "/", `{"title": "Water the plants"}`)

	if response.Code != http.StatusCreated {
		t.Fatalf("got the status %d, want 201", response.Code)
	}
	var todo struct {
		Title     string
		Completed *bool
	}
	if err := json.Unmarshal(response.Body.Bytes(), &todo); err != nil {
		t.Fatal(err)
	}
	if todo.Title != "Water the plants" || todo.Completed == nil || *todo.Completed {
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
