"""Rows that contain others are known as such: nothing is added, drawn or checked twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.charts.prepare import automatic, prepare
from sitegen.model import ChartSpec, Levels, Table, Where
from sitegen.tables.levels import one_level
from sitegen.tables.table import parse_table
from tests.conftest import told

PATH = "data/k.csv"
BUDGET = (
    "Kode;Uraian;Anggaran\n5;BELANJA;1.800\n5.1;BELANJA OPERASI;1.500\n5.1.01;Belanja Pegawai;1.000\n"
    "5.1.02;Belanja Barang dan Jasa;500\n5.2;BELANJA MODAL;300\n5.2.02;Belanja Peralatan;300\n"
)
SUBTOTALS = (
    "Kecamatan,Kelurahan,Jumlah\nCoblong,Dago,10\nCoblong,Lebak,12\nJumlah Coblong,,22\n"
    "Andir,Ciroyom,9\nAndir,Garuda,11\nJumlah Andir,,20\n"
)


def read(text: str) -> tuple[Table, list[str]]:
    file, problems = parse_table(text.encode(), PATH)
    assert file is not None, [told(problem) for problem in problems]
    return file.table, [told(problem).split(" = ")[0] for problem in problems]


def drawn(table: Table, spec: ChartSpec | None = None) -> list[tuple[str, float]]:
    made = spec or automatic(table)
    assert made is not None
    data, problems = prepare(made, table, Where(path="x"))
    assert data is not None, problems
    return [(mark.x, mark.y) for mark in data.marks]


@pytest.mark.parametrize("total", ["", ";JUMLAH;1.800\n", ";JUMLAH BELANJA;1.800\n"])
def test_accounts_are_levels_by_their_codes_and_the_total_is_that_of_the_outermost(
    total: str,
) -> None:
    table, problems = read(BUDGET + total)
    assert problems == []
    assert table.levels == Levels(column="Kode", rows=(0, 1, 2, 2, 1, 2))
    assert drawn(table) == [("BELANJA OPERASI", 1500), ("BELANJA MODAL", 300)]


def test_a_total_that_is_wrong_is_told_with_the_sum_of_its_level_in_full() -> None:
    rows = "5;BELANJA;1.190.294.090.000\n5.1;OPERASI;1.190.294.089.000\n5.2;MODAL;1.000\n"
    _, problems = read(f"Kode;Uraian;Anggaran\n{rows};JUMLAH;1.190.294.000.000\n")
    assert problems == [
        (
            f"{PATH} row 5: [D022] the total of column `Anggaran` says 1.190.294.000.000, but the rows add "
            "up to 1.190.294.090.000"
        )
    ]


def test_codes_without_sums_are_levels_if_none_lacks_the_one_above() -> None:
    text = "kode,program,capaian\n1,A,80.5\n1.1,B,75.5\n1.2,C,60.5\n2,D,90.5\n2.1,E,91.5\n"
    assert read(text)[0].levels == Levels(column="kode", rows=(0, 1, 1, 0, 1))
    assert read(text.replace("1,A,80.5\n", ""))[0].levels is None


def test_codes_whose_sums_do_not_agree_are_no_levels() -> None:
    table, _ = read("kode;nama;jumlah\n1;A;5\n1.1;B;70\n1.2;C;60\n2;D;9\n2.1;E;80\n")
    assert table.levels is None


def test_levels_without_codes_are_found_where_sums_lead_to_the_known_total() -> None:
    text = "Uraian;Anggaran\nBELANJA;1.800\nOPERASI;1.500\nPegawai;1.000\nBarang;500\nMODAL;300\nAlat;300\n"
    for total in ("JUMLAH;1.800\n", ""):
        table, problems = read(f"{text}{total}")
        assert (table.levels, problems) == (Levels(column="Uraian", rows=(0, 1, 2, 2, 1, 2)), [])


PROGRAMMES = (
    "Kode;Uraian;Pagu\n2.16;Dinas Komunikasi;9.000\n2.16.01;Program Penunjang;5.000\n"
    "2.16.01.2.06;Administrasi Umum;5.000\n5.1.02;Barang dan Jasa;3.500\n5.2.02;Peralatan;1.500\n"
    "2.16.02;Program Informasi;4.000\n2.16.02.2.01;Pengelolaan;4.000\n5.1.02;Barang dan Jasa;4.000\n"
)


@pytest.mark.parametrize("total", ["", ";JUMLAH;9.000\n"], ids=["alone", "with a total"])
def test_accounts_below_programmes_are_levels_though_their_codes_are_of_another_list(
    total: str,
) -> None:
    table, problems = read(PROGRAMMES + total)
    assert problems == []
    assert table.levels == Levels(column="Uraian", rows=(0, 1, 2, 3, 3, 1, 2, 3))
    assert drawn(table) == [("Program Penunjang", 5000), ("Program Informasi", 4000)]


def test_rows_that_hold_the_total_several_times_are_doubted_where_no_level_can_be_told() -> None:
    text = "Uraian;Anggaran\nA;1.801\nB;1.499\nC;1.000\nD;500\nE;299\nF;301\nJUMLAH;1.800\n"
    table, problems = read(text)
    assert problems == [
        (
            f"{PATH} row 8: [D077] the rows hold the total 3 times, as rows of several levels do, but the "
            "levels cannot be told"
        )
    ]
    assert automatic(table) is None


def test_subtotals_in_the_middle_are_totals_of_the_rows_above_them() -> None:
    table, problems = read(f"{SUBTOTALS}JUMLAH TOTAL,,42\n")
    assert problems == []
    assert table.frame["Jumlah"].tolist() == [10, 12, 9, 11]
    assert [(total.row, total.cells[0]) for total in table.totals] == [
        (4, "Jumlah Coblong"),
        (7, "Jumlah Andir"),
        (8, "JUMLAH TOTAL"),
    ]


@pytest.mark.parametrize("label", ["Sub Total", "Jumlah", "Total"])
def test_the_subtotal_before_the_total_sums_up_its_own_part(label: str) -> None:
    text = (
        f"kecamatan,kelurahan,jumlah\nAndir,Ciroyom,9\nAndir,Garuda,11\n,{label},20\nCoblong,Dago,10\n"
        f"Coblong,Lebak,12\n,{label},22\n,Total,42\n"
    )
    table, problems = read(text)
    assert (table.frame["jumlah"].tolist(), problems) == ([9, 11, 10, 12], [])
    _, problems = read(text.replace(f"{label},22", f"{label},23"))
    assert len(problems) == 1
    assert "[D022]" in problems[0]


def test_a_subtotal_that_is_wrong_is_told_with_its_own_sum() -> None:
    _, problems = read(SUBTOTALS.replace("Jumlah Andir,,20", "Jumlah Andir,,21"))
    assert problems == [
        f"{PATH} row 7: [D022] the total of column `Jumlah` says 21, but the rows add up to 20"
    ]


def test_rows_called_jumlah_that_add_nothing_up_are_rows() -> None:
    table, _ = read("uraian,n\nRW,13\nJumlah KK,900\nRT,88\nJumlah jiwa,4000\nLuas,7\n")
    assert len(table.frame) == 5


@pytest.mark.parametrize(
    ("first", "others"),
    [
        pytest.param("INDONESIA", ("ACEH", "RIAU", "BALI"), id="nation"),
        pytest.param("Jawa Barat", ("Kab. Bogor", "Kota Bogor", "Kab. Garut"), id="province"),
    ],
)
def test_the_whole_among_its_parts_is_a_level_of_its_own(
    first: str, others: tuple[str, ...]
) -> None:
    rows = [
        f"{name},{year},{tpt + year % 10 / 10}"
        for year in (2022, 2023)
        for name, tpt in zip((first, *others), (6.6, 5.5, 7.5, 8.5), strict=True)
    ]
    table, _ = read("\n".join(["wilayah,tahun,tpt", *rows, ""]))
    assert table.levels == Levels(column="wilayah", rows=(0, 1, 1, 1) * 2)
    spec = ChartSpec(kind="batang", x="wilayah", y="tpt", filter=(("tahun", ("2023",)),))
    assert [name for name, _ in drawn(table, spec)] == list(others)
    marked = ChartSpec(
        kind="batang", x="wilayah", y="tpt", filter=(("tahun", ("2023",)),), highlight=first
    )
    assert [name for name, _ in drawn(table, marked)] == [first, *others]
    for each, apart in ((spec, ()), (marked, (first,))):
        data, _ = prepare(each, table, Where(path=PATH))
        assert data is not None
        assert data.apart == apart


def test_a_provincial_government_beside_others_is_one_of_them() -> None:
    table, _ = read(
        "pemda;pendapatan\nProvinsi Maluku;3.120\nKab. Buru;1.010\nKota Ambon;1.300\nKab. Seram;1.450\n"
    )
    assert table.levels is None


def test_places_of_several_kinds_are_no_levels() -> None:
    table, _ = read("wilayah,tpt\nBogor,5.5\nKota Bogor,6.5\nKab. Garut,7.5\nKota Cimahi,4.5\n")
    assert table.levels is None


def test_a_level_that_a_chart_asks_for_is_drawn() -> None:
    table, _ = read(BUDGET)
    spec = ChartSpec(
        kind="batang",
        x="Uraian",
        y="Anggaran",
        filter=(("Kode", ("5.1.01", "5.1.02")),),
    )
    assert drawn(table, spec) == [("Belanja Pegawai", 1000), ("Belanja Barang dan Jasa", 500)]
    assert one_level(table, range(6)) == (1, 4)
    assert one_level(table, (0, 2)) == (0, 2)


_trees = st.lists(
    st.lists(st.lists(st.integers(1, 10**9), min_size=1, max_size=4), min_size=1, max_size=3),
    min_size=2,
    max_size=4,
)


def preorder(tree: list[list[list[int]]]) -> list[tuple[str, int]]:
    """Codes and amounts: accounts, each followed by its parts, each followed by its own."""
    found = []
    for at, account in enumerate(tree, start=1):
        found.append((f"{at}", sum(map(sum, account))))
        for part, amounts in enumerate(account, start=1):
            found.append((f"{at}.{part}", sum(amounts)))
            found += [(f"{at}.{part}.{n:02}", each) for n, each in enumerate(amounts, start=1)]
    return found


@settings(deadline=None, max_examples=40)
@given(_trees, st.booleans())
def test_whatever_the_tree_its_levels_are_known_and_nothing_is_added_twice(
    tree: list[list[list[int]]], stated: bool
) -> None:
    rows = preorder(tree)
    whole = sum(amount for code, amount in rows if "." not in code)
    body = "".join(f"{code};A{at};{amount}\n" for at, (code, amount) in enumerate(rows))
    total = f";JUMLAH;{whole}\n" if stated else ""
    table, problems = read(f"kode;uraian;anggaran\n{body}{total}")
    assert problems == []
    assert table.levels == Levels(column="kode", rows=tuple(code.count(".") for code, _ in rows))
    spec = ChartSpec(kind="batang", x="uraian", y="anggaran")
    assert sum(amount for _, amount in drawn(table, spec)) == whole


@settings(deadline=None, max_examples=40)
@given(_trees)
def test_without_codes_levels_lead_to_the_total_or_nothing_is_drawn(
    tree: list[list[list[int]]],
) -> None:
    rows = preorder(tree)
    whole = sum(amount for code, amount in rows if "." not in code)
    body = "".join(f"A{at};{amount}\n" for at, (_, amount) in enumerate(rows))
    table, _ = read(f"uraian;anggaran\n{body}JUMLAH;{whole}\n")
    assert table.levels is not None
    if table.levels.rows:
        data = drawn(table, ChartSpec(kind="batang", x="uraian", y="anggaran"))
        outer = sum(row == 0 for row in table.levels.rows)
        assert outer < 2 or sum(amount for _, amount in data) == whole
    else:
        assert automatic(table) is None


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("tahun", "2015,1000\n2016,1000\n2017,988\n2018,12\n"),
        ("periode", "2015-S1,3000\n2015-S2,2000\n2016-S1,1200\n2016-S2,800\n2017-S1,1000\n"),
        ("bulan", "Januari,2000\nFebruari,1000\nMaret,1000\nApril,988\nMei,12\n"),
    ],
)
def test_years_that_happen_to_be_the_sum_of_later_ones_are_no_levels(title: str, rows: str) -> None:
    table, _ = read(f"{title},penduduk\n{rows}")
    assert table.levels is None
    assert len(drawn(table)) == rows.count("\n")
