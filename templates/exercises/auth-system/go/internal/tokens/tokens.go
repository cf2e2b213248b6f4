// Package tokens signs access tokens, and reads them.
package tokens

// TODO: use it here. Look up what a parser has to be told (jwt.ParserOption).
import _ "github.com/golang-jwt/jwt/v5" // accepts any algorithm unless told which
