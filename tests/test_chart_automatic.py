"""The chart of a table without a description: what a person would draw, or none."""

from __future__ import annotations

import pytest

from sitegen.charts.automatic import automatic, undecided
from sitegen.charts.caption import shown_words
from sitegen.charts.data import ChartData
from sitegen.charts.measured import drawn_measure, measures_of
from sitegen.charts.prepare import prepare
from sitegen.i18n import translator
from sitegen.model import ChartSpec, Table, Where
from sitegen.tables.table import parse_table

ID = translator("id")
AREAS = ("Bogor", "Sukabumi", "Cianjur", "Bandung", "Garut", "Tasikmalaya", "Ciamis")


def table(text: str) -> Table:
    file, problems = parse_table(text.encode(), "data/x.csv")
    assert file is not None, problems
    return file.table


def panel(name: str, figures: str) -> Table:
    """A table of seven areas in two years, with figures separated by spaces."""
    given = figures.split()
    rows = (
        f"{area},{2023 + at % 2},{figure}"
        for at, figure in enumerate(given)
        for area in [AREAS[at // 2]]
    )
    return table(f"kabupaten,tahun,{name}\n" + "\n".join(rows) + "\n")


def chosen(source: Table) -> ChartSpec:
    spec = automatic(source)
    assert spec is not None
    return spec


def drawn(source: Table) -> ChartData:
    data, problems = prepare(chosen(source), source, Where(path="x"))
    assert data is not None, problems
    return data


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("TPT", "8.47 7.34 7.32 7.11 7.71 5.99 6.52 6.36 7.33 6.96 3.89 3.74 3.52 3.37"),
        (
            "usia harapan hidup",
            "73.1 73.3 73.2 73.4 74.1 74.2 75.0 75.1 73.6 73.8 73.2 73.3 74.4 74.6",
        ),
        ("nilai_skm", "82 83 84 85 82 84 83 85 82 83 84 82 85 84"),
        ("indeks pembangunan manusia", "70.1 71.2 72.3 70 69 68 71 74 73 72 71 70 69 68"),
        ("prevalensi stunting", "20.1 18.2 17 16 15 14 13 12 20 19 18 17 16 15"),
        (
            "harga beras",
            "12000 13000 12100 13100 12200 13200 12300 13300 12400 13400 12500 13500 12600 13600",
        ),
        (
            "pengeluaran per kapita",
            "12000 13000 12100 13100 12200 13200 12300 13300 12400 13400 12500 13500 12600 13600",
        ),
    ],
)
def test_rates_of_many_areas_are_never_added(name: str, figures: str) -> None:
    source = panel(name, figures)
    spec = chosen(source)
    assert (spec.kind, spec.x, spec.aggregate) == ("batang-mendatar", "kabupaten", "")
    assert spec.filter == (("tahun", ("2024",)),)
    assert shown_words(drawn(source), ID) == "2024"


def test_counts_of_many_areas_are_added_over_the_years() -> None:
    spec = chosen(panel("jumlah penduduk", " ".join(str(100 + at) for at in range(14))))
    assert (spec.kind, spec.x, spec.aggregate) == ("garis", "tahun", "jumlah")


@pytest.mark.parametrize("gap", ["missing row", "empty cell"])
def test_counts_are_not_added_where_an_area_is_missing_in_a_year(gap: str) -> None:
    rows = [f"{area},{year},{100 + year}" for area in AREAS for year in (2023, 2024)]
    rows[3] = "" if gap == "missing row" else "Sukabumi,2024,"
    source = table("kabupaten,tahun,jumlah_penduduk\n" + "\n".join(filter(None, rows)) + "\n")
    spec = chosen(source)
    assert (spec.kind, spec.aggregate, spec.filter) == (
        "batang-mendatar",
        "",
        (("tahun", ("2024",)),),
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [
        pytest.param(
            "Wilayah,2010,2011,2022\nACEH,20.98,19.57,14.64\nRIAU,8.65,8.47,6.78\nJAMBI,8.3,8.6,7.6\n",
            "2022",
            id="the last year",
        ),
        pytest.param(
            "kode,uraian,level,halaman,anggaran\n5.1,Operasi,2,11,700000\n5.2,Modal,2,14,300000\n",
            "anggaran",
            id="no level and no page",
        ),
        pytest.param(
            "npsn,sekolah,jumlah siswa\n20200001,SDN 1,200\n20200002,SDN 2,210\n20200003,SDN 3,190\n",
            "jumlah siswa",
            id="no school number",
        ),
        pytest.param(
            "kecamatan,L,P,Jumlah\nAndir,10,12,22\nRegol,3,4,7\nCoblong,8,9,17\n",
            "Jumlah",
            id="the total of the parts before it",
        ),
        pytest.param(
            "kecamatan,Total,Ringan,Sedang,Berat\nAndir,9,2,3,4\nRegol,6,1,2,3\n",
            "Total",
            id="the total of the parts after it",
        ),
        pytest.param(
            "no,kelurahan,rw,jumlah_rt\n1,Dago,13,90\n2,Isola,7,30\n3,Lebak,9,41\n",
            "jumlah_rt",
            id="a count of what else are numbers",
        ),
        pytest.param(
            "id,tahun_berdiri,nama,luas (ha)\n1,1990,A,3.5\n2,2001,B,4.5\n3,1985,C,9\n",
            "luas (ha)",
            id="no year and no id",
        ),
        pytest.param(
            "lintang,bujur,taman,pengunjung\n-6.9,107.6,A,30\n-6.8,107.5,B,40\n",
            "pengunjung",
            id="no place on a map",
        ),
        pytest.param(
            "kab,miskin_2020,miskin_2021,miskin_2022\nA,9.1,9,8.8\nB,7.2,7.1,7\nC,3,4,5\n",
            "miskin_2022",
            id="the last year of one figure",
        ),
        pytest.param("kode_pos,nama,x1\n40135,A,3\n40136,B,4\n", "x1", id="the only figure"),
    ],
)
def test_the_measure_is_the_one_that_a_person_would_draw(text: str, column: str) -> None:
    found = drawn_measure(table(text))
    assert found is not None
    assert found.name == column


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param("nama,nomor\nA,11\nB,12\nC,17\n", (), id="numbers"),
        pytest.param(
            "nama,sandi\nA,410001\nB,520002\nC,170003\n", (), id="long numbers, all different"
        ),
        pytest.param("nama,urutan\nA,1\nB,2\nC,3\n", (), id="an order"),
        pytest.param("nama,dibuat\nA,2019\nB,2021\nC,2020\n", (), id="years by another name"),
        pytest.param("nama,z\nA,1\nB,2\nC,3\n", (), id="a serial number by another name"),
        pytest.param("nama,level\nA,1\nB,2\nC,2\n", (), id="levels"),
        pytest.param("nama,umur\nA,41\nB,52\nC,17\n", (), id="ages of persons or things"),
    ],
)
def test_numbers_that_measure_nothing_are_not_drawn(text: str, columns: tuple[str, ...]) -> None:
    source = table(text)
    assert tuple(c.name for c in measures_of(source)) == columns
    assert automatic(source) is None
    assert undecided(source, "data/x.csv", "X") is None


def test_where_nothing_is_sure_the_lines_that_would_draw_it_are_told() -> None:
    source = table("kecamatan,Sosial,Bisnis\nAndir,115,605\nRegol,120,745\nLengkong,99,650\n")
    assert automatic(source) is None
    problem = undecided(source, "content/skpd/x/data/listrik.csv", "Listrik")
    assert problem is not None
    assert problem.code == "C020"
    assert dict(problem.params) == {
        "columns": "`Sosial`, `Bisnis`",
        "created": "content/skpd/x/data/listrik.yml",
        "lines": "judul: Listrik\ngrafik:\n  - jenis: batang-mendatar\n    x: kecamatan\n    y: Sosial",
    }


def test_one_sex_of_two_is_not_drawn_under_the_title_of_both() -> None:
    assert automatic(table("kec,Laki-laki,Perempuan\nAndir,11,12\nRegol,10,14\nDago,9,8\n")) is None


def test_months_of_two_years_are_those_of_the_last_and_say_so() -> None:
    months = ("Januari", "Februari", "Maret")
    rows = [
        f"{month},{year},{at + year}" for year in (2024, 2023) for at, month in enumerate(months)
    ]
    data = drawn(table("bulan,tahun,kunjungan\n" + "\n".join(rows) + "\n"))
    assert [mark.y for mark in data.marks] == [2024, 2025, 2026]
    assert shown_words(data, ID) == "2024"


def test_a_long_list_says_how_much_of_it_is_shown() -> None:
    rows = "\n".join(f"Kelurahan {at},{at * 10}" for at in range(1, 31))
    source = table(f"kelurahan,jumlah penduduk\n{rows}\n")
    assert shown_words(drawn(source), ID) == "20 terbanyak dari 30"


def test_the_last_period_is_one_that_the_table_has() -> None:
    rows = [
        f"{area},{year},{semester},{year * semester}"
        for area in AREAS
        for year, semester in ((2022, 2), (2023, 1), (2023, 2), (2024, 1))
    ]
    source = table("kelurahan,tahun,semester,harga\n" + "\n".join(rows) + "\n")
    data = drawn(source)
    assert {mark.y for mark in data.marks} == {2024}
    assert shown_words(data, ID) == "Semester 1 2024"


def test_a_day_says_its_month_and_year() -> None:
    rows = "\n".join(f"{area},{at},Juli,31/07/2026,2026" for at, area in enumerate(AREAS, 2))
    data = drawn(table(f"pemda,jumlah paket,bulan,tanggal,tahun\n{rows}\n"))
    assert shown_words(data, ID) == "31 Juli 2026"
