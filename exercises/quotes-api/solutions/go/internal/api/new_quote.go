package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
)

const largestBody = 1 << 20 // bytes

// newQuote is what a client sends. problems says what is wrong with which field.
type newQuote struct {
	text, author string
	problems     map[string]string
}

// readNewQuote reads a quote from a request's body; it fails where that is no JSON object. Of its fields only two
// count, so that an id has no effect.
func readNewQuote(w http.ResponseWriter, r *http.Request) (newQuote, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if err != nil {
		return newQuote{}, err
	}
	// A struct with two strings would give up at the first one that is no string.
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return newQuote{}, errors.New("the body is no JSON object")
	}

	input := newQuote{problems: map[string]string{}}
	for name, target := range map[string]*string{"text": &input.text, "author": &input.author} {
		if problem := readText(fields[name], target); problem != "" {
			input.problems[name] = problem
		}
	}
	return input, nil
}

func readText(raw json.RawMessage, target *string) string {
	if raw == nil {
		return "is missing"
	}
	var value *string // nil for null
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return "must be a string"
	}
	if strings.TrimSpace(*value) == "" {
		return "must not be empty"
	}
	*target = *value
	return ""
}
