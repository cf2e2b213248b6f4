-- Who a user is at the provider. The subject stays the same for ever, the address there may change.
CREATE TABLE identities (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  UNIQUE (issuer, subject)
);

-- Logins that were begun, each bound to a browser by a cookie.
CREATE TABLE oidc_logins (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  browser_hash bytea NOT NULL UNIQUE,
  state text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  expires_at timestamptz NOT NULL
);
