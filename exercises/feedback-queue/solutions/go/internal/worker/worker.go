// Package worker does the jobs that wait in the queue.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"example.com/app/internal/feedback"
	"example.com/app/internal/mailer"
	"example.com/app/internal/queue"
)

const (
	handOverEvery  = 100 * time.Millisecond
	restAfterError = 500 * time.Millisecond
)

// Worker sends the mails, one after the other.
type Worker struct {
	Store    *feedback.Store
	Queue    *queue.Queue
	Mailer   *mailer.Mailer
	Attempts int           // how often a mail is tried
	Retry    time.Duration // the first pause between two attempts
}

// Run works until ctx is done, and finishes the job in hand. A queue or a database that does not answer is tried again:
// no job leaves the queue before its outcome is stored, so that nothing is lost meanwhile.
func (w *Worker) Run(ctx context.Context) {
	var group sync.WaitGroup
	for _, step := range []func(context.Context) error{w.handOver, w.workOnNext} {
		group.Add(1)
		go func() {
			defer group.Done()
			for ctx.Err() == nil {
				// What was begun is finished: the end of ctx is no reason to break it off.
				if err := step(context.WithoutCancel(ctx)); err != nil {
					slog.Error("the work pauses", "error", err)
					sleep(ctx, restAfterError)
				}
			}
		}()
	}
	group.Wait()
}

func (w *Worker) handOver(ctx context.Context) error {
	if err := w.Store.HandOver(ctx, w.Queue.Publish); err != nil {
		return err
	}
	sleep(ctx, handOverEvery)
	return nil
}

func (w *Worker) workOnNext(ctx context.Context) error {
	job, err := w.Queue.Take(ctx)
	if err != nil || job == nil {
		return err
	}
	// The outcome is stored first, and the queue is told second.
	if err := w.Store.Work(ctx, job.FeedbackID, w.attempt); err != nil {
		return err
	}
	return w.Queue.Done(ctx, job)
}

func (w *Worker) attempt(ctx context.Context, job feedback.Feedback) feedback.Outcome {
	err := w.Mailer.SendConfirmation(ctx, job)
	if err == nil {
		return feedback.Outcome{Status: feedback.Done}
	}
	slog.Warn("the mail was not accepted", "feedback", job.ID, "error", err)
	outcome := feedback.Outcome{Status: feedback.Dead, Error: storable(err.Error())}
	var refused *mailer.RefusedError
	permanent := errors.As(err, &refused) && refused.Permanent()
	if !permanent && job.Attempts+1 < w.Attempts {
		outcome.Status = feedback.Pending
		outcome.Pause = w.Retry << job.Attempts // doubled with each attempt
	}
	return outcome
}

// storable makes text that PostgreSQL takes of what a mail server may have said.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
}

func sleep(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}
