"""Sign-in by a provider of OpenID Connect: code flow with PKCE, by Authlib.

What a sign-in under way needs to be known again (state, nonce, verifier) is made from a secret in a
cookie of the browser that began it, so that nothing secret is kept here and no other browser can end it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
)
from joserfc.jws import JWSRegistry

from sitegen.desk.access.database import AccessDatabase, hash_of, new_secret
from sitegen.desk.access.identities import of_groups, of_user
from sitegen.desk.access.provider import Provider, SignInFailed
from sitegen.desk.access.settings import OidcSettings

# Signed by the provider's private key. `none` and passwords shared with it (HS256) are not among them.
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "EdDSA",
    "Ed25519",
)
STARTED_S = 600.0
_LEEWAY_S = 60
_MAX_GIVEN = 2_048
_MAX_STARTED = 10_000


class OidcSignIn:
    """Sign-in with one provider."""

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
        self._provider = Provider(settings, clock, transport)

    async def start(self, book: AccessDatabase, browser: str, after: str) -> str:
        """Return the provider's address to which a browser with the secret `browser` is sent.

        `after` is the page of ours that it wanted. Raises ProviderAway.
        """
        metadata, state, now = await self._provider.metadata(), new_secret(), self._clock()
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
            scope=" ".join(("openid", *self._settings.scopes)),
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
        metadata = await self._provider.metadata()
        if given.get("iss", metadata["issuer"]) != metadata["issuer"]:  # RFC 9207
            raise SignInFailed("issuer")
        verifier = _derived(browser, "verifier", state)
        token = await self._provider.token(code, self._redirect, verifier)
        claims = await self._claims(metadata, token, _derived(browser, "nonce", state))
        if not claims.keys() >= self._wanted():
            # Many providers name only the subject in the id token, and tell the rest when asked.
            said = await self._provider.userinfo(token.get("access_token"), claims["sub"])
            claims = {**said, **claims}
        return self._who(claims), after

    def _wanted(self) -> set[str]:
        """The claims that say who somebody is."""
        account, groups = self._settings.account, self._settings.groups
        return {*((account,) if account else ("email", "email_verified")), *filter(None, (groups,))}

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

    async def _claims(
        self, metadata: Mapping[str, Any], token: Mapping[str, Any], nonce: str
    ) -> dict[str, Any]:
        """The claims of an id token that this provider signed for us and for this sign-in."""
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        text = token["id_token"]
        try:
            try:
                decoded = jwt.decode(text, key=await self._provider.keys(), registry=registry)
            except (InvalidKeyIdError, BadSignatureError):
                keys = await self._provider.keys(anew=True)
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
            raise SignInFailed("clock" if _is_of_the_clock(error) else "id-token") from error
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


def _key(state: str, browser: str) -> str:
    return hash_of(f"{state} {browser}")


def _derived(browser: str, what: str, state: str) -> str:
    """A value that only this browser's secret gives, in the letters that PKCE allows."""
    digest = hmac.new(browser.encode(), f"{what} {state}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _is_of_the_clock(error: Exception) -> bool:
    """Whether a token is good but for its time: then the clock of this machine, or of the provider's, is wrong."""
    if isinstance(error, InvalidClaimError):
        return getattr(error, "claim", "") in {"iat", "nbf"}
    return isinstance(error, ExpiredTokenError)
