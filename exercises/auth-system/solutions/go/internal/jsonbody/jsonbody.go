// Package jsonbody reads JSON objects that clients send. It is stricter than encoding/json: names of fields have to be
// written exactly, and text has to be valid Unicode, where encoding/json would put U+FFFD in silence.
package jsonbody

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrNotAnObject tells that a body is no valid JSON, or JSON but no object.
var ErrNotAnObject = errors.New("the body is no JSON object")

// What can be wrong with a field that should be text.
var (
	ErrNotText    = errors.New("must be a string")
	ErrNotUnicode = errors.New("must be valid Unicode")
)

// Object is a JSON object whose values are not read yet.
type Object map[string]json.RawMessage

// Parse reads an object, with nothing behind it.
func Parse(body []byte) (Object, error) {
	var object Object
	if err := json.Unmarshal(body, &object); err != nil || object == nil { // nil is what null becomes
		return nil, ErrNotAnObject
	}
	return object, nil
}

// Has tells whether the object has a field of that name, be it null.
func (o Object) Has(name string) bool {
	_, found := o[name]
	return found
}

// Text returns the field as text; nothing else is made text of.
func (o Object) Text(name string) (string, error) {
	raw := o[name]
	if !bytes.HasPrefix(raw, []byte{'"'}) {
		return "", ErrNotText
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", ErrNotText
	}
	if !utf8.Valid(raw) || hasHalfPair(raw) {
		return "", ErrNotUnicode
	}
	return text, nil
}

// hasHalfPair tells whether half of a surrogate pair, such as \ud83d alone, is in a JSON string.
func hasHalfPair(raw []byte) bool {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		first := escaped(raw[i:])
		switch {
		case !utf16.IsSurrogate(first):
			i++ // also over the second of two backslashes
		case utf16.DecodeRune(first, escaped(raw[i+len(`\uxxxx`):])) == utf8.RuneError:
			return true
		default:
			i += len(`\uxxxx\uxxxx`) - 1
		}
	}
	return false
}

// escaped returns the code unit of the \uxxxx with which the text begins, or -1 where it begins with something else.
func escaped(raw []byte) rune {
	if len(raw) < len(`\uxxxx`) || raw[0] != '\\' || raw[1] != 'u' {
		return -1
	}
	unit, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(unit)
}
