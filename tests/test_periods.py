"""Years, semesters, quarters and months are read in every spelling and written in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.tables.periods import (
    PARTS,
    Grain,
    Period,
    parse_any_year,
    parse_compact_month,
    parse_month,
    parse_months,
    parse_noted_year,
    parse_numbered_month,
    parse_period,
    parse_quarter,
    parse_roman_month,
    parse_semester,
    parse_short_month,
    parse_span,
    parse_until,
    parse_week,
    parse_year,
    period_at,
    runs_until,
)


def written(period: Period | None) -> str | None:
    return period.written if period else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Agt", "Agustus"),
        ("Agust.", "Agustus"),
        ("Pebruari", "Februari"),
        ("Mrt", "Maret"),
        ("NOPEMBER", "November"),
        ("M e i / M a y", "Mei"),
        ("Mei / Juni", None),
        ("2024-08", "2024-08"),
        ("2024-8", "2024-08"),
        ("2024/08", "2024-08"),
        ("08/2024", "2024-08"),
        ("8-2024", "2024-08"),
        ("Sept 2023", "2023-09"),
        ("Nov-18", "2018-11"),
        ("Nov '18", "2018-11"),
        ("Nov-49", "2049-11"),
        ("Nov-50", "1950-11"),
        ("Agu. 2024", "2024-08"),
        ("2024-13", None),
        ("Marjinal", None),
        ("Meikarta", None),
        ("8", None),
        ("", None),
    ],
)
def test_months_are_known_by_their_whole_name_or_figures(text: str, found: str | None) -> None:
    assert written(parse_month(text)) == found


@pytest.mark.parametrize(
    ("text", "numbered", "roman"),
    [
        ("8", "Agustus", None),
        ("08", "Agustus", None),
        ("8.0", "Agustus", None),
        ("13", None, None),
        ("0", None, None),
        ("VIII", None, "Agustus"),
        ("xii", None, "Desember"),
        ("XIII", None, None),
        ("Agt 2024", "2024-08", None),
    ],
)
def test_months_by_number(text: str, numbered: str | None, roman: str | None) -> None:
    assert written(parse_numbered_month(text)) == numbered
    assert written(parse_roman_month(text)) == roman


@pytest.mark.parametrize(
    ("text", "semester", "quarter"),
    [
        ("Semester II", "2", None),
        ("smt 1", "1", None),
        ("S1 2024", "2024-S1", None),
        ("2024-S2", "2024-S2", None),
        ("Semester I tahun 2024", "2024-S1", None),
        ("S1", None, None),
        ("S3 2024", None, None),
        ("TW III", None, "3"),
        ("Triwulan 4", None, "4"),
        ("2024-Q3", None, "2024-Q3"),
        ("2024-T3", None, "2024-Q3"),
        ("T1 2024", None, "2024-Q1"),
        ("q4/2024", None, "2024-Q4"),
        ("2024.Q4", None, "2024-Q4"),
        ("Kuartal II, 2024", None, "2024-Q2"),
        ("T1", None, None),
        ("Q5 2024", None, None),
        ("II", None, None),
    ],
)
def test_semesters_and_quarters(text: str, semester: str | None, quarter: str | None) -> None:
    assert written(parse_semester(text)) == semester
    assert written(parse_quarter(text)) == quarter


@pytest.mark.parametrize(
    ("text", "semester", "quarter"), [("II", "2", "2"), ("3.0", None, "3"), ("5", None, None)]
)
def test_a_number_alone_is_a_part_of_a_year_where_it_may_be(
    text: str, semester: str | None, quarter: str | None
) -> None:
    assert written(parse_semester(text, bare=True)) == semester
    assert written(parse_quarter(text, bare=True)) == quarter


@pytest.mark.parametrize(
    ("text", "year", "noted"),
    [
        ("2025", "2025", "2025"),
        ("2025.0", "2025", "2025"),
        ("2025*)", None, "2025"),
        ("2025 **", None, "2025"),
        ("1850", None, None),
        ("2025/2026", None, None),
    ],
)
def test_years(text: str, year: str | None, noted: str | None) -> None:
    assert written(parse_year(text)) == year
    assert written(parse_noted_year(text)) == noted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tahun 2021", "2021"),
        ("Th. 2021", "2021"),
        ("thn 2021", "2021"),
        ("TA 2021", "2021"),
        ("Tahun Anggaran 2021", "2021"),
        ("2021*", "2021"),
        ("Taman 2021", None),
    ],
)
def test_a_year_may_be_called_one(text: str, found: str | None) -> None:
    assert written(parse_any_year(text)) == found


@pytest.mark.parametrize(
    ("text", "found", "place"),
    [
        ("2021/2022", "2021/2022", 2021),
        ("2021/22", "2021/2022", 2021),
        ("TA 2021/2022", "2021/2022", 2021),
        ("Tahun Ajaran 2019 / 2020", "2019/2020", 2019),
        ("1999/00", "1999/2000", 1999),
        ("2010-2014", "2010-2014", 2010),
        ("2010 s.d. 2014", "2010-2014", 2010),
        ("2021-2022", "2021/2022", 2021),
        ("2010-12", None, None),
        ("2022/2021", None, None),
        ("2021/2023", None, None),
        ("1010-1014", None, None),
    ],
)
def test_years_that_belong_together_are_one_period(
    text: str, found: str | None, place: int | None
) -> None:
    period = parse_span(text)
    assert written(period) == found
    assert (period.ordinal if period else None) == place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Minggu I Januari 2024", "2024-01-M1"),
        ("Minggu ke-5 Mei 2024", "2024-05-M5"),
        ("pekan ke 2 bulan Juni", "Minggu 2 Juni"),
        ("Januari 2024 Minggu IV", "2024-01-M4"),
        ("2024-01-M3", "2024-01-M3"),
        ("Minggu VI Januari", None),
        ("Minggu I Jumat", None),
        ("Minggu I", None),
        ("Minggu, 7 Januari 2024", None),
    ],
)
def test_weeks_of_a_month(text: str, found: str | None) -> None:
    assert written(parse_week(text)) == found


def test_months_that_could_be_something_else_are_read_where_they_are_asked_for() -> None:
    assert written(parse_compact_month("202401")) == "2024-01"
    assert [parse_compact_month(text) for text in ("202413", "20240", "180012")] == [None] * 3
    assert written(parse_short_month("24-Jan")) == "2024-01"
    assert written(parse_short_month("99 Agt")) == "1999-08"
    assert parse_short_month("24-Foo") is None
    assert written(parse_month("2024M01")) == "2024-01"


@pytest.mark.parametrize(
    ("text", "month", "quarter", "semester"),
    [
        ("s.d. Maret 2024", "2024-03", None, None),
        ("s/d Mei", "Mei", None, None),
        ("sampai dengan Juni 2024", "2024-06", None, None),
        ("Januari-Mei 2024", "2024-05", None, None),
        ("Januari s.d. Maret 2024", "2024-03", "2024-Q1", None),
        ("April - Juni", None, "2", None),
        ("Jul-Des 2024", None, None, "2024-S2"),
        ("Februari-April", None, None, None),
        ("s.d. Triwulan II 2024", None, "2024-Q2", None),
        ("Maret", None, None, None),
    ],
)
def test_periods_from_one_month_to_another(
    text: str, month: str | None, quarter: str | None, semester: str | None
) -> None:
    assert written(parse_until(text)) == month
    assert written(parse_quarter(text)) == quarter
    assert written(parse_semester(text)) == semester
    assert runs_until(text) == (month is not None or text.startswith("s.d."))


def test_months_that_run_backwards_are_no_period() -> None:
    assert parse_months("Mei-Januari 2024") is None
    assert [written(each) for each in parse_months("November 2023 - Januari 2024") or ()] == [
        "2023-11",
        "2024-01",
    ]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    grain: Grain = draw(st.sampled_from(sorted(PARTS)))
    year = draw(st.integers(1900, 2098))
    if grain in ("year", "span"):
        return Period(grain=grain, year=year, part=int(grain == "span"))
    return Period(
        grain=grain,
        year=draw(st.sampled_from([0, year])),
        part=draw(st.integers(1, PARTS[grain])),
    )


@given(periods())
def test_what_is_written_is_read_as_the_same_period(period: Period) -> None:
    assert parse_period(period.written, period.grain) == period


@given(periods())
def test_places_in_time_lead_back_and_follow_each_other(period: Period) -> None:
    assert period_at(period.grain, period.ordinal) == period
    after = period_at(period.grain, period.ordinal + 1)
    assert (after.year, after.part) > (period.year, period.part)


@given(st.text(max_size=12), st.sampled_from(sorted(PARTS)), st.booleans())
def test_any_text_is_a_period_or_none(text: str, grain: Grain, bare: bool) -> None:
    found = parse_period(text, grain, bare=bare)
    assert found is None or found.grain == grain
