// Package config reads the settings.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/joho/godotenv"
)

// Config holds the settings; each comes from the environment variable of its name.
type Config struct {
	Port        string
	DatabaseURL string
	// TODO: the other settings of the README, as you come to need them
}

// Load reads the settings. On your own machine they may stand in .env; what is already set in the environment wins.
func Load() (Config, error) {
	if err := godotenv.Load(); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Config{}, fmt.Errorf("read .env: %w", err)
	}
	return Config{
		Port:        cmp.Or(os.Getenv("PORT"), "3000"),
		DatabaseURL: os.Getenv("DATABASE_URL"),
	}, nil
}
