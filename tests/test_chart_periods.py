"""A period is one thing from the cell to the axis: in every spelling, with its gaps, in words."""

from __future__ import annotations

from typing import get_args

import pytest

from sitegen.charts.data import ChartData
from sitegen.charts.drawing import plot
from sitegen.charts.layout import WIDE
from sitegen.charts.prepare import prepare
from sitegen.charts.shapes import Label
from sitegen.charts.text import data_table
from sitegen.datasets.sentence import sentence
from sitegen.i18n import Lang, translator
from sitegen.model import ChartKind, ChartSpec, Column, ColumnKind, Table, Where
from sitegen.tables.table import parse_table

ID, EN = translator("id"), translator("en")
DRAWN: tuple[ChartKind, ...] = ("garis", "area", "batang")


def table(cells: tuple[str, ...], kind: ColumnKind) -> Table:
    """A table whose first column `x` is declared to be of this kind, read from a file."""
    rows = "\n".join(f"{cell};{10 * (at + 1)}" for at, cell in enumerate(cells))
    file, problems = parse_table(
        f"x;y\n{rows}\n".encode(), "data/x.csv", (Column(name="x", title="X", kind=kind),)
    )
    assert file is not None, problems
    return file.table


def chart(cells: tuple[str, ...], kind: ColumnKind, drawn: ChartKind = "garis") -> ChartData:
    data, problems = prepare(
        ChartSpec(kind=drawn, x="x", y="y"), table(cells, kind), Where(path="x")
    )
    assert data is not None, problems
    return data


def axis(data: ChartData, lang: Lang) -> list[str]:
    """The texts below the plot, one for each place, with the year that stands under it."""
    drawn = [
        shape for shape in plot(data, translator(lang), WIDE).shapes if isinstance(shape, Label)
    ]
    first = next(at for at, shape in enumerate(drawn) if shape.y > 270)
    labels: list[str] = []
    for shape in drawn[first:]:
        if labels and shape.y > drawn[first].y:
            labels[-1] += f" {shape.text}"
        else:
            labels.append(shape.text)
    return labels


# Each is the first, second and fourth period of a row of four; the third is a gap.
SPELLINGS: dict[str, tuple[tuple[str, ...], tuple[ColumnKind, ...]]] = {
    "year": (("2019", "2020", "2022"), ("tahun", "teks")),
    "year with a nought": (("2019.0", "2020.0", "2022.0"), ("tahun", "teks")),
    "preliminary year": (("2019", "2020*", "2022**)"), ("tahun",)),
    "semester": (("2023-S1", "2023-S2", "2024-S2"), ("semester", "teks")),
    "semester in words": (
        ("Semester I 2023", "Smt 2 2023", "2024 semester II"),
        ("semester", "teks"),
    ),
    "quarter": (("2023-Q2", "2023-Q3", "2024-Q1"), ("triwulan", "teks")),
    "quarter with T": (("2023-T2", "T3 2023", "2024/T1"), ("triwulan", "teks")),
    "quarter in words": (
        ("Triwulan II 2023", "TW 3 tahun 2023", "Kuartal 1 2024"),
        ("triwulan", "teks"),
    ),
    "month": (("2023-11", "2023-12", "2024-02"), ("bulan", "teks")),
    "month in figures": (("11/2023", "12/2023", "02/2024"), ("bulan", "teks")),
    "month by its name": (("Nopember 2023", "Des 2023", "Pebruari 2024"), ("bulan", "teks")),
    "month of a spreadsheet": (("Nov-23", "Des-23", "Feb-24"), ("bulan", "teks")),
}
WORDS = {
    "year": {lang: ["2019", "2020", "2021", "2022"] for lang in ("id", "en")},
    "semester": {
        lang: ["Semester 1 2023", "Semester 2 2023", "Semester 1 2024", "Semester 2 2024"]
        for lang in ("id", "en")
    },
    "quarter": {
        "id": ["Triwulan 2 2023", "Triwulan 3 2023", "Triwulan 4 2023", "Triwulan 1 2024"],
        "en": ["Quarter 2 2023", "Quarter 3 2023", "Quarter 4 2023", "Quarter 1 2024"],
    },
    "month": {
        "id": ["November 2023", "Desember 2023", "Januari 2024", "Februari 2024"],
        "en": ["November 2023", "December 2023", "January 2024", "February 2024"],
    },
}
# What stands below the plot: parts first, their year under the first of each year.
BELOW = {
    "year": WORDS["year"],
    "semester": {lang: ["S1 2023", "S2", "S1 2024", "S2"] for lang in ("id", "en")},
    "quarter": {
        "id": ["T2 2023", "T3", "T4", "T1 2024"],
        "en": ["Q2 2023", "Q3", "Q4", "Q1 2024"],
    },
    "month": {
        "id": ["Nov 2023", "Des", "Jan 2024", "Feb"],
        "en": ["Nov 2023", "Dec", "Jan 2024", "Feb"],
    },
}
CASES = [
    pytest.param(cells, kind, drawn, grain, id=f"{name}, {kind}, {drawn}")
    for name, (cells, kinds) in SPELLINGS.items()
    for kind in kinds
    for drawn in DRAWN
    for grain in [next(word for word in WORDS if word in name)]
]


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize(("cells", "kind", "drawn", "grain"), CASES)
def test_axis_gap_table_and_words_name_a_period_alike(
    cells: tuple[str, ...], kind: ColumnKind, drawn: ChartKind, grain: str, lang: Lang
) -> None:
    data = chart(cells, kind, drawn)
    words = WORDS[grain][lang]
    assert [row[0] for row in data_table(data, translator(lang))[1]] == words
    assert [row[1] for row in data_table(data, translator(lang))[1]] == ["10", "20", "–", "30"]
    assert axis(data, lang) == BELOW[grain][lang]
    said = sentence(data, translator(lang)).casefold()
    assert words[0].casefold() in said
    assert words[3].casefold() in said


@pytest.mark.parametrize(
    ("cells", "kind", "words"),
    [
        pytest.param(
            ("Mrt", "Apr", "Agust"),
            "teks",
            ["Maret", "April", "Mei", "Juni", "Juli", "Agustus"],
            id="months as agencies cut them",
        ),
        pytest.param(
            ("1", "2", "4"), "bulan", ["Januari", "Februari", "Maret", "April"], id="month numbers"
        ),
        pytest.param(
            ("I", "II", "IV"), "bulan", ["Januari", "Februari", "Maret", "April"], id="Roman months"
        ),
        pytest.param(
            ("Mei", "Juni / June", "A g u s t u s"),
            "teks",
            ["Mei", "Juni", "Juli", "Agustus"],
            id="months in two languages and spaced out",
        ),
        pytest.param(
            ("I", "TW 2", "4"),
            "triwulan",
            ["Triwulan 1", "Triwulan 2", "Triwulan 3", "Triwulan 4"],
            id="quarters without a year",
        ),
        pytest.param(("1", "II"), "semester", ["Semester 1", "Semester 2"], id="semesters alone"),
    ],
)
@pytest.mark.parametrize("drawn", DRAWN)
def test_periods_of_no_year_have_their_gaps_and_words(
    cells: tuple[str, ...], kind: ColumnKind, words: list[str], drawn: ChartKind
) -> None:
    data = chart(cells, kind, drawn)
    assert data.is_time
    assert [row[0] for row in data_table(data, ID)[1]] == words
    assert [label[:3] for label in axis(data, "id")] == [word[:3] for word in words]


@pytest.mark.parametrize("drawn", ["batang", "batang-mendatar"])
@pytest.mark.parametrize("grain", WORDS)
def test_bars_that_are_sorted_by_figure_keep_the_words_of_their_periods(
    grain: str, drawn: ChartKind
) -> None:
    cells, kinds = SPELLINGS[grain]
    spec = ChartSpec(kind=drawn, x="x", y="y", sort="turun")
    data, problems = prepare(spec, table(cells, kinds[0]), Where(path="x"))
    assert data is not None, problems
    words = [WORDS[grain]["id"][at] for at in (3, 1, 0)]
    assert not data.is_time
    assert [row[0] for row in data_table(data, ID)[1]] == words
    texts = [shape.text for shape in plot(data, ID, WIDE).shapes if isinstance(shape, Label)]
    assert all(word.split()[0] in " ".join(texts) for word in words)
    assert f"{words[0]} (30)".casefold() in sentence(data, ID).casefold()


def test_quarters_without_a_year_are_quarters_in_english() -> None:
    rows = data_table(chart(("1", "2"), "triwulan"), EN)[1]
    assert [row[0] for row in rows] == ["Quarter 1", "Quarter 2"]


def test_one_period_in_two_spellings_is_one_place() -> None:
    source = table(("TW I 2024", "2024-Q1"), "teks")
    data, problems = prepare(ChartSpec(kind="garis", x="x", y="y"), source, Where(path="x"))
    assert data is None
    assert [(each.code, dict(each.params)["example"]) for each in problems] == [("C007", "2024-Q1")]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        pytest.param(("S1", "S2", "S3"), "teks", id="degrees"),
        pytest.param(("Triwulan 1", "Triwulan 2"), "teks", id="declared to be a text"),
        pytest.param(("2024-Q1", "2024-S1"), "teks", id="two kinds of period"),
        pytest.param(("3", "1"), "kode", id="codes"),
    ],
)
def test_what_is_no_period_stays_as_it_is_written(cells: tuple[str, ...], kind: ColumnKind) -> None:
    data = chart(cells, kind, "batang")
    assert (data.x_kind, data.xs) == ("kategori", cells)


def test_an_empty_cell_has_no_place_in_time() -> None:
    data = chart(("", "2024-01", "2024-03"), "bulan", "batang")
    assert (data.x_kind, data.xs) == ("kategori", ("2024-01", "2024-03", ""))


@pytest.mark.parametrize("wanted", ["Agustus 2024", "2024-08", "Agt 2024", "08/2024"])
def test_a_month_to_stand_out_is_found_in_any_spelling(wanted: str) -> None:
    spec = ChartSpec(kind="batang", x="x", y="y", highlight=wanted)
    data, problems = prepare(spec, table(("Juli 2024", "Agust 2024"), "teks"), Where(path="x"))
    assert data is not None
    assert (data.highlight, problems) == ("2024-08", ())


@pytest.mark.parametrize("value", ["TW I 2024", "2024-Q1", "T1 2024"])
def test_rows_of_a_quarter_are_found_in_any_spelling(value: str) -> None:
    spec = ChartSpec(kind="batang", x="x", y="y", filter=(("x", (value,)),))
    data, _ = prepare(spec, table(("TW I 2024", "TW II 2024"), "triwulan"), Where(path="x"))
    assert data is not None
    assert [mark.y for mark in data.marks] == [10]


@pytest.mark.parametrize(
    ("cells", "kind", "value"),
    [
        (("8", "9"), "bulan", "8"),
        (("VIII", "IX"), "bulan", "agt"),
        (("1", "2"), "semester", "Semester I"),
        (("2025*", "2026*"), "tahun", "2025*"),
    ],
    ids=["number", "name", "semester", "preliminary year"],
)
def test_rows_are_found_by_what_stands_in_the_file(
    cells: tuple[str, ...], kind: ColumnKind, value: str
) -> None:
    spec = ChartSpec(kind="batang", x="x", y="y", filter=(("x", (value,)),))
    data, problems = prepare(spec, table(cells, kind), Where(path="x"))
    assert data is not None, problems
    assert [mark.y for mark in data.marks] == [10]


def test_series_of_months_are_named_in_the_language() -> None:
    rows = "2023;Agt;1\n2023;DESEMBER;2\n2024;Agust;3\n2024;Des;4\n"
    file, _ = parse_table(f"tahun;bln;y\n{rows}".encode(), "data/x.csv")
    assert file is not None
    spec = ChartSpec(kind="garis", x="tahun", y="y", series="bln")
    data, problems = prepare(spec, file.table, Where(path="x"))
    assert data is not None, problems
    assert data_table(data, EN)[0] == ("Tahun", "August", "December")
    names = {shape.text for shape in plot(data, EN, WIDE).shapes if isinstance(shape, Label)}
    assert {"August", "December"} <= names
    assert "August rose from 1 (2023) to 3 (2024)" in sentence(data, EN)
