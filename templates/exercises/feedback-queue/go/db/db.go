// Package db holds what the database looks like.
package db

import _ "embed" // puts schema.sql into the program

// Schema makes the tables; they may be there already.
//
//go:embed schema.sql
var Schema string
