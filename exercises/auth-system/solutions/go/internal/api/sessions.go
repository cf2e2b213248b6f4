package api

import (
	"errors"
	"math"
	"net/http"
	"strconv"

	"example.com/app/internal/lockout"
	"example.com/app/internal/passwords"
	"example.com/app/internal/postgres"
	"example.com/app/internal/sessions"
	"example.com/app/internal/users"
)

type sessionsHandler struct {
	store   *sessions.Store
	users   *users.Store
	hasher  *passwords.Hasher
	lockout *lockout.Counter
}

func (h sessionsHandler) register(mux *http.ServeMux, guard guard) {
	mux.Handle("POST /auth/login", endpoint(h.login))
	mux.Handle("POST /auth/refresh", endpoint(h.refresh))
	mux.Handle("POST /auth/logout", guard.member(h.logout))
}

func (h sessionsHandler) login(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	email, password := form.email(), form.text("password")
	if err := form.err(); err != nil {
		return err
	}
	if err := h.lockout.Count(r.Context(), email); err != nil {
		return answerLock(w, err)
	}
	// Without a user there is no hash, and no password matches.
	user, err := h.users.ByEmail(r.Context(), email)
	if err != nil && !errors.Is(err, postgres.ErrNotFound) {
		return err
	}
	if !h.hasher.Matches(password, user.PasswordHash) {
		return &clientError{status: http.StatusUnauthorized, message: "E-mail address or password is wrong."}
	}
	if err := h.lockout.Forget(r.Context(), email); err != nil {
		return err
	}
	tokens, err := h.store.Begin(r.Context(), user.ID)
	return answerTokens(w, tokens, err)
}

func (h sessionsHandler) refresh(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	token := form.text("refresh_token")
	if err := form.err(); err != nil {
		return err
	}
	tokens, err := h.store.Refresh(r.Context(), token)
	if errors.Is(err, sessions.ErrInvalidToken) {
		return &clientError{status: http.StatusUnauthorized, message: "The refresh token is not valid."}
	}
	return answerTokens(w, tokens, err)
}

func (h sessionsHandler) logout(w http.ResponseWriter, r *http.Request, who caller) error {
	if err := h.store.End(r.Context(), who.sessionID); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func answerTokens(w http.ResponseWriter, tokens sessions.Tokens, err error) error {
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, http.StatusOK, tokens)
	return nil
}

func answerLock(w http.ResponseWriter, err error) error {
	var locked *lockout.LockedError
	if !errors.As(err, &locked) {
		return err
	}
	seconds := max(1, int(math.Ceil(locked.Left.Seconds())))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	return &clientError{status: http.StatusTooManyRequests, message: "Too many failed logins. Try again later."}
}
