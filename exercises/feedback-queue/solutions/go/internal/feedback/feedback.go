// Package feedback is what the service knows of each feedback: what was sent, and what became of it.
package feedback

import (
	"errors"
	"fmt"
	"time"
)

// Status is how far the work on a feedback is.
type Status string

// The statuses; the database knows them by the same names.
const (
	Pending Status = "pending" // the mail is not sent yet
	Done    Status = "done"    // it was accepted by the mail server
	Dead    Status = "dead"    // it was given up
)

// ErrNotFound tells that there is no feedback with an id, or none in the state that was asked for.
var ErrNotFound = errors.New("no such feedback")

// LimitError tells that a sender has sent enough for now.
type LimitError struct {
	Wait time.Duration // until the next feedback is accepted
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("the sender has reached the limit, for another %v", e.Wait)
}

// New is what a client sends.
type New struct {
	Email   string
	Rating  int
	Message string
}

// Feedback is a stored feedback. Whoever has the link of the mail sees it as JSON: neither the address nor the message
// belongs there.
type Feedback struct {
	ID         string     `json:"id"`
	Email      string     `json:"-"`
	Status     Status     `json:"status"`
	Rating     int        `json:"rating"`
	Attempts   int        `json:"attempts"`
	LastError  string     `json:"-"`
	ReceivedAt time.Time  `json:"receivedAt"`
	FinishedAt *time.Time `json:"finishedAt"`
}

// Path is where the feedback's status is.
func (f Feedback) Path() string {
	return "/feedback/" + f.ID
}

// Stats counts feedbacks.
type Stats struct {
	Total    int
	ByStatus map[Status]int
	ByRating map[int]int
}
