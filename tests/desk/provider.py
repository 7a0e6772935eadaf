"""A small provider of OpenID Connect that tests can let lie."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote_plus, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry

ISSUER = "https://sso.kota.example/realms/kota"
CLIENT, PASSWORD = "meja", "sandi-uji"
_KEY = RSAKey.generate_key(2048, {"kid": "satu"})
_OTHER = RSAKey.generate_key(2048, {"kid": "satu"})


@dataclass
class FakeProvider:
    """Signs everybody in as `claims` say. `lies` change the claims of a token, `signed` how it is signed.

    With `said` it has a userinfo endpoint, which says that; `more_keys` stand before its own.
    """

    clock: list[float]
    claims: dict[str, Any] = field(
        default_factory=lambda: {"email": "lurah@dago.contoh.example", "email_verified": True}
    )
    lies: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    signed: str = "right"
    said: dict[str, Any] | None = None
    more_keys: list[dict[str, Any]] = field(default_factory=list)
    password: str = PASSWORD
    down: bool = False
    kid: str = "satu"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    scope: str = ""
    key: RSAKey = field(default_factory=lambda: _KEY)

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.answer)

    def sign_in(self, url: str) -> dict[str, str]:
        """What a browser brings back that was sent to `url` and signed in there."""
        asked = dict(parse_qsl(urlsplit(url).query))
        code = f"kode-{len(self.codes)}"
        self.codes[code] = asked
        self.scope = asked["scope"]
        return {"state": asked["state"], "code": code}

    def new_key(self) -> None:
        """Sign by another key from now on, under the same name."""
        self.key = RSAKey.generate_key(2048, {"kid": self.kid})

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if self.down:
            raise httpx.ConnectError("down")
        if path.endswith("/openid-configuration"):
            return httpx.Response(200, json=self._metadata())
        if path.endswith("/certs"):
            key = dict(self.key.as_dict(private=False))
            own = {**key, "kid": self.kid, "use": "sig"}
            return httpx.Response(200, json={"keys": [*self.more_keys, own]})
        if path.endswith("/userinfo"):
            known = request.headers.get("authorization") == "Bearer x"
            return httpx.Response(200 if known else 401, json=self.said if known else {})
        return self._token(request)

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/auth",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/certs",
            **({"userinfo_endpoint": f"{ISSUER}/userinfo"} if self.said is not None else {}),
            **self.metadata,
        }

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        written = f"{quote_plus(CLIENT)}:{quote_plus(self.password)}"  # RFC 6749, 2.3.1
        password = base64.b64encode(written.encode()).decode()
        asked = self.codes.pop(form["code"], None)  # a code works once
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            asked is None
            or challenge != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return httpx.Response(400, json={"error": "invalid_grant"})
        if request.headers["authorization"] != f"Basic {password}":
            return httpx.Response(401, json={"error": "invalid_client"})
        now = int(self.clock[0])
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "17",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.lies,
        }
        token = self._signed({name: value for name, value in claims.items() if value is not None})
        return httpx.Response(
            200, json={"access_token": "x", "token_type": "Bearer", "id_token": token}
        )

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.signed == "none":
            head = _encoded(b'{"alg":"none"}')
            return f"{head}.{_encoded(json.dumps(claims).encode())}."
        if self.signed == "password":
            key = OctKey.import_key(PASSWORD * 4)
            return jwt.encode({"alg": "HS256", "kid": "satu"}, claims, key, registry=_any("HS256"))
        if self.signed == "public key as password":
            head = _encoded(b'{"alg":"HS256","kid":"satu"}')
            text = f"{head}.{_encoded(json.dumps(claims).encode())}"
            made = hmac.digest(_KEY.as_pem(private=False), text.encode(), "sha256")
            return f"{text}.{_encoded(made)}"
        key_of = _OTHER if self.signed == "another key" else self.key
        return jwt.encode({"alg": "RS256", "kid": self.kid}, claims, key_of)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _any(name: str) -> JWSRegistry:
    return JWSRegistry(algorithms=[name])
