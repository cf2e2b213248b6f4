package provider

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/app/internal/postgres"
	"example.com/app/internal/secrets"
	"example.com/app/internal/users"
)

const loginLife = 10 * time.Minute

// ErrNotVerified tells that the provider does not vouch for the person's address.
var ErrNotVerified = errors.New("the provider has not verified the address")

// Store keeps the logins that were begun, and who is who at the provider.
type Store struct {
	pool  *pgxpool.Pool
	users *users.Store
}

// NewStore returns a store.
func NewStore(pool *pgxpool.Pool, users *users.Store) *Store {
	return &Store{pool: pool, users: users}
}

// Keep keeps a login; it returns the secret that binds it to a browser.
func (s *Store) Keep(ctx context.Context, login Login) (string, error) {
	browser := secrets.New()
	_, err := s.pool.Exec(ctx,
		`INSERT INTO provider_logins (browser_hash, state, nonce, code_verifier, expires_at)
		 VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
		secrets.Digest(browser), login.State, login.Nonce, login.CodeVerifier, loginLife.Seconds())
	return browser, err
}

// Take returns the login that this browser began, once; afterwards it is postgres.ErrNotFound.
func (s *Store) Take(ctx context.Context, browser string) (Login, error) {
	return postgres.One[Login](s.pool.Query(ctx,
		`DELETE FROM provider_logins WHERE browser_hash = $1 AND expires_at > clock_timestamp()
		 RETURNING state, nonce, code_verifier`, secrets.Digest(browser)))
}

// User returns who the person is here: by the subject, if it is known; else by the address, if the provider has
// verified it, with a new account where there is none. Otherwise it is ErrNotVerified.
func (s *Store) User(ctx context.Context, person Person) (users.User, error) {
	var user users.User
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var err error
		user, err = postgres.One[users.User](tx.Query(ctx,
			`SELECT users.id, email, name, role, password_hash
			   FROM identities JOIN users ON users.id = identities.user_id
			  WHERE issuer = $1 AND subject = $2`, person.Issuer, person.Subject))
		if !errors.Is(err, postgres.ErrNotFound) {
			return err
		}
		if !person.EmailVerified || person.Email == "" {
			return ErrNotVerified
		}
		user, err = s.byAddress(ctx, s.users.In(tx), person)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx,
			`INSERT INTO identities (issuer, subject, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			person.Issuer, person.Subject, user.ID)
		return err
	})
	return user, err
}

func (s *Store) byAddress(ctx context.Context, store *users.Store, person Person) (users.User, error) {
	name := person.Name
	if name == "" {
		name = person.Email
	}
	user, err := store.Create(ctx, person.Email, name, "")
	if errors.Is(err, users.ErrTaken) {
		return store.ByEmail(ctx, person.Email)
	}
	return user, err
}
