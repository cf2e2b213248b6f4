// Package data holds the quotes that the server starts with.
package data

import (
	_ "embed" // puts quotes.json into the program
	"encoding/json"
	"fmt"
)

//go:embed quotes.json
var file []byte

// Quote is one quote, with its names in JSON.
type Quote struct {
	ID     int    `json:"id"`
	Text   string `json:"text"`
	Author string `json:"author"`
}

// Quotes returns the quotes of quotes.json. The file is a part of the program: when there is a mistake in it, Quotes
// panics.
func Quotes() []Quote {
	var quotes []Quote
	if err := json.Unmarshal(file, &quotes); err != nil {
		panic(fmt.Sprintf("data/quotes.json: %v", err))
	}
	return quotes
}
