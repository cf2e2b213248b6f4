-- Who a user is at the provider. The subject stays the same for ever, the address there may change.
CREATE TABLE identities (
  issuer text,
  subject text,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject)
);

-- Logins that were begun, each bound to a browser by a cookie.
CREATE TABLE oidc_logins (
  browser_hash bytea PRIMARY KEY,
  state text NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  expires_at timestamptz NOT NULL
);
