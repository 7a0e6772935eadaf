"""Weekdays that contradict their dates are found; what can be meant is left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reports.weekday import DAYS, contradictions

NEAR = date(2026, 11, 21)


def found(text: str, near: date | None = NEAR) -> list[tuple[int, str, str, str]]:
    return [
        (each.at, each.words, each.day.isoformat(), each.weekday)
        for each in contradictions(text, text.lower(), near)
    ]


@pytest.mark.parametrize(
    ("text", "words", "day", "weekday"),
    [
        ("Senin, 28 November 2024", "Senin, 28 November 2024", "2024-11-28", "Kamis"),
        ("- SENIN, 28 NOVEMBER 2024", "SENIN, 28 NOVEMBER 2024", "2024-11-28", "Kamis"),
        ("1. Senin 28 Nop 2024 di balai", "Senin 28 Nop 2024", "2024-11-28", "Kamis"),
        ("pada Kamis(29/3/17) rapat", "Kamis(29/3/17)", "2017-03-29", "Rabu"),
        ("pada Senin (20/6/2017) rapat", "Senin (20/6/2017)", "2017-06-20", "Selasa"),
        ("(lihat Senin, 28-11-2024)", "Senin, 28-11-2024", "2024-11-28", "Kamis"),
        ("Jum'at, 12 November 2026", "Jum'at, 12 November 2026", "2026-11-12", "Kamis"),
        ("Jum\u2019at 12 November 2026", "Jum\u2019at 12 November 2026", "2026-11-12", "Kamis"),
        ("Jumat (19/11) pagi", "Jumat (19/11)", "2026-11-19", "Kamis"),
        ("Ahad pagi, 16 November.", "Ahad pagi, 16 November", "2026-11-16", "Senin"),
        ("hari Minggu tanggal 17 Juli 2017", "Minggu tanggal 17 Juli 2017", "2017-07-17", "Senin"),
        (
            "Hari/Tanggal : Senin / 28 November 2024",
            "Senin / 28 November 2024",
            "2024-11-28",
            "Kamis",
        ),
        ("Kamis-Sabtu, 13\u201315 November 2024", None, "2024-11-13", "Rabu"),
        ("Kamis s.d. Sabtu, 13 s.d. 15 November 2024", None, "2024-11-13", "Rabu"),
        ("Minggu-Senin, 30 November-1 Desember 2024", None, "2024-11-30", "Sabtu"),
        ("13\u201315 November 2024 (Selasa-Kamis)", None, "2024-11-13", "Rabu"),
        ("28 November 2024 (Senin)", None, "2024-11-28", "Kamis"),
    ],
)
def test_a_weekday_that_is_wrong_for_its_date_is_found(
    text: str, words: str | None, day: str, weekday: str
) -> None:
    expected = words or text
    assert found(text) == [(text.index(expected), expected, day, weekday)]


@pytest.mark.parametrize(
    "text",
    [
        "Kamis, 28 November 2024",
        "Rabu(29/3/17)",
        "Selasa (20/6/2017)",
        "Jum\u2019at, 13 November 2026",
        "hari Minggu 16 Juli 2017",
        "Rabu-Jumat, 13\u201315 November 2024",
        "Sabtu, 30 November-Minggu, 1 Desember 2024",
        "Sabtu-Minggu, 30 November-1 Desember 2024",
        "13\u201315 November 2024 (Rabu-Jumat)",
        # The same days of many weeks, or more days than are named.
        "setiap Senin, 28 November 2024",
        "Senin-Jumat, 3-28 November 2025",
        "Senin-Jumat, 1-6 November 2025",
        # One day of several, or the date of only the last.
        "Selasa dan Rabu, 5 November 2024",
        "Rabu-Jumat, 14 November 2024",
        "Kamis, 3 dan 6 November 2025",
        # Other meanings of the words.
        "selama satu minggu, 3 November 2024",
        "satu minggu (3-9 November 2024)",
        "Minggu 1 November 2024",
        "malam Minggu, 14 November 2026",
        "Pasar Minggu, 12 Mei 2024",
        # Times, hours and numbers of things.
        "Sabtu 08.10 WIB",
        "Kamis 08.00-12.00",
        "Senin 7-8 pagi",
        "Rabu, 18 pohon ditanam",
        # No date, or one that could be read with the month first.
        "Rabu 31 Februari 2024",
        "Senin (2/6/2017)",
        # Too far from the report, or in a paragraph about another year.
        "Senin, 5 April",
        "Banjir tahun 2019 datang Senin, 20 November.",
    ],
)
def test_what_can_be_meant_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_date_without_a_year_is_near_the_report_also_over_new_year() -> None:
    assert found("Rabu, 1 Januari", date(2025, 12, 20)) == [
        (0, "Rabu, 1 Januari", "2026-01-01", "Kamis")
    ]
    assert found("Kamis, 1 Januari", date(2025, 12, 20)) == []
    assert found("Rabu, 1 Januari", None) == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_any_full_date_is_checked_against_the_calendar(day: date, weekday: int) -> None:
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    text = (
        f"Kegiatan {DAYS[weekday]}, {day.day} {months.split()[day.month - 1]} {day.year} di balai."
    )
    assert bool(found(text, None)) == (day.weekday() != weekday)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 5), st.integers(0, 6))
def test_a_range_is_wrong_when_it_begins_on_another_day(first: date, days: int, shift: int) -> None:
    last = first + timedelta(days)
    names = (DAYS[(first.weekday() + shift) % 7], DAYS[(last.weekday() + shift) % 7])
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    begin = f"{first.day} {months.split()[first.month - 1]} {first.year}"
    end = f"{last.day} {months.split()[last.month - 1]} {last.year}"
    text = f"{names[0]} sampai {names[1]}, {begin} sampai {end}"
    assert bool(found(text, None)) == bool(shift)


@given(st.text(alphabet="Senin, Minggu-Jumat 28/11(2024) November\n"))
def test_any_text_is_read_to_its_end(text: str) -> None:
    for each in contradictions(text, text.lower(), NEAR):
        assert text[each.at : each.at + len(each.words)] == each.words
