package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"

	"example.com/app/internal/jsonbody"
	"example.com/app/internal/notes"
)

// The longest note with every character written as an escape (\ud83d\udc4d) takes about 122 kB.
const largestBody = 200_000 // bytes

type notesHandler struct {
	store *notes.Store
}

func (h notesHandler) list(w http.ResponseWriter, _ *http.Request) error {
	writeJSON(w, http.StatusOK, h.store.List())
	return nil
}

func (h notesHandler) create(w http.ResponseWriter, r *http.Request) error {
	changes, err := readInput(w, r, notes.ReadNote)
	if err != nil {
		return err
	}
	note := h.store.Create(changes)
	w.Header().Set("Location", fmt.Sprintf("/notes/%d", note.ID))
	writeJSON(w, http.StatusCreated, note)
	return nil
}

func (h notesHandler) read(w http.ResponseWriter, r *http.Request) error {
	note, found := h.store.Get(noteID(r))
	return writeNote(w, r, note, found)
}

func (h notesHandler) replace(w http.ResponseWriter, r *http.Request) error {
	changes, err := readInput(w, r, notes.ReadNote)
	if err != nil {
		return err
	}
	note, found := h.store.Replace(noteID(r), changes)
	return writeNote(w, r, note, found)
}

func (h notesHandler) change(w http.ResponseWriter, r *http.Request) error {
	changes, err := readInput(w, r, notes.ReadChanges)
	if err != nil {
		return err
	}
	note, found := h.store.Change(noteID(r), changes)
	return writeNote(w, r, note, found)
}

func (h notesHandler) delete(w http.ResponseWriter, r *http.Request) error {
	if !h.store.Delete(noteID(r)) {
		return noteNotFound(r)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func writeNote(w http.ResponseWriter, r *http.Request, note notes.Note, found bool) error {
	if !found {
		return noteNotFound(r)
	}
	writeJSON(w, http.StatusOK, note)
	return nil
}

func noteNotFound(r *http.Request) error {
	return &clientError{status: http.StatusNotFound, message: "There is no note " + r.PathValue("id") + "."}
}

// noteID returns 0, which no note has, for what is no id. ParseInt takes 01 and +1 for 1; an id is written in one way.
func noteID(r *http.Request) int64 {
	text := r.PathValue("id")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(id, 10) != text {
		return 0
	}
	return id
}

// readInput reads the body of a request as the given function says, or tells all that is wrong with it.
func readInput(
	w http.ResponseWriter, r *http.Request, read func(jsonbody.Object) (notes.Changes, notes.Problems),
) (notes.Changes, error) {
	object, err := readObject(w, r)
	if err != nil {
		return notes.Changes{}, err
	}
	changes, problems := read(object)
	if len(problems) > 0 {
		return notes.Changes{}, &clientError{
			status: http.StatusBadRequest, message: "The note is not valid.", fields: problems,
		}
	}
	return changes, nil
}

func readObject(w http.ResponseWriter, r *http.Request) (jsonbody.Object, error) {
	// What is behind the media type, such as charset=utf-8, changes nothing, be it right or wrong.
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		return nil, &clientError{
			status: http.StatusUnsupportedMediaType, message: "The body must be application/json.",
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, &clientError{status: http.StatusRequestEntityTooLarge, message: "The body is too large."}
	case err != nil:
		return nil, &clientError{status: http.StatusBadRequest, message: "The body is not complete."}
	}
	object, err := jsonbody.Parse(body)
	if err != nil {
		return nil, &clientError{status: http.StatusBadRequest, message: "The body must be a JSON object."}
	}
	return object, nil
}
