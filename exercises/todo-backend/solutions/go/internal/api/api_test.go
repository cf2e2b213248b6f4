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
	response := send(api.New(), http.MethodGet, "/health", "")

	if response.Code != http.StatusOK {
		t.Fatalf("got the status %d, want 200", response.Code)
	}
	if got := response.Body.String(); got != `{"status":"ok"}`+"\n" {
		t.Errorf("got %s", got)
	}
}

func TestTodosAreAddedReadChangedAndDeleted(t *testing.T) {
	const (
		one   = "http://example.com/todos/1"
		two   = "http://example.com/todos/2"
		added = `{"id":1,"title":"Plants","completed":false,"url":"` + one + `"}`
		other = `{"id":2,"title":"Cactus","completed":false,"order":0,"url":"` + two + `"}`
	)
	server := api.New()
	for _, step := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/", "", 200, `[]`},
		{"POST", "/", `{"title": "Plants", "url": "ignored"}`, 201, added},
		{"POST", "/", `{"title": "Cactus", "order": 0}`, 201, other},
		{"GET", one, "", 200, added},
		{"GET", "/", "", 200, "[" + added + "," + other + "]"},
		{"PATCH", two, `{"completed": true}`, 200, strings.Replace(other, "false", "true", 1)},
		{"PATCH", two, `{"completed": false}`, 200, other},
		{"PATCH", two, `{"order": 7}`, 200, strings.Replace(other, `"order":0`, `"order":7`, 1)},
		{"DELETE", two, "", 204, ""},
		{"GET", two, "", 404, `{"error":"There is no such todo."}`},
		{"GET", "/", "", 200, "[" + added + "]"},
		{"DELETE", "/", "", 204, ""},
		{"GET", "/", "", 200, `[]`},
		{"GET", "/nothing", "", 404, `{"error":"There is no GET /nothing."}`},
	} {
		response := send(server, step.method, step.path, step.body)
		if got := strings.TrimSpace(response.Body.String()); response.Code != step.status || got != step.want {
			t.Errorf("%s %s %s: got %d %s, want %d %s",
				step.method, step.path, step.body, response.Code, got, step.status, step.want)
		}
	}
}

func TestTheURLHasTheNameByWhichTheServerWasReached(t *testing.T) {
	request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:4000/", strings.NewReader(`{"title": "Plants"}`))
	response := httptest.NewRecorder()
	api.New().ServeHTTP(response, request)

	var todo struct{ URL string }
	if err := json.Unmarshal(response.Body.Bytes(), &todo); err != nil {
		t.Fatal(err)
	}
	if want := "http://127.0.0.1:4000/todos/1"; todo.URL != want {
		t.Errorf("got %q, want %q", todo.URL, want)
	}
}

func TestWhatIsNoTodoIsRefused(t *testing.T) {
	for _, body := range []string{"", "[]", "{}", `{"title": " "}`, `{"title": 7}`, `{"title": "One", "order": "1"}`} {
		if response := send(api.New(), http.MethodPost, "/", body); response.Code != http.StatusBadRequest {
			t.Errorf("%q: got the status %d, want 400", body, response.Code)
		}
	}
}

func TestEveryAnswerIsOpenToAllOriginsErrorsToo(t *testing.T) {
	for _, path := range []string{"/", "/todos/7", "/nothing"} {
		got := send(api.New(), http.MethodGet, path, "").Header().Values("Access-Control-Allow-Origin")
		if len(got) != 1 || got[0] != "*" {
			t.Errorf("GET %s: got %q", path, got)
		}
	}
}

func TestAPreflightPermitsWhatClientsSend(t *testing.T) {
	for _, path := range []string{"/", "/todos/1"} {
		request := httptest.NewRequest(http.MethodOptions, path, nil)
		request.Header.Set("Origin", "https://client.example")
		request.Header.Set("Access-Control-Request-Method", http.MethodPatch)
		response := httptest.NewRecorder()
		api.New().ServeHTTP(response, request)

		header := response.Header()
		if response.Code != http.StatusNoContent || header.Get("Access-Control-Allow-Origin") != "*" ||
			!strings.Contains(header.Get("Access-Control-Allow-Methods"), http.MethodPatch) ||
			header.Get("Access-Control-Allow-Headers") != "Content-Type" {
			t.Errorf("OPTIONS %s: got %d and %v", path, response.Code, header)
		}
	}
}

func send(server http.Handler, method, url, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	server.ServeHTTP(response, httptest.NewRequest(method, url, strings.NewReader(body)))
	return response
}
