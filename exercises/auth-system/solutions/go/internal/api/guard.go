package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"example.com/app/internal/postgres"
	"example.com/app/internal/sessions"
	"example.com/app/internal/tokens"
	"example.com/app/internal/users"
)

// caller is who asks, as the database has them now: what a token says may be older.
type caller struct {
	users.User
	sessionID int64
}

// guard lets through who is logged in.
type guard struct {
	signer   *tokens.Signer
	sessions *sessions.Store
}

// member makes an endpoint for everybody who is logged in.
func (g guard) member(next func(w http.ResponseWriter, r *http.Request, who caller) error) endpoint {
	return func(w http.ResponseWriter, r *http.Request) error {
		subject, err := g.signer.Read(bearerToken(r))
		if err != nil {
			return unauthorized(w)
		}
		user, err := g.sessions.User(r.Context(), subject)
		if errors.Is(err, postgres.ErrNotFound) {
			return unauthorized(w)
		}
		if err != nil {
			return err
		}
		return next(w, r, caller{User: user, sessionID: subject.SessionID})
	}
}

// staff makes an endpoint for those who have one of the roles.
func (g guard) staff(
	next func(w http.ResponseWriter, r *http.Request, who caller) error, roles ...users.Role,
) endpoint {
	return g.member(func(w http.ResponseWriter, r *http.Request, who caller) error {
		if !slices.Contains(roles, who.Role) {
			return forbidden()
		}
		return next(w, r, who)
	})
}

func bearerToken(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func unauthorized(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", "Bearer")
	return &clientError{status: http.StatusUnauthorized, message: "Log in first."}
}

func forbidden() error {
	return &clientError{status: http.StatusForbidden, message: "You are not allowed to do that."}
}
