// Command migrate runs the files of migrations/ that the database has not seen yet.
package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"

	"github.com/jackc/pgx/v5"

	"example.com/app/internal/config"
	"example.com/app/migrations"
)

func main() {
	if err := run(context.Background()); err != nil {
		slog.Error("the database could not be brought up to date", "error", err)
		os.Exit(1)
	}
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
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return migrate(ctx, tx) })
}

func migrate(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `
		SELECT pg_advisory_xact_lock(1); -- two releases at once take turns
		CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)`)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT name FROM migrations`)
	if err != nil {
		return err
	}
	seen, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	names, err := fs.Glob(migrations.Files, "*.sql") // in the order of their names
	if err != nil {
		return err
	}
	for _, name := range names {
		if slices.Contains(seen, name) {
			continue
		}
		if err := runFile(ctx, tx, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		slog.Info("ran", "file", name)
	}
	return nil
}

func runFile(ctx context.Context, tx pgx.Tx, name string) error {
	statements, err := fs.ReadFile(migrations.Files, name)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, string(statements)); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO migrations (name) VALUES ($1)`, name)
	return err
}
