"""A column's type and its conventions are decided on all of its cells together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.keys.values import MONTH_NAMES
from sitegen.model import COLUMN_KINDS, Column, ColumnKind
from sitegen.tables.columns.typing import Read, typed_column
from sitegen.tables.shape.cells import Cell, coded


def column(
    *cells: Cell, name: str = "a", kind: ColumnKind | None = None, leaning: str = "", unit: str = ""
) -> Read:
    given = Column(name=name, title="", kind=kind or "teks", typed=kind is not None, unit=unit)
    native = not all(isinstance(cell, str) for cell in cells)
    return typed_column(coded(cells, native=native), given, leaning)


def values(read: Read) -> list[object]:
    """The column as Python values, None where there is none."""
    from pandas import Series

    series = Series(read.array)
    return series.astype(object).where(series.notna(), None).tolist()


@pytest.mark.parametrize(
    ("name", "cells", "kind", "expected"),
    [
        pytest.param("a", ["1", "-2", "+3"], "bulat", [1, -2, 3], id="whole"),
        pytest.param("a", ["3.0", "12.0"], "bulat", [3, 12], id="whole with a nought behind"),
        pytest.param("a", ["1", "-", "n/a", "Nihil", ""], "bulat", [1] + [None] * 4, id="gaps"),
        pytest.param("a", ["1.234", "0.5"], "desimal", [1.234, 0.5], id="one cell decides"),
        pytest.param("a", ["0.234", "1.5"], "desimal", [0.234, 1.5], id="zero begins no group"),
        pytest.param("a", [".239", "2"], "desimal", [0.239, 2.0], id="no digit before"),
        pytest.param("a", ["1,5", "2", "1.234"], "desimal", [1.5, 2.0, 1234.0], id="commas"),
        pytest.param("a", ["1.234.567,89", "12,5"], "desimal", [1234567.89, 12.5], id="both"),
        pytest.param("a", ["1,234,567.8", "9"], "desimal", [1234567.8, 9.0], id="English"),
        pytest.param("a", ["1 234 567", "12"], "bulat", [1234567, 12], id="spaces between groups"),
        pytest.param("a", ["Rp1.000.000,00", "Rp 250.000"], "bulat", [1000000, 250000], id="Rp"),
        pytest.param("a", ["Rp1.000,-"], "bulat", [1000], id="no cents"),
        pytest.param(
            "a", ["Rp 2,4 miliar", "248 Juta"], "bulat", [2400000000, 248000000], id="words"
        ),
        pytest.param("a", ["(123)", "5"], "bulat", [-123, 5], id="brackets"),
        pytest.param("a", ["1'234'567", "2'000", "9"], "bulat", [1234567, 2000, 9], id="Swiss"),
        pytest.param("a", ["1'234.50", "9"], "desimal", [1234.5, 9.0], id="Swiss decimals"),
        pytest.param(
            "a", ["1\u2009234\u2009567", "2\u2007000"], "bulat", [1234567, 2000], id="thin spaces"
        ),
        pytest.param("a", ["85 persen", "90,5 persen"], "desimal", [85.0, 90.5], id="persen"),
        pytest.param("a", ["12,5\u2030", "9 permil"], "desimal", [12.5, 9.0], id="per mille"),
        pytest.param("a", ["2.500.000 IDR", "1.000 rupiah"], "bulat", [2500000, 1000], id="IDR"),
        pytest.param("a", ["\u20135", "3"], "bulat", [-5, 3], id="a dash for a minus"),
        pytest.param(
            "a", ["12e", "13e", "14"], "teks", ["12e", "13e", "14"], id="numbers of classes"
        ),
        pytest.param("a", ["\u22125", "3"], "bulat", [-5, 3], id="typographic minus"),
        pytest.param("a", ["Rp2.400", "Rp-", "Rp 0"], "bulat", [2400, 0, 0], id="nought of Excel"),
        pytest.param("a", ["Rp(500)", "(Rp500)", "Rp   9"], "bulat", [-500, -500, 9], id="Rp()"),
        pytest.param("a", ["Rp 500.-", "Rp7,=", "Rp1.200-"], "bulat", [500, 7, 1200], id="ends"),
        pytest.param(
            "a", ["Rp 2,4 M", "Rp1 T"], "bulat", [2400000000, 1000000000000], id="letters for words"
        ),
        pytest.param("a", ["2,4 M", "5 m"], "teks", ["2,4 M", "5 m"], id="metres or milliards"),
        pytest.param("a", ["1.200-", "1.300-"], "teks", None, id="a sign behind, of two meanings"),
        pytest.param("mulai", ["08.00", "10.15"], "teks", ["08.00", "10.15"], id="hours"),
        pytest.param("a", ["0.15", "0.45"], "desimal", [0.15, 0.45], id="shares, no hours"),
        pytest.param("jam", ["10.15", "9.30"], "teks", ["10.15", "9.30"], id="hours by their name"),
        pytest.param("a", ["85%", "96,2%", "0"], "desimal", [85.0, 96.2, 0.0], id="percent"),
        pytest.param("tahun", ["2025", "1999.0"], "tahun", [2025, 1999], id="years"),
        pytest.param(
            "tahun", ["2020", "2021*)", "2022**"], "tahun", [2020, 2021, 2022], id="marks"
        ),
        pytest.param("TW I", ["1", "4"], "bulat", [1, 4], id="figures of a quarter"),
        pytest.param("Jumlah tahun 2021", ["2010", "1999"], "bulat", None, id="figures of a year"),
        pytest.param("usia_tahun", ["0", "60"], "bulat", [0, 60], id="years of age"),
        pytest.param("jumlah", ["2025"], "bulat", [2025], id="figures like years"),
        pytest.param("a", ["010", "11"], "kode", ["010", "11"], id="leading zero"),
        pytest.param("a", ["32.73.02", "32.73.02.1004"], "kode", None, id="area codes"),
        pytest.param("a", ["12.55", "20.29"], "desimal", [12.55, 20.29], id="shares, no codes"),
        pytest.param("Kode_Kab", ["32.01", "32.10"], "kode", None, id="short area codes"),
        pytest.param("kodekec", ["327301"], "kode", ["327301"], id="name of a code"),
        pytest.param("a", ["9" * 19, "1"], "kode", ["9" * 19, "1"], id="too long for a figure"),
        pytest.param("a", ["JANUARI", "Agt"], "bulan", ["Januari", "Agustus"], id="months"),
        pytest.param("a", ["Nov-18", "2019-01"], "bulan", ["2018-11", "2019-01"], id="year-month"),
        pytest.param("a", ["202301", "202302", "202303"], "bulan", None, id="months in a row"),
        pytest.param("periode", ["202301", "202412"], "bulan", ["2023-01", "2024-12"], id="YYYYMM"),
        pytest.param("jumlah", ["202301", "201901"], "bulat", [202301, 201901], id="no months"),
        pytest.param("kode", ["202301", "202302", "202303"], "kode", None, id="codes like months"),
        pytest.param(
            "a",
            ["23-Dec", "24-Jan", "24-Feb"],
            "bulan",
            ["2023-12", "2024-01", "2024-02"],
            id="YY-MMM",
        ),
        pytest.param("Tahun-Bulan", ["24-Jan", "24-Mar"], "bulan", None, id="YY-MMM by its name"),
        pytest.param(
            "a", ["2024M01", "2024M02"], "bulan", ["2024-01", "2024-02"], id="of Eurostat"
        ),
        pytest.param(
            "a", ["Tahun 2021", "Th. 2020", "TA 2022"], "tahun", [2021, 2020, 2022], id="TA"
        ),
        pytest.param(
            "tahun_ajaran",
            ["2021/2022", "2019/20"],
            "rentang",
            ["2021/2022", "2019/2020"],
            id="school",
        ),
        pytest.param("a", ["2010-2014", "2015-2019"], "rentang", None, id="spans of years"),
        pytest.param("a", ["Januari-Maret", "April-Juni"], "triwulan", ["1", "2"], id="quarters"),
        pytest.param(
            "a",
            ["Januari - Juni 2024", "Juli s.d. Desember 2024"],
            "semester",
            ["2024-S1", "2024-S2"],
            id="halves",
        ),
        pytest.param(
            "a", ["Minggu I Januari", "Minggu II Januari"], "minggu", None, id="weeks of a month"
        ),
        pytest.param("bulan", ["1", "12"], "bulan", ["Januari", "Desember"], id="month numbers"),
        pytest.param("bulan", ["01", "12"], "bulan", ["Januari", "Desember"], id="with a nought"),
        pytest.param("kode bulan", ["01", "12"], "kode", ["01", "12"], id="codes of months"),
        pytest.param("bulan", ["I", "XII"], "bulan", ["Januari", "Desember"], id="Roman months"),
        pytest.param("a", ["Agust", "Sept"], "bulan", ["Agustus", "September"], id="cut months"),
        pytest.param("a", ["I", "XII"], "teks", ["I", "XII"], id="Roman numbers"),
        pytest.param("semester", ["1", "II"], "semester", ["1", "2"], id="semesters"),
        pytest.param("a", ["Semester I 2024", "S2 2024"], "semester", None, id="with a year"),
        pytest.param("a", ["TW I 2024", "2024-Q2"], "triwulan", ["2024-Q1", "2024-Q2"], id="TW"),
        pytest.param("a", ["T1 2024", "T2 2024"], "teks", ["T1 2024", "T2 2024"], id="stages"),
        pytest.param(
            "triwulan", ["2024-T1", "T2 2024"], "triwulan", ["2024-Q1", "2024-Q2"], id="T"
        ),
        pytest.param("a", ["S1", "S2", "SMA"], "teks", ["S1", "S2", "SMA"], id="degrees"),
        pytest.param("a", ["01/02/21", "03/04/21"], "teks", None, id="short dates of no order"),
        pytest.param("a", ["21-01-15", "21-01-16"], "teks", None, id="the short year first"),
        pytest.param("a", ["0-4", "10-14"], "teks", ["0-4", "10-14"], id="age groups"),
        pytest.param("a", ["a", "1"], "teks", ["a", "1"], id="text"),
        pytest.param("a", ["", "-", "NULL"], "teks", [None, None, None], id="nothing"),
        pytest.param("a", [], "teks", [], id="no cells"),
    ],
)
def test_a_column_gets_the_type_that_all_of_its_cells_have(
    name: str, cells: list[str], kind: ColumnKind, expected: list[object] | None
) -> None:
    read = column(*cells, name=name)
    assert (read.kind, read.bad, read.nearly, read.doubtful) == (kind, (), None, -1)
    if expected is not None:
        assert values(read) == expected


@pytest.mark.parametrize(
    ("kind", "cells", "expected", "bad"),
    [
        ("teks", ["1"], ["1"], ()),
        ("kode", ["1"], ["1"], ()),
        ("tahun", ["2025", "x"], [2025, None], (1,)),
        ("desimal", ["1"], [1.0], ()),
        ("desimal", ["1.234"], [1.234], ()),
        ("bulat", ["1.250"], [1250], ()),
        ("bulat", ["1", "-", "2.0", "q", "1.5"], [1, None, 2, None, None], (3, 4)),
        ("bulat", ["1.234.567", "12.34", "5"], [1234567, None, 5], (1,)),
        ("bulat", ["9" * 18, "9" * 19, "9" * 5000], [10**18 - 1, None, None], (1, 2)),
        ("desimal", ["12,5", "3,25", "4.5"], [12.5, 3.25, None], (2,)),
        ("desimal", ["12,5", "3,25", "96,2%"], [12.5, 3.25, None], (2,)),
        ("desimal", ["08.30", "10.15"], [None, 10.15], (0,)),
        ("tahun", ["2025", "2026*", "x*"], [2025, 2026, None], (2,)),
        ("bulan", ["Mei", "13"], ["Mei", None], (1,)),
        ("bulan", ["Mei", "X"], ["Mei", None], (1,)),
        ("bulan", ["V", "X"], ["Mei", "Oktober"], ()),
        ("tanggal", ["1/2/2026", "31-02-2026"], None, (1,)),
    ],
)
def test_a_declared_type_is_kept_and_only_the_cells_that_do_not_fit_are_blamed(
    kind: ColumnKind, cells: list[str], expected: list[object] | None, bad: tuple[int, ...]
) -> None:
    read = column(*cells, kind=kind)
    assert (read.kind, read.bad, read.order) == (kind, bad, None)
    if expected is not None:
        assert values(read) == expected


def test_a_unit_in_percent_lets_the_sign_be_there_or_not() -> None:
    read = column("12,5", "96,2%", kind="desimal", unit="persen")
    assert (values(read), read.bad) == ([12.5, 96.2], ())


def test_the_signs_of_figures_give_their_column_its_unit() -> None:
    cells = ("85%", "85 persen", "8,5\u2030", "Rp 5", "5 IDR", "5")
    units = ["%", "%", "\u2030", "rupiah", "rupiah", ""]
    assert [column(cell).unit for cell in cells] == units


def test_nothing_is_guessed_where_every_cell_fits_two_conventions() -> None:
    assert column("5", "1.234", "5.678").doubtful == 1
    assert column("1,234").doubtful == 0
    assert values(column("1.234", "5", leaning=",")) == [1234, 5]


def test_one_sign_for_thousands_and_decimals_is_no_figure() -> None:
    read = column("2.253.66", "822.585.19", "12")
    assert (read.kind, read.double) == ("bulat", (0, 1))


def test_a_nearly_clean_column_stays_text_and_its_odd_cells_are_known() -> None:
    read = column(*map(str, range(10)), "1o", "-")
    assert (read.kind, read.nearly, read.bad) == ("teks", "bulat", (10,))
    assert values(read)[-2:] == ["1o", None]
    assert column("1", "x").nearly is None


def test_a_formula_that_failed_is_no_value_of_any_column() -> None:
    read = column("#REF!", "5", "#N/A")
    assert (read.kind, read.errors, values(read)) == ("bulat", (0,), [None, 5, None])


@pytest.mark.parametrize(
    ("cells", "days", "order"),
    [
        (["1/20/2013", "1/2/2013"], [date(2013, 1, 20), date(2013, 1, 2)], "mdy"),
        (["20/1/2013", "1/2/2013"], [date(2013, 1, 20), date(2013, 2, 1)], "dmy"),
        (["01-Nov-18", "5 Maret 2019"], [date(2018, 11, 1), date(2019, 3, 5)], ""),
        (["2021/10/01", "2014-01-19 00:00:00"], [date(2021, 10, 1), date(2014, 1, 19)], ""),
        (["3/3/2013"], [date(2013, 3, 3)], "dmy"),
        (["15.01.2021", "16.02.2021"], [date(2021, 1, 15), date(2021, 2, 16)], "dmy"),
        (["01/02/21", "25/02/21"], [date(2021, 2, 1), date(2021, 2, 25)], "dmy"),
        (["2/25/99", "2/26/99"], [date(1999, 2, 25), date(1999, 2, 26)], "mdy"),
        (["January 5, 2024", "Mar. 7 2024"], [date(2024, 1, 5), date(2024, 3, 7)], ""),
        (["Jum\u2019at, 12 Maret 2021"], [date(2021, 3, 12)], ""),
    ],
)
def test_dates_in_figures_are_read_in_the_order_that_one_row_decides(
    cells: list[str], days: list[date], order: str
) -> None:
    read = column(*cells)
    found = [at.date() if isinstance(at, datetime) else at for at in values(read)]
    assert (read.kind, found, read.convention.order, read.order) == ("tanggal", days, order, None)


@pytest.mark.parametrize(
    "cells",
    [
        ("s.d. Januari 2024", "s.d. Februari 2024"),
        ("Januari-Februari", "Januari-Mei", "Januari-Desember"),
        ("s.d. Triwulan I", "s.d. Triwulan II"),
    ],
)
def test_periods_told_by_their_end_say_that_figures_run_until_then(cells: tuple[str, ...]) -> None:
    read = column(*cells, name="periode")
    assert (read.kind, read.until) in {("bulan", True), ("triwulan", True)}


def test_quarters_told_by_their_months_do_not_run_since_the_year_began() -> None:
    read = column("Januari-Maret", "April-Juni", "Juli-September", name="periode")
    assert (read.kind, read.until) == ("triwulan", False)


def test_an_open_or_contradictory_order_of_dates_shows_its_rows() -> None:
    assert column("1/1/2013", "1/2/2013").order == (1, 1)
    assert column("1/2/2013", "13/2/2013", "1/14/2013").order == (1, 2)
    assert column("1/2/2013", kind="tanggal").order is None


def test_the_evidence_is_kept() -> None:
    convention = column("1.234,5", "-", "7,25", "-", "12", "Nihil").convention
    assert (convention.decimal, convention.grouping) == (",", ".")
    assert convention.forms == (("9", 1, "12"), ("9,9", 1, "7,25"), ("9.9,9", 1, "1.234,5"))
    assert convention.missing == (("-", 2), ("Nihil", 1))
    assert column("Rp5", "Rp-", "Rp-").convention.stands == (("Rp-", 2, "0"),)
    assert column("2020", "2021*", name="tahun").convention.stands == (("2021*", 1, "2021"),)


def test_a_figure_does_not_begin_with_a_nought() -> None:
    read = column("01.5", "2.5", "3.5")
    assert (read.kind, read.nearly, read.bad) == ("teks", "desimal", (0,))


def test_a_sentence_in_a_short_column_of_figures_is_no_slip() -> None:
    assert column("1", "2", "belum dihitung oleh dinas").nearly is None
    assert column("1", "2", "belum dihitung").nearly == "bulat"


def test_numbers_of_a_workbook_need_no_convention() -> None:
    assert values(column(1, 2.5, "12,5", "-")) == [1.0, 2.5, 12.5, None]
    assert (column(3273, name="kode").kind, values(column(3273, name="kode"))) == ("kode", ["3273"])
    assert values(column(1.234, "1.234.567")) == [1.234, 1234567.0]


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        ("teks", "str"),
        ("kode", "str"),
        ("bulan", "str"),
        ("semester", "str"),
        ("triwulan", "str"),
        ("bulat", "Int64"),
        ("tahun", "Int64"),
        ("desimal", "float64"),
        ("tanggal", "datetime64[s]"),
    ],
)
def test_every_kind_has_its_dtype_also_without_values(kind: ColumnKind, dtype: str) -> None:
    assert kind in COLUMN_KINDS
    assert str(column("-", "", kind=kind).array.dtype) == dtype
    assert str(column(kind=kind).array.dtype) == dtype


def test_an_endless_cell_is_judged_in_one_pass() -> None:
    cell = "1" * 130_000 + "x"
    assert column(cell).kind == "teks"
    assert column(cell, kind="desimal").bad == (0,)


_whole = st.integers(-(10**18) + 1, 10**18 - 1)


@settings(deadline=None)
@given(st.lists(_whole, min_size=1))
def test_whole_numbers_in_indonesian_convention_read_back_equal(numbers: list[int]) -> None:
    cells = [f"{number:,}".replace(",", ".") for number in numbers]
    read = column(*cells, kind="bulat", leaning=",")
    assert (values(read), read.bad) == (numbers, ())


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1))
def test_decimals_in_indonesian_convention_read_back_equal(numbers: list[Decimal]) -> None:
    cells = [f"{number:,.2f}".translate(str.maketrans(",.", ".,")) for number in numbers]
    read = column(*cells, kind="desimal")
    assert (values(read), read.bad) == ([float(number) for number in numbers], ())


_days = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@settings(deadline=None)
@given(
    st.lists(_days, min_size=1),
    st.sampled_from(
        ["{0:%d}/{0:%m}/{0:%Y}", "{0.day} {1} {0:%Y}", "{0:%d}-{1}-{0:%y}", "{0:%Y-%m-%d}"]
    ),
)
def test_dates_in_indonesian_convention_read_back_equal(days: list[date], form: str) -> None:
    cells = [form.format(day, MONTH_NAMES[day.month - 1]) for day in days]
    read = column(*cells, kind="tanggal")
    found = [at.date() if isinstance(at, datetime) else at for at in values(read)]
    assert (found, read.bad) == (days, ())


_cells = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.text(alphabet="0123456789.,-+/ ()%RpeE", max_size=25),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
    )
)


@settings(deadline=None)
@given(_cells, st.sampled_from([None, *COLUMN_KINDS]), st.sampled_from(["", ",", "."]))
def test_any_cells_are_read_with_every_misfit_told(
    cells: Sequence[Cell], kind: ColumnKind | None, leaning: str
) -> None:
    read = column(*cells, kind=kind, leaning=leaning)
    assert len(read.array) == len(cells)
    assert kind in {None, read.kind}
    assert all(0 <= row < len(cells) for row in (*read.bad, *read.double, *read.errors))
