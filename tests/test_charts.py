"""A chart's keys and a table become marks, or problems that name the key."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd
import pytest

from sitegen.charts.caption import shown_words
from sitegen.charts.data import ChartData
from sitegen.charts.order import axis
from sitegen.charts.prepare import automatic, prepare
from sitegen.i18n import translator
from sitegen.model import ChartSpec, Column, ColumnKind, Problem, Table, Where
from sitegen.problems.chart import CHART

ID = translator("id")
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
                "a name from the first row of the file; most alike: `tahun`"
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
                "`batang`, `batang-mendatar`, `target`, `perubahan`"
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
    years = table(
        x=("tahun", list(range(1980, 2021))), s=("teks", many), y=("bulat", list(range(41)))
    )
    panel = ChartSpec(kind="garis", x="x", y="y", series="s", arrangement="panel")
    assert prepare(panel, years, WHERE)[1] == ()
    assert only(ChartSpec(kind="garis", x="x", y="y", series="s"), years).code == "C008"
    marked = ChartSpec(kind="garis", x="x", y="y", series="s", highlight="S7")
    assert made(marked, years).highlight == "s7"


def test_every_text_of_a_problem_can_be_filled() -> None:
    for code, kind in CHART.items():
        for name in set(kind.__struct_fields__) - {"spares", "fix"}:
            assert getattr(kind, name), code
        names = {"key", "column", "columns", "nearest", "found", "filter", "values", "kind"}
        names |= {"kinds", "value", "count", "example", "limit", "reason", "names"}
        names |= {"first", "second", "created", "lines", "level"}
        filled = dict.fromkeys(names, "?")
        said = (kind.message + kind.hint).format(**filled)
        assert "{" not in said.replace("`{", "").replace("{tahun: [2020, 2024]}", "")


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
LONG_MONTHS: dict[str, tuple[ColumnKind, list[Any]]] = {
    name: (kind, [*cells, 2, 2, 2, 2, 2, 2]) for name, (kind, cells) in MONTHS.items()
}
WIDE_YEARS = ("2020", "2021", "2022", "2023")


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
            ChartSpec(kind="garis", x="bulan", y="nilai", series="n", fold=tuple(MONTHS)),
            id="months in columns are one series, without their sum",
        ),
        pytest.param(
            table(n=("teks", list("abcdefgh")), **LONG_MONTHS, Jumlah=("bulat", [6] * 8)),
            ChartSpec(kind="batang-mendatar", x="n", y="Jumlah", sort="turun", top=20),
            id="months of many rows are shown by their sum",
        ),
        pytest.param(
            table(n=("teks", ["a", "b"]), **dict.fromkeys(WIDE_YEARS, ("bulat", [1, 2]))),
            ChartSpec(kind="garis", x="tahun", y="nilai", series="n", fold=WIDE_YEARS),
            id="years in columns are one series",
        ),
        pytest.param(
            table(n=("teks", ["a", "b"]), Mei=("bulat", [1, 2]), Juni=("bulat", [3, 4])),
            ChartSpec(kind="garis", x="bulan", y="nilai", series="n", fold=("Mei", "Juni")),
            id="two months are one series",
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


SPACED: Any = {
    "Nama Kelurahan": ("teks", ["Dago", "Isola", "Lebak"]),
    "Jumlah Penduduk": ("bulat", [5, 9, 7]),
    "tahun": ("tahun", [2024, 2024, 2024]),
}
NAMED = table(**SPACED)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("nama kelurahan", "jumlah penduduk"),
        ("nama_kelurahan", "Jumlah_Penduduk"),
        ("NAMA  KELURAHAN", "jumlahpenduduk"),
    ],
)
def test_columns_are_found_despite_capitals_and_spaces(x: str, y: str) -> None:
    data = made(ChartSpec(kind="batang", x=x, y=y), NAMED)
    assert (data.x_title, data.y_title) == ("Nama kelurahan", "Jumlah penduduk")


def test_a_title_stands_for_its_column() -> None:
    column = Column(name="jml_pddk", title="Jumlah penduduk", kind="bulat")
    frame = pd.DataFrame({"kec": ["A", "B"], "jml_pddk": pd.Series([1, 2], dtype="Int64")})
    source = Table((Column(name="kec", title="Kec", kind="teks"), column), frame)
    assert made(ChartSpec(kind="batang", x="kec", y="jumlah penduduk"), source).y_title == (
        "Jumlah penduduk"
    )


def test_of_two_columns_that_differ_in_capitals_none_is_guessed() -> None:
    source = table(kec=("teks", ["A"]), jumlah=("bulat", [1]), Jumlah=("bulat", [2]))
    assert only(ChartSpec(kind="batang", x="kec", y="JUMLAH"), source).code == "C001"
    assert made(ChartSpec(kind="batang", x="kec", y="Jumlah"), source).marks[0].y == 2


def test_the_only_period_of_the_rows_is_told() -> None:
    data = made(ChartSpec(kind="batang", x="Nama Kelurahan", y="Jumlah Penduduk"), NAMED)
    assert shown_words(data, ID) == "2024"


AREAS_OF_YEARS = table(
    Kecamatan=("teks", ["Andir", "Andir", "Coblong", "Coblong"]),
    Kelurahan=("teks", ["Ciroyom", "Garuda", "Dago", "Lebak"]),
    Tahun=("tahun", [2024, 2023, 2024, 2024]),
    Jumlah=("bulat", [9, 11, 10, 12]),
)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (
            {"filter": (("Tahun", ("2024",)), ("Kecamatan", ("coblong",)))},
            "Kecamatan Coblong, 2024",
        ),
        ({"filter": (("kecamatan", ("Andir",)),)}, "Kecamatan Andir"),
        ({"aggregate": "jumlah", "x": "Kecamatan"}, "2023 dan 2024"),
        ({"sort": "turun", "top": 2}, "2 terbanyak dari 4"),
        ({"sort": "naik", "top": 2}, "2 paling sedikit dari 4"),
        ({"top": 3}, "3 dari 4"),
        (
            {"sort": "turun", "top": 1, "filter": (("Tahun", ("2024",)),)},
            "2024, 1 terbanyak dari 3",
        ),
        ({"sort": "turun", "top": 2, "highlight": "ciroyom"}, "2 terbanyak dari 4, dan Ciroyom"),
    ],
)
def test_what_is_shown_is_said(spec: Any, words: str) -> None:
    given = {"kind": "batang-mendatar", "x": "Kelurahan", "y": "Jumlah"} | spec
    assert shown_words(made(ChartSpec(**given), AREAS_OF_YEARS), ID) == words


def test_a_category_that_stands_out_is_shown_below_the_cut() -> None:
    spec = ChartSpec(
        kind="batang-mendatar", x="Kelurahan", y="Jumlah", sort="turun", top=2, highlight="ciroyom"
    )
    data = made(spec, AREAS_OF_YEARS)
    assert (data.xs, data.highlight, data.added) == (
        ("Lebak", "Garuda", "Ciroyom"),
        "Ciroyom",
        True,
    )
    assert [mark.x for mark in data.rest] == ["Dago"]


DAYS = tuple(str(day.date()) for day in pd.date_range("2025-01-01", periods=400))


def test_bars_of_more_days_than_fit_become_a_line() -> None:
    source = table(hari=("tanggal", list(DAYS)), n=("bulat", list(range(400))))
    data, problems = prepare(ChartSpec(kind="batang", x="hari", y="n"), source, WHERE)
    assert data is not None
    assert (data.kind, len(data.xs), problems) == ("garis", 400, ())


@pytest.mark.parametrize("how", [{"top": 30}, {"series": "s", "arrangement": "tumpuk"}])
def test_bars_that_are_cut_in_time_keep_the_newest(how: Any) -> None:
    source = table(
        hari=("tanggal", list(DAYS)), s=("teks", ["a"] * 400), n=("bulat", list(range(400)))
    )
    data, _ = prepare(ChartSpec(kind="batang", x="hari", y="n", **how), source, WHERE)
    assert data is not None
    assert data.xs[-1] == DAYS[-1]
    assert len(data.xs) == how.get("top", 100)
    assert shown_words(data, ID) == f"{len(data.xs)} terakhir dari 400"


@pytest.mark.parametrize(
    ("spec", "source", "said"),
    [
        pytest.param(
            ChartSpec(kind="area", x="t", y="n", series="s"),
            table(
                t=("tahun", [2020, 2020, 2021, 2021]),
                s=("teks", ["Masuk", "Keluar"] * 2),
                n=("bulat", [50, -20, 60, 30]),
            ),
            "an area cannot show figures below zero (2020 / Keluar: -20); "
            "write `jenis: batang`, whose bars go below zero, or `jenis: garis`",
            id="area below zero",
        ),
        pytest.param(
            ChartSpec(kind="garis", x="kec", y="n"),
            table(kec=("teks", ["Andir", "Regol"]), n=("bulat", [1, 2])),
            "`jenis: garis` joins what has no order: `Andir`, `Regol` are names, not periods; "
            "write `jenis: batang-mendatar` with `urut: turun`; "
            "or name the column of the period as `x`",
            id="line over names",
        ),
        pytest.param(
            ChartSpec(kind="target", x="i", y="n", target="m"),
            table(i=("teks", ["a", "b"]), n=("bulat", [-3, 2]), m=("bulat", [-5, 4])),
            "there is no share of a target where a figure is below zero (a: -3); "
            "write `jenis: batang-mendatar` and drop the line `target:`, "
            "or leave that row out with `saring`",
            id="share of a negative target",
        ),
        pytest.param(
            ChartSpec(kind="perubahan", x="i", y="n", series="t"),
            table(i=("teks", ["a"] * 3), n=("bulat", [1, 2, 3]), t=("tahun", [2020, 2021, 2022])),
            "`jenis: perubahan` compares two periods; `seri` has 3 here: `2020`, `2021`, `2022`; "
            "choose two of them with `saring`, such as `saring: {tahun: [2020, 2024]}`",
            id="change over three periods",
        ),
    ],
)
def test_a_kind_that_would_mislead_is_refused_with_one_that_fits(
    spec: ChartSpec, source: Table, said: str
) -> None:
    data, problems = prepare(spec, source, WHERE)
    assert data is None
    assert [text(problem) for problem in problems] == [said]


@pytest.mark.parametrize(
    ("columns", "y", "unit", "expected"),
    [
        pytest.param({"pagu": ""}, "pagu", "rupiah", "rupiah", id="the only figure"),
        pytest.param({"pagu": "juta Rp"}, "pagu", "rupiah", "juta Rp", id="a unit of its own"),
        pytest.param({"a": "", "b": "%"}, "a", "rupiah", "", id="another has its own"),
        pytest.param({"pagu": "", "realisasi": ""}, "realisasi", "rupiah", "rupiah", id="several"),
        pytest.param(
            {"pagu": "", "jumlah_paket": ""}, "jumlah_paket", "rupiah", "", id="of another kind"
        ),
        pytest.param({"luas (ha)": ""}, "luas (ha)", "", "ha", id="in the title"),
    ],
)
def test_the_unit_of_a_dataset_reaches_its_charts(
    columns: dict[str, str], y: str, unit: str, expected: str
) -> None:
    figures: Any = {name: ("bulat", [1, 2]) for name in columns}
    source = table(columns, kec=("teks", ["A", "B"]), **figures)
    data, problems = prepare(ChartSpec(kind="batang", x="kec", y=y), source, WHERE, unit)
    assert data is not None, problems
    assert data.unit == expected


def test_seven_lines_become_panels_and_thirteen_do_not() -> None:
    for count, arrangement in ((7, "panel"), (12, "panel"), (13, "kelompok")):
        names = [f"s{i}" for i in range(count)]
        source = table(
            t=("tahun", [2023] * count + [2024] * count),
            s=("teks", names * 2),
            y=("bulat", list(range(2 * count))),
        )
        data, problems = prepare(ChartSpec(kind="garis", x="t", y="y", series="s"), source, WHERE)
        assert data is not None
        assert data.arrangement == arrangement
        assert [problem.code for problem in problems] == ["C008"] * (arrangement != "panel")


def test_areas_that_end_at_different_moments_become_lines() -> None:
    spec = ChartSpec(kind="area", x="tahun", y="jumlah", series="jenis")
    years, kinds = [2019, 2019, 2020, 2020, 2021, 2021], ["A", "B"] * 3
    whole, ended = (
        made(
            spec,
            table(
                tahun=("tahun", years[:count]),
                jenis=("teks", kinds[:count]),
                jumlah=("bulat", [3, 4, 5, 6, 7, 8][:count]),
            ),
        )
        for count in (6, 5)
    )
    assert (whole.kind, whole.stacked) == ("area", True)
    assert (ended.kind, ended.stacked, len(ended.marks)) == ("garis", False, 5)


def test_a_change_is_sorted_by_what_it_came_to() -> None:
    source = table(
        k=("teks", ["a", "b"] * 2),
        t=("tahun", [2020, 2020, 2024, 2024]),
        n=("desimal", [9.0, 1.0, 2.0, 3.0]),
    )
    spec = ChartSpec(kind="perubahan", x="k", y="n", series="t", sort="turun", highlight="a")
    data = made(spec, source)
    assert (data.xs, data.series, data.highlight) == (("b", "a"), ("2020", "2024"), "a")


@pytest.mark.parametrize(
    ("labels", "drawn"),
    [
        (["Triwulan 1", "Triwulan 2", "Triwulan 4"], True),
        (["Tahap I", "Tahap II", "Tahap IV"], True),
        (["Minggu ke-1", "Minggu ke-2"], True),
        (["Triwulan 2", "Triwulan 1"], False),
        (["Tahap 1", "Termin 2"], False),
        (["RW 1", "RW 2", "RW 3"], False),
    ],
)
def test_a_line_may_join_numbered_steps_in_their_order(labels: list[str], drawn: bool) -> None:
    source = table(x=("teks", labels), y=("bulat", list(range(len(labels)))))
    data, problems = prepare(ChartSpec(kind="garis", x="x", y="y"), source, WHERE)
    assert (data is not None) == drawn
    assert [problem.code for problem in problems] == ([] if drawn else ["C018"])


def test_upright_bars_of_many_names_are_sorted_unless_they_are_steps() -> None:
    for name, first in (("Kelurahan", "Kelurahan 30"), ("Tahap", "Tahap 1")):
        labels = [f"{name} {i}" for i in range(1, 31)]
        source = table(x=("teks", labels), y=("bulat", list(range(30))))
        data = made(ChartSpec(kind="batang", x="x", y="y"), source)
        assert data.xs[0] == first
    few = table(x=("teks", list("abc")), y=("bulat", [1, 2, 3]))
    assert made(ChartSpec(kind="batang", x="x", y="y"), few).xs == ("a", "b", "c")
