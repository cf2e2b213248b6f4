// Package config reads the settings.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/joho/godotenv"
)

// Config holds the settings; each comes from the environment variable of its name.
type Config struct {
	Port        string
	BaseURL     string
	DatabaseURL string
	SMTPURL     string
	JWTSecret   string
	AdminEmail  string // in lower case

	// OIDC_KEYS_SECONDS is not among them: the keys are fetched as soon as a token names one that is unknown.
	OIDCIssuer, OIDCClientID, OIDCClientSecret string

	AccessTokenLife  time.Duration
	RefreshTokenLife time.Duration
	MailTokenLife    time.Duration

	LockoutAttempts int
	LockoutTime     time.Duration
	Argon2Passes    int
}

// Load reads the settings. On your own machine they may stand in .env; what is already set in the environment wins.
func Load() (Config, error) {
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Config{}, fmt.Errorf("read .env: %w", err)
	}
	var env reader
	cfg := Config{
		Port:        cmp.Or(os.Getenv("PORT"), "3000"),
		BaseURL:     os.Getenv("BASE_URL"),
		DatabaseURL: os.Getenv("DATABASE_URL"),
		SMTPURL:     os.Getenv("SMTP_URL"),
		JWTSecret:   env.required("JWT_SECRET"), // an empty key would sign, too
		AdminEmail:  strings.ToLower(os.Getenv("ADMIN_EMAIL")),

		OIDCIssuer:       os.Getenv("OIDC_ISSUER"),
		OIDCClientID:     env.required("OIDC_CLIENT_ID"), // an empty one would let any audience through
		OIDCClientSecret: os.Getenv("OIDC_CLIENT_SECRET"),

		AccessTokenLife:  env.seconds("ACCESS_TOKEN_SECONDS", 900),
		RefreshTokenLife: env.seconds("REFRESH_TOKEN_SECONDS", 30*24*60*60),
		MailTokenLife:    env.seconds("MAIL_TOKEN_SECONDS", 3600),

		LockoutAttempts: env.number("LOCKOUT_ATTEMPTS", 5),
		LockoutTime:     env.seconds("LOCKOUT_SECONDS", 900),
		Argon2Passes:    env.number("ARGON2_PASSES", 2),
	}
	return cfg, env.err
}

// reader reads variables and keeps what was wrong with them.
type reader struct{ err error }

func (r *reader) required(name string) string {
	value := os.Getenv(name)
	if value == "" {
		r.err = errors.Join(r.err, fmt.Errorf("%s is not set", name))
	}
	return value
}

func (r *reader) number(name string, fallback int) int {
	text := os.Getenv(name)
	if text == "" {
		return fallback
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		r.err = errors.Join(r.err, fmt.Errorf("%s must be a whole number above 0, and is %q", name, text))
	}
	return value
}

func (r *reader) seconds(name string, fallback int) time.Duration {
	return time.Duration(r.number(name, fallback)) * time.Second
}
