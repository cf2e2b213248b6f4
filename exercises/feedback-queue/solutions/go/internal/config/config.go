// Package config reads the settings.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"github.com/joho/godotenv"
)

// Config holds the settings; each comes from the environment variable of its name.
type Config struct {
	Port        string
	BaseURL     string
	DatabaseURL string
	RedisURL    string
	SMTPURL     string
	MailFrom    string

	RateLimit  int
	RateWindow time.Duration

	MailAttempts int
	MailTimeout  time.Duration
	Retry        time.Duration
	JobLease     time.Duration
}

// Load reads the settings. On your own machine they may stand in .env; what is already set in the environment wins.
func Load() (Config, error) {
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Config{}, fmt.Errorf("read .env: %w", err)
	}
	var numbers numberReader
	cfg := Config{
		Port:        cmp.Or(os.Getenv("PORT"), "3000"),
		BaseURL:     cmp.Or(os.Getenv("BASE_URL"), "http://localhost:3000"),
		DatabaseURL: os.Getenv("DATABASE_URL"),
		RedisURL:    os.Getenv("REDIS_URL"),
		SMTPURL:     os.Getenv("SMTP_URL"),
		MailFrom:    cmp.Or(os.Getenv("MAIL_FROM"), "feedback@example.com"),

		RateLimit:  numbers.count("RATE_LIMIT", 5),
		RateWindow: numbers.seconds("RATE_WINDOW_SECONDS", 60),

		MailAttempts: numbers.count("MAIL_ATTEMPTS", 5),
		MailTimeout:  numbers.seconds("MAIL_TIMEOUT_SECONDS", 10),
		Retry:        numbers.seconds("RETRY_SECONDS", 10),
		JobLease:     numbers.seconds("JOB_LEASE_SECONDS", 60),
	}
	return cfg, numbers.err
}

// numberReader reads numbers above 0 and keeps what was wrong with them.
type numberReader struct{ err error }

func (r *numberReader) count(name string, fallback int) int {
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

func (r *numberReader) seconds(name string, fallback float64) time.Duration {
	value := fallback
	if text := os.Getenv(name); text != "" {
		var err error
		if value, err = strconv.ParseFloat(text, 64); err != nil || !(value > 0) {
			r.err = errors.Join(r.err, fmt.Errorf("%s must be a number above 0, and is %q", name, text))
		}
	}
	return time.Duration(value * float64(time.Second))
}
