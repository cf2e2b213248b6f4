// Command worker does the jobs that are in the queue.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"example.com/app/internal/config"
	"example.com/app/internal/feedback"
	"example.com/app/internal/mailer"
	"example.com/app/internal/postgres"
	"example.com/app/internal/queue"
	"example.com/app/internal/worker"
)

func main() {
	if err := run(); err != nil {
		slog.Error("the worker ended", "error", err)
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
	pool, err := postgres.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	jobs, err := queue.Open(cfg.RedisURL, cfg.JobLease)
	if err != nil {
		return err
	}
	defer jobs.Close()
	mails, err := mailer.New(mailer.Settings{
		URL: cfg.SMTPURL, From: cfg.MailFrom, BaseURL: cfg.BaseURL, Timeout: cfg.MailTimeout,
	})
	if err != nil {
		return err
	}

	one := worker.Worker{
		Store:    feedback.NewStore(pool, feedback.Limit{Count: cfg.RateLimit, Window: cfg.RateWindow}),
		Queue:    jobs,
		Mailer:   mails,
		Attempts: cfg.MailAttempts,
		Retry:    cfg.Retry,
	}
	slog.Info("waiting for jobs")
	one.Run(ctx)
	return nil
}
