"""What is said to the provider (OpenID Connect Core 1.0, the code flow)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2
import jwt

from app import config

TIMEOUT = 5  # seconds


class ProviderError(Exception):
    pass


@dataclass(frozen=True)
class Provider:
    authorization_endpoint: str
    token_endpoint: str
    keys: jwt.PyJWKClient


@cache
def discover() -> Provider:
    """The provider's endpoints and keys, asked for once, when they are needed first."""
    found = _json(httpx2.get(f"{config.OIDC_ISSUER}/.well-known/openid-configuration", timeout=TIMEOUT))
    if found["issuer"] != config.OIDC_ISSUER:
        raise ProviderError("The provider names another issuer.")
    return Provider(
        authorization_endpoint=found["authorization_endpoint"],
        token_endpoint=found["token_endpoint"],
        # It fetches the keys again when a token names one that it does not know: they may change any time.
        keys=jwt.PyJWKClient(found["jwks_uri"], timeout=TIMEOUT, cooldown_duration=config.OIDC_KEYS_SECONDS),
    )


def redeem_code(code: str, code_verifier: str, nonce: str, redirect_uri: str) -> dict[str, Any]:
    """Trades the code for an ID token, whose claims are given once all of it is proven (§3.1.3)."""
    provider = discover()
    answer = httpx2.post(
        provider.token_endpoint,
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": code_verifier,
            "client_id": config.OIDC_CLIENT_ID,
            "client_secret": config.OIDC_CLIENT_SECRET,
        },
        timeout=TIMEOUT,
    )
    claims = _verified(_json(answer)["id_token"], provider.keys)
    if claims.get("nonce") != nonce:
        raise ProviderError("The ID token is not for this login.")
    return claims


def _verified(id_token: str, keys: jwt.PyJWKClient) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(
            id_token,
            keys.get_signing_key_from_jwt(id_token),
            algorithms=["RS256"],
            issuer=config.OIDC_ISSUER,
            audience=config.OIDC_CLIENT_ID,
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise ProviderError("The ID token is not valid.") from error
    return claims


def _json(response: httpx2.Response) -> dict[str, Any]:
    if not response.is_success:
        raise ProviderError(f"The provider answered {response.status_code}.")
    body: dict[str, Any] = response.json()
    return body
