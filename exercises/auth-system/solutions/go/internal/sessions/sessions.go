// Package sessions keeps who is logged in.
package sessions

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/postgres"
	"example.com/app/internal/secrets"
	"example.com/app/internal/tokens"
	"example.com/app/internal/users"
)

// ErrInvalidToken tells that a refresh token brings no new tokens.
var ErrInvalidToken = errors.New("the refresh token is not valid")

// Tokens are what a client gets when it logs in.
type Tokens struct {
	Access    string `json:"access_token"`
	Type      string `json:"token_type"`
	ExpiresIn int    `json:"expires_in"` // seconds
	Refresh   string `json:"refresh_token"`
}

// Store keeps sessions in the database.
type Store struct {
	pool        *pgxpool.Pool
	signer      *tokens.Signer
	refreshLife time.Duration
}

// NewStore returns a store whose refresh tokens count that long.
func NewStore(pool *pgxpool.Pool, signer *tokens.Signer, refreshLife time.Duration) *Store {
	return &Store{pool: pool, signer: signer, refreshLife: refreshLife}
}

// Begin begins a session of the user.
func (s *Store) Begin(ctx context.Context, userID int64) (Tokens, error) {
	var issued Tokens
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		subject := tokens.Subject{UserID: userID}
		err := tx.QueryRow(ctx, `INSERT INTO sessions (user_id) VALUES ($1) RETURNING id`, userID).
			Scan(&subject.SessionID)
		if err != nil {
			return err
		}
		issued, err = s.issue(ctx, tx, subject)
		return err
	})
	return issued, err
}

// Refresh trades a refresh token for new tokens, once, or returns ErrInvalidToken. Whoever brings it a second time may
// have stolen it, or was stolen from: the session ends then.
func (s *Store) Refresh(ctx context.Context, refreshToken string) (Tokens, error) {
	issued, outcome := Tokens{}, ErrInvalidToken
	hash := secrets.Digest(refreshToken)
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		// The session is locked first, and alone: refreshes of it take turns. What the token looks like then, the next
		// statement finds out; this one may have seen it as it was before it waited.
		var subject tokens.Subject
		err := tx.QueryRow(ctx,
			`SELECT sessions.user_id, sessions.id
			   FROM sessions JOIN refresh_tokens ON refresh_tokens.session_id = sessions.id
			  WHERE token_hash = $1
			    FOR UPDATE OF sessions`, hash).Scan(&subject.UserID, &subject.SessionID)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}

		var fresh bool
		err = tx.QueryRow(ctx,
			`UPDATE refresh_tokens SET used_at = clock_timestamp()
			  WHERE token_hash = $1 AND used_at IS NULL
			RETURNING expires_at > clock_timestamp()`, hash).Scan(&fresh)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			_, err = tx.Exec(ctx, `DELETE FROM sessions WHERE id = $1`, subject.SessionID)
			return err
		case err != nil || !fresh:
			return err
		}
		outcome = nil
		issued, err = s.issue(ctx, tx, subject)
		return err
	})
	if err != nil {
		return Tokens{}, err
	}
	return issued, outcome
}

// User returns whose session it is, as the database has them now, or postgres.ErrNotFound when the session has ended.
func (s *Store) User(ctx context.Context, subject tokens.Subject) (users.User, error) {
	return postgres.One[users.User](s.pool.Query(ctx,
		`SELECT users.id, email, name, role, password_hash
		   FROM sessions JOIN users ON users.id = sessions.user_id
		  WHERE sessions.id = $1 AND users.id = $2`, subject.SessionID, subject.UserID))
}

// End ends one session.
func (s *Store) End(ctx context.Context, sessionID int64) error {
	_, err := s.pool.Exec(ctx, `DELETE FROM sessions WHERE id = $1`, sessionID)
	return err
}

// EndAll ends all sessions of the user, as a part of the transaction.
func EndAll(ctx context.Context, tx pgx.Tx, userID int64) error {
	_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE user_id = $1`, userID)
	return err
}

func (s *Store) issue(ctx context.Context, tx pgx.Tx, subject tokens.Subject) (Tokens, error) {
	refresh := secrets.New()
	_, err := tx.Exec(ctx,
		`INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
		 VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))`,
		secrets.Digest(refresh), subject.SessionID, s.refreshLife.Seconds())
	if err != nil {
		return Tokens{}, err
	}
	access, err := s.signer.Sign(subject)
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{
		Access:    access,
		Type:      "Bearer",
		ExpiresIn: int(s.signer.Life() / time.Second),
		Refresh:   refresh,
	}, nil
}
