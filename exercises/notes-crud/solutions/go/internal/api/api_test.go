package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.com/app/internal/api"
	"example.com/app/internal/notes"
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

func TestANoteIsCreatedReadReplacedChangedAndDeleted(t *testing.T) {
	server := api.New()
	path := "/notes/1"
	for _, step := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/notes", "", 200, `[]`},
		{"POST", "/notes", `{"title": " Milk👍 "}`, 201, `{"id":1,"title":" Milk👍 ","body":""}`},
		{"PUT", path, `{"title": "Milk", "body": "Two"}`, 200, `{"id":1,"title":"Milk","body":"Two"}`},
		{"PATCH", path, `{}`, 200, `{"id":1,"title":"Milk","body":"Two"}`},
		{"PATCH", path, `{"title": "Oats"}`, 200, `{"id":1,"title":"Oats","body":"Two"}`},
		{"PUT", path, `{"title": "Oats"}`, 200, `{"id":1,"title":"Oats","body":""}`},
		{"GET", path, "", 200, `{"id":1,"title":"Oats","body":""}`},
		{"GET", "/notes", "", 200, `[{"id":1,"title":"Oats","body":""}]`},
		{"DELETE", path, "", 204, ``},
		{"DELETE", path, "", 404, `{"error":"There is no note 1."}`},
		{"POST", "/notes", `{"title": "Tea"}`, 201, `{"id":2,"title":"Tea","body":""}`},
	} {
		response := send(server, step.method, step.path, step.body)
		if got := strings.TrimSpace(response.Body.String()); response.Code != step.status || got != step.want {
			t.Errorf("%s %s %s: got %d %s, want %d %s",
				step.method, step.path, step.body, response.Code, got, step.status, step.want)
		}
	}
}

func TestNotesCreatedAtTheSameTimeGetDifferentIDs(t *testing.T) {
	const many = 50
	server := api.New()
	var group sync.WaitGroup
	for range many {
		group.Add(1)
		go func() {
			defer group.Done()
			send(server, http.MethodPost, "/notes", `{"title": "Milk"}`)
		}()
	}
	group.Wait()

	var list []notes.Note
	if err := json.Unmarshal(send(server, http.MethodGet, "/notes", "").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	list = slices.CompactFunc(list, func(one, other notes.Note) bool { return one.ID == other.ID })
	if len(list) != many {
		t.Errorf("got %d different notes, want %d", len(list), many)
	}
}

func TestEveryWrongFieldIsNamed(t *testing.T) {
	for body, want := range map[string][]string{
		`{}`:                                  {"title"},
		`{"title": " \n"}`:                    {"title"},
		`{"body": 42, "colour": "red"}`:       {"body", "colour", "title"},
		`{"title": null, "body": ["a"]}`:      {"body", "title"},
		`{"Title": "Milk", "id": 7}`:          {"Title", "id", "title"},
		`{"title": "\ud800"}`:                 {"title"},
		`{"title": "` + long(201, "👍") + `"}`: {"title"},
		`{"title": "a", "body": "` + long(10_001, "é") + `"}`: {"body"},
	} {
		response := send(api.New(), http.MethodPost, "/notes", body)
		var answer struct{ Fields map[string]string }
		if err := json.Unmarshal(response.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		var got []string
		for name := range answer.Fields {
			got = append(got, name)
		}
		slices.Sort(got)
		if response.Code != http.StatusBadRequest || !slices.Equal(got, want) {
			t.Errorf("%.60s: got %d and %v, want %v", body, response.Code, got, want)
		}
	}
}

func TestTheLongestNoteIsAcceptedInEscapes(t *testing.T) {
	body := fmt.Sprintf(`{"title": "%s", "body": "%s"}`, long(200, `\ud83d\udc4d`), long(10_000, `\ud83d\udc4d`))

	if response := send(api.New(), http.MethodPost, "/notes", body); response.Code != http.StatusCreated {
		t.Errorf("got %d %s", response.Code, response.Body)
	}
}

func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		method, path, body, kind string
		status                   int
	}{
		{"GET", "/nothing", "", "", 404},
		{"GET", "/notes//1", "", "", 404},
		{"GET", "/notes/01", "", "", 404},
		{"GET", "/notes/99999999999999999999", "", "", 404},
		{"GET", "/notes/%FF", "", "", 404},
		{"DELETE", "/notes", "", "", 405},
		{"POST", "/notes/1", "{}", "application/json", 405},
		{"POST", "/notes", `{"title": "Milk"}`, "text/plain", 415},
		{"POST", "/notes", ``, "application/json", 400},
		{"POST", "/notes", `{"title": "Milk"} {}`, "application/json", 400},
		{"POST", "/notes", `{"title": "` + long(300_000, "a") + `"}`, "application/json", 413},
	} {
		request := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		request.Header.Set("Content-Type", test.kind)
		response := httptest.NewRecorder()
		api.New().ServeHTTP(response, request)

		var answer struct{ Error string }
		err := json.Unmarshal(response.Body.Bytes(), &answer)
		if err != nil || answer.Error == "" || response.Code != test.status {
			t.Errorf("%s %s: got %d %s, want %d", test.method, test.path, response.Code, response.Body, test.status)
		}
	}
}

func TestAllowNamesTheMethodsOfThePath(t *testing.T) {
	for path, want := range map[string]string{"/notes": "GET, HEAD, POST", "/notes/1": "DELETE, GET, HEAD, PATCH, PUT"} {
		if got := send(api.New(), "QUERY", path, "").Header().Get("Allow"); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func long(times int, piece string) string {
	return strings.Repeat(piece, times)
}

func send(server http.Handler, method, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response := httptest.NewRecorder()
	server.ServeHTTP(response, request)
	return response
}
