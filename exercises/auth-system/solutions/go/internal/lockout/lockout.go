// Package lockout counts failed logins.
package lockout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"example.com/app/internal/postgres"
)

// LockedError tells that nobody can log in with an address for a while.
type LockedError struct {
	Left time.Duration
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("locked for another %v", e.Left)
}

// Counter counts the failed logins of each address, in the database.
type Counter struct {
	db       postgres.DB
	attempts int
	lock     time.Duration
}

// NewCounter returns a counter that locks an address for that time after that many failures.
func NewCounter(db postgres.DB, attempts int, lock time.Duration) *Counter {
	return &Counter{db: db, attempts: attempts, lock: lock}
}

// Count counts an attempt as failed before its password is looked at, in one statement: so guesses that are made at
// the same time are counted as well. It returns a *LockedError when the address is locked.
func (c *Counter) Count(ctx context.Context, email string) error {
	tag, err := c.db.Exec(ctx,
		`INSERT INTO login_failures AS earlier (email) VALUES ($1)
		 ON CONFLICT (email) DO UPDATE
		    SET failures = CASE WHEN earlier.failures < $2 THEN earlier.failures + 1 ELSE 1 END,
		        last_at = clock_timestamp()
		  WHERE earlier.failures < $2 OR earlier.last_at <= clock_timestamp() - make_interval(secs => $3)`,
		email, c.attempts, c.lock.Seconds())
	if err != nil || tag.RowsAffected() > 0 {
		return err
	}
	return c.locked(ctx, email)
}

// Forget begins the count anew.
func (c *Counter) Forget(ctx context.Context, email string) error {
	_, err := c.db.Exec(ctx, `DELETE FROM login_failures WHERE email = $1`, email)
	return err
}

func (c *Counter) locked(ctx context.Context, email string) error {
	var seconds float64
	err := c.db.QueryRow(ctx,
		`SELECT extract(epoch FROM last_at + make_interval(secs => $2) - clock_timestamp())::float8
		   FROM login_failures WHERE email = $1`, email, c.lock.Seconds()).Scan(&seconds)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) { // it may have been forgotten meanwhile
		return err
	}
	return &LockedError{Left: time.Duration(seconds * float64(time.Second))}
}
