package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/api"
	"example.com/app/internal/config"
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

// Your first goal: this test fails until POST /feedback is there.
// It needs the database: docker compose up -d && go run ./cmd/migrate
func TestFeedbackIsAcceptedAndPending(t *testing.T) {
	body := `{"email": "anna.%d@example.com", "rating": 5, "message": "Very good."}`
	response := send(t, http.MethodPost, "/feedback", fmt.Sprintf(body, time.Now().UnixNano()))

	if response.Code != http.StatusAccepted {
		t.Fatalf("got the status %d, want 202", response.Code)
	}
	var feedback struct{ ID, Status string }
	if err := json.Unmarshal(response.Body.Bytes(), &feedback); err != nil {
		t.Fatal(err)
	}
	if feedback.ID == "" || feedback.Status != "pending" {
		t.Errorf("got %s", response.Body)
	}
}

func send(t *testing.T, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	t.Chdir("../..") // where .env is
	cfg, err := config.Load()
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.New(t.Context(), cfg.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	response := httptest.NewRecorder()
	api.New(pool).ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}
