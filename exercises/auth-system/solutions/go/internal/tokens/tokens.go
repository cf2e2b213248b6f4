// Package tokens signs access tokens, and reads them.
package tokens

import (
	"errors"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// ErrInvalid tells that a token is none of ours, or has expired.
var ErrInvalid = errors.New("the access token is not valid")

// Subject is what an access token says: who it is, and in which session.
type Subject struct {
	UserID    int64
	SessionID int64
}

// Signer signs access tokens and reads them.
type Signer struct {
	issuer string
	key    []byte
	life   time.Duration
	parser *jwt.Parser
}

type claims struct {
	jwt.RegisteredClaims
	SessionID int64 `json:"sid"`
}

// The algorithm is pinned here and never read from a token: whoever makes a token could choose `none`.
var algorithm = jwt.SigningMethodHS256

// NewSigner returns a signer for tokens that count that long.
func NewSigner(issuer, key string, life time.Duration) *Signer {
	return &Signer{
		issuer: issuer,
		key:    []byte(key),
		life:   life,
		parser: jwt.NewParser(
			jwt.WithValidMethods([]string{algorithm.Alg()}),
			jwt.WithIssuer(issuer),
			jwt.WithExpirationRequired(),
			jwt.WithStrictDecoding(), // or the last character of a signature could be another
		),
	}
}

// Life is how long a token counts.
func (s *Signer) Life() time.Duration {
	return s.life
}

// Sign returns an access token.
func (s *Signer) Sign(subject Subject) (string, error) {
	now := time.Now()
	return jwt.NewWithClaims(algorithm, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer:    s.issuer,
			Subject:   strconv.FormatInt(subject.UserID, 10),
			IssuedAt:  jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(s.life)),
		},
		SessionID: subject.SessionID,
	}).SignedString(s.key)
}

// Read returns what the token says, or ErrInvalid.
func (s *Signer) Read(token string) (Subject, error) {
	var found claims
	_, err := s.parser.ParseWithClaims(token, &found, func(*jwt.Token) (any, error) { return s.key, nil })
	if err != nil {
		return Subject{}, ErrInvalid
	}
	userID, err := strconv.ParseInt(found.Subject, 10, 64)
	if err != nil {
		return Subject{}, ErrInvalid
	}
	return Subject{UserID: userID, SessionID: found.SessionID}, nil
}
