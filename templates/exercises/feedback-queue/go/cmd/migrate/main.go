// Command migrate brings the database up to date.
package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/jackc/pgx/v5"

	"example.com/app/db"
	"example.com/app/internal/config"
)

func main() {
	if err := run(context.Background()); err != nil {
		slog.Error("the database could not be brought up to date", "error", err)
		os.Exit(1)
	}
	slog.Info("the database is up to date")
}

func run(ctx context.Context) error {
	cfg, err := config.Load()
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, db.Schema)
	return err
}
