"""How late data are: by their rhythm and their last period, on pages, in lists, as the days pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.datasets.lateness import last_day, lateness, turns
from sitegen.keys.vocabulary import RHYTHM_DAYS
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]
TODAY = date(2026, 11, 21)
SITE = """\
-- content/kelurahan/dago/data/posyandu.csv --
bulan,jumlah
2024-10,30
2024-11,31
2024-12,32
-- content/kelurahan/dago/data/posyandu.yml --
judul: Kunjungan posyandu
frekuensi: {frequency}
periode: {{awal: "2024-10", akhir: "{end}"}}
-- content/kelurahan/dago/data/warga.csv --
tahun,jumlah
2025,30
2026,31
-- content/kelurahan/dago/data/warga.yml --
judul: Warga
frekuensi: tahunan
periode: {{awal: "2025", akhir: "2026"}}
-- content/kelurahan/dago/data/pohon.csv --
jenis,jumlah
Mahoni,30
-- content/kelurahan/dago/data/pohon.yml --
judul: Pohon
frekuensi: sekali
periode: {{awal: "2010", akhir: "2010"}}
"""
PAGE = "/kelurahan/dago/data/posyandu/"


def site(frequency: str = "bulanan", end: str = "2024-12") -> str:
    return SITE.format(frequency=frequency, end=end)


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-S1", date(2024, 6, 30)),
        ("2024-T3", date(2024, 9, 30)),
        ("2024-03-05", date(2024, 3, 5)),
        ("Desember 2024", date(2024, 12, 31)),
        ("Desember", None),
        ("kapan-kapan", None),
        ("", None),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, day: date | None) -> None:
    assert last_day(period) == day


@pytest.mark.parametrize(
    ("frequency", "end", "months"),
    [
        ("bulanan", "2026-10", None),
        ("bulanan", "2026-09", 0),  # due on 31 October, and two weeks of grace are over
        ("bulanan", "2026-08", 1),
        ("bulanan", "2024-12", 21),
        ("bulanan", "2024-09", 24),
        ("bulanan", "2023-12", 24),  # complete years
        ("tahunan", "2025", None),
        ("tahunan", "2024", 10),
        ("harian", "2026-11-17", None),
        ("harian", "2026-11-16", 0),
        ("sekali", "2010", None),
        ("tidak-tetap", "2010", None),
        ("", "2010", None),
        ("bulanan", "dulu", None),
        ("tahunan", "9999", None),
    ],
)
def test_data_are_late_after_their_rhythm_and_half_of_it(
    frequency: str, end: str, months: int | None
) -> None:
    found = lateness(frequency, end, TODAY)
    assert (found.months if found else None) == months


@given(
    st.sampled_from(sorted(RHYTHM_DAYS)),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(0, 3000),
)
def test_what_is_said_holds_from_one_turn_until_the_next(
    frequency: str, end: date, later: int
) -> None:
    today = end + timedelta(days=later)
    text = end.isoformat()
    said = lateness(frequency, text, today)
    for turn in turns(frequency, text, today):
        assert (turn <= today) == (lateness(frequency, text, turn) == said)
        assert lateness(frequency, text, turn - timedelta(days=1)) != lateness(
            frequency, text, turn
        )


def test_a_page_says_what_was_promised_and_how_late_it_is(city: City) -> None:
    made = city(site())
    made.build()
    said = "Jadwal pembaruan bulanan; data terakhir Desember 2024: terlambat 21 bulan."
    assert said in words(made.read(PAGE))
    for other in ("warga", "pohon"):
        assert "terlambat" not in words(made.read(f"/kelurahan/dago/data/{other}/"))


def test_facts_begin_with_the_period_of_the_data(city: City) -> None:
    made = city(site())
    made.build()
    facts = re.findall(r"<dt[^>]*>(?:<svg.*?</svg>)?([^<]*)</dt>", made.read(PAGE))
    assert facts[0] == "Periode"


def test_the_list_of_data_tells_what_is_late_in_the_row_and_as_a_list_of_its_own(
    city: City,
) -> None:
    made = city(site())
    made.build()
    said = words(made.read("/data/"))
    assert "Oktober 2024 – Desember 2024 · terlambat 21 bulan · 3 baris" in said
    assert "Kemutakhiran 2 Sesuai jadwal 1 Terlambat 1" in said
    late, in_time = (
        words(made.read(f"/data/kemutakhiran/{name}/")) for name in ("terlambat", "sesuai-jadwal")
    )
    assert "Kunjungan posyandu" in late
    assert "Warga" not in late
    assert "Warga" in in_time
    assert "Pohon" not in late + in_time  # published once, it cannot be late


@pytest.mark.parametrize(("days", "late"), [(25, False), (26, True), (50, True), (800, True)])
def test_pages_and_lists_follow_the_day_as_a_clean_build_would(
    city: City, days: int, late: bool
) -> None:
    made = city(site(end="2026-10"))
    made.build()
    assert "terlambat" not in words(made.read(PAGE))
    clock = datetime.fromisoformat("2026-11-21T08:00") + timedelta(days=days)
    made.build(clock=clock)
    after = {p.relative_to(made.output): p.read_bytes() for p in made.output.rglob("*.html")}
    assert ("terlambat" in words(made.read(PAGE))) == late
    made.build(force=True, clock=clock)
    clean = {p.relative_to(made.output): p.read_bytes() for p in made.output.rglob("*.html")}
    assert after == clean
