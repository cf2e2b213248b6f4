/** What clients are shown of a feedback. */

export function statusUrl({ id }) {
  return `/feedback/${id}`;
}

// Whoever has the link sees this: neither the address nor the message belongs here.
export function statusView(feedback) {
  return {
    id: feedback.id,
    status: feedback.status,
    statusUrl: statusUrl(feedback),
    rating: feedback.rating,
    attempts: feedback.attempts,
    receivedAt: feedback.received_at,
    finishedAt: feedback.finished_at,
  };
}

export function deadLetterView(feedback) {
  return {
    id: feedback.id,
    email: feedback.email,
    attempts: feedback.attempts,
    error: feedback.last_error,
    failedAt: feedback.finished_at,
  };
}
