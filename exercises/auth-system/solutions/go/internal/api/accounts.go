package api

import (
	"context"
	"errors"
	"net/http"

	"example.com/app/internal/accounts"
	"example.com/app/internal/mailer"
	"example.com/app/internal/passwords"
	"example.com/app/internal/postgres"
	"example.com/app/internal/users"
)

type accountsHandler struct {
	store  *accounts.Store
	users  *users.Store
	hasher *passwords.Hasher
	mails  *mailer.Mailer
}

func (h accountsHandler) register(mux *http.ServeMux) {
	mux.Handle("POST /auth/register", endpoint(h.signUp))
	mux.Handle("POST /auth/confirm", endpoint(h.confirm))
	mux.Handle("POST /auth/forgot", endpoint(h.forgot))
	mux.Handle("POST /auth/reset", endpoint(h.reset))
}

// Whoever asks learns nothing about who has an account; the owner of the address does, by mail.
func (h accountsHandler) signUp(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	email, password, name := form.email(), form.newPassword(), form.name()
	if err := form.err(); err != nil {
		return err
	}
	registration := accounts.Registration{Email: email, Name: name, PasswordHash: h.hasher.Hash(password)}
	if err := h.mailTo(r.Context(), registration); err != nil {
		return err
	}
	writeMessage(w, "We have sent you a mail. Open the link in it.")
	return nil
}

func (h accountsHandler) mailTo(ctx context.Context, registration accounts.Registration) error {
	_, err := h.users.ByEmail(ctx, registration.Email)
	if err == nil {
		return h.mails.AlreadyRegistered(ctx, registration.Email)
	}
	if !errors.Is(err, postgres.ErrNotFound) {
		return err
	}
	token, err := h.store.Keep(ctx, registration)
	if err != nil {
		return err
	}
	return h.mails.Confirmation(ctx, registration.Email, token)
}

func (h accountsHandler) confirm(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	token := form.text("token")
	if err := form.err(); err != nil {
		return err
	}
	return answerLink(w, h.store.Confirm(r.Context(), token))
}

func (h accountsHandler) forgot(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	email := form.email()
	if err := form.err(); err != nil {
		return err
	}
	user, err := h.users.ByEmail(r.Context(), email)
	if err == nil {
		err = h.mailReset(r.Context(), user)
	}
	if err != nil && !errors.Is(err, postgres.ErrNotFound) {
		return err
	}
	writeMessage(w, "If there is an account with this address, it has got a mail.")
	return nil
}

func (h accountsHandler) mailReset(ctx context.Context, user users.User) error {
	token, err := h.store.KeepReset(ctx, user.ID)
	if err != nil {
		return err
	}
	return h.mails.Reset(ctx, user.Email, token)
}

func (h accountsHandler) reset(w http.ResponseWriter, r *http.Request) error {
	form, err := readForm(w, r)
	if err != nil {
		return err
	}
	token, password := form.text("token"), form.newPassword()
	if err := form.err(); err != nil {
		return err
	}
	return answerLink(w, h.store.Reset(r.Context(), token, h.hasher.Hash(password)))
}

// answerLink says what became of a link that was opened.
func answerLink(w http.ResponseWriter, err error) error {
	if errors.Is(err, accounts.ErrInvalidToken) {
		return &clientError{status: http.StatusBadRequest, message: "The link is not valid any more."}
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func writeMessage(w http.ResponseWriter, message string) {
	writeJSON(w, http.StatusAccepted, map[string]string{"message": message})
}
