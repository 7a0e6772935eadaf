"""Wide tables are drawn as long ones: all of their periods, or several columns as series."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.charts.data import ChartData
from sitegen.charts.prepare import automatic, prepare
from sitegen.datasets.dataset import parse_chart
from sitegen.keys.rules import Rules
from sitegen.model import ChartSpec, Column, Table, Where
from sitegen.tables.folds import fold_of, folded, folds
from sitegen.tables.table import parse_table
from tests.conftest import told

YEARS = (
    "Wilayah,2010,2011,2022\nACEH,20.98,19.57,14.64\nSUMATERA UTARA,11.31,11.33,8.42\n"
    "RIAU,8.65,8.47,6.78\n"
)
MONTHS = "Kecamatan,Jan,Feb,Mar,Jumlah\n" + "".join(
    f"K{at},{at},{at + 2},{at + 5},{3 * at + 7}\n" for at in range(1, 9)
)
SEXES = "Kecamatan,Laki-laki,Perempuan\nCoblong,10,12\nAndir,9,11\n"


def read(text: str, *declared: Column) -> Table:
    file, problems = parse_table(text.encode(), "data/k.csv", declared)
    assert file is not None, [told(problem) for problem in problems]
    return file.table


def made(spec: ChartSpec, table: Table) -> ChartData:
    data, problems = prepare(spec, table, Where(path="x"))
    assert data is not None, [told(problem) for problem in problems]
    return data


def block(text: str) -> ChartSpec:
    spec, problems = parse_chart(text, "a.md", 1, Rules(zone="Asia/Jakarta"))
    assert spec is not None, [told(problem) for problem in problems]
    return spec


def test_columns_of_years_become_lines_over_the_whole_time() -> None:
    table = read(YEARS)
    spec = automatic(table)
    assert spec is not None
    assert (spec.kind, spec.x, spec.y, spec.series) == ("garis", "tahun", "nilai", "Wilayah")
    data = made(spec, table)
    assert (data.xs[0], data.xs[-1], data.x_kind) == ("2010", "2022", "tahun")
    assert data.cells()[("2022", "RIAU")] == 6.78


def test_the_sum_of_all_months_is_drawn_rather_than_one_month() -> None:
    table = read(MONTHS)
    spec = automatic(table)
    assert spec is not None
    assert (spec.x, spec.y, spec.filter, spec.fold) == ("Kecamatan", "Jumlah", (), ())


def test_the_last_year_of_many_areas_is_drawn_where_nothing_may_be_added() -> None:
    rows = "".join(f"K{at},{at}.5,{at + 1}.5\n" for at in range(1, 12))
    table = read(f"kecamatan,tpt_2022,tpt_2023\n{rows}")
    spec = automatic(table)
    assert spec is not None
    assert (spec.x, spec.y, spec.filter) == ("kecamatan", "tpt", (("tahun", ("2023",)),))
    assert len(made(spec, table).marks) == 11


@pytest.mark.parametrize(
    ("header", "names", "labels"),
    [
        ("k,Jan,Feb,Mar", ("bulan", "nilai"), ("Januari", "Februari", "Maret")),
        ("k,Jan-24,Feb-24,Mar-24", ("bulan", "nilai"), ("2024-01", "2024-02", "2024-03")),
        ("k,TW I,TW II,TW III", ("triwulan", "nilai"), ("1", "2", "3")),
        ("k,pria_2021,pria_2020,pria_2022", ("tahun", "pria"), ("2020", "2021", "2022")),
        ("k,n 2021 L,n 2022 L,n 2023 L", ("tahun", "n L"), ("2021", "2022", "2023")),
        ("k,n 2021 (ha),n 2022 (ha),n 2023 (ha)", ("tahun", "n (ha)"), None),
        ("k,n (Jan 2024),n (Feb 2024),n (Mar 2024)", ("bulan", "n"), None),
        ("k,2020/2021,2021/2022,2022/2023", ("rentang", "nilai"), None),
        ("tahun,Jan,Feb,Mar", ("bulan", "nilai"), None),
    ],
)
def test_periods_in_the_header_are_found_and_ordered(
    header: str, names: tuple[str, str], labels: tuple[str, ...] | None
) -> None:
    rows = ("2021", "2022") if header.startswith("tahun") else ("a", "b")
    table = read(f"{header}\n{rows[0]},1,2,3\n{rows[1]},4,5,6\n")
    (fold,) = folds(table)
    assert fold.names == set(names)
    assert labels is None or fold.labels == labels
    long = folded(table, fold)
    assert [column.name for column in long.columns] == [header.partition(",")[0], *names]
    assert sorted(long.frame[names[1]].tolist()) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("header", ["k,l,p,n", "k,a Jan b,a Feb b,n", "k,2021,p,n", "k,1,2,3"])
def test_other_columns_are_not_folded(header: str) -> None:
    assert folds(read(f"{header}\na,1,2,3\nb,4,5,6\n")) == ()


@pytest.mark.parametrize(
    "first", ["tahun,{}\n2021,{}\n2022,{}\n", "bulan,{}\n2021-01,{}\n2021-02,{}\n"]
)
def test_years_in_names_beside_years_in_rows_are_base_years(first: str) -> None:
    assert folds(read(first.format("dasar_2007,dasar_2012", "118,100", "121,101"))) == ()


def test_years_in_names_beside_months_in_rows_are_years() -> None:
    (fold,) = folds(read("bulan,2021,2022\nJanuari,1,2\nFebruari,3,4\n"))
    assert (fold.name, fold.labels) == ("tahun", ("2021", "2022"))


def test_measures_of_the_same_years_stay_beside_each_other() -> None:
    table = read("k,l_2021,p_2021,l_2022,p_2022\na,1,2,3,4\nb,5,6,7,8\n")
    (fold,) = folds(table)
    long = folded(table, fold)
    assert long.frame.astype(str).to_numpy().tolist() == [
        ["a", "2021", "1", "2"],
        ["a", "2022", "3", "4"],
        ["b", "2021", "5", "6"],
        ["b", "2022", "7", "8"],
    ]


@pytest.mark.parametrize(
    "y", ["[Laki-laki, Perempuan]", "[laki-laki, perempuan]", "Laki-laki, Perempuan"]
)
def test_several_columns_in_y_are_series(y: str) -> None:
    data = made(block(f"jenis: batang\nx: Kecamatan\ny: {y}\n"), read(SEXES))
    assert data.series == ("Laki-laki", "Perempuan")
    assert data.cells() == {
        ("Coblong", "Laki-laki"): 10,
        ("Coblong", "Perempuan"): 12,
        ("Andir", "Laki-laki"): 9,
        ("Andir", "Perempuan"): 11,
    }


def test_series_are_called_by_the_titles_of_their_columns_and_share_their_unit() -> None:
    declared = tuple(
        Column(name=name, title=f"{name} (orang)", kind="bulat", unit="jiwa")
        for name in ("Laki-laki", "Perempuan")
    )
    data = made(
        block("jenis: batang\nx: Kecamatan\ny: [Laki-laki, Perempuan]\n"), read(SEXES, *declared)
    )
    assert data.series == ("Laki-laki (orang)", "Perempuan (orang)")
    assert data.unit == "jiwa"


def test_an_unknown_column_among_several_is_told() -> None:
    data, problems = prepare(
        block("jenis: batang\nx: Kecamatan\ny: [Laki-laki, Wanita]\n"), read(SEXES), Where(path="x")
    )
    assert data is None
    assert [(p.code, dict(p.params)["column"]) for p in problems] == [("C001", "Wanita")]


@pytest.mark.parametrize("fold", ["1..3", "[1, 2, 3]", "1, 2, 3"])
def test_columns_that_are_no_periods_are_folded_where_the_block_says_so(fold: str) -> None:
    table = read("kelurahan,1,2,3\nDago,10,12,4\nLebak,9,11,5\n")
    text = f"jenis: garis\nx: kolom\ny: nilai\nseri: kelurahan\nlipat: {fold}\n"
    data = made(block(text), table)
    assert data.xs == ("1", "2", "3")
    assert data.cells()[("3", "Lebak")] == 5


def test_a_block_may_name_the_columns_of_the_long_table_without_more_ado() -> None:
    data = made(
        block("jenis: garis\nx: tahun\ny: nilai\nseri: Wilayah\nsaring: {Wilayah: RIAU}\n"),
        read(YEARS),
    )
    assert [(mark.x, mark.y) for mark in data.marks] == [
        ("2010", 8.65),
        ("2011", 8.47),
        ("2022", 6.78),
    ]


def test_a_fold_of_some_columns_knows_their_periods() -> None:
    fold = fold_of(read(YEARS), ("2010", "2022"))
    assert (fold.name, fold.labels, fold.columns) == ("tahun", ("2010", "2022"), ("2010", "2022"))


@pytest.mark.parametrize(
    ("title", "first", "named"),
    [
        (
            "Jumlah kunjungan puskesmas menurut kecamatan, 2024",
            "Kecamatan",
            "Jumlah kunjungan puskesmas",
        ),
        ("Data penduduk Kota Sukamaju", "Kecamatan", "Penduduk"),
        ("Kunjungan posyandu per bulan", "Posyandu", "Kunjungan posyandu"),
        pytest.param(
            "Penduduk Kota Sukamaju", "Indikator", "Nilai", id="rows of different figures"
        ),
        pytest.param("Penduduk dan luas wilayah", "Kecamatan", "Nilai", id="two figures"),
        pytest.param("Laporan bulanan", "Kecamatan", "Nilai", id="no figure"),
    ],
)
def test_figures_of_a_wide_table_are_called_what_its_title_says_for_sure(
    title: str, first: str, named: str
) -> None:
    text = f"{first},Januari,Februari,Maret,April\nA,1,2,3,4\nB,2,3,4,5\n"
    file, _ = parse_table(text.encode(), "a.csv")
    assert file is not None
    table = replace(file.table, title=title)
    long = folded(table, folds(table)[0])
    assert [column.title for column in long.columns if column.name == "nilai"] == [named]


def test_a_title_above_a_wide_table_names_its_figures_too() -> None:
    text = (
        "Jumlah kunjungan menurut kecamatan,,,\n,,,\n"
        "Kecamatan,Januari,Februari,Maret\nA,1,2,3\nB,2,3,4\n"
    )
    file, _ = parse_table(text.encode(), "a.csv")
    assert file is not None
    long = folded(file.table, folds(file.table)[0])
    assert [column.title for column in long.columns if column.name == "nilai"] == [
        "Jumlah kunjungan"
    ]


def test_usual_words_for_kinds_and_orders_are_taken_and_others_are_told() -> None:
    rest = "x: a\ny: b\nurut: besar ke kecil\n"
    spec, _ = parse_chart(f"jenis: bar\n{rest}", "a.md", 1, Rules(zone="Asia/Jakarta"))
    assert spec is not None
    assert (spec.kind, spec.sort) == ("batang", "turun")
    none, problems = parse_chart(f"jenis: pie\n{rest}", "a.md", 1, Rules(zone="Asia/Jakarta"))
    assert none is None
    assert [problem.code for problem in problems] == ["F022"]
