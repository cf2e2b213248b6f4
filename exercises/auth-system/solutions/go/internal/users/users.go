// Package users keeps those who have an account.
package users

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"example.com/app/internal/postgres"
)

const columns = `id, email, name, role, password_hash`

// ErrTaken tells that the address has an account already.
var ErrTaken = errors.New("the address has an account")

// Role is what a user may do.
type Role string

// The roles; the database knows them by the same names.
const (
	Member    Role = "user"
	Moderator Role = "moderator"
	Admin     Role = "admin"
)

// User is somebody with an account. As JSON it is what others may see of it.
type User struct {
	ID           int64  `json:"id"`
	Email        string `json:"email"`
	Name         string `json:"name"`
	Role         Role   `json:"role"`
	PasswordHash string `json:"-"` // empty for those who only log in at the provider
}

// Store keeps users in the database.
type Store struct {
	db         postgres.DB
	adminEmail string
}

// NewStore returns a store in which the account with the given address, in lower case, is made an admin.
func NewStore(db postgres.DB, adminEmail string) *Store {
	return &Store{db: db, adminEmail: adminEmail}
}

// In returns the store as a part of the transaction.
func (s *Store) In(tx pgx.Tx) *Store {
	return &Store{db: tx, adminEmail: s.adminEmail}
}

// Create makes an account, or returns ErrTaken. Of several at the same moment, one succeeds.
func (s *Store) Create(ctx context.Context, email, name, passwordHash string) (User, error) {
	role := Member
	if email == s.adminEmail {
		role = Admin
	}
	user, err := postgres.One[User](s.db.Query(ctx,
		`INSERT INTO users (email, name, role, password_hash) VALUES ($1, $2, $3, $4)
		 ON CONFLICT (email) DO NOTHING RETURNING `+columns, email, name, role, passwordHash))
	if errors.Is(err, postgres.ErrNotFound) {
		return User{}, ErrTaken
	}
	return user, err
}

// ByEmail returns the user with this address, in lower case.
func (s *Store) ByEmail(ctx context.Context, email string) (User, error) {
	return postgres.One[User](s.db.Query(ctx, `SELECT `+columns+` FROM users WHERE email = $1`, email))
}

// ByID returns the user with this id.
func (s *Store) ByID(ctx context.Context, id int64) (User, error) {
	return postgres.One[User](s.db.Query(ctx, `SELECT `+columns+` FROM users WHERE id = $1`, id))
}

// List returns all users.
func (s *Store) List(ctx context.Context) ([]User, error) {
	rows, err := s.db.Query(ctx, `SELECT `+columns+` FROM users ORDER BY id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[User])
}

// Rename gives the user another name.
func (s *Store) Rename(ctx context.Context, id int64, name string) (User, error) {
	return postgres.One[User](s.db.Query(ctx,
		`UPDATE users SET name = $2 WHERE id = $1 RETURNING `+columns, id, name))
}

// SetRole gives the user another role.
func (s *Store) SetRole(ctx context.Context, id int64, role Role) (User, error) {
	return postgres.One[User](s.db.Query(ctx,
		`UPDATE users SET role = $2 WHERE id = $1 RETURNING `+columns, id, role))
}

// SetPassword gives the user another password.
func (s *Store) SetPassword(ctx context.Context, id int64, hash string) error {
	_, err := s.db.Exec(ctx, `UPDATE users SET password_hash = $2 WHERE id = $1`, id, hash)
	return err
}

// Delete removes the user, and with it all that refers to it, sessions above all.
func (s *Store) Delete(ctx context.Context, id int64) error {
	tag, err := s.db.Exec(ctx, `DELETE FROM users WHERE id = $1`, id)
	if err == nil && tag.RowsAffected() == 0 {
		return postgres.ErrNotFound
	}
	return err
}
