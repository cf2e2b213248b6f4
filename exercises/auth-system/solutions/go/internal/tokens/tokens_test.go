package tokens_test

import (
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"example.com/app/internal/tokens"
)

const (
	issuer = "http://localhost:3000"
	key    = "a key for tests"
)

var ada = tokens.Subject{UserID: 7, SessionID: 12}

func TestATokenSaysWhoItIs(t *testing.T) {
	signer := tokens.NewSigner(issuer, key, time.Minute)
	token, err := signer.Sign(ada)
	if err != nil {
		t.Fatal(err)
	}

	if got, err := signer.Read(token); err != nil || got != ada {
		t.Errorf("got %v and %v, want %v", got, err, ada)
	}
}

func TestOnlyOurOwnTokensCount(t *testing.T) {
	signer := tokens.NewSigner(issuer, key, time.Minute)
	token, err := signer.Sign(ada)
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.MapClaims{"iss": issuer, "sub": "7", "sid": 12, "exp": time.Now().Add(time.Minute).Unix()}
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	last := token[len(token)-1]
	for name, forged := range map[string]string{
		"empty":              "",
		"none":               none,
		"another algorithm":  sign(t, jwt.SigningMethodHS512, key, claims),
		"another key":        sign(t, jwt.SigningMethodHS256, "another key", claims),
		"another last bit":   token[:len(token)-1] + string(last+1),
		"without an end":     sign(t, jwt.SigningMethodHS256, key, jwt.MapClaims{"iss": issuer, "sub": "7", "sid": 12}),
		"of another service": sign(t, jwt.SigningMethodHS256, key, jwt.MapClaims{"sub": "7", "exp": claims["exp"]}),
		"expired":            sign(t, jwt.SigningMethodHS256, key, jwt.MapClaims{"iss": issuer, "sub": "7", "exp": 1}),
	} {
		if got, err := signer.Read(forged); !errors.Is(err, tokens.ErrInvalid) {
			t.Errorf("%s: got %v and %v, want ErrInvalid", name, got, err)
		}
	}
}

func sign(t *testing.T, method jwt.SigningMethod, key string, claims jwt.MapClaims) string {
	t.Helper()
	token, err := jwt.NewWithClaims(method, claims).SignedString([]byte(key))
	if err != nil {
		t.Fatal(err)
	}
	return token
}
