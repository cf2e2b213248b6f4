// Package provider speaks with the OpenID Connect provider.
package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"example.com/app/internal/secrets"
)

const timeout = 5 * time.Second // for one answer of the provider

// ErrRefused tells that the provider did not accept a code, or that its ID token is not what it should be.
var ErrRefused = errors.New("the login at the provider did not succeed")

// Settings say who we are to which provider.
type Settings struct {
	Issuer, ClientID, ClientSecret, RedirectURL string
}

// Login is one login that was begun: what the provider is told, and what it has to bring back.
type Login struct {
	State, Nonce, CodeVerifier string
}

// NewLogin returns a login with secrets of its own.
func NewLogin() Login {
	return Login{State: secrets.New(), Nonce: secrets.New(), CodeVerifier: oauth2.GenerateVerifier()}
}

// Person is who has logged in at the provider.
type Person struct {
	Issuer, Subject string
	Email           string // in lower case
	EmailVerified   bool
	Name            string
}

// Provider is the provider; it is asked for its endpoints when they are needed first.
type Provider struct {
	settings Settings
	client   *http.Client

	mu         sync.Mutex
	discovered *oidc.Provider
}

// New returns a provider. It need not answer yet.
func New(settings Settings) *Provider {
	return &Provider{settings: settings, client: &http.Client{Timeout: timeout}}
}

// LoginURL is where a browser is sent to log in.
func (p *Provider) LoginURL(ctx context.Context, login Login) (string, error) {
	provider, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	return p.oauth(provider).AuthCodeURL(
		login.State, oidc.Nonce(login.Nonce), oauth2.S256ChallengeOption(login.CodeVerifier)), nil
}

// Redeem trades the code for an ID token, and returns who it is about once all of it is proven (OIDC Core §3.1.3).
func (p *Provider) Redeem(ctx context.Context, login Login, code string) (Person, error) {
	provider, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	granted, err := p.oauth(provider).Exchange(ctx, code, oauth2.VerifierOption(login.CodeVerifier))
	if err != nil {
		return Person{}, fmt.Errorf("%w: the code was not accepted", ErrRefused) // err may have a token in it
	}
	// The algorithm is pinned: otherwise it would be any that the provider's configuration names. Keys are fetched
	// again by themselves when a token names one that is unknown.
	verifier := provider.Verifier(&oidc.Config{
		ClientID: p.settings.ClientID, SupportedSigningAlgs: []string{oidc.RS256},
	})
	raw, _ := granted.Extra("id_token").(string)
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return Person{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if token.Nonce != login.Nonce { // this one the library leaves to us
		return Person{}, fmt.Errorf("%w: the ID token is not for this login", ErrRefused)
	}
	return person(token)
}

func person(token *oidc.IDToken) (Person, error) {
	var claims struct {
		Email    string `json:"email"`
		Verified any    `json:"email_verified"` // some providers send text; only true is true
		Name     string `json:"name"`
	}
	if err := token.Claims(&claims); err != nil || token.Subject == "" {
		return Person{}, fmt.Errorf("%w: the claims of the ID token cannot be read", ErrRefused)
	}
	return Person{
		Issuer:        token.Issuer,
		Subject:       token.Subject,
		Email:         strings.ToLower(claims.Email),
		EmailVerified: claims.Verified == true,
		Name:          claims.Name,
	}, nil
}

func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.discovered != nil {
		return p.discovered, nil
	}
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.settings.Issuer)
	if err != nil {
		return nil, err // and the next login asks again
	}
	p.discovered = provider
	return provider, nil
}

func (p *Provider) oauth(provider *oidc.Provider) *oauth2.Config {
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader // left to itself, oauth2 tries both, and a code works once
	return &oauth2.Config{
		ClientID:     p.settings.ClientID,
		ClientSecret: p.settings.ClientSecret,
		Endpoint:     endpoint,
		RedirectURL:  p.settings.RedirectURL,
		Scopes:       []string{oidc.ScopeOpenID, "email", "profile"},
	}
}
