"""The few letters that stand for a unit."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.city.register import read_register
from sitegen.model import UnitEntry
from sitegen.pages.monogram import MOST, monogram

ROOT = Path(__file__).parents[1]


def office(id_: str, name: str) -> UnitEntry:
    return UnitEntry(id=id_, kind="skpd", name=name)


def area(name: str) -> UnitEntry:
    return UnitEntry(id="uji", kind="kelurahan", level="kelurahan", name=name)


@pytest.mark.parametrize(
    ("id_", "name", "short", "letters"),
    [
        ("dlh", "Dinas Lingkungan Hidup", "", "DLH"),
        ("disdik", "Dinas Pendidikan", "", "Disdik"),
        ("diskar-pb", "Dinas Kebakaran dan Penanggulangan Bencana", "Diskar PB", "Diskar PB"),
        ("dinas-sosial", "Dinas Sosial", "", "DS"),
        ("sekretariat-dprd", "Sekretariat DPRD", "", "SDPRD"),
        ("inspektorat", "Inspektorat", "", "Insp"),
        ("dinkes", "Dinas Kesehatan", "Dinas Kesehatan Kota Contoh", "Dinkes"),
    ],
)
def test_an_office_has_its_abbreviation(id_: str, name: str, short: str, letters: str) -> None:
    assert monogram(office(id_, name), short) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Cigadung", "CDG"),
        ("Cisaranten Kulon", "CSKN"),
        ("Cisaranten Kidul", "CSKL"),
        ("Ie", "IE"),
        ("I", "I"),
        ("Oo A", "OA"),
        ("Sa’dan", "SDN"),
    ],
)
def test_an_area_has_letters_of_its_whole_name(name: str, letters: str) -> None:
    assert monogram(area(name), "Apa Saja") == letters


def test_units_of_one_kind_differ_in_the_sample_city() -> None:
    entries = read_register(ROOT).entries
    for kind, most in (("skpd", 1), ("kecamatan", 1), ("kelurahan", 2)):
        found = Counter(monogram(entry, "") for entry in entries if entry.kind == kind)
        assert max(found.values()) <= most
        assert len(found) >= 0.95 * found.total()


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(("dinas", "kelurahan")))
def test_there_are_letters_for_any_name(name: str, short: str, level: str) -> None:
    entry = UnitEntry(id="uji", kind="skpd", level=level, name=name)  # type: ignore[arg-type]
    assert 1 <= len(monogram(entry, short)) <= MOST or len(short) <= MOST
