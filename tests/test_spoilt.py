"""What a spreadsheet spoilt is told and published as it stands, never as a figure."""

from __future__ import annotations

import pytest

from sitegen.charts.automatic import automatic
from sitegen.datasets.dataset import parse_dataset
from sitegen.i18n import translator
from sitegen.keys.rules import Rules
from sitegen.model import Column, ColumnKind
from sitegen.problems import hint
from sitegen.tables.columns.typing import typed_column
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.shape.cells import Cell, coded
from sitegen.tables.table import parse_table
from tests.conftest import told
from tests.test_columns import column, values

# Counts of thousands, whose final noughts a program took away.
RESIDENTS = (
    "167.228",
    "170.1",
    "50.36",
    "52.417",
    "118.04",
    "119.005",
    "131.627",
    "133.1",
    "95.11",
)
RULES = Rules(zone="Asia/Jakarta")
WHOLE = [167228, 170100, 50360, 52417, 118040, 119005, 131627, 133100, 95110]
HOUSES = ("1.474", "980", "686", "640", "1.49", "1.01", "2.105", "1.3", "890", "1.244", "760")


@pytest.mark.parametrize(
    ("name", "cells", "examples"),
    [
        pytest.param("Jumlah Penduduk", RESIDENTS, (1, 0), id="by its name"),
        pytest.param("RTLH", HOUSES, (4, 0), id="by the whole numbers beside"),
        pytest.param("Anggaran (Rp)", RESIDENTS, (1, 0), id="money"),
        pytest.param("jumlah kk", ("12,345", "9,81", "7,604"), (1, 0), id="with commas"),
        pytest.param("penduduk", (50.36, 118.04, 52.417, 131.627), (0, 2), id="in a workbook"),
        pytest.param("penduduk", (52.417, 131.627, 119.005), (1, 0), id="all digits kept"),
        pytest.param("unit", (1.474, 980, 2.105, 686), (1, 0), id="whole ones in a workbook"),
    ],
)
def test_counts_that_lost_their_noughts_stay_texts_and_are_told(
    name: str, cells: tuple[Cell, ...], examples: tuple[int, int]
) -> None:
    read = column(*cells, name=name)
    assert (read.kind, read.told) == ("teks", ("D070", examples))
    assert values(read) == [str(cell) for cell in cells]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        pytest.param("luas (km2)", ("167.228", "50.36", "118.04", "52.417"), id="areas"),
        pytest.param("anggaran (miliar Rp)", ("167.228", "50.36", "118.041"), id="milliards"),
        pytest.param("indeks", ("167.228", "50.36", "118.04", "52.417"), id="an index"),
        pytest.param(
            "persen", ("120", "5.125", "3.375", "101", "2.5"), id="shares above a hundred"
        ),
        pytest.param("jumlah", ("1.2345", "50.36", "118.041", "52.417"), id="four digits"),
        pytest.param("jumlah", ("0.125", "1.25", "2.375", "1.625"), id="less than one"),
        pytest.param("jumlah", ("12.5", "50.3", "118.4", "52.417"), id="one digit mostly"),
        pytest.param("jumlah", ("1250.375", "50.36", "118.041"), id="thousands without a sign"),
    ],
)
def test_decimals_that_may_well_be_right_are_read(name: str, cells: tuple[str, ...]) -> None:
    read = column(*cells, name=name)
    assert (read.kind, read.told) == ("desimal", ("", ()))


def test_the_type_of_whole_numbers_gives_the_noughts_back() -> None:
    read = column(*RESIDENTS, name="penduduk", kind="bulat")
    assert (values(read), read.bad) == (WHOLE, ())
    assert ("50.36", 1, "50.360") in read.convention.stands
    assert values(column(52.417, 131.627, kind="bulat")) == [52417, 131627]
    native = column(50.36, 118.04, 980, 52.417, 131.627, kind="bulat")
    assert values(native) == [50360, 118040, 980, 52417, 131627]


def test_the_type_of_decimals_keeps_them() -> None:
    read = column("50.36", "118.041", "52.417", name="penduduk", kind="desimal")
    assert (values(read), read.told) == ([50.36, 118.041, 52.417], ("", ()))


def test_the_description_that_settles_lost_noughts_is_written_out_and_succeeds() -> None:
    path = "data/penduduk.csv"
    rows = "".join(f"K{at};{cell}\n" for at, cell in enumerate(RESIDENTS))
    raw = parse_raw(f"kecamatan;Jumlah Penduduk\n{rows}".encode(), path)
    dataset, problems = parse_dataset(raw, path, None, RULES)
    assert dataset is not None
    (problem,) = [each for each in problems if each.code == "D070"]
    lines = dict(problem.params)["lines"]
    assert lines in hint(problem, translator("en"))
    described, problems = parse_dataset(
        raw, path, ("data/penduduk.yml", f"{lines}\n".encode()), RULES
    )
    assert described is not None
    assert "D070" not in {each.code for each in problems}
    assert described.file.table.frame["Jumlah Penduduk"].tolist() == WHOLE


def test_the_description_that_settles_numbers_of_days_succeeds_too() -> None:
    path = "data/bencana.csv"
    raw = parse_raw(b"tanggal;kejadian\n45292;Banjir\n45323;Longsor\n", path)
    _, problems = parse_dataset(raw, path, None, RULES)
    lines = next(dict(each.params)["lines"] for each in problems if each.code == "D073")
    dataset, problems = parse_dataset(raw, path, ("data/bencana.yml", lines.encode()), RULES)
    assert dataset is not None
    assert "D073" not in {each.code for each in problems}
    assert dataset.file.table.columns[0].kind == "tanggal"


def test_identifiers_that_a_spreadsheet_shortened_are_no_figures() -> None:
    file, problems = parse_table(b"npsn,n\n2.02E+07,1\n2.02E+07,2\n2.03E+07,4\n", "k.csv")
    assert file is not None
    assert file.table.frame["npsn"].tolist() == ["2.02E+07", "2.02E+07", "2.03E+07"]
    assert [told(problem).split(" = ")[0] for problem in problems] == [
        (
            "k.csv row 2: [D072] column `npsn` is published as text: a spreadsheet shortened its numbers, "
            "as in `2.02E+07`"
        )
    ]


def test_small_and_exact_numbers_in_powers_of_ten_are_figures() -> None:
    assert values(column("1.5E-05", "2E-05")) == [0.000015, 0.00002]
    assert values(column("1.25E+2", "3E+0")) == [125, 3]


def test_numbers_of_days_are_told_and_read_once_they_are_called_dates() -> None:
    file, problems = parse_table(b"tanggal;n\n45292;1\n45323;2\n", "k.csv")
    assert file is not None
    assert [problem.code for problem in problems] == ["D073"]
    assert file.table.columns[0].kind == "teks"
    read = column("45292", "45323", kind="tanggal")
    assert [str(day)[:10] for day in values(read)] == ["2024-01-01", "2024-02-01"]
    assert column("45292", "45323", name="jumlah").kind == "bulat"


@pytest.mark.parametrize(
    ("name", "first"), [("bulan", "45292"), ("periode", "45292"), ("tanggal", "45292.5")]
)
def test_numbers_of_days_are_told_under_any_name_of_time(name: str, first: str) -> None:
    data = f"{name},n\n{first},1\n45323,2\n".encode()
    file, problems = parse_table(data, "k.csv")
    assert file is not None
    assert [problem.code for problem in problems] == ["D073"]
    assert file.table.frame[name].tolist() == [first, "45323"]
    read, _ = parse_table(data, "k.csv", (Column(name=name, title=name, kind="tanggal"),))
    assert read is not None
    assert read.table.frame[name].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-01", "2024-02-01"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kode_sekolah,nama,n\n2.02E+07,SDN 1,2\n2.03E+07,SDN 2,3\n", "nama"),
        ("tanggal,n\n45292,1\n45323,2\n", ""),
        ("kec;penduduk;luas\nA;131.627;2\nB;50.36;3\nC;95.11;1\nD;98.206;4\n", "kec"),
        # The days may tell two counts of the same people apart.
        ("rw,tanggal,warga\nA,45292,5\nB,45292,6\nA,45323,7\nB,45323,9\n", ""),
    ],
    ids=["identifiers", "days", "counts", "counts of two days"],
)
def test_no_chart_is_drawn_along_what_a_spreadsheet_spoilt(text: str, expected: str) -> None:
    file, _ = parse_table(text.encode(), "k.csv")
    assert file is not None
    chart = automatic(file.table)
    assert (chart.x if chart else "") == expected


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("1", "inf", "3", "Infinity", "5", "6"), id="no numbers"),
        pytest.param(("100-", "200", "3-", "7", "5"), id="a sign behind"),
        pytest.param(("75-", "12", "3-"), id="most with a sign behind"),
        pytest.param(("1.200-", "1.300-"), id="all with a sign behind"),
        pytest.param(("85 orang", "90 orang", "100 orang"), id="all with a word behind"),
        pytest.param(("85", "90 unit", "1.250 unit"), id="some with a word behind"),
        pytest.param(("12", "15 (perkiraan)", "9", "3 orang"), id="words behind"),
    ],
)
def test_figures_that_became_text_beside_odd_cells_are_told(cells: tuple[str, ...]) -> None:
    read = column(*cells, name="selisih")
    assert (read.kind, read.nearly) == ("teks", None)
    assert read.told[0] == "D071"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        pytest.param("alamat", ("12", "14A", "16"), id="house numbers"),
        pytest.param("kelas", ("1", "2", "3A", "3B"), id="classes"),
        pytest.param("uraian", ("12", "a", "b", "c"), id="few figures"),
        pytest.param("buka", ("08.00 WIB", "09.30 WIB", "10.00 WIB"), id="hours"),
        pytest.param("kelompok", ("3 SD", "2 SMP", "1 SMA"), id="words behind"),
        pytest.param("a", ("1", "2", "belum dihitung oleh dinas"), id="a sentence"),
    ],
)
def test_texts_among_which_some_are_digits_are_left_alone(
    name: str, cells: tuple[str, ...]
) -> None:
    assert column(*cells, name=name).told == ("", ())


def test_an_apostrophe_that_keeps_a_number_is_no_part_of_it() -> None:
    assert values(column("'-75", "'12", "'-3")) == [-75, 12, -3]
    assert values(column("'0123", "'0456", name="kode")) == ["0123", "0456"]
    assert values(column("'s-Gravenhage", "Dago")) == ["'s-Gravenhage", "Dago"]


def test_what_may_not_be_shown_is_missing_among_figures_and_a_word_among_words() -> None:
    read = column("1.200", "x", "900", "n.a.", leaning=",")
    assert values(read) == [1200, None, 900, None]
    assert read.convention.missing == (("x", 1), ("n.a.", 1))
    assert values(column("x", "y", "z")) == ["x", "y", "z"]


@pytest.mark.parametrize("kind", [None, "bulat"])
def test_any_column_of_marked_figures_keeps_what_they_stand_for(kind: ColumnKind | None) -> None:
    cells = ("1.234*", "1.300**", "1.100r", "987", "1.201 *)")
    declared = Column(name="a", title="", kind=kind or "teks", typed=kind is not None)
    read = typed_column(coded(cells), declared, ",")
    assert (values(read), read.bad) == ([1234, 1300, 1100, 987, 1201], ())
    assert read.convention.stands == (
        ("1.234*", 1, "1.234"),
        ("1.300**", 1, "1.300"),
        ("1.100r", 1, "1.100"),
        ("1.201 *)", 1, "1.201"),
    )
