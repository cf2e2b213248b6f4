package api

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"example.com/app/internal/config"
	"example.com/app/internal/postgres"
	"example.com/app/internal/provider"
	"example.com/app/internal/sessions"
)

const (
	loginCookie = "oidc_login"
	cookiePath  = "/auth/oidc"
)

type providerHandler struct {
	provider *provider.Provider
	store    *provider.Store
	sessions *sessions.Store
	secure   bool // whether browsers reach us by https
}

func newProviderHandler(cfg config.Config, store *provider.Store, sessions *sessions.Store) providerHandler {
	return providerHandler{
		provider: provider.New(provider.Settings{
			Issuer:       cfg.OIDCIssuer,
			ClientID:     cfg.OIDCClientID,
			ClientSecret: cfg.OIDCClientSecret,
			RedirectURL:  cfg.BaseURL + cookiePath + "/callback",
		}),
		store:    store,
		sessions: sessions,
		secure:   strings.HasPrefix(cfg.BaseURL, "https:"),
	}
}

func (h providerHandler) register(mux *http.ServeMux) {
	mux.Handle("GET /auth/oidc/login", endpoint(h.begin))
	mux.Handle("GET /auth/oidc/callback", endpoint(h.comeBack))
}

func (h providerHandler) begin(w http.ResponseWriter, r *http.Request) error {
	login := provider.NewLogin()
	address, err := h.provider.LoginURL(r.Context(), login)
	if err != nil {
		return err
	}
	browser, err := h.store.Keep(r.Context(), login)
	if err != nil {
		return err
	}
	h.setCookie(w, browser, 0)
	http.Redirect(w, r, address, http.StatusFound)
	return nil
}

func (h providerHandler) comeBack(w http.ResponseWriter, r *http.Request) error {
	login, err := h.takeLogin(r)
	if err != nil {
		return err
	}
	h.setCookie(w, "", -1)
	code := r.FormValue("code") // none, when the provider has said no
	if code == "" {
		return loginFailed()
	}
	person, err := h.provider.Redeem(r.Context(), login, code)
	if errors.Is(err, provider.ErrRefused) {
		slog.Warn("login at the provider", "error", err)
		return loginFailed()
	}
	if err != nil {
		return err
	}
	user, err := h.store.User(r.Context(), person)
	if errors.Is(err, provider.ErrNotVerified) {
		return &clientError{
			status: http.StatusForbidden, message: "The provider has not verified your e-mail address.",
		}
	}
	if err != nil {
		return err
	}
	tokens, err := h.sessions.Begin(r.Context(), user.ID)
	return answerTokens(w, tokens, err)
}

// takeLogin returns the login that this browser began. The state shows that it is the one that comes back here.
func (h providerHandler) takeLogin(r *http.Request) (provider.Login, error) {
	cookie, err := r.Cookie(loginCookie)
	if err != nil {
		return provider.Login{}, loginFailed()
	}
	login, err := h.store.Take(r.Context(), cookie.Value)
	if errors.Is(err, postgres.ErrNotFound) {
		return login, loginFailed()
	}
	if err == nil && r.FormValue("state") != login.State {
		return login, loginFailed()
	}
	return login, err
}

func (h providerHandler) setCookie(w http.ResponseWriter, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name:     loginCookie,
		Value:    value,
		Path:     cookiePath,
		MaxAge:   maxAge,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode, // it has to come along when the provider sends the browser back
		Secure:   h.secure,
	})
}

func loginFailed() error {
	return &clientError{status: http.StatusBadRequest, message: "The login did not succeed. Begin again."}
}
