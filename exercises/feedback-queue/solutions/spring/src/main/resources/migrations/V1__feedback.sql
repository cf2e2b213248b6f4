CREATE TABLE feedback (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
  message text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  -- Not now(): that is when the transaction began, perhaps before it waited for a lock.
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  -- The outbox is in the same row, so that a feedback and its job are stored together or not at all.
  due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  queued_at timestamptz
);

CREATE INDEX feedback_by_sender ON feedback (lower(email), received_at);
CREATE INDEX feedback_to_be_queued ON feedback (due_at, number) WHERE status = 'pending' AND queued_at IS NULL;
CREATE INDEX feedback_dead ON feedback (finished_at) WHERE status = 'dead';
