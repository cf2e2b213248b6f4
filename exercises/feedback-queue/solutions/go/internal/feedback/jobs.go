package feedback

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

const mostAtOnce = 100 // jobs that are handed over in one go

// Outcome is what became of one attempt at a job.
type Outcome struct {
	Status Status
	Error  string        // what the mail server said; empty when all went well
	Pause  time.Duration // until the next attempt, where the status is still Pending
}

// Work does the job of one feedback, if there is something to be done for it now, and stores the outcome. Meanwhile the
// feedback is locked: whoever has a second copy of the job waits here, and then finds that it was done.
func (s *Store) Work(ctx context.Context, id string, attempt func(context.Context, Feedback) Outcome) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		job, err := one(tx.Query(ctx,
			`SELECT `+columns+`
			   FROM feedback
			  WHERE id = $1 AND status = 'pending' AND due_at <= clock_timestamp()
			    FOR UPDATE`, id))
		if errors.Is(err, ErrNotFound) {
			return nil // it was done already, or it waits for its next attempt
		}
		if err != nil {
			return err
		}
		return record(ctx, tx, id, attempt(ctx, job))
	})
}

func record(ctx context.Context, tx pgx.Tx, id string, outcome Outcome) error {
	if outcome.Status == Pending {
		// queued_at is gone: the job is handed over again when it is due.
		_, err := tx.Exec(ctx,
			`UPDATE feedback
			    SET attempts = attempts + 1, last_error = $2, queued_at = NULL,
			        due_at = clock_timestamp() + make_interval(secs => $3)
			  WHERE id = $1`, id, outcome.Error, outcome.Pause.Seconds())
		return err
	}
	_, err := tx.Exec(ctx,
		`UPDATE feedback
		    SET attempts = attempts + 1, last_error = $2, status = $3, finished_at = clock_timestamp()
		  WHERE id = $1`, id, outcome.Error, outcome.Status)
	return err
}

// HandOver gives the ids of jobs that are due to the queue, the oldest first. Should we die in between, a job is queued
// twice, and done once.
func (s *Store) HandOver(ctx context.Context, publish func(context.Context, []string) error) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx,
			`SELECT id::text
			   FROM feedback
			  WHERE status = 'pending' AND queued_at IS NULL AND due_at <= clock_timestamp()
			  ORDER BY due_at, number
			  LIMIT $1
			    FOR UPDATE SKIP LOCKED`, mostAtOnce)
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := publish(ctx, ids); err != nil {
			return err
		}
		_, err = tx.Exec(ctx,
			`UPDATE feedback SET queued_at = clock_timestamp() WHERE id = ANY($1::text[]::uuid[])`, ids)
		return err
	})
}
