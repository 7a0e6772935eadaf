"""Dates, amounts, yes and no as Indonesians type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.keys.values import (
    month_number,
    parse_count,
    parse_date,
    parse_datetime,
    parse_rupiah,
    parse_yes_no,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03",
        "2026/11/03",
        "2026.11.3",
        "03-11-2026",
        "3/11/2026",
        "3.11.2026",
        "3 November 2026",
        "03 NOPEMBER 2026",
        "3 nov 2026",
        "3 Nop 2026",
        "Selasa, 3 November 2026",
        "Jum'at, 3 November 2026",
        "  2026-11-03  ",
    ],
)
def test_a_date_is_read_in_the_ways_that_people_write_it(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("besok", id="word"),
        pytest.param("31-02-2026", id="no such day"),
        pytest.param("2026-13-01", id="no such month"),
        pytest.param("11/20/2026", id="month before day"),
        pytest.param("3 Brumaire 2026", id="no such month name"),
        pytest.param("3-11-26", id="short year"),
        pytest.param("2026-11-03 08:00", id="time after it"),
        pytest.param("2026-11-03x", id="sign after it"),
        pytest.param("0000-01-01", id="year zero"),
        pytest.param("20261103", id="digits only"),
        pytest.param("13-15 November 2024", id="range"),
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert parse_date(text) is None


def test_an_ambiguous_date_has_the_day_first() -> None:
    assert parse_date("4/5/2026") == date(2026, 5, 4)


@settings(deadline=None)
@given(st.dates())
def test_dates_in_indonesian_convention_read_back_equal(day: date) -> None:
    year, month = f"{day.year:04d}", MONTHS[day.month - 1]
    written = (
        f"{year}-{day.month:02d}-{day.day:02d}",
        f"{day.day:02d}-{day.month:02d}-{year}",
        f"{day.day}/{day.month}/{year}",
        f"{day.day}.{day.month}.{year}",
        f"{day.day} {month} {year}",
        f"{day.day} {month.upper()} {year}",
        f"{day.day} {month[:3]} {year}",
        f"{DAYS[day.weekday()]}, {day.day:02d} {month.lower()} {year}",
    )
    assert {text: parse_date(text) for text in written} == dict.fromkeys(written, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2026-11-03", date(2026, 11, 3), id="date alone"),
        pytest.param("2026-11-03 08:30", datetime(2026, 11, 3, 8, 30, tzinfo=JAKARTA), id="space"),
        pytest.param(
            "2026-11-03T08:30:15", datetime(2026, 11, 3, 8, 30, 15, tzinfo=JAKARTA), id="T"
        ),
        pytest.param("03-12-2025 03.35", datetime(2025, 12, 3, 3, 35, tzinfo=JAKARTA), id="dots"),
        pytest.param(
            "2026-11-03T01:30:00Z", datetime(2026, 11, 3, 8, 30, tzinfo=JAKARTA), id="UTC"
        ),
        pytest.param(
            "2026-11-03T20:00+00:00", datetime(2026, 11, 4, 3, 0, tzinfo=JAKARTA), id="next day"
        ),
        pytest.param(
            "2026-11-03 10:30 +0900", datetime(2026, 11, 3, 8, 30, tzinfo=JAKARTA), id="offset"
        ),
        pytest.param(
            "2026-11-03 08:30:15.123", datetime(2026, 11, 3, 8, 30, 15, tzinfo=JAKARTA), id="split"
        ),
        pytest.param("2026-11-03 pagi", None, id="word"),
        pytest.param("2026-11-03 24:00", None, id="no such hour"),
        pytest.param("2026-11-03 08:60", None, id="no such minute"),
        pytest.param("2026-11-03 08", None, id="hour alone"),
        pytest.param("2026-11-03 08:30+99:00", None, id="no such offset"),
        pytest.param("9999-12-31T23:00Z", None, id="past the end of time"),
        pytest.param("0001-01-01T00:00+14:00", None, id="before the start of time"),
        pytest.param("besok", None, id="no date"),
    ],
)
def test_a_moment_is_read_in_the_citys_zone(text: str, expected: date | None) -> None:
    found = parse_datetime(text, JAKARTA)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(found, datetime):
        assert found.utcoffset() == timedelta(hours=7)


@settings(deadline=None)
@given(
    st.integers(0, 6_000_000_000),
    st.integers(-12 * 4, 14 * 4),
)
def test_a_moment_with_an_offset_is_the_same_moment_in_the_citys_zone(
    stamp: int, quarters: int
) -> None:
    zone = timezone(timedelta(minutes=15 * quarters))
    moment = datetime.fromtimestamp(stamp, zone)
    found = parse_datetime(moment.isoformat(), JAKARTA)
    assert isinstance(found, datetime)
    assert found.astimezone(UTC) == moment.astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((name, number) for number, name in enumerate(MONTHS, start=1)),
        ("Nopember", 11),
        ("Pebruari", 2),
        ("Agt", 8),
        ("Ags.", 8),
        ("des", 12),
        ("August", 8),
        (" MEI ", 5),
        ("", 0),
        ("13", 0),
        ("Muharram", 0),
    ],
)
def test_a_month_has_its_number(text: str, expected: int) -> None:
    assert month_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((word, True) for word in ("ya", "Ya", "IYA", "y", "yes", "true", "benar", "1")),
        *((word, False) for word in ("tidak", "TDK", "t", "no", "n", "False", "bukan", "0", "")),
        *((word, None) for word in ("mungkin", "2", "nanti", "ya tidak")),
    ],
)
def test_yes_and_no_are_read_and_nothing_else(text: str, expected: bool | None) -> None:
    assert parse_yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("84", 84),
        ("0", 0),
        ("1.250", 1250),
        ("1.250 orang", 1250),
        ("84 jiwa", 84),
        ("84 Peserta ", 84),
        ("84orang", 84),
        ("1.250.000", 1_250_000),
        ("", None),
        ("orang", None),
        ("-5", None),
        ("1.25", None),
        ("1,250", None),
        ("8.4", None),
        ("sekitar 80", None),
        ("84 unit", None),
        ("9" * 12, 999_999_999_999),
        pytest.param("9" * 13, None, id="thirteen digits"),
        pytest.param("1" + ".000" * 4, None, id="thirteen grouped digits"),
        pytest.param("1" + ".000" * 1500, None, id="more digits than Python converts"),
        pytest.param("1" + " " * 100_000 + "x", None, id="a long gap"),
    ],
)
def test_a_count_is_a_whole_number(text: str, expected: int | None) -> None:
    assert parse_count(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3500000", 3_500_000),
        ("3.500.000", 3_500_000),
        ("Rp3.500.000", 3_500_000),
        ("Rp 3.500.000,00", 3_500_000),
        ("Rp. 248.460.664,00", 248_460_664),
        ("rp.19.028.277", 19_028_277),
        ("Rp3.500.000,-", 3_500_000),
        ("IDR 3500000", 3_500_000),
        ("2,4 miliar", 2_400_000_000),
        ("Rp 2,4 Milyar", 2_400_000_000),
        ("248 Juta", 248_000_000),
        ("1,5 triliun", 1_500_000_000_000),
        ("750 ribu", 750_000),
        ("0", 0),
        ("3.5 jt", None),
        ("3.5", None),
        ("3,500,000", None),
        ("3.500.00", None),
        ("1.234,567", None),
        ("0,0001 ribu", None),
        ("-5000", None),
        ("", None),
        ("Rp", None),
        ("gratis", None),
        ("9.999 triliun", 9_999_000_000_000_000),
        ("10.000 triliun", None),
        pytest.param("9" * 5000, None, id="more digits than Python converts"),
    ],
)
def test_an_amount_is_whole_rupiah(text: str, expected: int | None) -> None:
    assert parse_rupiah(text) == expected


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_rupiah_in_indonesian_convention_read_back_equal(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    written = (
        str(amount),
        grouped,
        f"Rp{grouped}",
        f"Rp {grouped}",
        f"Rp. {grouped},00",
        f"Rp{grouped},-",
        f"IDR {amount}",
    )
    assert {text: parse_rupiah(text) for text in written} == dict.fromkeys(written, amount)


@settings(deadline=None)
@given(st.integers(1, 9_999), st.integers(0, 999), st.sampled_from(["juta", "miliar", "triliun"]))
def test_a_scaled_amount_is_its_digits_times_the_scale(
    whole: int, thousandths: int, scale: str
) -> None:
    factor = {"juta": 10**3, "miliar": 10**6, "triliun": 10**9}[scale]
    expected = (whole * 1000 + thousandths) * factor
    found = parse_rupiah(f"Rp{whole},{thousandths:03d} {scale}")
    assert found == (expected if expected < 10**16 else None)


@settings(deadline=None)
@given(st.integers(0, 10**12 - 1), st.sampled_from(["", " orang", " jiwa", " peserta"]))
def test_counts_in_indonesian_convention_read_back_equal(number: int, noun: str) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert parse_count(f"{number}{noun}") == number
    assert parse_count(f"{grouped}{noun}") == number


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789-./:, TZ+rpRP"))))
def test_any_text_is_a_value_or_none(text: str) -> None:
    assert isinstance(parse_date(text), date | None)
    assert isinstance(parse_datetime(text, JAKARTA), date | None)
    assert isinstance(parse_count(text), int | None)
    assert isinstance(parse_rupiah(text), int | None)
    assert parse_yes_no(text) in {True, False, None}
    assert 0 <= month_number(text) <= 12
