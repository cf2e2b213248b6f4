"""What is said to the provider (OpenID Connect Core 1.0 §3.1)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jwt
import requests

TIMEOUT = 5  # seconds


class ProviderError(Exception):
    """The provider did not do its part, or what came from it proves nothing."""


@dataclass(frozen=True)
class Endpoints:
    authorization: str
    token: str
    keys: jwt.PyJWKClient


class Provider:
    def __init__(self, *, issuer: str, client_id: str, client_secret: str, keys_seconds: int) -> None:
        self.issuer = issuer
        self.client_id = client_id
        self._client_secret = client_secret
        self._keys_seconds = keys_seconds

    @cached_property
    def endpoints(self) -> Endpoints:
        """Asked for once, when they are needed first: the provider may start after us."""
        found = _object(_ask("GET", f"{self.issuer}/.well-known/openid-configuration"))
        if found.get("issuer") != self.issuer:
            raise ProviderError("the provider names another issuer")
        return Endpoints(
            authorization=found["authorization_endpoint"],
            token=found["token_endpoint"],
            # It fetches the keys again for a token that names one which it does not know, but not for each.
            keys=jwt.PyJWKClient(found["jwks_uri"], timeout=TIMEOUT, cooldown_duration=self._keys_seconds),
        )

    def redeem(self, code: str, *, code_verifier: str, nonce: str, redirect_uri: str) -> dict[str, Any]:
        """Trades the code for an ID token; its claims, once all of it is proven."""
        answer = _ask(
            "POST",
            self.endpoints.token,
            data={
                "grant_type": "authorization_code",
                "code": code,
                "code_verifier": code_verifier,
                "redirect_uri": redirect_uri,
                "client_id": self.client_id,
                "client_secret": self._client_secret,
            },
        )
        claims = self._verified(_object(answer).get("id_token"))
        if claims.get("nonce") != nonce:
            raise ProviderError("the ID token is for another login")
        return claims

    def _verified(self, id_token: Any) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self.endpoints.keys.get_signing_key_from_jwt(id_token),
                algorithms=["RS256"],
                issuer=self.issuer,
                audience=self.client_id,
                options={"require": ["exp", "sub"]},
            )
        except jwt.PyJWTError as error:
            raise ProviderError(f"the ID token is not valid ({type(error).__name__})") from error
        return claims


def _ask(method: str, url: str, **options: Any) -> requests.Response:
    try:
        answer = requests.request(method, url, timeout=TIMEOUT, **options)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise ProviderError(f"no success at {url} ({type(error).__name__})") from error
    return answer


def _object(answer: requests.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except requests.JSONDecodeError as error:
        raise ProviderError("the answer is no JSON") from error
    if not isinstance(body, dict):
        raise ProviderError("the answer is no JSON object")
    return body
