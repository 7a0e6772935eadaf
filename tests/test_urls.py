"""Addresses: ASCII, lower case, stable."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
