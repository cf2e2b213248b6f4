package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/app/internal/api"
)

func TestHealthSaysThatTheServerIsUp(t *testing.T) {
	response := get(t, "/health")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	if got := response.Body.String(); got != `{"status":"ok"}`+"\n" {
		t.Errorf("got %s", got)
	}
}

// Your first goal: this test fails until GET /quotes exists.
func TestTheListIsAnArrayOfQuotes(t *testing.T) {
	response := get(t, "/quotes")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	var quotes []struct {
		ID           int
		Text, Author string
	}
	if err := json.Unmarshal(response.Body.Bytes(), &quotes); err != nil {
		t.Fatal(err)
	}
	if len(quotes) == 0 || quotes[0].ID == 0 || quotes[0].Text == "" || quotes[0].Author == "" {
		t.Errorf("got %s", response.Body)
	}
}

func get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	response := httptest.NewRecorder()
	api.New().ServeHTTP(response, httptest.NewRequest(http.MethodGet, path, nil))
	return response
}
