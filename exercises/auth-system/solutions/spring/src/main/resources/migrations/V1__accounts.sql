-- A user is somebody whose address is confirmed; until then there is only a registration.
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
  password_hash text -- NULL for those who only log in at the provider
);

-- Whoever reads these tables learns no token: only hashes of them are kept.
CREATE TABLE registrations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON registrations (email);

CREATE TABLE password_resets (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON password_resets (user_id);

-- One login on one device; it ends by being deleted.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE
);
CREATE INDEX ON sessions (user_id);

-- Those that were used are kept, so that a second use is noticed.
CREATE TABLE refresh_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX ON refresh_tokens (session_id);

-- By address, not by user, so that addresses without an account are locked alike.
CREATE TABLE login_failures (
  email text PRIMARY KEY,
  failures integer NOT NULL,
  last_at timestamptz NOT NULL
);
