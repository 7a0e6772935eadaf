"""Addresses: ASCII, lower case, stable."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.address import Address, site_address, without_user
from sitegen.urls import (
    SLUG_BYTES,
    archive_url,
    city_archive_url,
    dataset_url,
    output_path,
    page_url,
    report_url,
    slugify,
    topic_url,
    unit_url,
)

KEY = "kelurahan/dago"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Posyandu Mawar layani 84 balita", "posyandu-mawar-layani-84-balita"),
        ("  --Kerja_bakti!!  RW.04-- ", "kerja-bakti-rw-04"),
        ("Café Über", "cafe-uber"),
        ("Ⅳ ½ ﬁ", "iv-12-fi"),
        ("../../etc/passwd", "etc-passwd"),
        ("ꦱꦼꦏꦺꦭꦴꦮ", ""),
        ("...", ""),
        ("", ""),
        ("CON", "con-x"),
        ("lpt9", "lpt9-x"),
        ("con fig", "con-fig"),
        pytest.param("a" * 100, "a" * SLUG_BYTES, id="one long word"),
        pytest.param("kata " * 30, "-".join(["kata"] * 16), id="cut between words"),
        pytest.param("a" * 80 + " b", "a" * 80, id="cut at the limit"),
    ],
)
def test_a_text_becomes_a_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@settings(deadline=None)
@given(st.text())
def test_every_slug_is_safe_and_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= SLUG_BYTES
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (unit_url(KEY), "/kelurahan/dago/"),
        (report_url(KEY, date(2026, 3, 1), "a"), "/kelurahan/dago/laporan/2026/03/a/"),
        (report_url(KEY, date(202, 3, 1), "a"), "/kelurahan/dago/laporan/0202/03/a/"),
        (archive_url(KEY, 2026), "/kelurahan/dago/laporan/2026/"),
        (archive_url(KEY, 202, 3), "/kelurahan/dago/laporan/0202/03/"),
        (dataset_url(KEY, "kunjungan"), "/kelurahan/dago/data/kunjungan/"),
        (page_url(KEY, "ppid"), "/kelurahan/dago/halaman/ppid/"),
        (topic_url("sampah"), "/topik/sampah/"),
        (topic_url("sampah", 2026, 3), "/topik/sampah/2026/03/"),
        (city_archive_url(), "/arsip/"),
        (city_archive_url(2026), "/arsip/2026/"),
        (city_archive_url(2026, 3), "/arsip/2026/03/"),
        (city_archive_url(2026, 3, 9), "/arsip/2026/03/09/"),
    ],
)
def test_every_kind_of_page_has_its_address(url: str, expected: str) -> None:
    assert url == expected


@given(st.dates())
def test_a_report_lies_in_the_archive_of_its_month(day: date) -> None:
    assert report_url(KEY, day, "a") == archive_url(KEY, day.year, day.month) + "a/"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/", "index.html"),
        ("", "index.html"),
        ("/skpd/", "skpd/index.html"),
        ("/404.html", "404.html"),
        ("/a/b.csv", "a/b.csv"),
    ],
)
def test_an_address_is_answered_by_a_file(url: str, path: str) -> None:
    assert output_path(url) == path


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
