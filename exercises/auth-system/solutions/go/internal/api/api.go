// Package api holds the routes.
package api

import (
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/accounts"
	"example.com/app/internal/config"
	"example.com/app/internal/lockout"
	"example.com/app/internal/mailer"
	"example.com/app/internal/passwords"
	"example.com/app/internal/provider"
	"example.com/app/internal/sessions"
	"example.com/app/internal/tokens"
	"example.com/app/internal/users"
)

// New returns the handler of all requests.
func New(cfg config.Config, pool *pgxpool.Pool, mails *mailer.Mailer) http.Handler {
	var (
		mux    = http.NewServeMux()
		signer = tokens.NewSigner(cfg.BaseURL, cfg.JWTSecret, cfg.AccessTokenLife)
		hasher = passwords.NewHasher(cfg.Argon2Passes)

		userStore    = users.NewStore(pool, cfg.AdminEmail)
		sessionStore = sessions.NewStore(pool, signer, cfg.RefreshTokenLife)
		guard        = guard{signer: signer, sessions: sessionStore}
	)

	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	accountsHandler{
		store: accounts.NewStore(pool, userStore, cfg.MailTokenLife), users: userStore, hasher: hasher, mails: mails,
	}.register(mux)
	sessionsHandler{
		store: sessionStore, users: userStore, hasher: hasher,
		lockout: lockout.NewCounter(pool, cfg.LockoutAttempts, cfg.LockoutTime),
	}.register(mux, guard)
	usersHandler{store: userStore}.register(mux, guard)
	newProviderHandler(cfg, provider.NewStore(pool, userStore), sessionStore).register(mux)
	mux.Handle("/", endpoint(func(_ http.ResponseWriter, r *http.Request) error {
		return &clientError{status: http.StatusNotFound, message: "There is no " + r.Method + " " + r.URL.Path + "."}
	}))
	return mux
}
