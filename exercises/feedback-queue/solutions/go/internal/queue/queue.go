// Package queue carries the ids of feedbacks to the workers, through a stream in Redis. Its consumer group remembers
// which worker has which job in hand.
package queue

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	stream = "feedback:jobs"
	group  = "workers"
	field  = "feedback_id"

	waitForJob = 500 * time.Millisecond
	patience   = 2 * time.Second // with a Redis that does not answer
)

// Job is one delivery of a feedback's id.
type Job struct {
	FeedbackID string
	entry      string
}

// Queue is one worker's access to the queue.
type Queue struct {
	client   *redis.Client
	consumer string
	lease    time.Duration
	grouped  bool
}

// Open gives access to the queue at the address. Redis need not answer yet. The lease is the time after which a job may
// be taken over from a worker that has vanished with it.
func Open(url string, lease time.Duration) (*Queue, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		return nil, err
	}
	options.ContextTimeoutEnabled = true
	options.MaxRetries = -1 // whoever uses the queue tries again, later
	return &Queue{client: redis.NewClient(options), consumer: rand.Text(), lease: lease}, nil
}

// Close gives the connections back.
func (q *Queue) Close() error {
	return q.client.Close()
}

// Publish puts the ids into the queue, all of them or none.
func (q *Queue) Publish(ctx context.Context, feedbackIDs []string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := q.client.TxPipelined(ctx, func(batch redis.Pipeliner) error {
		for _, id := range feedbackIDs {
			batch.XAdd(ctx, &redis.XAddArgs{Stream: stream, Values: []string{field, id}})
		}
		return nil
	})
	return err
}

// Take returns the next job: one whose worker did not finish it in time, or else the oldest that nobody has. It waits a
// moment for one, and returns nil when none came.
func (q *Queue) Take(ctx context.Context) (*Job, error) {
	ctx, cancel := context.WithTimeout(ctx, waitForJob+patience)
	defer cancel()
	if err := q.makeGroup(ctx); err != nil {
		return nil, err
	}
	entries, _, err := q.client.XAutoClaim(ctx, &redis.XAutoClaimArgs{
		Stream: stream, Group: group, Consumer: q.consumer, MinIdle: q.lease, Start: "0", Count: 1,
	}).Result()
	if err == nil && len(entries) == 0 {
		entries, err = q.waitForNew(ctx)
	}
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	id, _ := entries[0].Values[field].(string)
	return &Job{FeedbackID: id, entry: entries[0].ID}, nil
}

// Done forgets the job, for ever.
func (q *Queue) Done(ctx context.Context, job *Job) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := q.client.TxPipelined(ctx, func(batch redis.Pipeliner) error {
		batch.XAck(ctx, stream, group, job.entry)
		batch.XDel(ctx, stream, job.entry)
		return nil
	})
	return err
}

func (q *Queue) makeGroup(ctx context.Context) error {
	if q.grouped {
		return nil
	}
	err := q.client.XGroupCreateMkStream(ctx, stream, group, "0").Err()
	if err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") { // it is there already
		return err
	}
	q.grouped = true
	return nil
}

func (q *Queue) waitForNew(ctx context.Context) ([]redis.XMessage, error) {
	streams, err := q.client.XReadGroup(ctx, &redis.XReadGroupArgs{
		Streams: []string{stream, ">"}, Group: group, Consumer: q.consumer, Count: 1, Block: waitForJob,
	}).Result()
	if errors.Is(err, redis.Nil) || err == nil && len(streams) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return streams[0].Messages, nil
}
