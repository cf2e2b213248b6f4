package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"example.com/app/data"
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

func TestTheListHasAllQuotes(t *testing.T) {
	got := decode[[]data.Quote](t, send(api.New(), http.MethodGet, "/quotes", ""), http.StatusOK)

	if !reflect.DeepEqual(got, data.Quotes()) {
		t.Errorf("got %v", got)
	}
}

func TestARandomQuoteIsOneOfTheList(t *testing.T) {
	got := decode[data.Quote](t, send(api.New(), http.MethodGet, "/quotes/random", ""), http.StatusOK)

	for _, quote := range data.Quotes() {
		if quote == got {
			return
		}
	}
	t.Errorf("got %v, which is not in the list", got)
}

func TestANewQuoteIsFoundInEveryWay(t *testing.T) {
	server := api.New()

	response := send(server, http.MethodPost, "/quotes", `{"id": 1, "text": "Ship it (100%).", "author": "Zoë Quill"}`)

	added := decode[data.Quote](t, response, http.StatusCreated)
	location := response.Header().Get("Location")
	if got := decode[data.Quote](t, send(server, http.MethodGet, location, ""), http.StatusOK); got != added {
		t.Errorf("GET %s: got %v, want %v", location, got, added)
	}
	for _, query := range []string{
		"author=zo%C3%AB+QUILL", "search=IT+(100%25)", "author=Zo%C3%AB+Quill&search=ship",
	} {
		got := decode[[]data.Quote](t, send(server, http.MethodGet, "/quotes?"+query, ""), http.StatusOK)
		if len(got) != 1 || got[0] != added {
			t.Errorf("%s: got %v, want only %v", query, got, added)
		}
	}
}

func TestASearchWithoutAResultIsAnEmptyArray(t *testing.T) {
	response := send(api.New(), http.MethodGet, "/quotes?author=Zo%C3%AB", "")

	if got := response.Body.String(); response.Code != http.StatusOK || got != "[]\n" {
		t.Errorf("got %d and %s", response.Code, got)
	}
}

func TestWhatIsNotThereIs404(t *testing.T) {
	for _, path := range []string{"/quotes/999", "/quotes/abc", "/quotes/2abc", "/quotes/02", "/nothing-here"} {
		if message := decode[failure](t, send(api.New(), http.MethodGet, path, ""), http.StatusNotFound); message.Error == "" {
			t.Errorf("GET %s: got no message", path)
		}
	}
}

func TestEveryWrongFieldIsExplained(t *testing.T) {
	response := send(api.New(), http.MethodPost, "/quotes", `{"text": "  ", "author": 7}`)

	got := decode[failure](t, response, http.StatusBadRequest).Fields
	want := map[string]string{"text": "must not be empty", "author": "must be a string"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestABodyThatIsNoJSONObjectIsRefused(t *testing.T) {
	for _, body := range []string{`{"text": "never closed`, "[]", "null", ""} {
		if got := decode[failure](t, send(api.New(), http.MethodPost, "/quotes", body), http.StatusBadRequest); got.Error == "" {
			t.Errorf("%q: got no message", body)
		}
	}
}

type failure struct {
	Error  string
	Fields map[string]string
}

func send(server http.Handler, method, path, body string) *httptest.ResponseRecorder {
	response := httptest.NewRecorder()
	server.ServeHTTP(response, httptest.NewRequest(method, path, strings.NewReader(body)))
	return response
}

// decode expects the status, and the answer to be JSON of that type.
func decode[T any](t *testing.T, response *httptest.ResponseRecorder, status int) T {
	t.Helper()
	if response.Code != status {
		t.Fatalf("got the status %d, want %d: %s", response.Code, status, response.Body)
	}
	var value T
	if err := json.Unmarshal(response.Body.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	return value
}
