package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/app/internal/api"
	"example.com/app/internal/config"
	"example.com/app/internal/feedback"
	"example.com/app/internal/postgres"
)

const limit = 2

func TestHealthSaysThatTheServerIsUp(t *testing.T) {
	response := send(newServer(t), http.MethodGet, "/health", "")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	if got := response.Body.String(); got != `{"status":"ok"}`+"\n" {
		t.Errorf("got %s", got)
	}
}

// It needs the database: docker compose up -d && go run ./cmd/migrate
func TestFeedbackIsAcceptedUpToTheLimit(t *testing.T) {
	server := newServer(t)
	body := `{"email": "anna.%d@example.com", "rating": 5, "message": "Very good."}`
	body = fmt.Sprintf(body, time.Now().UnixNano())

	for range limit {
		response := send(server, http.MethodPost, "/feedback", body)
		if response.Code != http.StatusAccepted {
			t.Fatalf("got %d %s", response.Code, response.Body)
		}
		status := send(server, http.MethodGet, response.Header().Get("Location"), "")
		if got, want := status.Body.String(), response.Body.String(); got != want || !strings.Contains(got, `"pending"`) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	response := send(server, http.MethodPost, "/feedback", strings.Replace(body, "anna", "ANNA", 1))
	if response.Code != http.StatusTooManyRequests || response.Header().Get("Retry-After") != "60" {
		t.Errorf("got %d with %v", response.Code, response.Header())
	}
}

func TestRefusals(t *testing.T) {
	server := newServer(t)
	for _, test := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/nothing", "", 404},
		{"GET", "/feedback/7", "", 404},
		{"GET", "/feedback/%27", "", 404},
		{"POST", "/dead-letters/null/retry", "", 404},
		{"POST", "/feedback", "", 400},
		{"POST", "/feedback", "[]", 400},
		{"POST", "/feedback", `{"rating": 5}`, 400},
	} {
		response := send(server, test.method, test.path, test.body)
		var answer struct{ Error string }
		err := json.Unmarshal(response.Body.Bytes(), &answer)
		if err != nil || answer.Error == "" || response.Code != test.status {
			t.Errorf("%s %s: got %d %s, want %d", test.method, test.path, response.Code, response.Body, test.status)
		}
	}
}

func newServer(t *testing.T) http.Handler {
	t.Helper()
	t.Chdir("../..") // where .env is
	cfg, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	pool, err := postgres.Open(t.Context(), cfg.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return api.New(feedback.NewStore(pool, feedback.Limit{Count: limit, Window: time.Minute}))
}

func send(server http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	server.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}
