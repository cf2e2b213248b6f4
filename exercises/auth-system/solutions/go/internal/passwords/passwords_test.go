package passwords_test

import (
	"regexp"
	"testing"

	"example.com/app/internal/passwords"
)

func TestOnlyTheWholePasswordMatches(t *testing.T) {
	hasher := passwords.NewHasher(1)
	hash := hasher.Hash(" correct horse 👍")

	if !hasher.Matches(" correct horse 👍", hash) {
		t.Error("the password does not match its own hash")
	}
	for _, wrong := range []string{"", "correct horse 👍", " correct horse", " Correct horse 👍"} {
		if hasher.Matches(wrong, hash) {
			t.Errorf("%q matches", wrong)
		}
	}
}

func TestAHashHasItsUsualFormAndASaltOfItsOwn(t *testing.T) {
	hasher := passwords.NewHasher(2)
	one, other := hasher.Hash("correct horse"), hasher.Hash("correct horse")

	form := regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$`)
	if !form.MatchString(one) || one == other {
		t.Errorf("got %s and %s", one, other)
	}
}

func TestNothingMatchesWhereThereIsNoHash(t *testing.T) {
	hasher := passwords.NewHasher(1)
	for _, hash := range []string{"", "nobody has this password", "$argon2id$v=19$m=1$x$y", "$2b$10$abc"} {
		if hasher.Matches("nobody has this password", hash) {
			t.Errorf("%q: matches", hash)
		}
	}
}
