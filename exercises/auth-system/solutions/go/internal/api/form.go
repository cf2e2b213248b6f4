package api

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/app/internal/jsonbody"
	"example.com/app/internal/users"
)

const largestBody = 100_000 // bytes

// Deliberately simple: whether an address exists only a mail can tell. \s alone would leave out the blanks beyond ASCII.
var address = regexp.MustCompile(`\A[^\s\pZ\pC@<>"(),:;\[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+\z`)

// form reads the fields of a request that are asked for, and no others, and keeps what is wrong with them.
type form struct {
	object   jsonbody.Object
	problems map[string]string
}

func readForm(w http.ResponseWriter, r *http.Request) (*form, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if err != nil {
		return nil, &clientError{status: http.StatusBadRequest, message: "The body is too large, or not complete."}
	}
	object, err := jsonbody.Parse(body)
	if err != nil {
		return nil, &clientError{status: http.StatusBadRequest, message: "The body must be a JSON object."}
	}
	return &form{object: object, problems: map[string]string{}}, nil
}

// err tells all that was wrong.
func (f *form) err() error {
	if len(f.problems) == 0 {
		return nil
	}
	return &clientError{status: http.StatusBadRequest, message: "The request is not valid.", fields: f.problems}
}

// text reads a string of whatever kind.
func (f *form) text(name string) string {
	if !f.object.Has(name) {
		f.problems[name] = "is required"
		return ""
	}
	value, err := f.object.Text(name)
	if err != nil {
		f.problems[name] = err.Error()
	}
	return value
}

// email reads an address, in lower case.
func (f *form) email() string {
	email := strings.ToLower(f.text("email"))
	f.expect(utf8.RuneCountInString(email) <= 254 && address.MatchString(email), "email", "must be an e-mail address")
	return email
}

func (f *form) newPassword() string {
	password := f.text("password")
	f.expect(hasLength(password, 10, 72), "password", "must have 10 to 72 characters")
	return password
}

func (f *form) name() string {
	name := f.text("name")
	f.expect(hasLength(name, 1, 100) && strings.TrimSpace(name) != "", "name", "must have 1 to 100 characters")
	f.expect(!strings.ContainsFunc(name, unicode.IsControl), "name", "must stand on one line")
	return name
}

func (f *form) role() users.Role {
	role := users.Role(f.text("role"))
	switch role {
	case users.Member, users.Moderator, users.Admin:
	default:
		f.expect(false, "role", "must be user, moderator or admin")
	}
	return role
}

// expect keeps the problem unless the field has one already.
func (f *form) expect(right bool, name, problem string) {
	if _, known := f.problems[name]; !right && !known {
		f.problems[name] = problem
	}
}

func hasLength(text string, least, most int) bool {
	characters := utf8.RuneCountInString(text)
	return least <= characters && characters <= most
}
