package feedback

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"example.com/app/internal/jsonbody"
)

const (
	longestEmail   = 254 // characters
	longestMessage = 2_000
	bestRating     = 5
)

// One address and nothing else: no blank, no line break, nothing that separates or wraps addresses. \s alone would
// leave out the blanks beyond ASCII.
const addressPart = `[^\s\pZ\pC@,;:<>()\[\]"\\]+`

var address = regexp.MustCompile(`\A` + addressPart + `@` + addressPart + `\.` + addressPart + `\z`)

// Read reads a feedback that a client sends. It tells what is wrong with which field.
func Read(input jsonbody.Object) (New, map[string]string) {
	var (
		read     New
		problems = map[string]string{}
	)
	read.Email = text(input, "email", emailProblem, problems)
	read.Message = text(input, "message", messageProblem, problems)
	if !input.Has("rating") {
		problems["rating"] = "is required"
	} else if err := json.Unmarshal(input["rating"], &read.Rating); err != nil ||
		read.Rating < 1 || read.Rating > bestRating { // null leaves it at 0
		problems["rating"] = fmt.Sprintf("must be a whole number from 1 to %d", bestRating)
	}
	return read, problems
}

func text(input jsonbody.Object, name string, check func(string) string, problems map[string]string) string {
	if !input.Has(name) {
		problems[name] = "is required"
		return ""
	}
	value, err := input.Text(name)
	if err != nil {
		problems[name] = err.Error()
	} else if problem := check(value); problem != "" {
		problems[name] = problem
	}
	return value
}

func emailProblem(email string) string {
	if utf8.RuneCountInString(email) > longestEmail || !address.MatchString(email) {
		return fmt.Sprintf("must be an e-mail address of at most %d characters", longestEmail)
	}
	return ""
}

func messageProblem(message string) string {
	switch {
	case strings.TrimSpace(message) == "":
		return "must not be blank"
	case strings.ContainsRune(message, 0): // PostgreSQL's text cannot hold it
		return "must not contain U+0000"
	case utf8.RuneCountInString(message) > longestMessage:
		return fmt.Sprintf("must have at most %d characters", longestMessage)
	}
	return ""
}
