// Command worker does the jobs that are in the queue.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"example.com/app/internal/config"
	_ "example.com/app/internal/queue"
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

	if _, err := config.Load(); err != nil {
		return err
	}

	// TODO: take jobs from the queue and do them, one after the other: send the mail, then store the outcome.
	// TODO: stop in order on SIGTERM. ctx is done then; the job in hand should not notice.

	slog.Info("nothing to do yet")
	<-ctx.Done() // a worker runs until it is stopped
	return nil
}
