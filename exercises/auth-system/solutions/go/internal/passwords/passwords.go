// Package passwords makes hashes of passwords, and compares passwords with them.
package passwords

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"
)

const (
	memory     = 19_456 // KiB
	threads    = 1
	saltLength = 16
	keyLength  = 32
)

// Hasher hashes passwords by Argon2id.
type Hasher struct {
	passes  uint32
	nobodys string
	slots   chan struct{}
}

// NewHasher returns a hasher with that many passes over the memory.
func NewHasher(passes int) *Hasher {
	hasher := &Hasher{
		passes: uint32(passes),
		// Each hash takes 19 MiB while it is made: no more of them at once than there are processors.
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	hasher.nobodys = hasher.Hash("nobody has this password")
	return hasher
}

// Hash returns the hash of the password in its usual text form, with a salt of its own.
func (h *Hasher) Hash(password string) string {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // it never fails
	made := parameters{memory: memory, passes: h.passes, threads: threads, salt: salt}
	made.key = h.derive(password, made, keyLength)
	return made.String()
}

// Matches tells whether the password is the one of the hash. Where there is no hash, it takes as long to say no: how
// long a login takes does not tell who has an account.
func (h *Hasher) Matches(password, hash string) bool {
	exists := hash != ""
	if !exists {
		hash = h.nobodys
	}
	kept, err := parse(hash)
	if err != nil {
		return false
	}
	key := h.derive(password, kept, uint32(len(kept.key)))
	return subtle.ConstantTimeCompare(key, kept.key) == 1 && exists
}

func (h *Hasher) derive(password string, p parameters, length uint32) []byte {
	h.slots <- struct{}{}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.threads, length)
}

// parameters are what the text form of a hash holds: $argon2id$v=19$m=19456,t=2,p=1$SALT$KEY.
type parameters struct {
	memory, passes uint32
	threads        uint8
	salt, key      []byte
}

func (p parameters) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.passes, p.threads,
		base64.RawStdEncoding.EncodeToString(p.salt), base64.RawStdEncoding.EncodeToString(p.key))
}

func parse(text string) (parameters, error) {
	var p parameters
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, fmt.Errorf("not a hash of Argon2id, version %d", argon2.Version)
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.threads); err != nil {
		return p, err
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.Strict().DecodeString(parts[4]); err != nil {
		return p, err
	}
	p.key, err = base64.RawStdEncoding.Strict().DecodeString(parts[5])
	return p, err
}
