package notes

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"example.com/app/internal/jsonbody"
)

const (
	longestTitle = 200 // characters
	longestBody  = 10_000
)

// Problems says what is wrong with which field.
type Problems map[string]string

// ReadNote reads a whole note: what POST and PUT are given.
func ReadNote(input jsonbody.Object) (Changes, Problems) {
	changes, problems := ReadChanges(input)
	if !input.Has("title") {
		problems["title"] = "is required"
	}
	return changes, problems
}

// ReadChanges reads the fields that are to be changed: what PATCH is given.
func ReadChanges(input jsonbody.Object) (Changes, Problems) {
	var changes Changes
	problems := Problems{}
	for name := range input {
		var err error
		switch name {
		case "title":
			changes.Title, err = readText(input, name, checkTitle)
		case "body":
			changes.Body, err = readText(input, name, checkBody)
		default:
			err = problem("is not a field that you can set")
		}
		if err != nil {
			problems[name] = err.Error()
		}
	}
	return changes, problems
}

func readText(input jsonbody.Object, name string, check func(string) error) (*string, error) {
	text, err := input.Text(name)
	if err != nil {
		return nil, err
	}
	return &text, check(text)
}

func checkTitle(title string) error {
	if strings.TrimSpace(title) == "" {
		return problem("must not be blank")
	}
	return checkLength(title, longestTitle)
}

func checkBody(body string) error {
	return checkLength(body, longestBody)
}

// A character is a code point; len would count bytes.
func checkLength(text string, longest int) error {
	if utf8.RuneCountInString(text) > longest {
		return problem(fmt.Sprintf("must have at most %d characters", longest))
	}
	return nil
}

// problem is an error about a field, in the client's words.
type problem string

func (p problem) Error() string { return string(p) }
