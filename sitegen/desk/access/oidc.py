"""Sign-in by a provider of OpenID Connect: code flow with PKCE, by Authlib.

What a sign-in under way needs to be known again (state, nonce, verifier) is made from a secret in a
cookie of the browser that began it, so that nothing secret is kept here and no other browser can end it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from sitegen.desk.access.database import AccessDatabase, hash_of, new_secret
from sitegen.desk.access.identities import of_groups, of_user
from sitegen.desk.access.settings import OidcSettings

# Signed by the provider's private key. `none` and passwords shared with it (HS256) are not among them.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
STARTED_S = 600.0
_WITHIN_S, _LEEWAY_S, _KEPT_S, _ANEW_S = 10.0, 60, 3600.0, 60.0
_MAX_ANSWER = 512 * 1024
_MAX_GIVEN = 2_048
_MAX_STARTED = 10_000
# How providers answer to a code that is not good.
_SAID_NO = frozenset((400, 401))


class SignInFailed(Exception):  # noqa: N818 - it names what happened
    """Nobody was signed in. The text is a word for the log: nothing that the request brought."""


class ProviderAway(SignInFailed):
    """The provider cannot be reached, or answers what no provider does."""


class OidcSignIn:
    """Sign-in with one provider, whose metadata and keys are fetched when they are first needed."""

    def __init__(
        self,
        settings: OidcSettings,
        redirect: str,
        clock: Callable[[], float],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._redirect = redirect
        self._clock = clock
        self._transport = transport
        self._metadata: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._read = self._keys_read = float("-inf")

    async def start(self, book: AccessDatabase, browser: str, after: str) -> str:
        """Return the provider's address to which a browser with the secret `browser` is sent.

        `after` is the page of ours that it wanted. Raises ProviderAway.
        """
        metadata, state, now = await self._provider(), new_secret(), self._clock()
        with book.writing() as rows:
            rows.execute("delete from started where made <= ?", (now - STARTED_S,))
            # A flood of beginnings pushes out the oldest, and fills no disk.
            rows.execute(
                "delete from started where hash in "
                "(select hash from started order by made desc limit -1 offset ?)",
                (_MAX_STARTED,),
            )
            rows.execute("insert into started values (?, ?, ?)", (_key(state, browser), after, now))
        url = prepare_grant_uri(
            metadata["authorization_endpoint"],
            client_id=self._settings.client,
            response_type="code",
            redirect_uri=self._redirect,
            scope="openid email",
            state=state,
            nonce=_derived(browser, "nonce", state),
            code_challenge=create_s256_code_challenge(_derived(browser, "verifier", state)),
            code_challenge_method="S256",
        )
        return str(url)

    async def finish(
        self, book: AccessDatabase, browser: str, given: Mapping[str, str]
    ) -> tuple[frozenset[str], str]:
        """Return who came back from the provider, and the page of ours that they wanted.

        `given` are the parameters that they brought. Raises SignInFailed.
        """
        state, code = given.get("state", ""), given.get("code", "")
        if not (browser and state) or max(map(len, (state, code, browser))) > _MAX_GIVEN:
            raise SignInFailed("state")
        after = self._started(book, _key(state, browser))
        if "error" in given or not code:
            raise SignInFailed("refused-by-provider")
        metadata = await self._provider()
        if given.get("iss", metadata["issuer"]) != metadata["issuer"]:  # RFC 9207
            raise SignInFailed("issuer")
        token = await self._token(metadata, code, _derived(browser, "verifier", state))
        claims = await self._claims(metadata, token, _derived(browser, "nonce", state))
        return self._who(claims), after

    def _started(self, book: AccessDatabase, key: str) -> str:
        """The page that was wanted; a sign-in is ended once."""
        with book.writing() as rows:
            row = rows.execute("select next, made from started where hash = ?", (key,)).fetchone()
            rows.execute("delete from started where hash = ?", (key,))
        if row is None:
            raise SignInFailed("state")
        if self._clock() - row[1] >= STARTED_S:
            raise SignInFailed("late")
        return str(row[0])

    async def _token(self, metadata: Mapping[str, Any], code: str, verifier: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect,
            "code_verifier": verifier,
        }
        client, secret = self._settings.client, self._settings.secret
        ways = metadata.get("token_endpoint_auth_methods_supported", ("client_secret_basic",))
        basic = "client_secret_basic" in ways
        token = await self._fetched(
            metadata["token_endpoint"],
            form=form if basic else {**form, "client_id": client, "client_secret": secret},
            auth=httpx.BasicAuth(client, secret) if basic else None,
        )
        if "error" in token:
            raise SignInFailed("code")
        if not isinstance(token.get("id_token"), str):
            raise SignInFailed("no-id-token")
        return token

    async def _claims(
        self, metadata: Mapping[str, Any], token: Mapping[str, Any], nonce: str
    ) -> dict[str, Any]:
        """The claims of an id token that this provider signed for us and for this sign-in."""
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        text = token["id_token"]
        try:
            try:
                decoded = jwt.decode(text, key=await self._key_set(metadata), registry=registry)
            except InvalidKeyIdError:
                keys = await self._key_set(metadata, anew=True)
                decoded = jwt.decode(text, key=keys, registry=registry)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": metadata["issuer"]},
                    # Authlib takes another audience if `azp` is ours: that is a token for others.
                    "aud": {"essential": True, "value": self._settings.client},
                    "exp": {"essential": True},
                    "iat": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                {
                    "nonce": nonce,
                    "client_id": self._settings.client,
                    "access_token": token.get("access_token", ""),
                },
            )
            claims.validate(now=int(self._clock()), leeway=_LEEWAY_S)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise SignInFailed("id-token") from error
        return dict(claims)

    def _who(self, claims: Mapping[str, Any]) -> frozenset[str]:
        if self._settings.account:
            named = claims.get(self._settings.account)
        else:
            named = claims.get("email") if claims.get("email_verified") is True else None
        who = of_user(named) if isinstance(named, str) else ""
        if not who:
            raise SignInFailed("no-account")
        groups = claims.get(self._settings.groups) if self._settings.groups else None
        texts = (
            [each for each in groups if isinstance(each, str)] if isinstance(groups, list) else []
        )
        return frozenset((who, *of_groups(texts)))

    async def _provider(self) -> dict[str, Any]:
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

    async def _key_set(self, metadata: Mapping[str, Any], *, anew: bool = False) -> KeySet:
        """The provider's keys; anew, when one is not among them, at most once a minute."""
        age = self._clock() - self._keys_read
        if not self._keys or age >= _KEPT_S or (anew and age >= _ANEW_S):
            self._keys = await self._fetched(metadata["jwks_uri"])
            self._keys_read = self._clock()
        public = [key for key in self._keys.get("keys", ()) if key.get("kty") != "oct"]
        return KeySet.import_key_set({"keys": public})

    async def _fetched(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        auth: httpx.Auth | None = None,
    ) -> dict[str, Any]:
        """The JSON object at an address, also one that says what was wrong with a form."""
        method = "POST" if form else "GET"
        try:
            async with (
                httpx.AsyncClient(timeout=_WITHIN_S, transport=self._transport) as client,
                client.stream(method, url, data=dict(form or {}), auth=auth) as answer,
            ):
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


def _key(state: str, browser: str) -> str:
    return hash_of(f"{state} {browser}")


def _derived(browser: str, what: str, state: str) -> str:
    """A value that only this browser's secret gives, in the letters that PKCE allows."""
    digest = hmac.new(browser.encode(), f"{what} {state}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _same_safety(url: object, issuer: str) -> bool:
    """Whether an address of the provider is a whole one, and HTTPS if the provider's own is."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.scheme in {"https", urlsplit(issuer).scheme}
