"""Whom the proxy names, and what is believed of what a request says of itself."""

from __future__ import annotations

import ipaddress

import pytest

from sitegen.desk.access.csrf import from_here, is_token, token_of
from sitegen.desk.access.limits import RateAllowance, Rates, network_of, shortened
from sitegen.desk.access.proxy import ForgedHeader, address_of, is_listed, named_by
from sitegen.desk.access.settings import ProxySettings

PEERS = (ipaddress.ip_network("10.0.0.5"), ipaddress.ip_network("fd00::/64"))
SETTINGS = ProxySettings(peers=PEERS, user="x-remote-user", groups="x-remote-groups")
ORIGIN = "https://meja.kota.example"


def raw(*pairs: tuple[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in pairs]


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        pytest.param("10.0.0.5", True, id="an address"),
        pytest.param("::ffff:10.0.0.5", True, id="the same, as an IPv6 socket says it"),
        pytest.param("fd00::7", True, id="in a network"),
        pytest.param("10.0.0.50", False, id="one that begins alike"),
        pytest.param("", False, id="none"),
        pytest.param("localhost", False, id="a name"),
        pytest.param("10.0.0.5, 10.0.0.5", False, id="two"),
    ],
)
def test_only_listed_peers_are_proxies(address: str, listed: bool) -> None:
    assert is_listed(PEERS, address) == listed


def test_a_listed_proxy_names_who_has_signed_in_and_their_teams() -> None:
    headers = raw(("X-Remote-User", " Kel-Dago "), ("X-Remote-Groups", "kota/dago, warga"))
    assert named_by(headers, "10.0.0.5", SETTINGS) == {"@kel-dago", "@kota/dago"}
    assert named_by(raw(("X-Remote-User", "")), "10.0.0.5", SETTINGS) == frozenset()
    assert named_by(raw(("Accept", "*/*")), "192.0.2.1", SETTINGS) == frozenset()


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        pytest.param("192.0.2.1", [("X-Remote-User", "kominfo")], id="from elsewhere"),
        pytest.param("192.0.2.1", [("X-Remote-User", "")], id="from elsewhere, empty"),
        pytest.param("192.0.2.1", [("X-Remote-Groups", "kota/a")], id="groups from elsewhere"),
        pytest.param("", [("X-Remote-User", "kominfo")], id="from nowhere"),
        pytest.param(
            "10.0.0.5", [("X-Remote-User", "dago"), ("X-Remote-User", "kominfo")], id="twice"
        ),
        pytest.param(
            "10.0.0.5", [("X-Remote-User", "dago"), ("X_Remote_User", "kominfo")], id="_ for -"
        ),
        pytest.param("10.0.0.5", [("x_remote-user", "kominfo")], id="one _ for -"),
        pytest.param("10.0.0.5", [("X-Remote-User", "dago,kominfo")], id="two in one"),
        pytest.param("10.0.0.5", [("X-Remote-User", "*@kota.example")], id="a pattern"),
        pytest.param("10.0.0.5", [("X-Remote-User", "@kota/dinkes")], id="a team"),
        pytest.param("10.0.0.5", [("X-Remote-User", "Siti Aminah")], id="a name of a person"),
        pytest.param("10.0.0.5", [("X-Remote-User", "k\xf6minfo")], id="not ASCII"),
        pytest.param("10.0.0.5", [("X-Remote-User", "k" * 300)], id="far too long"),
        pytest.param(
            "10.0.0.5",
            [("X-Remote-User", "dago"), *[("X-Remote-Groups", "kota/a")] * 2],
            id="groups twice",
        ),
    ],
)
def test_a_header_that_cannot_be_believed_is_refused(
    peer: str, headers: list[tuple[str, str]]
) -> None:
    with pytest.raises(ForgedHeader):
        named_by(raw(*headers), peer, SETTINGS)


def test_without_a_name_for_the_header_nobody_is_named() -> None:
    settings = ProxySettings(peers=PEERS)
    assert named_by(raw(("X-Remote-User", "kominfo")), "10.0.0.5", settings) == frozenset()


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        pytest.param("192.0.2.1", ["10.9.9.9"], "192.0.2.1", id="nobody else is believed"),
        pytest.param("10.0.0.5", ["203.0.113.7"], "203.0.113.7", id="the proxy's word"),
        pytest.param("10.0.0.5", ["1.1.1.1, 203.0.113.7"], "203.0.113.7", id="the sender's own"),
        pytest.param("10.0.0.5", ["1.1.1.1", "203.0.113.7"], "203.0.113.7", id="in two headers"),
        pytest.param("10.0.0.5", ["203.0.113.7, fd00::9"], "203.0.113.7", id="two proxies"),
        pytest.param("10.0.0.5", ["203.0.113.7, x"], "10.0.0.5", id="no address"),
        pytest.param("10.0.0.5", [], "10.0.0.5", id="not said"),
        pytest.param("10.0.0.5", ["10.0.0.5"], "10.0.0.5", id="proxies alone"),
    ],
)
def test_an_address_is_the_last_that_a_proxy_vouches_for(
    peer: str, forwarded: list[str], address: str
) -> None:
    headers = raw(*(("X-Forwarded-For", value) for value in forwarded))
    assert address_of(headers, peer, PEERS) == address


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"origin": ORIGIN, "sec-fetch-site": "same-origin"}, True),
        ({"origin": ORIGIN}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "https://jahat.example"}, False),
        ({"origin": "http://meja.kota.example"}, False),
        ({"origin": f"{ORIGIN}.jahat.example"}, False),
        ({"origin": f"{ORIGIN}:8443"}, False),
        ({"origin": ORIGIN, "sec-fetch-site": "cross-site"}, False),
        ({"origin": ORIGIN, "sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
    ],
    ids=lambda value: (
        " ".join(f"{k}={v}" for k, v in value.items()) or "nothing"
        if isinstance(value, dict)
        else str(value)
    ),
)
def test_an_act_comes_from_a_page_of_ours(headers: dict[str, str], ours: bool) -> None:
    assert from_here(headers, ORIGIN) == ours


def test_a_token_fits_one_session_of_one_desk() -> None:
    token = token_of(b"a" * 32, "satu")
    assert is_token(b"a" * 32, "satu", token)
    assert not is_token(b"a" * 32, "dua", token)
    assert not is_token(b"b" * 32, "satu", token)
    assert not is_token(b"a" * 32, "satu", "")
    assert not is_token(b"a" * 32, "satu", "\ud800")


def test_what_is_used_up_comes_back_with_time() -> None:
    rates, two = Rates(), RateAllowance(count=2, seconds=60)
    assert [rates.take("x", "a", two, 0) for _ in range(3)] == [0, 0, 30]
    assert rates.take("x", "b", two, 0) == 0
    assert rates.wait("x", "a", two, 15) == 15
    assert rates.take("x", "a", two, 30) == 0
    assert rates.take("x", "a", two, 30) == 30


def test_counters_of_senders_do_not_fill_the_memory() -> None:
    rates, one = Rates(), RateAllowance(count=1, seconds=60)
    for number in range(21_000):
        rates.take("x", str(number), one, 0)
    assert rates.take("x", "20999", one, 0) > 0
    assert rates.take("x", "0", one, 0) == 0


def test_an_ipv6_network_is_one_sender_and_addresses_are_shortened_where_they_are_kept() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::9")
    assert network_of("2001:db8:1:3::4") != network_of("2001:db8:1:2::9")
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7")
    assert shortened("203.0.113.7") == "203.0.113.0/24"
    assert shortened("::ffff:203.0.113.7") == "203.0.113.0/24"
    assert shortened("2001:db8:1:2:3::4") == "2001:db8:1::/48"
    assert shortened("bukan alamat") == "-"
