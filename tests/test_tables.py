"""CSV bytes become a typed table, or every problem with its row and column."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import COLUMN_KINDS, Column
from sitegen.problems import is_error
from sitegen.read.tables import MAX_BYTES, Reading, TableFile, missing, parse_table, readable
from tests.conftest import told

PATH = "data/k.csv"


def table(data: str | bytes, *declared: Column) -> TableFile:
    file, problems = parse_table(
        data if isinstance(data, bytes) else data.encode(), PATH, tuple(declared)
    )
    assert file is not None, [told(problem) for problem in problems]
    assert problems == ()
    return file


def refused(data: str | bytes, *declared: Column) -> list[str]:
    file, problems = parse_table(
        data if isinstance(data, bytes) else data.encode(), PATH, tuple(declared)
    )
    assert file is None
    return [told(problem) for problem in problems]


def rows(file: TableFile) -> list[list[object]]:
    return [list(row) for row in file.table.frame.itertuples(index=False)]


@pytest.mark.parametrize(
    ("data", "delimiter", "bom"),
    [
        pytest.param("tahun,nama\n2025,Dago\n2026,Lebak\n", ",", False, id="commas"),
        pytest.param("tahun;nama\n2025;Dago\n2026;Lebak\n", ";", False, id="semicolons"),
        pytest.param("tahun\tnama\n2025\tDago\n2026\tLebak\n", "\t", False, id="tabs"),
        pytest.param("tahun|nama\n2025|Dago\n2026|Lebak\n", "|", False, id="bars"),
        pytest.param("\ufefftahun;nama\r\n2025;Dago\r\n2026;Lebak\r\n", ";", True, id="Excel"),
        pytest.param("tahun,nama\r2025,Dago\r2026,Lebak", ",", False, id="old Mac"),
        pytest.param('"tahun","nama"\n"2025","Dago"\n2026,Lebak', ",", False, id="quotes"),
        pytest.param("\n\ntahun,nama,,\n , \n2025 , Dago,,\n2026,Lebak,\n", ",", False, id="gaps"),
    ],
)
def test_a_table_is_read_as_programs_write_it(data: str, delimiter: str, bom: bool) -> None:
    file = table(data)
    assert rows(file) == [[2025, "Dago"], [2026, "Lebak"]]
    assert file.reading == Reading(delimiter=delimiter, bom=bom, rows=2)
    assert file.table.columns == (
        Column(name="tahun", title="Tahun", kind="tahun"),
        Column(name="nama", title="Nama", kind="teks"),
    )


def test_a_quoted_cell_holds_separators_quotes_and_line_breaks() -> None:
    assert rows(table('a;"b;c;d"\n1;"x;""y""\nz"\n')) == [[1, 'x;"y"\nz']]


def test_the_conventions_of_excel_in_indonesian_are_kept_in_the_reading() -> None:
    file = table("nama;jumlah;harga\nA;1.234;1.500,50\nB;5;2,25\n")
    assert rows(file) == [["A", 1234, 1500.5], ["B", 5, 2.25]]
    assert file.reading.decimal_columns == ("jumlah", "harga")
    assert file.reading.grouped_columns == ("jumlah", "harga")


def test_a_declared_column_keeps_its_description_and_decides_the_type() -> None:
    kode = Column(name="kode", title="Kode", kind="teks", unit="x", description="y")
    file = table("kode,n\n12,3\n", kode)
    assert file.table.columns == (kode, Column(name="n", title="N", kind="bulat"))
    assert rows(file) == [["12", 3]]


BREAK = "look for a quotation mark that is not closed"
CELLS = (
    "remove the extra separator or fill in the missing cells; "
    "put quotes around a text with a separator in it"
)
EMPTY = "[D003] the file is empty or no text = save the sheet as CSV UTF-8 again"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            b" " * (MAX_BYTES + 1),
            [": [D001] the file has 51 MB; at most 50 MB are read = split it by year"],
            id="too large",
        ),
        pytest.param(
            b"a,b\n1,Caf\xe9\n",
            [
                (
                    " row 2: [D002] the file is not UTF-8 text = "
                    "in the spreadsheet choose Save As, type CSV UTF-8"
                )
            ],
            id="another encoding",
        ),
        pytest.param(b"", [f": {EMPTY}"], id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n", [f": {EMPTY}"], id="blank"),
        pytest.param(b"PK\x03\x04\x00\x00", [f": {EMPTY}"], id="binary"),
        pytest.param(b'""', [f": {EMPTY}"], id="one empty cell"),
        pytest.param(b";;;\n;;;\n", [f": {EMPTY}"], id="separators only"),
        pytest.param(
            b"tahun,jumlah\n",
            [
                (
                    " row 1: [D004] there is a header but no row = "
                    "add the rows, or remove the file until there are some"
                )
            ],
            id="header only",
        ),
        pytest.param(
            b'a,b\n1,2\n3,"x\n4,5\n6,7\n',
            [f" row 3: [D005] the row cannot be read: unexpected end of data = {BREAK}"],
            id="open quotation mark",
        ),
        pytest.param(
            b'a,b\n"x"y,2\n',
            [f""" row 2: [D005] the row cannot be read: ',' expected after '"' = {BREAK}"""],
            id="text after a quotation",
        ),
        pytest.param(
            b"x" * 131_073,
            [
                " row 1: [D005] the row cannot be read: field larger than field limit (131072) = "
                + BREAK
            ],
            id="endless cell",
        ),
        pytest.param(
            b"a,,b\n1,2,3\n",
            [
                (
                    ":2 row 1: [D006] column 2 has no name = "
                    "give the column a name in the first row, or delete it"
                )
            ],
            id="no name",
        ),
        pytest.param(
            b"a,b,A\n1,2,3\n",
            [
                (
                    ":3 row 1: [D007] the columns 1 and 3 have the same name `A` = "
                    "give each column its own name"
                )
            ],
            id="same name",
        ),
        pytest.param(
            b'a,b\n"x\ny",2\n\n1,2,3\n4\n',
            [
                f" row 4: [D008] the row has 3 cells; the header has 2 = {CELLS}",
                f" row 5: [D008] the row has 1 cells; the header has 2 = {CELLS}",
            ],
            id="ragged rows, as a spreadsheet numbers them",
        ),
    ],
)
def test_a_broken_table_is_told(data: bytes, expected: list[str]) -> None:
    assert refused(data) == [PATH + each for each in expected]


def test_every_cell_that_does_not_fit_is_told_with_row_column_and_count() -> None:
    fit = "correct the cell, leave it empty when there is no figure, or change `tipe` of the column"
    assert refused(
        "jumlah,tanggal\n84,2026-01-01\ndelapan,x\n-,y\n",
        Column(name="jumlah", title="", kind="bulat"),
        Column(name="tanggal", title="", kind="tanggal"),
    ) == [
        (
            f"{PATH} row 3: [D009] `delapan` in column `jumlah` does not fit its type `bulat` "
            f"(1 such cells) = {fit}"
        ),
        (
            f"{PATH} row 3: [D009] `x` in column `tanggal` does not fit its type `tanggal` "
            f"(2 such cells) = {fit}"
        ),
        (
            f"{PATH} row 4: [D009] `y` in column `tanggal` does not fit its type `tanggal` "
            f"(2 such cells) = {fit}"
        ),
    ]


def test_at_most_a_hundred_cells_of_a_column_are_told_and_all_are_counted() -> None:
    problems = refused("a\n" + "x\n" * 150, Column(name="a", title="", kind="bulat"))
    assert len(problems) == 100
    assert "(150 such cells)" in problems[0]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("jumlah_penduduk", "Jumlah penduduk"),
        ("kunjungan-posyandu 2025", "Kunjungan posyandu 2025"),
        ("RW", "RW"),
        ("__", "__"),
        ("", ""),
    ],
)
def test_a_name_is_readable_as_a_title(name: str, title: str) -> None:
    assert readable(name) == title


@pytest.mark.parametrize("cell", ["", "-", "NULL", "n/a", "Nihil"])
def test_a_cell_can_say_that_there_is_no_value(cell: str) -> None:
    assert missing(cell)
    assert not missing("0")


_kinds = st.sampled_from(COLUMN_KINDS).map(lambda kind: Column(name="a", title="A", kind=kind))
_tables = st.lists(
    st.lists(st.text(alphabet='a1,;.-"\n \r\u2028', max_size=5), max_size=4).map(",".join),
    max_size=5,
).map(lambda lines: "\n".join(["a,b", *lines]).encode())


@settings(deadline=None)
@given(st.one_of(st.binary(), _tables), st.lists(_kinds, max_size=1))
def test_any_bytes_are_a_table_or_problems(data: bytes, declared: list[Column]) -> None:
    file, problems = parse_table(data, PATH, tuple(declared))
    assert (file is None) == any(is_error(problem.code) for problem in problems)
    assert all(told(problem) for problem in problems)
    if file is not None:
        assert list(file.table.frame) == [column.name for column in file.table.columns]
        assert len(file.table.frame) == file.reading.rows


_words = st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=5).map("x{}".format)


@settings(deadline=None)
@given(
    st.lists(st.tuples(_words, _words, _words), min_size=1, max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_texts_written_as_csv_read_back_equal(
    cells: list[tuple[str, str, str]], delimiter: str, end: str, bom: bool
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerows([("satu", "dua", "tiga"), *cells])
    declared = [Column(name=name, title="", kind="teks") for name in ("satu", "dua", "tiga")]
    file = table(("\ufeff" if bom else "") + stream.getvalue(), *declared)
    assert rows(file) == [list(row) for row in cells]


def test_a_title_above_the_header_is_told_once() -> None:
    rows = "".join(f"Januari;{n}\n" for n in range(50))
    file, found = parse_table(f"KUNJUNGAN POSYANDU\nbulan;kunjungan\n{rows}".encode(), "a.csv")
    assert file is None
    assert [told(problem) for problem in found] == [
        (
            "a.csv row 1: [D018] row 1 has 1 cells, but 51 rows differ; most have 2 = delete titles "
            "and notes above the names of the columns, so that row 1 holds them"
        )
    ]
