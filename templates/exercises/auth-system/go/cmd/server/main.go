// Command server answers the requests of the API.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/api"
	"example.com/app/internal/config"
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
	pool, err := pgxpool.New(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	return server.Run(ctx, cfg.Port, api.New(pool))
}
