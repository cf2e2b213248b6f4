// Package accounts makes accounts of registrations, and sets new passwords: all that needs a link in a mail.
package accounts

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/secrets"
	"example.com/app/internal/sessions"
	"example.com/app/internal/users"
)

// ErrInvalidToken tells that a token is unknown, used, void or expired.
var ErrInvalidToken = errors.New("the token is not valid")

// Store keeps registrations and password resets until their links are opened.
type Store struct {
	pool      *pgxpool.Pool
	users     *users.Store
	tokenLife time.Duration
}

// NewStore returns a store whose links count that long.
func NewStore(pool *pgxpool.Pool, users *users.Store, tokenLife time.Duration) *Store {
	return &Store{pool: pool, users: users, tokenLife: tokenLife}
}

// Registration is what somebody has registered with.
type Registration struct {
	Email, Name, PasswordHash string
}

// Keep keeps a registration until its address is confirmed; it returns the token that does it.
func (s *Store) Keep(ctx context.Context, registration Registration) (string, error) {
	token := secrets.New()
	_, err := s.pool.Exec(ctx,
		`INSERT INTO registrations (token_hash, email, name, password_hash, expires_at)
		 VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
		secrets.Digest(token), registration.Email, registration.Name, registration.PasswordHash, s.tokenLife.Seconds())
	return token, err
}

// Confirm makes an account of the registration with this token, and forgets all others of the address: somebody else
// may have made them, with another password.
func (s *Store) Confirm(ctx context.Context, token string) error {
	hash := secrets.Digest(token)
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx,
			`DELETE FROM registrations
			  WHERE email = (SELECT email FROM registrations WHERE token_hash = $1 AND expires_at > clock_timestamp())
			RETURNING token_hash, email, name, password_hash`, hash)
		if err != nil {
			return err
		}
		var (
			found     []byte
			one       Registration
			confirmed *Registration
		)
		_, err = pgx.ForEachRow(rows, []any{&found, &one.Email, &one.Name, &one.PasswordHash}, func() error {
			if bytes.Equal(found, hash) {
				copied := one
				confirmed = &copied
			}
			return nil
		})
		if err != nil {
			return err
		}
		if confirmed == nil {
			return ErrInvalidToken
		}
		_, err = s.users.In(tx).Create(ctx, confirmed.Email, confirmed.Name, confirmed.PasswordHash)
		if errors.Is(err, users.ErrTaken) {
			return ErrInvalidToken
		}
		return err
	})
}

// KeepReset returns a token by which the user can set a new password.
func (s *Store) KeepReset(ctx context.Context, userID int64) (string, error) {
	token := secrets.New()
	_, err := s.pool.Exec(ctx,
		`INSERT INTO password_resets (token_hash, user_id, expires_at)
		 VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))`,
		secrets.Digest(token), userID, s.tokenLife.Seconds())
	return token, err
}

// Reset sets the password of the user to whom the token was mailed, ends their sessions, and voids their other links.
func (s *Store) Reset(ctx context.Context, token, passwordHash string) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx,
			`DELETE FROM password_resets
			  WHERE user_id = (SELECT user_id FROM password_resets
			                    WHERE token_hash = $1 AND expires_at > clock_timestamp())
			RETURNING user_id`, secrets.Digest(token))
		if err != nil {
			return err
		}
		owners, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		if len(owners) == 0 {
			return ErrInvalidToken
		}
		if err := s.users.In(tx).SetPassword(ctx, owners[0], passwordHash); err != nil {
			return err
		}
		return sessions.EndAll(ctx, tx, owners[0])
	})
}
