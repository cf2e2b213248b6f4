package api

import (
	"errors"
	"net/http"
	"strconv"

	"example.com/app/internal/postgres"
	"example.com/app/internal/users"
)

type usersHandler struct {
	store *users.Store
}

// Who may do what stands here, in one place.
func (h usersHandler) register(mux *http.ServeMux, guard guard) {
	mux.Handle("GET /me", guard.member(h.readMe))
	mux.Handle("PATCH /me", guard.member(h.renameMe))
	mux.Handle("GET /users", guard.staff(h.list, users.Moderator, users.Admin))
	mux.Handle("GET /users/{id}", guard.member(h.read)) // or the user themselves
	mux.Handle("PUT /users/{id}/role", guard.staff(h.setRole, users.Admin))
	mux.Handle("DELETE /users/{id}", guard.staff(h.delete, users.Admin))
}

func (h usersHandler) readMe(w http.ResponseWriter, _ *http.Request, who caller) error {
	writeJSON(w, http.StatusOK, who.User)
	return nil
}

func (h usersHandler) renameMe(w http.ResponseWriter, r *http.Request, who caller) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	name := form.name()
	if err := form.err(); err != nil {
		return err
	}
	user, err := h.store.Rename(r.Context(), who.ID, name)
	return answerUser(w, user, err)
}

func (h usersHandler) list(w http.ResponseWriter, r *http.Request, _ caller) error {
	all, err := h.store.List(r.Context())
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, all)
	return nil
}

func (h usersHandler) read(w http.ResponseWriter, r *http.Request, who caller) error {
	id := userID(r)
	if id != who.ID && who.Role != users.Moderator && who.Role != users.Admin {
		return forbidden()
	}
	user, err := h.store.ByID(r.Context(), id)
	return answerUser(w, user, err)
}

func (h usersHandler) setRole(w http.ResponseWriter, r *http.Request, who caller) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	role := form.role()
	if err := form.err(); err != nil {
		return err
	}
	id := userID(r)
	if id == who.ID {
		return ownAccount()
	}
	user, err := h.store.SetRole(r.Context(), id, role)
	return answerUser(w, user, err)
}

func (h usersHandler) delete(w http.ResponseWriter, r *http.Request, who caller) error {
	id := userID(r)
	if id == who.ID {
		return ownAccount()
	}
	err := h.store.Delete(r.Context(), id)
	if errors.Is(err, postgres.ErrNotFound) {
		return userNotFound()
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func answerUser(w http.ResponseWriter, user users.User, err error) error {
	if errors.Is(err, postgres.ErrNotFound) {
		return userNotFound()
	}
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, user)
	return nil
}

// userID returns 0, which nobody has, for what is no id.
func userID(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func userNotFound() error {
	return &clientError{status: http.StatusNotFound, message: "There is no such user."}
}

// An admin who steps down by mistake could leave nobody who can undo it.
func ownAccount() error {
	return &clientError{status: http.StatusConflict, message: "You cannot do that to your own account."}
}
