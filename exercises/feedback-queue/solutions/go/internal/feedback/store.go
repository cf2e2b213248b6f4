package feedback

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const columns = `id::text, email, status, rating, attempts, last_error, received_at, finished_at`

// Limit is how much one sender may send.
type Limit struct {
	Count  int
	Window time.Duration
}

// Store keeps feedback in PostgreSQL, and with it the jobs that are to be done.
type Store struct {
	pool  *pgxpool.Pool
	limit Limit
}

// NewStore returns a store that accepts feedback up to the limit.
func NewStore(pool *pgxpool.Pool, limit Limit) *Store {
	return &Store{pool: pool, limit: limit}
}

// Accept stores a feedback, and with it the job; the queue hears of it later. It returns a *LimitError when the sender
// has reached the limit.
func (s *Store) Accept(ctx context.Context, input New) (Feedback, error) {
	var accepted Feedback
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		// Requests of one sender take turns, until each has stored what it counts.
		_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 0))`, input.Email)
		if err != nil {
			return err
		}
		if err := s.checkLimit(ctx, tx, input.Email); err != nil {
			return err
		}
		accepted, err = one(tx.Query(ctx,
			`INSERT INTO feedback (email, rating, message) VALUES ($1, $2, $3) RETURNING `+columns,
			input.Email, input.Rating, input.Message))
		return err
	})
	return accepted, err
}

// The sender may send again when the newest but Count-1 of what was accepted has left the window.
func (s *Store) checkLimit(ctx context.Context, tx pgx.Tx, email string) error {
	var seconds float64
	err := tx.QueryRow(ctx,
		`SELECT extract(epoch FROM received_at + make_interval(secs => $2) - clock_timestamp())::float8
		   FROM feedback
		  WHERE lower(email) = lower($1)
		  ORDER BY received_at DESC
		 OFFSET $3 LIMIT 1`,
		email, s.limit.Window.Seconds(), s.limit.Count-1).Scan(&seconds)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err == nil && seconds > 0 {
		return &LimitError{Wait: time.Duration(seconds * float64(time.Second))}
	}
	return err
}

// Find returns the feedback with this id, or ErrNotFound.
func (s *Store) Find(ctx context.Context, id string) (Feedback, error) {
	return one(s.pool.Query(ctx, `SELECT `+columns+` FROM feedback WHERE id = $1`, id))
}

// DeadLetters returns what was given up, in that order.
func (s *Store) DeadLetters(ctx context.Context) ([]Feedback, error) {
	rows, err := s.pool.Query(ctx,
		`SELECT `+columns+` FROM feedback WHERE status = 'dead' ORDER BY finished_at, number`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Feedback])
}

// Revive gives a dead letter all its attempts again. It returns ErrNotFound where none has this id.
func (s *Store) Revive(ctx context.Context, id string) (Feedback, error) {
	return one(s.pool.Query(ctx,
		`UPDATE feedback
		    SET status = 'pending', attempts = 0, last_error = '', finished_at = NULL,
		        due_at = clock_timestamp(), queued_at = NULL
		  WHERE id = $1 AND status = 'dead'
		RETURNING `+columns, id))
}

// Count counts all feedback.
func (s *Store) Count(ctx context.Context) (Stats, error) {
	stats := Stats{ByStatus: map[Status]int{}, ByRating: map[int]int{}}
	rows, err := s.pool.Query(ctx, `SELECT status, rating, count(*) FROM feedback GROUP BY status, rating`)
	if err != nil {
		return stats, err
	}
	var status Status
	var rating, count int
	_, err = pgx.ForEachRow(rows, []any{&status, &rating, &count}, func() error {
		stats.Total += count
		stats.ByStatus[status] += count
		stats.ByRating[rating] += count
		return nil
	})
	return stats, err
}

func one(rows pgx.Rows, err error) (Feedback, error) {
	if err != nil {
		return Feedback{}, err
	}
	found, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Feedback])
	if errors.Is(err, pgx.ErrNoRows) {
		return Feedback{}, ErrNotFound
	}
	return found, err
}
