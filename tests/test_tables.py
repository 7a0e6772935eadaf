"""CSV bytes become a typed table, or every problem with its row and column."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import COLUMN_KINDS, Column, Problem
from sitegen.problems import is_error
from sitegen.tables.files import csvfile
from sitegen.tables.files.csvfile import split
from sitegen.tables.files.raw import MAX_BYTES
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.table import TableFile, TableReading, parse_table, readable
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


def said(data: str) -> list[str]:
    return [told(problem) for problem in parse_table(data.encode(), PATH, ())[1]]


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
    header = 3 if data.startswith("\n") else 1
    assert file.reading == TableReading(
        rows=2, encoding="utf-8", bom=bom, delimiter=delimiter, header=(header,)
    )
    assert file.table.columns == (
        Column(name="tahun", title="Tahun", kind="tahun"),
        Column(name="nama", title="Nama", kind="teks"),
    )


def test_a_quoted_cell_holds_separators_quotes_and_line_breaks() -> None:
    assert rows(table('a;"b;c;d"\n1;"x;""y""\nz"\n')) == [[1, 'x;"y"\nz']]


def test_the_conventions_of_excel_in_indonesian_are_kept_in_the_reading() -> None:
    file = table("nama;jumlah;harga\nA;1.234;1.500,50\nB;5;2,25\n")
    assert rows(file) == [["A", 1234, 1500.5], ["B", 5, 2.25]]
    signs = [(each.decimal, each.grouping) for each in file.table.conventions]
    assert signs == [("", ""), ("", "."), (",", ".")]


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
            [": [D001] the file has 101 MB; at most 100 MB are read = split it by year"],
            id="too large",
        ),
        pytest.param(
            b"a,b\n1,Caf\x81\n",
            [
                (
                    " row 2: [D002] the encoding of the file cannot be told: it is not UTF-8, and no "
                    "other fits = in the spreadsheet choose Save As, type CSV UTF-8"
                )
            ],
            id="another encoding",
        ),
        pytest.param(b"", [f": {EMPTY}"], id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n", [f": {EMPTY}"], id="blank"),
        pytest.param(b"\x01\x02\x00\x00", [f": {EMPTY}"], id="binary"),
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
            [
                " row 3: [D005] the row cannot be read: a quotation mark opens a cell that never ends = "
                + BREAK
            ],
            id="open quotation mark",
        ),
        pytest.param(
            b'a,b\n"x"y,2\n',
            [
                " row 2: [D005] the row cannot be read: a text goes on after its closing quotation mark = "
                + BREAK
            ],
            id="text after a quotation",
        ),
        pytest.param(
            b"x" * 131_073,
            [
                " row 1: [D005] the row cannot be read: a cell is longer than 131,072 characters = "
                + BREAK
            ],
            id="endless cell",
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
            f"{PATH} row 3: [D009] `delapan` in column `jumlah` is no whole number "
            f"(1 such cells) = {fit}"
        ),
        (f"{PATH} row 3: [D009] `x` in column `tanggal` is no date (2 such cells) = {fit}"),
        (f"{PATH} row 4: [D009] `y` in column `tanggal` is no date (2 such cells) = {fit}"),
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
        ("penduduk_laki-laki", "Penduduk laki-laki"),
        ("jumlah_laki_laki", "Jumlah laki-laki"),
        ("dana_dan_anggaran", "Dana dan anggaran"),
        ("Rata-Rata", "Rata-Rata"),
        ("35-39 Laki-Laki", "35-39 Laki-Laki"),
        ("data-2024-10", "Data 2024-10"),
        ("RW", "RW"),
        ("__", "__"),
        ("", ""),
    ],
)
def test_a_name_is_readable_as_a_title(name: str, title: str) -> None:
    assert readable(name) == title


_kinds = st.sampled_from(COLUMN_KINDS).map(lambda kind: Column(name="a", title="A", kind=kind))
_tables = st.lists(
    st.lists(st.text(alphabet='a1,;.-"\n \r\u2028', max_size=5), max_size=4).map(",".join),
    max_size=5,
).map(lambda lines: "\n".join(["a,b", *lines]).encode())


@settings(deadline=None)
@given(st.one_of(st.binary(), _tables), st.lists(_kinds, max_size=1))
def test_any_bytes_are_a_table_or_problems(data: bytes, declared: list[Column]) -> None:
    file, problems = parse_table(data, PATH, tuple(declared))
    assert (file is None) == any(is_error(problem) for problem in problems)
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


def test_the_longest_cell_is_the_same_whatever_another_library_set() -> None:
    before = csv.field_size_limit(1_000_000)
    try:
        file, problems = parse_table(b"x" * 131_073, PATH)
        read = csv.field_size_limit()
    finally:
        csv.field_size_limit(before)
    assert file is None
    assert [problem.code for problem in problems] == ["D005"]
    assert read == 131_072


NAMES = "give each column its name in one row above the figures"


def warned(data: str | bytes) -> tuple[TableFile, list[str]]:
    file, problems = parse_table(data if isinstance(data, bytes) else data.encode(), PATH)
    assert file is not None, [told(problem) for problem in problems]
    return file, [told(problem) for problem in problems]


def names(file: TableFile) -> list[str]:
    return [column.name for column in file.table.columns]


def test_a_header_that_lacks_a_name_is_told_once() -> None:
    lines = "".join(f"Januari;{n};80\n" for n in range(50))
    assert refused("bulan;kunjungan\n" + lines) == [
        f"{PATH} row 1: [D018] the header has 2 cells, but 50 rows below it differ; most have 3 = {NAMES}"
    ]


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        ("nama;n\nCafé;1\n".encode("utf-16"), "utf-16", True),
        (b"\xfe\xff" + "nama\tn\nCafé\t1\n".encode("utf-16-be"), "utf-16", True),
        (b"nama;n\r\nCaf\xe9;1\r\n", "windows-1252", False),
    ],
)
def test_letters_survive_in_whatever_encoding_excel_saves(
    data: bytes, encoding: str, bom: bool
) -> None:
    file = table(data)
    assert rows(file) == [["Café", 1]]
    assert (file.reading.encoding, file.reading.bom) == (encoding, bom)


def test_spoilt_letters_are_told_and_published() -> None:
    _, problems = warned("nama,n\nMerak â€“ Bakauheni,1\nA\ufffd,2\n")
    assert problems == [
        (
            f"{PATH} row 2: [D024] letters were spoilt by an earlier program, such as `â€“` (2 in all) = "
            "export the table again from its source as CSV UTF-8"
        )
    ]


def test_titles_and_notes_around_the_table_are_kept_apart() -> None:
    file = table(
        "Tabel 1. Kunjungan Posyandu,,\n\nPosyandu,Balita,Ibu\nMawar,12,5\nMelati,9,3\n,,\n"
        "Sumber: Puskesmas Dago, 2026\n*) angka sementara,,\n"
    )
    assert rows(file) == [["Mawar", 12, 5], ["Melati", 9, 3]]
    assert file.reading.header == (3,)
    assert [(note.row, " ".join(note.cells)) for note in file.table.notes] == [
        (1, "Tabel 1. Kunjungan Posyandu"),
        (7, "Sumber: Puskesmas Dago 2026"),
        (8, "*) angka sementara"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("kecamatan,Negeri,Swasta\n,2021,2021\n", ["kecamatan", "Negeri 2021", "Swasta 2021"]),
        ("Kecamatan,Penduduk,\n,L,P\n", ["Kecamatan", "Penduduk L", "Penduduk P"]),
        (",Penduduk,\nKecamatan,L,P\n", ["Kecamatan", "Penduduk L", "Penduduk P"]),
        ("Kecamatan,L,P\n1,2,3\n", ["Kecamatan", "L", "P"]),
        ("Kecamatan,L,P\n(1),(2),(3)\n", ["Kecamatan", "L", "P"]),
    ],
    ids=["years", "groups", "groups above", "numbering", "numbering in brackets"],
)
def test_a_header_of_several_rows_is_one(head: str, expected: list[str]) -> None:
    file = table(head + "Coblong,10,12\nDago,3,4\nAndir,8,9\n")
    assert names(file) == expected
    assert rows(file) == [["Coblong", 10, 12], ["Dago", 3, 4], ["Andir", 8, 9]]


def test_a_first_row_of_figures_is_no_header_and_no_numbering() -> None:
    assert rows(table("a,b,c\n1,2,3\n4,5,6\n7,8,9\n")) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert rows(table("tahun,nama\n2024,Dago\n2025,Braga\n")) == [[2024, "Dago"], [2025, "Braga"]]


def test_merged_cells_of_the_first_column_are_filled_downwards() -> None:
    file = table("kecamatan,kelurahan,n\nCoblong,Dago,5\n,Sekeloa,7\nRegol,Ancol,2\n")
    assert rows(file) == [["Coblong", "Dago", 5], ["Coblong", "Sekeloa", 7], ["Regol", "Ancol", 2]]
    assert [each.filled for each in file.table.conventions] == [1, 0, 0]


def test_an_empty_cell_beside_repeated_labels_stays_empty() -> None:
    file = table("kategori,nama\nDinas,A\n,B\nDinas,C\n")
    assert file.table.frame["kategori"].isna().tolist() == [False, True, False]


def test_names_that_are_missing_or_repeated_are_given_and_told() -> None:
    file, problems = warned("a,,b,A,\n1,,3,4,5\n6,,8,9,10\n")
    assert names(file) == ["a", "b", "A_2", "kolom_5"]
    assert file.reading.dropped == (2,)
    assert problems == [
        (
            f"{PATH}:4 row 1: [D007] the columns 1 and 4 have the same name `A`; the second is published "
            "as `A_2` = give each column its own name"
        ),
        (
            f"{PATH}:5 row 1: [D006] column 5 has cells but no name; it is published as `kolom_5` = "
            "give the column a name in the header, or delete it"
        ),
    ]


def test_total_rows_are_left_out_and_checked() -> None:
    file, problems = warned(
        "kecamatan,negeri,swasta\nCoblong,6,10\nCidadap,14,2\nAndir,0,1\nKota Bandung,10,13\n"
    )
    assert rows(file) == [["Coblong", 6, 10], ["Cidadap", 14, 2], ["Andir", 0, 1]]
    assert [(total.row, total.cells) for total in file.table.totals] == [
        (5, ("Kota Bandung", "10", "13"))
    ]
    assert problems == [
        (
            f"{PATH} row 5: [D022] the total of column `negeri` says 10, but the rows add up to 20 = "
            "correct the total or the rows; the rows are published, the total is left out"
        )
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A;1.162\nB;1.048\nJumlah;2.310\n", "says 2.310, but the rows add up to 2.210 "),
        ("A;1162\nB;1048\nJumlah;2310\n", "says 2310, but the rows add up to 2210 "),
        ("A;1.162,5\nB;1.048,0\nJumlah;2.310,5\n", "says 2.310,5, but the rows add up to 2.210,5 "),
        (
            'A;"1,162.5"\nB;"1,048.0"\nJumlah;"2,310.5"\n',
            "says 2,310.5, but the rows add up to 2,210.5 ",
        ),
        ("A;-3\nB;-1048\nJumlah;-1.061\n", "says -1.061, but the rows add up to -1.051 "),
    ],
    ids=["grouped", "plain", "decimals", "English", "negative"],
)
def test_both_figures_of_a_wrong_total_are_written_in_one_way(rows: str, told: str) -> None:
    (problem,) = said(f"kecamatan;n\n{rows}")
    assert told in problem


def test_a_total_of_figures_with_two_readings_is_not_judged() -> None:
    found = said("kecamatan,n\nA,1.162\nB,1.048\nJumlah,3.197\n")
    assert ["[D017]" in line for line in found] == [True]


@pytest.mark.parametrize(
    "total",
    ["Jumlah,,20", "TOTAL,-,20", ",Jumlah,20", "Jumlah Total,,20", "Grand Total:,,20"],
)
def test_a_right_total_is_left_out_without_a_word(total: str) -> None:
    file = table(f"kecamatan,ket,n\nCoblong,x,6\nCidadap,y,14\n{total}\n")
    assert file.table.frame["n"].tolist() == [6, 14]
    assert [each.row for each in file.table.totals] == [4]


def test_a_row_that_is_the_sum_of_all_others_is_a_total_whatever_its_name() -> None:
    body = "".join(f"K{n},{n * 100},{n * 7}\n" for n in range(1, 7))
    file = table(f"wilayah,l,p\n{body}Maluku,2100,147\n")
    assert [total.cells[0] for total in file.table.totals] == ["Maluku"]
    assert len(file.table.frame) == 6


def test_cities_among_regencies_are_no_totals() -> None:
    file = table("wilayah,n\nKab. Bogor,3\nKota Bogor,4\nKab. Garut,5\nKota Bandung,9\n")
    assert (len(file.table.frame), file.table.totals) == (4, ())


def test_rates_are_not_added_up() -> None:
    file = table("kecamatan,persen\nCoblong,40\nCidadap,30\nAndir,20\nTotal,31\n")
    assert file.table.frame["persen"].tolist() == [40, 30, 20]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            "tahun,ton\n2019,2.253.66\n",
            "row 2: [D019] `2.253.66` in column `ton` uses one sign between thousands and before "
            "decimals (1 such cells) = write it with a decimal comma, such as 2.253,66, or without any "
            "sign for thousands",
            id="one sign for both",
        ),
        pytest.param(
            "nama,n\nA,1.250\nB,1.310\n",
            "row 2: [D017] `1.250` in column `n` can be read in two ways: 1250 or 1,250 = describe the "
            "column with `tipe: bulat` (whole numbers) or `tipe: desimal`",
            id="two readings",
        ),
        pytest.param(
            "nama,d\nA,13/01/2026\nB,1/2/2026\nC,1/20/2026\n",
            "row 2: [D020] column `d` has the day first in `13/01/2026` and the month first in "
            "`1/20/2026` (row 4) = write all dates of the column in one way, best as 2026-11-03",
            id="both orders",
        ),
        pytest.param(
            "nama,d\nA,1/1/2026\nB,1/2/2026\n",
            "row 3: [D021] `1/2/2026` in column `d` can be day/month or month/day, and no other row "
            "decides = write dates as 2026-11-03, or describe the column with `tipe: tanggal` if the "
            "day comes first",
            id="no order",
        ),
        pytest.param(
            "nama,n\nA,#DIV/0!\nB,5\n",
            "row 2: [D030] a formula gave no result: n = correct the formula, or write the figure in "
            "its place",
            id="failed formula",
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_its_row(data: str, expected: str) -> None:
    assert refused(data) == [f"{PATH} {expected}"]


def test_an_odd_cell_among_figures_is_named_and_its_column_published_as_text() -> None:
    body = "".join(f"K{n},{n}\n" for n in range(20))
    file, problems = warned(f"nama,n\n{body}X,12o\n")
    assert file.table.columns[1].kind == "teks"
    assert problems == [
        (
            f"{PATH} row 22: [D023] column `n` is read as text because of `12o`; nearly all of its cells "
            "are of type `bulat` (1 cells are not) = correct the cell, leave it empty when there is no "
            "figure, or describe the column with its `tipe`"
        )
    ]


def test_rows_know_their_number_in_the_file() -> None:
    file = table("Judul\n\na,b\n1,x\n\n,\n2,y\n")
    assert file.table.frame.index.tolist() == [4, 7]


_fields = st.text(alphabet='ab 1,;"\n', max_size=4)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(_fields, min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_large_files_are_read_as_small_ones(part: list[list[str]], end: str, quotes: bool) -> None:
    stream = io.StringIO(newline="")
    csv.writer(
        stream, lineterminator=end, quoting=csv.QUOTE_ALL if quotes else csv.QUOTE_MINIMAL
    ).writerows(part * 40)
    text = stream.getvalue()
    slow = seen(split(text, ",", PATH))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvfile, "_FAST_BYTES", 1)
        assert seen(split(text, ",", PATH)) == slow


def seen(sheet: Sheet | Problem) -> object:
    if isinstance(sheet, Problem):
        return sheet
    rows = [(number, list(cells)) for number, cells in sheet.every_row()]
    for count in (0, 1, 5, 70, 1000):
        last = [(number, list(cells)) for number, cells in sheet.last_rows(count)]
        assert last == rows[max(0, len(rows) - count) :]
    return rows


@pytest.mark.parametrize("bad", ["1,2\n", "1,2,3,4\n", "\n", 'a"b,2,3\n', ",,\n"])
def test_one_irregular_row_of_a_large_file_is_seen(bad: str) -> None:
    text = "id,nama,n\n" + "007,x,1.5\n" * 30_000
    fast = split(text, ",", PATH)
    assert isinstance(fast, Sheet)
    assert fast.rest is not None
    assert fast.rest.row(29_940) == (30_001, ["007", "x", "1.5"])
    file, problems = parse_table((text + bad).encode(), PATH)
    if file is not None:
        assert len(file.table.frame) in {30_000, 30_001}
        assert file.table.frame["id"].iloc[0] == "007"
    else:
        assert [told(problem).split(" = ")[0] for problem in problems] == [
            f"{PATH} row 30002: [D008] the row has {bad.count(',') + 1} cells; the header has 3"
        ]


SAVE = "open it in the program that it was made with, such as Excel, and save the table as .xlsx or as CSV UTF-8"


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        ("<!DOCTYPE html>\n<a,b>\n<c,d>", "k.csv", "a web page (HTML)"),
        ("\n <html><table>", "k.xls", "a web page (HTML)"),
        ("\ufeff<?xml version='1.0'?>\n<a>", "k.xlsx", "an XML document"),
        ("%PDF-1.4\na,b\n1,2", "k.csv", "a PDF document"),
        ('[{"a": 1, "b": 2},\n{"a": 3}]', "k.csv", "a JSON document"),
        ('{"a": 1,\n "b": 2}', "k.tsv", "a JSON document"),
        ("PK\x03\x04\x00", "k.csv", "a workbook, an Office document or an archive (ZIP)"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_bytes(data: str, path: str, kind: str) -> None:
    file, problems = parse_table(data.encode(), path)
    assert file is None
    assert [told(problem) for problem in problems] == [
        f"{path}: [D059] the file is {kind}, whatever its name says = {SAVE}"
    ]


def test_spaces_after_a_quoted_cell_are_no_part_of_it() -> None:
    file = table('a;b\n x ; 1 \n"y" ; 2\n"z ; ""q"" " ;3\n')
    assert rows(file) == [["x", 1], ["y", 2], ['z ; "q"', 3]]


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Sumber: Dinas X", "Sumber: Dinas X"),
        ("Sumber: Dinas X, 2023", "Sumber: Dinas X, 2023"),
        ("Sumber: Dinas X; Dinas Y; Dinas Z;", "Sumber: Dinas X Dinas Y;Dinas Z"),
    ],
)
def test_a_note_needs_no_separators_and_loses_nothing(note: str, text: str) -> None:
    file = table(f"Kelurahan;Jumlah\nA;10\nB;20\n\n{note}\n")
    assert rows(file) == [["A", 10], ["B", 20]]
    assert [" ".join(each.cells) for each in file.table.notes] == [text]


@pytest.mark.parametrize(
    "head",
    [
        ";;Data Penduduk;;\n;;Tahun 2023;;\n",
        "PEMERINTAH KOTA;;;Tahun: 2023;\n",
        "Dinas Sosial;;;Tahun 2023;\n;;Data Penduduk;;\n",
    ],
    ids=["in the middle", "two cells", "both"],
)
def test_titles_may_stand_anywhere_above_the_header(head: str) -> None:
    file = table(head + "No;Kecamatan;L;P;Jumlah\n1;A;1;2;3\n2;B;3;4;7\n")
    assert names(file) == ["No", "Kecamatan", "L", "P", "Jumlah"]
    assert len(file.table.notes) == head.count("\n")


def test_two_groups_of_columns_are_no_title() -> None:
    file = table("No;Kecamatan;Tahun 2023;;Tahun 2024;\n;;L;P;L;P\n1;A;1;2;3;4\n2;B;3;4;7;8\n")
    assert names(file)[2:] == ["Tahun 2023 L", "Tahun 2023 P", "Tahun 2024 L", "Tahun 2024 P"]
    file = table(";;Tahun 2023;;Tahun 2024;\nNo;Kecamatan;L;P;L;P\n1;A;1;2;3;4\n2;B;3;4;7;8\n")
    assert names(file)[2:] == ["Tahun 2023 L", "Tahun 2023 P", "Tahun 2024 L", "Tahun 2024 P"]


def test_figures_in_the_place_of_names_are_told() -> None:
    assert warned("A,1,2\nB,3,4\nC,4,5\n")[1] == [
        (
            f"{PATH} row 1: [D057] the first row holds figures (1, 2) where the names of the columns are "
            "expected; it is taken for the header = add a row above it that names the columns"
        )
    ]
    assert warned("Kelurahan,2023,2024\nA,3,4\nB,4,5\n")[1] == []
    assert warned("Kelurahan,1,2,3\nA,3,4,5\nB,4,5,6\n")[1] == []


@pytest.mark.parametrize("title", ["", "Tabel 2,\n"], ids=["header", "title and header"])
def test_a_second_table_below_the_first_is_told(title: str) -> None:
    _, problems = warned(f"kec,n\nA,1\nB,2\n\n{title}kel,m\na,3\nb,4\n")
    row = 6 if title else 5
    assert problems[0] == (
        f"{PATH} row {row}: [D058] a second table seems to begin in this row: kel, m; "
        "only the first is published = save each table in a file of its own"
    )


def test_groups_between_blank_rows_are_no_second_table() -> None:
    assert warned("kec,n\nA,1\n\nB,2\n\nC,3\n")[1] == []


def test_groups_beside_numbered_rows_are_filled_downwards() -> None:
    file = table("No,Kecamatan,Kelurahan,n\n1,Coblong,a,1\n2,,b,2\n3,Regol,c,3\n4,,d,4\n")
    assert file.table.frame["Kecamatan"].tolist() == ["Coblong", "Coblong", "Regol", "Regol"]
    assert [each.filled for each in file.table.conventions] == [0, 2, 0, 0]


def test_a_code_that_is_missing_beside_numbered_rows_stays_missing() -> None:
    file = table("No,NPSN,Nama\n1,2022,x\n2,2023,y\n3,,z\n4,2025,u\n")
    assert file.table.frame["NPSN"].isna().tolist() == [False, False, True, False]


def test_the_number_of_a_row_is_never_invented() -> None:
    file = table("No;Kecamatan;L\n1;A;1000\n2;B;3000\n;C;50\n")
    assert file.table.frame["No"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    "total",
    [
        "TOTAL :;4000",
        "Jumlah Total :;4000",
        "T O T A L;4000",
        "Jumlah 2023;4000",
        "Total (orang);4000",
        "Jumlah Penduduk;4000",
        "Jumlah;4000\nRata-rata;2000",
        "Rata-rata;2000\nJumlah;4000",
        "JUMLAH / TOTAL;4000\nTahun 2019;3500",
    ],
)
def test_usual_labels_of_totals_are_known_with_what_stands_beside_them(total: str) -> None:
    file = table(f"kec;n\nA;1000\nB;3000\n{total}\n")
    assert file.table.frame["n"].tolist() == [1000, 3000]
    assert [each.row for each in file.table.totals] == [4, 5][: total.count(";")]


def test_a_total_beside_numbered_rows_is_left_out() -> None:
    file = table("No;Kecamatan;L\n1;A;1000\n2;B;3000\n;Jumlah Penduduk;4000\n")
    assert rows(file) == [[1, "A", 1000], [2, "B", 3000]]


def test_labels_of_totals_are_rows_where_the_figures_do_not_say_so() -> None:
    assert len(table("uraian;n\nJumlah Penduduk;4000\nJumlah KK;1000\n").table.frame) == 2
    assert len(table("uraian;n\nKK;900\nRW;13\nJumlah Penduduk;4000\n").table.frame) == 3
    assert len(table("tahun;n\nTahun 2018;1\nTahun 2019;3\nJumlah;4\n").table.frame) == 2


def test_the_row_of_the_city_itself_is_a_total_where_it_is_the_sum() -> None:
    file = table("kec;l;p\nA;1000;2000\nB;2005;2007\nC;2000;2000\nBandung;5005;6007\n")
    assert [each.row for each in file.table.totals] == [5]
    small = b"wilayah;n\nDKI JAKARTA;61\nA;10\nB;20\nC;30\nD;1\n"
    known, _ = parse_table(small, PATH, city="Provinsi DKI Jakarta")
    assert known is not None
    assert [each.row for each in known.table.totals] == [2]
    assert table(small).table.totals == ()


@pytest.mark.parametrize(
    ("data", "column", "found"),
    [("kel;n\nA;1\nB;2o\nC;3\n", "n", "2o"), ("a;p\nA;-120\nB;35\nC;-7 kk\n", "p", "-7 kk")],
)
def test_an_odd_cell_among_few_figures_is_named(data: str, column: str, found: str) -> None:
    _, problems = warned(data)
    assert [problem.split("; nearly")[0] for problem in problems] == [
        f"{PATH} row {3 if column == 'n' else 4}: [D023] column `{column}` is read as text because of `{found}`"
    ]


def test_dates_that_are_not_read_as_such_are_told() -> None:
    file, problems = warned("d;n\n2021-01-15 08:30:00;3\n2021-01-16 09:30:00;4\n")
    assert file.table.columns[0].kind == "teks"
    assert problems == [
        (
            f"{PATH} row 2: [D060] column `d` is read as text, though its cells look like dates, such as "
            "`2021-01-15 08:30:00` = write dates as 2026-11-03, and times in a column of their own"
        )
    ]
    assert warned("d;n\n1 Mei 2020 - 2 Mei 2020;3\n3 Mei 2020 - 4 Mei 2020;4\n")[1] == []


def test_signs_that_nobody_sees_spoil_no_figure() -> None:
    text = "kecamatan,jumlah\nCoblong,1\u200b0\nAn\u00addir,20\u200e\nRegol,30\u2060\n"
    file, _ = parse_table(text.encode(), "a.csv")
    assert file is not None
    assert file.table.frame.to_numpy().tolist() == [["Coblong", 10], ["Andir", 20], ["Regol", 30]]
