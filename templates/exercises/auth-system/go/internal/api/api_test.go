package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
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

// Your first goal: this test fails until POST /auth/register checks what it is given.
func TestRegisterSaysWhichFieldsAreWrong(t *testing.T) {
	response := send(t, http.MethodPost, "/auth/register", `{"email": "ada", "password": "short", "name": ""}`)

	if response.Code != http.StatusBadRequest {
		t.Fatalf("got the status %d, want 400", response.Code)
	}
	var answer struct{ Fields map[string]string }
	if err := json.Unmarshal(response.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(answer.Fields)); !slices.Equal(got, []string{"email", "name", "password"}) {
		t.Errorf("got %v", got)
	}
}

func send(t *testing.T, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	response := httptest.NewRecorder()
	api.New(nil).ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}
