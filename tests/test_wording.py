"""Dates, numbers and sizes as the reader's language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.i18n import Lang
from sitegen.pages import wording
from sitegen.pages.views import Day

TUESDAY = date(2026, 11, 3)


@pytest.mark.parametrize(("lang", "text"), [("id", "3 November 2026"), ("en", "3 November 2026")])
def test_a_day(lang: Lang, text: str) -> None:
    assert wording.day(TUESDAY, lang) == Day(iso="2026-11-03", text=text)


@pytest.mark.parametrize(("lang", "text"), [("id", "17 Agustus 2026"), ("en", "17 August 2026")])
def test_months_have_the_names_of_the_language(lang: Lang, text: str) -> None:
    assert wording.day(date(2026, 8, 17), lang).text == text
    assert wording.month(2026, 8, lang) == text.removeprefix("17 ")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 11, 1), TUESDAY, "1–3 November 2026"),
        (date(2026, 10, 29), TUESDAY, "29 Oktober – 3 November 2026"),
        (date(2025, 12, 29), date(2026, 1, 3), "29 Desember 2025 – 3 Januari 2026"),
    ],
)
def test_days_in_a_row_say_month_and_year_once(first: date, last: date, text: str) -> None:
    assert wording.days(first, last, "id") == text


@pytest.mark.parametrize(
    ("lang", "text"), [("id", "Selasa, 3 November 2026"), ("en", "Tuesday, 3 November 2026")]
)
def test_a_day_of_the_week(lang: Lang, text: str) -> None:
    assert wording.weekday_and_day(TUESDAY, lang) == text


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1250, "1.250", "1,250"),
        (-3500000, "-3.500.000", "-3,500,000"),
    ],
)
def test_whole_numbers(value: int, indonesian: str, english: str) -> None:
    assert wording.whole(value, "id") == indonesian
    assert wording.whole(value, "en") == english


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (12.5, "12,5", "12.5"),
        (3.0, "3", "3"),
        (1234.56789, "1.234,5679", "1,234.5679"),
        (-0.25, "-0,25", "-0.25"),
    ],
)
def test_decimals_have_at_most_four_digits(value: float, indonesian: str, english: str) -> None:
    assert wording.decimal(value, "id") == indonesian
    assert wording.decimal(value, "en") == english


@pytest.mark.parametrize(
    ("value", "text"), [(3_500_000, "Rp3.500.000"), (0, "Rp0"), (-1000, "-Rp1.000")]
)
def test_rupiah(value: int, text: str) -> None:
    assert wording.rupiah(value, "id") == text


@pytest.mark.parametrize(
    ("count", "indonesian", "english"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1 KB", "1 KB"),
        (12_400, "12 KB", "12 KB"),
        (999_600, "1 MB", "1 MB"),
        (1_240_000, "1,2 MB", "1.2 MB"),
        (25_000_000, "25 MB", "25 MB"),
    ],
)
def test_file_sizes(count: int, indonesian: str, english: str) -> None:
    assert wording.size(count, "id") == indonesian
    assert wording.size(count, "en") == english
