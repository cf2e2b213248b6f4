// Command server answers the requests of the API.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"example.com/app/internal/api"
	"example.com/app/internal/config"
	"example.com/app/internal/mailer"
	"example.com/app/internal/postgres"
	"example.com/app/internal/server"
)

func main() {
	if err := run(); err != nil {
		slog.Error("the server ended", "error", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	cfg, err := config.Load()
	if err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	mails, err := mailer.New(cfg.SMTPURL, cfg.BaseURL)
	if err != nil {
		return err
	}
	return server.Run(ctx, cfg.Port, api.New(cfg, pool, mails))
}
