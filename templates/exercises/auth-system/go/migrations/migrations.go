// Package migrations holds the SQL files that build up the database.
package migrations

import "embed"

// Files has everything that lies in this folder.
//
//go:embed *
var Files embed.FS
