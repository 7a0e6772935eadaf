"""The provider of OpenID Connect: what it says of itself, its keys, and its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from sitegen.desk.access.settings import OidcSettings

_WITHIN_S, _KEPT_S, _ANEW_S = 10.0, 3600.0, 60.0
_MAX_ANSWER = 512 * 1024
# How providers answer to a code or token that is not good.
_SAID_NO = frozenset((400, 401, 403))


class SignInFailed(Exception):  # noqa: N818 - it names what happened
    """Nobody was signed in. The text is a word for the log: nothing that the request brought."""


class ProviderAway(SignInFailed):
    """The provider cannot be reached, or answers what no provider does."""


class Provider:
    """One provider, whose metadata and keys are fetched when they are first needed."""

    def __init__(
        self,
        settings: OidcSettings,
        clock: Callable[[], float],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._transport = transport
        # Beside the authorities of httpx those of this machine: a city may have one of its own.
        self._trusted = httpx.create_ssl_context()
        self._trusted.load_default_certs()
        self._metadata: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read = self._keys_read = float("-inf")

    async def metadata(self) -> dict[str, Any]:
        """What the provider says of itself, an hour old at most."""
        now = self._clock()
        if not self._metadata or now - self._read >= _KEPT_S:
            issuer = self._settings.issuer
            found = await self._fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise ProviderAway("issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not _same_safety(found.get(name), issuer):
                    raise ProviderAway("metadata")
            self._metadata, self._read = found, now
        return self._metadata

    async def keys(self, *, anew: bool = False) -> KeySet:
        """The provider's keys for signatures; anew, when one is not among them, at most once a minute."""
        age = self._clock() - self._keys_read
        if not self._keys or age >= _KEPT_S or (anew and age >= _ANEW_S):
            self._keys = await self._fetched((await self.metadata())["jwks_uri"])
            self._keys_read = self._clock()
        return KeySet([key for each in self._keys.get("keys", ()) for key in _public(each)])

    async def token(self, code: str, redirect: str, verifier: str) -> dict[str, Any]:
        """The answer to a code, with the tokens."""
        metadata = await self.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        client, secret = self._settings.client, self._settings.secret
        ways = metadata.get("token_endpoint_auth_methods_supported", ("client_secret_basic",))
        basic = "client_secret_basic" in ways
        token = await self._fetched(
            metadata["token_endpoint"],
            form=form if basic else {**form, "client_id": client, "client_secret": secret},
            # Both are written as in a form first (RFC 6749, 2.3.1).
            auth=httpx.BasicAuth(quote_plus(client), quote_plus(secret)) if basic else None,
        )
        if token.get("error") == "invalid_client":
            raise SignInFailed("client")
        if "error" in token:
            raise SignInFailed("code")
        if not isinstance(token.get("id_token"), str):
            raise SignInFailed("no-id-token")
        return token

    async def userinfo(self, access_token: object, subject: object) -> dict[str, Any]:
        """What the provider says of somebody who signed in, beside the id token; nothing if it says nothing."""
        metadata = await self.metadata()
        url = metadata.get("userinfo_endpoint")
        if not (isinstance(access_token, str) and url):
            return {}
        if not _same_safety(url, self._settings.issuer):
            raise ProviderAway("metadata")
        found = await self._fetched(url, bearer=access_token)
        if found.get("sub") != subject:  # OpenID Connect Core, 5.3.2
            raise SignInFailed("userinfo")
        return found

    async def _fetched(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        auth: httpx.Auth | None = None,
        bearer: str = "",
    ) -> dict[str, Any]:
        """The JSON object at an address, also one that says what was wrong with a form."""
        method = "POST" if form else "GET"
        headers = {"Accept": "application/json"}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        try:
            async with (
                httpx.AsyncClient(
                    timeout=_WITHIN_S, transport=self._transport, verify=self._trusted
                ) as client,
                client.stream(
                    method, url, data=dict(form or {}), auth=auth, headers=headers
                ) as answer,
            ):
                if bearer and answer.status_code in _SAID_NO:
                    raise SignInFailed("userinfo")
                if not (form and answer.status_code in _SAID_NO):
                    answer.raise_for_status()
                body = b""
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > _MAX_ANSWER:
                        raise ProviderAway("size")
            found = json.loads(body)
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderAway("away") from error
        if not isinstance(found, dict):
            raise ProviderAway("answer")
        return found


def _public(given: object) -> list[Any]:
    """A key that verifies signatures, none for what is something else: of a kind not known here, or for encrypting."""
    if not isinstance(given, dict) or given.get("kty") == "oct" or given.get("use", "sig") != "sig":
        return []
    try:
        return [JWKRegistry.import_key(given)]
    except (JoseError, ValueError, TypeError, KeyError):
        return []


def _same_safety(url: object, issuer: str) -> bool:
    """Whether an address of the provider is a whole one, and HTTPS if the provider's own is."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.scheme in {"https", urlsplit(issuer).scheme}
