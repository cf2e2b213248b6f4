-- Who a user is at the provider. The subject stays the same for ever, the address there may change.
CREATE TABLE identities (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX ON identities (user_id);

-- Logins that were begun at the provider, each bound to a browser by a cookie.
CREATE TABLE provider_logins (
  browser_hash bytea PRIMARY KEY,
  state text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  expires_at timestamptz NOT NULL
);
