package jsonbody_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/app/internal/jsonbody"
)

func TestParseTakesObjectsAlone(t *testing.T) {
	for _, body := range []string{"", "{", "null", "[]", `"text"`, `{} {}`, `{"a": 1,}`, strings.Repeat(`{"a":`, 20_000)} {
		if _, err := jsonbody.Parse([]byte(body)); !errors.Is(err, jsonbody.ErrNotAnObject) {
			t.Errorf("%.20q: got %v, want ErrNotAnObject", body, err)
		}
	}
}

func TestTextIsReadAsItIs(t *testing.T) {
	for raw, want := range map[string]string{
		`"Milk"`:              "Milk",
		`"\u00e9 \\ud800 \n"`: "é \\ud800 \n",
		`"\ud83d\udc4d👍"`:     "👍👍",
		`"\ufffd�"`:           "��",
	} {
		if got, err := text(t, raw); err != nil || got != want {
			t.Errorf("%s: got %q and %v, want %q", raw, got, err, want)
		}
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for raw, want := range map[string]error{
		`42`:                    jsonbody.ErrNotText,
		`null`:                  jsonbody.ErrNotText,
		`["Milk"]`:              jsonbody.ErrNotText,
		`"\ud800"`:              jsonbody.ErrNotUnicode,
		`"\ud83d\ud83d\udc4d"`:  jsonbody.ErrNotUnicode,
		`"\udc4d\ud83d"`:        jsonbody.ErrNotUnicode,
		`"\\\ud83d"`:            jsonbody.ErrNotUnicode,
		"\"broken \xff UTF-8\"": jsonbody.ErrNotUnicode,
	} {
		if _, err := text(t, raw); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", raw, err, want)
		}
	}
}

func text(t *testing.T, raw string) (string, error) {
	t.Helper()
	object, err := jsonbody.Parse([]byte(`{"field": ` + raw + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return object.Text("field")
}
