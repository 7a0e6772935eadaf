"""A column's type and number convention are decided on all of its cells together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import COLUMN_KINDS
from sitegen.read.columns import Convention, convert, infer

if TYPE_CHECKING:
    from sitegen.model import ColumnKind


def values(cells: list[str], convention: Convention) -> tuple[list[object], list[int]]:
    series, bad = convert(cells, convention)
    return [None if item is None or item != item else item for item in as_objects(series)], bad  # noqa: PLR0124 - NaN


def as_objects(series: object) -> list[object]:
    from pandas import NA, NaT, Series

    assert isinstance(series, Series)
    return [None if item is NA or item is NaT else item for item in series.tolist()]


@pytest.mark.parametrize(
    ("name", "cells", "delimiter", "expected"),
    [
        pytest.param("a", ["1", "-2", "+3"], ",", Convention("bulat"), id="whole"),
        pytest.param("a", ["1", "-", "n/a", "Nihil", ""], ",", Convention("bulat"), id="gaps"),
        pytest.param("a", ["1.234", "0.5"], ",", Convention("desimal"), id="one decides"),
        pytest.param("a", ["0.234", "1"], ",", Convention("desimal"), id="zero begins no group"),
        pytest.param("a", ["1.5", "2", ".25"], ",", Convention("desimal"), id="points"),
        pytest.param("a", ["1,5", "2", ",25"], ",", Convention("desimal", ","), id="commas"),
        pytest.param(
            "a",
            ["1.234", "5.678"],
            ",",
            Convention("desimal", doubtful="1.234"),
            id="points or groups",
        ),
        pytest.param(
            "a",
            ["1.234", "5"],
            ";",
            Convention("bulat", ",", grouped=True),
            id="groups by semicolons",
        ),
        pytest.param(
            "a",
            ["1.234", "1.234.567"],
            ",",
            Convention("bulat", ",", grouped=True),
            id="groups by two points",
        ),
        pytest.param(
            "a",
            ["1.234,5", "6"],
            ",",
            Convention("desimal", ",", grouped=True),
            id="groups by a comma",
        ),
        pytest.param("a", ["1.234", "5.6"], ";", Convention("desimal"), id="no groups of three"),
        pytest.param("a", ["1.5", "1,5"], ",", Convention("teks"), id="mixed"),
        pytest.param("tahun", ["2025", "1999"], ",", Convention("tahun"), id="years"),
        pytest.param("Tahun", ["25"], ",", Convention("bulat"), id="short years"),
        pytest.param("jumlah", ["2025"], ",", Convention("bulat"), id="figures like years"),
        pytest.param("a", ["010", "11"], ",", Convention("kode"), id="leading zero"),
        pytest.param("a", ["32.73.02", "32.73.02.1004"], ",", Convention("kode"), id="area codes"),
        pytest.param("kode_desa", ["3273", "1"], ",", Convention("kode"), id="name of a code"),
        pytest.param("id", ["1"], ",", Convention("kode"), id="id"),
        pytest.param("a", ["9" * 19, "1"], ",", Convention("kode"), id="too long for a figure"),
        pytest.param("a", ["Januari", "NOPEMBER"], ",", Convention("bulan"), id="months"),
        pytest.param("a", ["2026-11-03", "3/11/2026"], ",", Convention("tanggal"), id="dates"),
        pytest.param("a", ["1/20/2013", "1/1/2013"], ",", Convention("teks"), id="month first"),
        pytest.param("a", ["a", "1"], ",", Convention("teks"), id="text"),
        pytest.param("a", ["", "-", "NULL"], ",", Convention("teks"), id="nothing"),
        pytest.param("a", [], ",", Convention("teks"), id="no cells"),
    ],
)
def test_the_convention_fits_every_cell(
    name: str, cells: list[str], delimiter: str, expected: Convention
) -> None:
    assert infer(name, cells, delimiter, None) == expected


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("teks", ["1"], Convention("teks")),
        ("kode", ["1"], Convention("kode")),
        ("tahun", ["x"], Convention("tahun")),
        ("desimal", ["1"], Convention("desimal")),
        ("desimal", ["1,5"], Convention("desimal", ",")),
        ("bulat", ["1.234.567"], Convention("bulat", ",", grouped=True)),
        ("bulat", ["delapan"], Convention("bulat")),
        ("bulat", [], Convention("bulat")),
    ],
)
def test_the_declared_type_is_kept_and_only_the_convention_inferred(
    kind: ColumnKind, cells: list[str], expected: Convention
) -> None:
    assert infer("a", cells, ",", kind) == expected


@pytest.mark.parametrize(
    ("cells", "convention", "expected", "bad"),
    [
        pytest.param(
            ["1", "-", "2.0", "x", "1.5"],
            Convention("bulat"),
            [1, None, 2, None, None],
            [3, 4],
            id="whole",
        ),
        pytest.param(
            ["1.234", "12.34", "5"],
            Convention("bulat", ",", grouped=True),
            [1234, None, 5],
            [1],
            id="groups",
        ),
        pytest.param(
            ["1.234,5", "-6", "nihil"],
            Convention("desimal", ",", grouped=True),
            [1234.5, -6.0, None],
            [],
            id="groups and commas",
        ),
        pytest.param(
            ["1.5", "1e5", "inf", "nan", "9" * 400],
            Convention("desimal"),
            [1.5, None, None, None, None],
            [1, 2, 4],
            id="decimal",
        ),
        pytest.param(
            [str(2**63 - 1), str(2**63), "9" * 400, "9" * 5000],
            Convention("bulat"),
            [2**63 - 1, None, None, None],
            [1, 2, 3],
            id="too large",
        ),
        pytest.param(["2025", "25"], Convention("tahun"), [2025, None], [1], id="year"),
        pytest.param(["Mei", "13"], Convention("bulan"), ["Mei", None], [1], id="month"),
        pytest.param(["010", ""], Convention("kode"), ["010", None], [], id="code"),
        pytest.param(["a", "–"], Convention("teks"), ["a", None], [], id="text"),
    ],
)
def test_cells_are_typed_and_those_that_do_not_fit_are_told(
    cells: list[str], convention: Convention, expected: list[object], bad: list[int]
) -> None:
    assert values(cells, convention) == (expected, bad)


def test_dates_are_typed_over_all_of_the_calendar() -> None:
    cells = ["0001-01-01", "-", "3 November 2026", "9999-12-31", "31-02-2026"]
    series, bad = convert(cells, Convention("tanggal"))
    assert bad == [4]
    assert [at.date() if isinstance(at, datetime) else at for at in as_objects(series)] == [
        date(1, 1, 1),
        None,
        date(2026, 11, 3),
        date(9999, 12, 31),
        None,
    ]


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        ("teks", "str"),
        ("kode", "str"),
        ("bulan", "str"),
        ("bulat", "Int64"),
        ("tahun", "Int64"),
        ("desimal", "float64"),
        ("tanggal", "datetime64[s]"),
    ],
)
def test_every_kind_has_its_dtype_also_without_values(kind: ColumnKind, dtype: str) -> None:
    assert kind in COLUMN_KINDS
    assert convert(["-", ""], Convention(kind))[0].dtype == dtype
    assert convert([], Convention(kind))[0].dtype == dtype


def test_an_endless_cell_is_judged_in_one_pass() -> None:
    cell = "1" * 130_000 + "x"
    assert infer("a", [cell], ",", None) == Convention("teks")
    assert convert([cell], Convention("desimal", ","))[1] == [0]


@settings(deadline=None)
@given(st.lists(st.integers(-(2**63) + 1, 2**63 - 1), min_size=1))
def test_whole_numbers_in_indonesian_convention_read_back_equal(numbers: list[int]) -> None:
    cells = [f"{number:,}".replace(",", ".") for number in numbers]
    convention = infer("jumlah", cells, ";", "bulat")
    assert values(cells, convention) == (numbers, [])


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1))
def test_decimals_in_indonesian_convention_read_back_equal(numbers: list[object]) -> None:
    cells = [f"{number:,.2f}".translate(str.maketrans(",.", ".,")) for number in numbers]
    convention = infer("jumlah", cells, ";", None)
    assert convention.decimal == ","
    assert values(cells, convention) == ([float(str(number)) for number in numbers], [])


_cells = st.lists(st.one_of(st.text(max_size=6), st.text(alphabet="0123456789.,-+/ ", max_size=25)))


@settings(deadline=None)
@given(st.sampled_from(["a", "tahun", "kode"]), _cells, st.sampled_from(",;"))
def test_an_inferred_column_takes_each_of_its_cells(
    name: str, cells: list[str], delimiter: str
) -> None:
    series, bad = convert(cells, infer(name, cells, delimiter, None))
    assert len(series) == len(cells)
    assert bad == []


@settings(deadline=None)
@given(st.sampled_from(COLUMN_KINDS), _cells)
def test_a_declared_column_takes_any_cells_or_tells_them(
    kind: ColumnKind, cells: list[str]
) -> None:
    series, bad = convert(cells, infer("a", cells, ",", kind))
    assert len(series) == len(cells)
    assert all(series.isna().iloc[at] for at in bad)
