"""The address of the site: one form of it, and the links that it makes."""

from __future__ import annotations

import pytest

from sitegen.address import Address, site_address, without_user


@pytest.mark.parametrize(
    ("base", "prefix", "href", "absolute"),
    [
        ("https://a.example", "", "/skpd/", "https://a.example/skpd/"),
        ("https://a.example/kota", "/kota", "/kota/skpd/", "https://a.example/kota/skpd/"),
    ],
)
def test_links_carry_the_path_of_the_site(base: str, prefix: str, href: str, absolute: str) -> None:
    address = Address(base)
    assert address.prefix == prefix
    assert address.href("/skpd/") == href
    assert address.absolute("/skpd/") == absolute


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://a.example", "https://a.example"),
        ("https://A.Example:8080/", "https://a.example:8080"),
        ("https://a.example//a//b/", "https://a.example/a/b"),
        ("https://a.example/Terbuka Kita/", "https://a.example/Terbuka%20Kita"),
        ("https://a.example/Terbuka%20Kita", "https://a.example/Terbuka%20Kita"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://kota-é.example/", "https://xn--kota--fsa.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("http://localhost/", "http://localhost"),
    ],
)
def test_the_address_of_a_site_has_one_form(given: str, kept: str) -> None:
    assert site_address(given) == kept
    assert site_address(kept) == kept


@pytest.mark.parametrize(
    "given",
    [
        "a.example",
        "ftp://a.example",
        "https://",
        "https:///a",
        "https://a.example:99999",
        "https://a.example:0",
        "https://a.example:x",
        "https://user:rahasia@a.example",
        "https://a.example/.",
        "https://a.example/../x",
        "https://a.example/%2e%2e/x",
        "https://a.example/a%2Fb",
        "https://a.example/a\\b",
        "https://a.example/?x",
        "https://a.example/?",
        "https://a.example/#x",
        "https://a b.example/",
        "https://-a.example/",
        "https://a..example/",
        "https://a.example/%0a",
        "https://[::x]/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(given: str) -> None:
    assert site_address(given) == ""


def test_a_password_in_an_address_is_not_shown() -> None:
    assert without_user("https://u:rahasia@a.example/x@y") == "https://...@a.example/x@y"
    assert without_user("https://a.example/x@y") == "https://a.example/x@y"


def test_folders_of_the_site_stand_in_links_as_they_are_encoded() -> None:
    address = Address("https://a.example/Terbuka%20Kita")
    assert address.href("/a b/") == "/Terbuka%20Kita/a%20b/"
    assert address.own("https://a.example/Terbuka Kita/x/") == "/x/"


def test_links_are_quoted_once() -> None:
    address = Address("https://a.example")
    assert address.href("/a b/é.csv?x=1&y=%20#z") == "/a%20b/%C3%A9.csv?x=1&y=%20#z"
    assert address.absolute("/a b/é.csv") == "https://a.example/a%20b/%C3%A9.csv"
