"""Keys and ID tokens of the OpenID Connect provider, true ones and false ones."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeyParameters, RSAKey

ALGORITHM = "RS256"  # OIDC Core §2: the default for ID tokens
_KEY_BITS = 2048  # RFC 7518 §3.3: at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Lies:
    """What is wrong with an ID token; nothing by default.

    Attributes:
        issuer: Another `iss`.
        audience: Another `aud`.
        nonce: Another `nonce`.
        without_nonce: Whether `nonce` is left out though it was asked for (OIDC Core §3.1.3.7, 11).
        expired: Whether `exp` lies in the past: by an hour, more than any leeway allows.
        unknown_key: Whether it is signed with a key that is not in the JWKS, under the name of one that is.
        unsigned: Whether it has `alg: none` and no signature (RFC 8725 §3.2).
        symmetric: Whether it is signed by HS256 with the public key as the secret (RFC 8725 §2.1).
    """

    issuer: str | None = None
    audience: str | None = None
    nonce: str | None = None
    without_nonce: bool = False
    expired: bool = False
    unknown_key: bool = False
    unsigned: bool = False
    symmetric: bool = False

    def applied(self, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims with these lies in them."""
        changed = {"iss": self.issuer, "aud": self.audience, "nonce": self.nonce}
        told = claims | {name: value for name, value in changed.items() if value is not None}
        if self.without_nonce:
            told.pop("nonce", None)
        if self.expired:
            told["iat"] -= 7200
            told["exp"] = told["iat"] + 3600
        return told


class Signer:
    """The provider's current key, and what is signed with it or, on demand, with another."""

    def __init__(self) -> None:
        self._number = 0
        self._false: RSAKey | None = None
        self._key = self._new_key()

    def rotate(self) -> None:
        """Makes a new key the only one."""
        self._key = self._new_key()

    def public_keys(self) -> dict[str, Any]:
        """The JWK Set (RFC 7517 §5) without any private part."""
        return {"keys": [self._key.as_dict(private=False)]}

    def sign(self, claims: dict[str, Any], lies: Lies) -> str:
        """The claims as a JWT in compact form (RFC 7519 §3)."""
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": str(self._key.kid)}
        if lies.unsigned:
            return unsigned({**header, "alg": "none"}, claims)
        if lies.symmetric:
            # As the libraries that fell for it had it: the key's PEM text is the secret.
            return _by_hmac({**header, "alg": "HS256"}, claims, self._key.as_pem(private=False))
        return jwt.encode(header, claims, self._false_key() if lies.unknown_key else self._key)

    def _new_key(self) -> RSAKey:
        self._number += 1
        parameters: KeyParameters = {"kid": f"key-{self._number}", "use": "sig", "alg": ALGORITHM}
        return RSAKey.generate_key(_KEY_BITS, parameters)

    def _false_key(self) -> RSAKey:
        if self._false is None:
            self._false = RSAKey.generate_key(_KEY_BITS)
        return self._false


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A JWT without a signature (RFC 7515 §A.5); whatever is careful with keys refuses to make one."""
    return f"{_part(header)}.{_part(claims)}."


def _by_hmac(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """A JWT signed by HS256 (RFC 7515 §A.1); joserfc refuses a public key as the secret, as it should."""
    signed = f"{_part(header)}.{_part(claims)}"
    return f"{signed}.{_base64url(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def _part(value: dict[str, Any]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
