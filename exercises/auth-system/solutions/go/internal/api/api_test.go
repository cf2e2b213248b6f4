package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/app/internal/api"
	"example.com/app/internal/config"
	"example.com/app/internal/mailer"
	"example.com/app/internal/postgres"
)

func TestHealthSaysThatTheServerIsUp(t *testing.T) {
	response := send(newServer(t), http.MethodGet, "/health", "")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	if got := response.Body.String(); got != `{"status":"ok"}`+"\n" {
		t.Errorf("got %s", got)
	}
}

func TestEveryWrongFieldIsNamed(t *testing.T) {
	const good = `"email": "ada@example.com", "password": "correct horse", "name": "Ada"`
	server := newServer(t)
	for _, test := range []struct {
		path, body string
		want       []string
	}{
		{"/auth/register", `{"email": "ada", "password": "short", "name": ""}`, []string{"email", "name", "password"}},
		{"/auth/register", `{"Email": "ada@example.com"}`, []string{"email", "name", "password"}},
		{"/auth/register", `{` + good + `, "email": "ada@example.com\n"}`, []string{"email"}},
		{"/auth/register", `{` + good + `, "email": "a\u00a0da@example.com"}`, []string{"email"}},
		{"/auth/register", `{` + good + `, "password": "` + strings.Repeat("é", 73) + `"}`, []string{"password"}},
		{"/auth/register", `{` + good + `, "name": "\ud800"}`, []string{"name"}},
		{"/auth/register", `{` + good + `, "name": "Ada\nBcc: x"}`, []string{"name"}},
		{"/auth/confirm", `{"token": 7}`, []string{"token"}},
		{"/auth/login", `{"email": "ada@example.com", "password": null}`, []string{"password"}},
		{"/auth/refresh", `{}`, []string{"refresh_token"}},
		{"/auth/forgot", `{"email": ["ada@example.com"]}`, []string{"email"}},
		{"/auth/reset", `{"token": "x", "password": "123456789"}`, []string{"password"}},
	} {
		answer := refusal(t, send(server, http.MethodPost, test.path, test.body), http.StatusBadRequest)
		if got := slices.Sorted(maps.Keys(answer.Fields)); !slices.Equal(got, test.want) {
			t.Errorf("%s %s: got %v, want %v", test.path, test.body, got, test.want)
		}
	}
}

func TestABodyThatIsNoJSONObjectIsRefused(t *testing.T) {
	server := newServer(t)
	for _, path := range []string{"register", "confirm", "login", "refresh", "forgot", "reset"} {
		for _, body := range []string{"", "{", "[]", "null", `{} {}`} {
			refusal(t, send(server, http.MethodPost, "/auth/"+path, body), http.StatusBadRequest)
		}
	}
}

func TestNothingIsShownToStrangers(t *testing.T) {
	server := newServer(t)
	for _, route := range []string{"GET /me", "PATCH /me", "GET /users", "GET /users/1", "PUT /users/1/role",
		"DELETE /users/1", "POST /auth/logout"} {
		method, path, _ := strings.Cut(route, " ")
		response := send(server, method, path, "{}")
		refusal(t, response, http.StatusUnauthorized)
		if got := response.Header().Get("WWW-Authenticate"); got != "Bearer" {
			t.Errorf("%s: got WWW-Authenticate: %q", route, got)
		}
	}
}

func TestWhatIsNotThereIs404(t *testing.T) {
	refusal(t, send(newServer(t), http.MethodGet, "/nothing", ""), http.StatusNotFound)
}

type answer struct {
	Error  string
	Fields map[string]string
}

// refusal expects an error with that status.
func refusal(t *testing.T, response *httptest.ResponseRecorder, status int) answer {
	t.Helper()
	var found answer
	err := json.Unmarshal(response.Body.Bytes(), &found)
	if err != nil || found.Error == "" || response.Code != status {
		t.Errorf("got %d %s, want %d with an error", response.Code, response.Body, status)
	}
	return found
}

// newServer makes a server without a database: what is asked of it here goes not that far.
func newServer(t *testing.T) http.Handler {
	t.Helper()
	cfg := config.Config{
		BaseURL: "http://localhost:3000", JWTSecret: "a key for tests", Argon2Passes: 1, AccessTokenLife: time.Minute,
	}
	pool, err := postgres.Open(t.Context(), cfg.DatabaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	mails, err := mailer.New("smtp://localhost:1025", cfg.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	return api.New(cfg, pool, mails)
}

func send(server http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	server.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}
