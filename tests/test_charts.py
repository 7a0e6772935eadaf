"""A chart's keys and a table become marks, or problems that name the key."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd
import pytest

from sitegen.charts.data import ChartData
from sitegen.charts.order import axis
from sitegen.charts.prepare import automatic, prepare
from sitegen.model import ChartSpec, Column, ColumnKind, Problem, Table, Where
from sitegen.problems.chart import CHART

WHERE = Where(path="content/kelurahan/dago/data/x.yml", line=7)
DTYPES = {"bulat": "Int64", "tahun": "Int64", "desimal": "float64", "tanggal": "datetime64[ns]"}


def table(units: dict[str, str] | None = None, /, **columns: tuple[ColumnKind, list[Any]]) -> Table:
    made = tuple(
        Column(name=n, title=n.capitalize(), kind=k, unit=(units or {}).get(n, ""))
        for n, (k, _) in columns.items()
    )
    frame = pd.DataFrame(
        {n: pd.Series(v, dtype=DTYPES.get(k, "str")) for n, (k, v) in columns.items()}
    )
    return Table(made, frame)


def made(spec: ChartSpec, source: Table) -> ChartData:
    data, problems = prepare(spec, source, WHERE)
    assert data is not None, problems
    return data


def only(spec: ChartSpec, source: Table) -> Problem:
    data, problems = prepare(spec, source, WHERE)
    assert len(problems) == 1
    assert (data is None) == (problems[0].code not in {"C006", "C008", "C009"})
    return problems[0]


def text(problem: Problem) -> str:
    kind = CHART[problem.code]
    params = dict(problem.params)
    return f"{kind.message.format(**params)}; {kind.hint.format(**params)}"


YEARS = table(tahun=("tahun", [2018, 2019, 2021]), jumlah=("bulat", [5, 7, 9]))
SEX = table(
    tahun=("tahun", [2020, 2020, 2021, 2021]),
    jk=("teks", ["Laki-laki", "Perempuan"] * 2),
    jumlah=("bulat", [10, 11, 12, None]),
)


def test_a_missing_year_is_a_gap_in_the_axis() -> None:
    data = made(ChartSpec(kind="garis", x="tahun", y="jumlah"), YEARS)
    assert data.xs == ("2018", "2019", "2020", "2021")
    assert [(mark.x, mark.y) for mark in data.marks] == [("2018", 5), ("2019", 7), ("2021", 9)]


def test_an_empty_cell_is_a_gap_and_never_zero() -> None:
    data = made(ChartSpec(kind="garis", x="tahun", y="jumlah", series="jk"), SEX)
    assert ("2021", "Perempuan") not in data.cells()
    assert data.series == ("Laki-laki", "Perempuan")


@pytest.mark.parametrize(
    ("labels", "ordered"),
    [
        pytest.param(
            ["DESEMBER", "Jan", "Nopember", "Agt"],
            ("Januari", "Agustus", "November", "Desember"),
            id="months in any spelling",
        ),
        pytest.param(
            ["Februari 2025", "Desember 2024"],
            ("2024-12", "2025-02"),
            id="months of two years",
        ),
        pytest.param(
            ["2019-S1", "2018-S2", "Semester I 2018"],
            ("2018-S1", "2018-S2", "2019-S1"),
            id="semesters",
        ),
        pytest.param(["10-14", "75+", "0-4", "5-9"], ("0-4", "5-9", "10-14", "75+"), id="ages"),
        pytest.param(["60+", "<5", "5 - 9"], ("<5", "5 - 9", "60+"), id="open age groups"),
        pytest.param(["Regol", "Andir"], ("Regol", "Andir"), id="as they appear"),
    ],
)
def test_labels_have_their_natural_order(labels: list[str], ordered: tuple[str, ...]) -> None:
    source = table(x=("teks", labels), y=("bulat", list(range(len(labels)))))
    xs = made(ChartSpec(kind="batang", x="x", y="y"), source).xs
    filled = [x for x in xs if x in ordered]
    assert tuple(filled) == ordered


def test_months_in_between_are_filled() -> None:
    source = table(x=("bulan", ["Januari", "Februari", "Mei"]), y=("bulat", [1, 2, 5]))
    data = made(ChartSpec(kind="garis", x="x", y="y"), source)
    assert data.xs == ("Januari", "Februari", "Maret", "April", "Mei")


def test_codes_are_not_taken_for_ages() -> None:
    assert axis(["3", "1"], "kode").kind == "kategori"


def test_dates_have_their_distance() -> None:
    days = ["2026-11-03", "2026-11-01", "2026-11-10"]
    source = table(x=("tanggal", days), y=("bulat", [1, 2, 3]))
    data = made(ChartSpec(kind="garis", x="x", y="y"), source)
    assert data.xs == ("2026-11-01", "2026-11-03", "2026-11-10")
    assert [b - data.positions[0] for b in data.positions] == [0, 2, 9]


def test_filter_accepts_other_capitals_and_years() -> None:
    spec = ChartSpec(
        kind="batang", x="jk", y="jumlah", filter=(("tahun", ("2020",)), ("jk", ("perempuan",)))
    )
    assert [mark.y for mark in made(spec, SEX).marks] == [11]


@pytest.mark.parametrize(("how", "expected"), [("jumlah", [21, 12]), ("rata-rata", [10.5, 12])])
def test_aggregates_leave_out_empty_cells_and_count_them(how: Any, expected: list[float]) -> None:
    data = made(ChartSpec(kind="batang", x="tahun", y="jumlah", aggregate=how), SEX)
    assert [mark.y for mark in data.marks] == expected
    assert data.missing == 1


def test_sorted_bars_are_cut_and_remember_how_many_there_were() -> None:
    source = table(x=("teks", list("abcd")), y=("bulat", [2, 9, None, 4]))
    data = made(ChartSpec(kind="batang-mendatar", x="x", y="y", sort="turun", top=3), source)
    assert (data.xs, data.total_xs) == (("b", "d", "a"), 4)


def test_heat_map_has_its_rows_as_series() -> None:
    spec = ChartSpec(kind="peta-panas", x="tahun", y="jk", value="jumlah")
    data = made(spec, SEX)
    assert (data.xs, data.series) == (("2020", "2021"), ("Laki-laki", "Perempuan"))
    assert len(data.marks) == 3


def test_target_keeps_both_figures() -> None:
    source = table(i=("teks", ["a", "b"]), r=("desimal", [1.5, 2]), t=("bulat", [2, None]))
    data = made(ChartSpec(kind="target", x="i", y="r", target="t"), source)
    assert [(mark.y, mark.target) for mark in data.marks] == [(1.5, 2.0), (2.0, None)]


def test_scatter_names_its_points_by_a_column_of_names() -> None:
    source = table(n=("teks", ["A", "B"]), a=("bulat", [1, 2]), b=("bulat", [3, None]))
    data = made(ChartSpec(kind="sebar", x="a", y="b"), source)
    assert [(mark.x, mark.at, mark.y) for mark in data.marks] == [("A", 1, 3)]


def test_data_are_hashable_and_survive_pickling() -> None:
    data = made(ChartSpec(kind="batang", x="tahun", y="jumlah", series="jk"), SEX)
    assert pickle.loads(pickle.dumps(data)) == data  # noqa: S301 - our own bytes
    assert hash(data) == hash(pickle.loads(pickle.dumps(data)))  # noqa: S301


@pytest.mark.parametrize(
    ("spec", "code", "said"),
    [
        (
            ChartSpec(kind="garis", x="tahn", y="jumlah"),
            "C001",
            (
                "`x: tahn`: the table has no column `tahn`; it has `tahun`, `jk`, `jumlah`; copy "
                "a name exactly as in the first row of the file; most alike: `tahun`"
            ),
        ),
        (
            ChartSpec(kind="garis", x="tahun", y="jk"),
            "C002",
            (
                "`y: jk`: this column is of the type `teks`, a chart needs figures here; "
                "use one of the columns with figures: `jumlah`"
            ),
        ),
        (
            ChartSpec(
                kind="batang",
                x="jk",
                y="jumlah",
                filter=(("tahun", ("2020",)), ("jumlah", ("12",))),
            ),
            "C003",
            (
                "no row is left after `saring` (tahun: 2020; jumlah: 12); the table has "
                "tahun: `2020`, `2021`; jumlah: `10`, `11`, `12`; "
                "choose values that occur together in the same row, or drop one of them"
            ),
        ),
        (
            ChartSpec(kind="target", x="jk", y="jumlah"),
            "C004",
            (
                "a chart of the kind `target` needs the key `target`; "
                "add `target:` with the name of a column"
            ),
        ),
        (
            ChartSpec(kind="garis", x="tahun", y="jumlah", top=3),
            "C005",
            (
                "`teratas: 3` has no meaning in a chart of the kind `garis`; remove the line "
                "`teratas:`, or use one of the kinds that know it: "
                "`batang`, `batang-mendatar`, `target`"
            ),
        ),
        (
            ChartSpec(kind="garis", x="tahun", y="jumlah", series="jk", highlight="Wanita"),
            "C006",
            (
                "`sorot: Wanita` is neither a series nor a category here; there are `Laki-laki`, "
                "`Perempuan`; write it as in the cells (most alike: -); for now nothing is highlighted"
            ),
        ),
        (
            ChartSpec(kind="garis", x="tahun", y="jumlah"),
            "C007",
            (
                "2 rows fall on one bar or point, for example on `2020`; add `agregat: jumlah` or "
                "`agregat: rata-rata`, or choose among them with `saring` or `seri`"
            ),
        ),
        (
            ChartSpec(
                kind="garis", x="tahun", y="jumlah", series="jk", filter=(("jk", ("Perempuam",)),)
            ),
            "C010",
            (
                "`saring`: column `jk` has no value `Perempuam`; it has `Laki-laki`, `Perempuan`; "
                "write it as in the cells of the file; most alike: `Perempuan`"
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("C0") else "",
)
def test_problems_say_what_was_found_and_the_next_step(
    spec: ChartSpec, code: str, said: str
) -> None:
    problem = only(spec, SEX)
    assert (problem.code, problem.where.path, problem.where.line) == (code, WHERE.path, 7)
    assert problem.where.field
    assert text(problem) == said


@pytest.mark.parametrize(
    ("column", "nearest"),
    [
        pytest.param("tahn", "`tahun`", id="a letter left out"),
        pytest.param("JUMLAH", "`jumlah`", id="capitals"),
        pytest.param("kecamatan", "-", id="nothing like it"),
    ],
)
def test_a_column_is_suggested_only_where_the_name_is_like_it(column: str, nearest: str) -> None:
    problem = only(ChartSpec(kind="garis", x=column, y="jumlah"), SEX)
    assert dict(problem.params)["nearest"] == nearest


def test_arrangement_needs_series_and_a_fitting_kind() -> None:
    spec = ChartSpec(kind="garis", x="tahun", y="jumlah", arrangement="tumpuk")
    _, problems = prepare(spec, SEX, WHERE)
    assert [problem.code for problem in problems] == ["C004", "C005"]


@pytest.mark.parametrize("rows", [0, 1], ids=["empty table", "only an empty cell"])
def test_a_table_without_figures_is_said(rows: int) -> None:
    source = table(x=("teks", ["a"] * rows), y=("bulat", [None] * rows))
    assert only(ChartSpec(kind="batang", x="x", y="y"), source).code == "C012"


def test_too_many_colours_and_bars_are_warned_of() -> None:
    many = [f"s{i}" for i in range(41)]
    source = table(x=("teks", many), s=("teks", many), y=("bulat", list(range(41))))
    assert only(ChartSpec(kind="batang", x="x", y="y"), source).code == "C009"
    panel = ChartSpec(kind="garis", x="x", y="y", series="s", arrangement="panel")
    assert prepare(panel, source, WHERE)[1] == ()
    assert only(ChartSpec(kind="garis", x="x", y="y", series="s"), source).code == "C008"
    marked = ChartSpec(kind="garis", x="x", y="y", series="s", highlight="S7")
    assert made(marked, source).highlight == "s7"


def test_every_text_of_a_problem_can_be_filled() -> None:
    for code, kind in CHART.items():
        for name in set(kind.__struct_fields__) - {"spares", "fix"}:
            assert getattr(kind, name), code
        names = {"key", "column", "columns", "nearest", "found", "filter", "values", "kind"}
        names |= {"kinds", "value", "count", "example", "limit", "reason", "names"}
        filled = dict.fromkeys(names, "?")
        assert "{" not in (kind.message + kind.hint).format(**filled).replace("`{", "")


AREAS = table(
    tahun=("tahun", [2023] * 8 + [2024] * 8),
    kelurahan=("teks", list("abcdefgh") * 2),
    jumlah=("bulat", list(range(16))),
)


MONTHS: dict[str, tuple[ColumnKind, list[Any]]] = {
    "Bulan Jan": ("bulat", [1, 2]),
    "Bulan Feb": ("bulat", [2, 3]),
    "Bulan Agt": ("bulat", [3, 4]),
}


@pytest.mark.parametrize(
    ("source", "spec"),
    [
        pytest.param(YEARS, ChartSpec(kind="garis", x="tahun", y="jumlah"), id="time and figure"),
        pytest.param(
            SEX, ChartSpec(kind="garis", x="tahun", y="jumlah", series="jk"), id="few series"
        ),
        pytest.param(
            AREAS,
            ChartSpec(kind="garis", x="tahun", y="jumlah", aggregate="jumlah"),
            id="many series are added up",
        ),
        pytest.param(
            table(n=("teks", ["a", "b"]), y=("bulat", [1, 2])),
            ChartSpec(kind="batang-mendatar", x="n", y="y", sort="turun", top=20),
            id="categories",
        ),
        pytest.param(
            table(
                tahun=("tahun", [2023, 2023, 2024, 2024]),
                semester=("bulat", [1, 2, 1, 2]),
                penduduk=("bulat", [1, 2, 3, 4]),
            ),
            ChartSpec(kind="garis", x="tahun", y="penduduk", filter=(("semester", ("2",)),)),
            id="semesters are never added up",
        ),
        pytest.param(
            table(umur=("teks", ["5-9", "0-4"]), y=("bulat", [1, 2])),
            ChartSpec(kind="batang-mendatar", x="umur", y="y"),
            id="ages keep their order",
        ),
        pytest.param(
            table(n=("teks", ["a", "b"]), **MONTHS, Jumlah=("bulat", [6, 9])),
            ChartSpec(kind="batang-mendatar", x="n", y="Jumlah", sort="turun", top=20),
            id="months in columns are shown by their sum",
        ),
        pytest.param(table(n=("teks", ["a", "b"]), **MONTHS), None, id="one of many months"),
        pytest.param(
            table(n=("teks", ["a", "b"]), **{str(y): ("bulat", [1, 2]) for y in range(2020, 2024)}),
            None,
            id="one of many years",
        ),
        pytest.param(
            table(n=("teks", ["a", "b"]), Mei=("bulat", [1, 2]), Juni=("bulat", [3, 4])),
            ChartSpec(kind="batang-mendatar", x="n", y="Mei", sort="turun", top=20),
            id="two months are figures of their own",
        ),
        pytest.param(table(n=("teks", ["a", "b"])), None, id="no figure"),
        pytest.param(table(n=("teks", []), y=("bulat", [])), None, id="no row"),
        pytest.param(
            table({"y": "jiwa/km2"}, n=("teks", ["a", "a", "b"]), y=("bulat", [1, 2, 3])),
            None,
            id="rates are never added up",
        ),
    ],
)
def test_automatic_chart_fits_the_columns(source: Table, spec: ChartSpec | None) -> None:
    found = automatic(source)
    assert found == spec
    if found is not None:
        made(found, source)
