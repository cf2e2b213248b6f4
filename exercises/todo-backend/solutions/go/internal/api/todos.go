package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"example.com/app/internal/todos"
)

const largestBody = 1 << 20 // bytes

type todosHandler struct {
	store *todos.Store
}

func (h todosHandler) list(w http.ResponseWriter, r *http.Request) {
	views := []todoView{} // not nil, which would be null in JSON
	for _, todo := range h.store.List() {
		views = append(views, viewOf(todo, r))
	}
	writeJSON(w, http.StatusOK, views)
}

func (h todosHandler) add(w http.ResponseWriter, r *http.Request) {
	fields, ok := readChanges(w, r)
	if !ok {
		return
	}
	if fields.Title == nil {
		writeError(w, http.StatusBadRequest, "title is missing.")
		return
	}
	view := viewOf(h.store.Add(fields), r)
	w.Header().Set("Location", view.URL)
	writeJSON(w, http.StatusCreated, view)
}

func (h todosHandler) clear(w http.ResponseWriter, _ *http.Request) {
	h.store.Clear()
	w.WriteHeader(http.StatusNoContent)
}

func (h todosHandler) read(w http.ResponseWriter, r *http.Request) {
	todo, found := h.store.Get(todoID(r))
	writeTodo(w, r, todo, found)
}

func (h todosHandler) change(w http.ResponseWriter, r *http.Request) {
	changes, ok := readChanges(w, r)
	if !ok {
		return
	}
	todo, found := h.store.Change(todoID(r), changes)
	writeTodo(w, r, todo, found)
}

func (h todosHandler) delete(w http.ResponseWriter, r *http.Request) {
	if !h.store.Delete(todoID(r)) {
		writeTodoNotFound(w)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func writeTodo(w http.ResponseWriter, r *http.Request, todo todos.Todo, found bool) {
	if !found {
		writeTodoNotFound(w)
		return
	}
	writeJSON(w, http.StatusOK, viewOf(todo, r))
}

func writeTodoNotFound(w http.ResponseWriter) {
	writeError(w, http.StatusNotFound, "There is no such todo.")
}

// todoID returns 0, which no todo has, for what is no number.
func todoID(r *http.Request) int {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		return 0
	}
	return id
}

// readChanges reads the fields that a client may set, and ignores all others. Where it returns false, it has answered.
func readChanges(w http.ResponseWriter, r *http.Request) (todos.Changes, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if err != nil {
		writeError(w, http.StatusBadRequest, "The body is too large, or not complete.")
		return todos.Changes{}, false
	}
	var fields struct {
		Title     *string `json:"title"`
		Completed *bool   `json:"completed"`
		Order     *int    `json:"order"`
	}
	if err := json.Unmarshal(body, &fields); err != nil {
		writeError(w, http.StatusBadRequest,
			"The body has to be a JSON object: title is text, completed true or false, order a whole number.")
		return todos.Changes{}, false
	}
	if fields.Title != nil && strings.TrimSpace(*fields.Title) == "" {
		writeError(w, http.StatusBadRequest, "title has to be a text that is not blank.")
		return todos.Changes{}, false
	}
	return todos.Changes(fields), true
}

// todoView is a todo as clients see it.
type todoView struct {
	ID        int    `json:"id"`
	Title     string `json:"title"`
	Completed bool   `json:"completed"`
	Order     *int   `json:"order,omitempty"`
	URL       string `json:"url"`
}

func viewOf(todo todos.Todo, r *http.Request) todoView {
	return todoView{
		ID:        todo.ID,
		Title:     todo.Title,
		Completed: todo.Completed,
		Order:     todo.Order,
		// The server has as many names as there are ways to it; the request says which one this client knows.
		URL: fmt.Sprintf("http://%s/todos/%d", r.Host, todo.ID),
	}
}
