package feedback_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.com/app/internal/feedback"
	"example.com/app/internal/jsonbody"
)

func TestAFeedbackIsRead(t *testing.T) {
	got, problems := feedback.Read(parse(t, `{"email": "Anna@example.com", "rating": 4, "message": " 👍 ", "id": 1}`))

	want := feedback.New{Email: "Anna@example.com", Rating: 4, Message: " 👍 "}
	if got != want || len(problems) > 0 {
		t.Errorf("got %+v and %v, want %+v", got, problems, want)
	}
}

func TestEveryWrongFieldIsNamed(t *testing.T) {
	good := map[string]string{"email": `"anna@example.com"`, "rating": `5`, "message": `"Good."`}
	wrong := map[string][]string{
		"email": {
			`null`, `42`, `""`, `"x"`, `"@example.com"`, `"anna@localhost"`, `"a@b.example, c@d.example"`, `"an na@example.com"`,
			`"anna@example.com\n"`, `"anna@example.com\r\nBcc: x"`, `"anna\u00a0@example.com"`, `"anna@b@example.com"`,
			`"` + strings.Repeat("a", 250) + `@example.com"`,
		},
		"rating":  {`null`, `0`, `6`, `2.5`, `100000000000000000000`, `"5"`, `true`, `[5]`},
		"message": {`null`, `7`, `""`, `" \n"`, `"\u0000"`, `"\ud800"`, `"` + strings.Repeat("é", 2001) + `"`},
	}
	for name, values := range wrong {
		for _, value := range values {
			fields := maps.Clone(good)
			fields[name] = value
			body := fmt.Sprintf(`{"email": %s, "rating": %s, "message": %s}`,
				fields["email"], fields["rating"], fields["message"])
			_, problems := feedback.Read(parse(t, body))
			if len(problems) != 1 || problems[name] == "" {
				t.Errorf("%s %.40s: got %v", name, value, problems)
			}
		}
	}

	_, problems := feedback.Read(parse(t, `{}`))
	if got := slices.Sorted(maps.Keys(problems)); !slices.Equal(got, []string{"email", "message", "rating"}) {
		t.Errorf("nothing given: got %v", got)
	}
}

func parse(t *testing.T, body string) jsonbody.Object {
	t.Helper()
	object, err := jsonbody.Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return object
}
