"""Signing in with a provider, an honest one and one that is not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from sitegen.desk.access.database import AccessDatabase
from sitegen.desk.access.oidc import STARTED_S, OidcSignIn
from sitegen.desk.access.provider import ProviderAway, SignInFailed
from sitegen.desk.access.settings import OidcSettings
from tests.desk.provider import CLIENT, ISSUER, PASSWORD, FakeProvider

SETTINGS = OidcSettings(issuer=ISSUER, client=CLIENT, secret=PASSWORD)
BACK = "https://meja.kota.example/meja/masuk/oidc/kembali"
BROWSER = "rahasia-peramban"
Found = TypeVar("Found")


def run(work: Coroutine[Any, Any, Found]) -> Found:
    return asyncio.run(work)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[AccessDatabase]:
    made = AccessDatabase(tmp_path / "masuk.sqlite3")
    yield made
    made.close()


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider(clock=[1_800_000_000.0])


def signing(provider: FakeProvider, settings: OidcSettings = SETTINGS) -> OidcSignIn:
    return OidcSignIn(settings, BACK, lambda: provider.clock[0], provider.transport)


def signed_in(
    book: AccessDatabase, provider: FakeProvider, settings: OidcSettings = SETTINGS
) -> frozenset[str]:
    sign_in = signing(provider, settings)
    url = run(sign_in.start(book, BROWSER, "/meja/"))
    return run(sign_in.finish(book, BROWSER, provider.sign_in(url)))[0]


def test_a_browser_is_sent_on_with_state_nonce_and_a_challenge(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    url = run(signing(provider).start(book, BROWSER, "/meja/kiriman/3"))
    asked = parse_qs(urlsplit(url).query)
    assert url.startswith(f"{ISSUER}/auth?")
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [BACK]
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) == len(asked["code_challenge"][0]) == 43


def test_who_comes_back_is_known_by_a_verified_address_and_goes_where_they_wanted(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)
    url = run(sign_in.start(book, BROWSER, "/meja/kiriman/3"))
    found = run(sign_in.finish(book, BROWSER, provider.sign_in(url)))
    assert found == (frozenset({"lurah@dago.contoh.example"}), "/meja/kiriman/3")


def test_a_claim_that_the_settings_name_is_an_account_and_groups_are_teams(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    settings = OidcSettings(
        issuer=ISSUER, client=CLIENT, secret=PASSWORD, account="preferred_username", groups="groups"
    )
    provider.claims = {"preferred_username": "Kel-Dago", "groups": ["/kota/dinkes", "admin", 7]}
    assert signed_in(book, provider, settings) == {"@kel-dago", "@kota/dinkes"}


@pytest.mark.parametrize(
    "lies",
    [
        pytest.param({"nonce": "lain"}, id="another nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"iss": "https://jahat.example"}, id="another issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"aud": "lain"}, id="for somebody else"),
        pytest.param({"aud": ["lain"], "azp": CLIENT}, id="for somebody else, made for us"),
        pytest.param({"aud": ["lain", CLIENT], "azp": "lain"}, id="for us too, made for others"),
        pytest.param({"aud": None}, id="for nobody"),
        pytest.param({"exp": 1_799_999_000}, id="over"),
        pytest.param({"exp": None}, id="without an end"),
        pytest.param({"iat": 1_800_009_000}, id="of the future"),
        pytest.param({"nbf": 1_800_009_000}, id="not yet"),
        pytest.param({"email_verified": False}, id="an address that is not verified"),
        pytest.param({"email_verified": "true"}, id="verified as a text"),
        pytest.param({"email_verified": None}, id="nothing said of the address"),
        pytest.param({"email": "*@dago.contoh.example"}, id="a pattern"),
        pytest.param({"email": "@kota/dinkes"}, id="a team"),
        pytest.param({"email": ["lurah@dago.contoh.example"]}, id="a list"),
        pytest.param({"email": None}, id="no address"),
    ],
)
def test_a_token_that_is_not_for_this_sign_in_signs_nobody_in(
    book: AccessDatabase, provider: FakeProvider, lies: dict[str, object]
) -> None:
    provider.lies = lies
    with pytest.raises(SignInFailed):
        signed_in(book, provider)


def test_what_the_token_does_not_say_the_provider_is_asked(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    """Who keeps to OpenID Connect Core, 5.4, puts claims of scopes into userinfo alone."""
    provider.claims = {}
    provider.said = {
        "sub": "17",
        "email": "lurah@dago.contoh.example",
        "email_verified": True,
        "groups": ["kota/dinkes"],
    }
    settings = replace(SETTINGS, groups="groups", scopes=("email", "groups"))
    assert signed_in(book, provider, settings) == {"lurah@dago.contoh.example", "@kota/dinkes"}
    assert provider.scope == "openid email groups"


def test_the_signed_token_counts_before_what_the_provider_says_beside_it(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    provider.lies = {"email_verified": False}
    provider.said = {"sub": "17", "email": "kominfo@kota.example", "email_verified": True}
    with pytest.raises(SignInFailed, match="no-account"):
        signed_in(book, provider)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"sub": "18"}, id="of somebody else"),
        pytest.param({"sub": None}, id="of nobody"),
        pytest.param({"sub": "17", "email_verified": "true"}, id="verified as a text"),
    ],
)
def test_what_the_provider_says_of_others_signs_nobody_in(
    book: AccessDatabase, provider: FakeProvider, said: dict[str, object]
) -> None:
    provider.claims = {}
    provider.said = {"email": "lurah@dago.contoh.example", "email_verified": True, **said}
    with pytest.raises(SignInFailed):
        signed_in(book, provider)


def test_a_password_of_any_signs_reaches_the_provider(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    provider.password = "p+a%20:/&=? x"  # noqa: S105 - of no real provider
    assert signed_in(book, provider, replace(SETTINGS, secret=provider.password))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({"password": "lain"}, "client", id="a wrong password of the desk"),
        pytest.param({"lies": {"iat": 1_800_000_120}}, "clock", id="a clock that is behind"),
        pytest.param({"lies": {"exp": 1_799_999_000}}, "clock", id="one that is ahead"),
        pytest.param({"lies": {"aud": "lain"}}, "id-token", id="a token for somebody else"),
        pytest.param({"claims": {"email": "a@b.example"}}, "no-account", id="not verified"),
    ],
)
def test_the_log_tells_what_whoever_runs_the_desk_can_mend(
    book: AccessDatabase, provider: FakeProvider, change: dict[str, Any], word: str
) -> None:
    for name, value in change.items():
        setattr(provider, name, value)
    with pytest.raises(SignInFailed, match=f"^{word}$"):
        signed_in(book, provider)


def test_keys_of_kinds_that_are_not_known_here_do_no_harm(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    provider.more_keys = [
        {"kty": "AKP", "kid": "baru", "use": "sig", "alg": "ML-DSA-65", "pub": "AAAA"},
        {"kty": "RSA", "kid": "satu", "use": "enc", "n": "AQAB", "e": "AQAB"},
        {"kty": "EC", "kid": "rusak", "crv": "P-256"},
    ]
    assert signed_in(book, provider)


def test_a_new_key_under_the_old_name_is_fetched(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)

    def again() -> frozenset[str]:
        url = run(sign_in.start(book, BROWSER, "/meja/"))
        return run(sign_in.finish(book, BROWSER, provider.sign_in(url)))[0]

    again()
    provider.clock[0] += 120
    provider.new_key()
    assert again()


@pytest.mark.parametrize("signed", ["none", "password", "public key as password", "another key"])
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(
    book: AccessDatabase, provider: FakeProvider, signed: str
) -> None:
    provider.signed = signed
    with pytest.raises(SignInFailed, match="id-token"):
        signed_in(book, provider)


def test_what_was_brought_back_once_is_not_taken_again(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)
    back = provider.sign_in(run(sign_in.start(book, BROWSER, "/meja/")))
    run(sign_in.finish(book, BROWSER, back))
    with pytest.raises(SignInFailed, match="state"):
        run(sign_in.finish(book, BROWSER, back))


def test_a_code_that_was_used_elsewhere_signs_nobody_in(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)
    back = provider.sign_in(run(sign_in.start(book, BROWSER, "/meja/")))
    provider.codes.clear()
    with pytest.raises(SignInFailed, match="code"):
        run(sign_in.finish(book, BROWSER, back))


def test_a_code_of_another_sign_in_does_not_fit(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)
    theirs = provider.sign_in(run(sign_in.start(book, "peramban-lain", "/meja/")))
    ours = provider.sign_in(run(sign_in.start(book, BROWSER, "/meja/")))
    with pytest.raises(SignInFailed, match="code"):
        run(sign_in.finish(book, BROWSER, {"state": ours["state"], "code": theirs["code"]}))


@pytest.mark.parametrize(
    ("browser", "given"),
    [
        pytest.param("peramban-lain", {}, id="another browser"),
        pytest.param("", {}, id="no cookie"),
        pytest.param(BROWSER, {"state": ""}, id="no state"),
        pytest.param(BROWSER, {"state": "lain"}, id="another state"),
        pytest.param(BROWSER, {"code": ""}, id="no code"),
        pytest.param(BROWSER, {"error": "access_denied"}, id="refused there"),
        pytest.param(BROWSER, {"iss": "https://jahat.example"}, id="another provider's answer"),
        pytest.param(BROWSER, {"code": "k" * 5_000}, id="far too long"),
    ],
)
def test_what_does_not_belong_to_a_sign_in_of_this_browser_is_refused(
    book: AccessDatabase, provider: FakeProvider, browser: str, given: dict[str, str]
) -> None:
    sign_in = signing(provider)
    back = provider.sign_in(run(sign_in.start(book, BROWSER, "/meja/")))
    with pytest.raises(SignInFailed):
        run(sign_in.finish(book, browser, {**back, **given}))


def test_a_sign_in_that_takes_too_long_is_over(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)
    back = provider.sign_in(run(sign_in.start(book, BROWSER, "/meja/")))
    provider.clock[0] += STARTED_S
    with pytest.raises(SignInFailed, match="late"):
        run(sign_in.finish(book, BROWSER, back))


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param({"issuer": "https://jahat.example"}, id="of another issuer"),
        pytest.param({"token_endpoint": "http://sso.kota.example/token"}, id="without HTTPS"),
        pytest.param({"jwks_uri": None}, id="without keys"),
        pytest.param({"padding": "x" * 600_000}, id="far too large"),
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_asked(
    book: AccessDatabase, provider: FakeProvider, metadata: dict[str, object]
) -> None:
    provider.metadata = metadata
    with pytest.raises(ProviderAway):
        run(signing(provider).start(book, BROWSER, "/meja/"))


def test_a_provider_that_is_away_is_told_as_that(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    provider.down = True
    with pytest.raises(ProviderAway):
        run(signing(provider).start(book, BROWSER, "/meja/"))


def test_a_new_key_is_fetched_once_and_not_for_each_token_that_names_one(
    book: AccessDatabase, provider: FakeProvider
) -> None:
    sign_in = signing(provider)

    def again() -> frozenset[str]:
        url = run(sign_in.start(book, BROWSER, "/meja/"))
        return run(sign_in.finish(book, BROWSER, provider.sign_in(url)))[0]

    again()
    provider.clock[0] += 120
    provider.kid = "dua"
    assert again()
    fetched = provider.asked.count("/realms/kota/certs")
    assert fetched == 2
    again()
    assert provider.asked.count("/realms/kota/certs") == fetched


def test_nothing_secret_of_a_sign_in_lies_on_the_disk(
    book: AccessDatabase, provider: FakeProvider, tmp_path: Path
) -> None:
    url = run(signing(provider).start(book, BROWSER, "/meja/"))
    asked = parse_qs(urlsplit(url).query)
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    for secret in (BROWSER, asked["state"][0], asked["nonce"][0], PASSWORD):
        assert secret.encode() not in kept
