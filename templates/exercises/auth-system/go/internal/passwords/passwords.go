// Package passwords makes hashes of passwords, and compares passwords with them.
package passwords

// TODO: decide for one of the two, and use it here.
import (
	_ "golang.org/x/crypto/argon2" // makes the hash alone; its text form is yours to write
	_ "golang.org/x/crypto/bcrypt" // takes 72 bytes at most, and a password has up to 72 characters
)
