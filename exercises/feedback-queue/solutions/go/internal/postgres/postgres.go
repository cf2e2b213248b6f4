// Package postgres connects to the database.
package postgres

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

const mostConnections = 10 // of one process

// Open makes a pool of connections. They are made when they are needed: the database may come later than we do.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = mostConnections
	return pgxpool.NewWithConfig(ctx, config)
}
