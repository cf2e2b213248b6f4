package api

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"example.com/app/internal/feedback"
	"example.com/app/internal/jsonbody"
)

const largestBody = 100_000 // bytes

// PostgreSQL takes nothing else for a UUID, and what is no UUID is the id of no feedback.
var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

type feedbackHandler struct {
	store *feedback.Store
}

func (h feedbackHandler) submit(w http.ResponseWriter, r *http.Request) error {
	input, err := readFeedback(w, r)
	if err != nil {
		return err
	}
	accepted, err := h.store.Accept(r.Context(), input)
	var limit *feedback.LimitError
	if errors.As(err, &limit) {
		seconds := int(math.Ceil(limit.Wait.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		return &clientError{
			status:  http.StatusTooManyRequests,
			message: fmt.Sprintf("That is enough for now; please wait %d s.", seconds),
		}
	}
	if err != nil {
		return err
	}
	w.Header().Set("Location", accepted.Path())
	writeJSON(w, http.StatusAccepted, accepted)
	return nil
}

func (h feedbackHandler) read(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if !uuid.MatchString(id) {
		return notFound(id)
	}
	found, err := h.store.Find(r.Context(), id)
	if errors.Is(err, feedback.ErrNotFound) {
		return notFound(id)
	}
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, found)
	return nil
}

// deadLetter is what the people who run the service see of what was given up.
type deadLetter struct {
	ID       string     `json:"id"`
	Email    string     `json:"email"`
	Attempts int        `json:"attempts"`
	Error    string     `json:"error"`
	FailedAt *time.Time `json:"failedAt"`
}

func (h feedbackHandler) deadLetters(w http.ResponseWriter, r *http.Request) error {
	dead, err := h.store.DeadLetters(r.Context())
	if err != nil {
		return err
	}
	letters := make([]deadLetter, len(dead))
	for i, one := range dead {
		letters[i] = deadLetter{one.ID, one.Email, one.Attempts, one.LastError, one.FinishedAt}
	}
	writeJSON(w, http.StatusOK, letters)
	return nil
}

func (h feedbackHandler) retry(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if !uuid.MatchString(id) {
		return notFound(id)
	}
	revived, err := h.store.Revive(r.Context(), id)
	if errors.Is(err, feedback.ErrNotFound) {
		return notFound(id)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Location", revived.Path())
	writeJSON(w, http.StatusAccepted, revived)
	return nil
}

func (h feedbackHandler) stats(w http.ResponseWriter, r *http.Request) error {
	stats, err := h.store.Count(r.Context())
	if err != nil {
		return err
	}
	ratings := map[int]int{}
	for rating := 1; rating <= 5; rating++ {
		ratings[rating] = stats.ByRating[rating] // 0 where nobody gave it
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"total":   stats.Total,
		"pending": stats.ByStatus[feedback.Pending],
		"done":    stats.ByStatus[feedback.Done],
		"dead":    stats.ByStatus[feedback.Dead],
		"ratings": ratings,
	})
	return nil
}

func readFeedback(w http.ResponseWriter, r *http.Request) (feedback.New, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if err != nil {
		return feedback.New{}, &clientError{
			status: http.StatusBadRequest, message: "The body is too large, or not complete.",
		}
	}
	object, err := jsonbody.Parse(body)
	if err != nil {
		return feedback.New{}, &clientError{status: http.StatusBadRequest, message: "The body must be a JSON object."}
	}
	input, problems := feedback.Read(object)
	if len(problems) > 0 {
		return feedback.New{}, &clientError{
			status: http.StatusBadRequest, message: "The feedback is not valid.", fields: problems,
		}
	}
	return input, nil
}

func notFound(id string) error {
	return &clientError{status: http.StatusNotFound, message: "There is nothing with the id " + id + "."}
}
