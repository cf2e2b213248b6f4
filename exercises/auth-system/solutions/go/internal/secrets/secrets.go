// Package secrets makes tokens that cannot be guessed.
package secrets

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// New returns 256 random bits as text.
func New() string {
	bits := make([]byte, 32)
	_, _ = rand.Read(bits) // it never fails
	return base64.RawURLEncoding.EncodeToString(bits)
}

// Digest is what is kept of a secret. A secret is random, so that a fast hash is enough; passwords need a slow one.
func Digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
