"""A file is split into cells once: what is published of a table is what was judged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.datasets.downloads import normalised_csv
from sitegen.model import Problem
from sitegen.privacy.finding import WARNED
from sitegen.privacy.gate import Gate, screen_table
from sitegen.privacy.header import Headed, columns_of
from sitegen.privacy.numbers import digits
from sitegen.privacy.table import ColumnFinding, find_in_headed
from sitegen.problems import is_error
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.table import TableFile, typed_table

PATH = "content/kelurahan/dago/data/sasaran.csv"
# A digit is missing, so that nothing but the header says what it is.
SLIPS = ("327301450880001", "327302510790002")
NIK = "3273014501809901"
PHONES = ("081234567890", "081234567891")
VICTIMS = ("Siti Contoh/P/11 thn", "Budi Contoh/L/12 thn")


def published(data: bytes, path: str = PATH) -> TableFile | None:
    """Return the table of a file if it may be published."""
    raw = parse_raw(data, path)
    if isinstance(raw, Problem) or not screen_table(raw, path, Gate()).passed:
        return None
    file, problems = typed_table(raw, path)
    return None if any(is_error(problem) for problem in problems) else file


def texts(file: TableFile) -> Iterator[str]:
    """Yield all that is shown of a table: its cells, names, notes, titles and totals."""
    for row in csv.reader(io.StringIO(normalised_csv(file.table))):
        yield from row
    for kept in (*file.table.notes, *file.table.totals):
        yield from kept.cells


def shows(file: TableFile | None, value: str) -> bool:
    if file is None:
        return False
    return any(value in text or value in digits(text) for text in texts(file))


def test_a_column_of_numbers_behind_separators_in_quotes_is_held_back() -> None:
    table = (
        'rt,"status (1=hamil; 2=nifas; 3=bayi; 4=balita; 5=lansia)",nik,kode_pos\n'
        f'1,"hamil; rujukan",{SLIPS[0]},40135\n2,"balita; dirujuk",{SLIPS[1]},40136\n'
    )
    raw = parse_raw(table.encode(), PATH)
    assert not isinstance(raw, Problem)
    (problem,) = screen_table(raw, PATH, Gate()).problems
    assert (problem.code, problem.where.row, problem.where.field) == ("P001", 2, "nik")
    assert published(table.replace("nik", "kode").encode()) is not None


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


A, B = SLIPS
# Each has a column of numbers of persons; the second is the same table without it.
TABLES = {
    "commas, semicolons in cells": lines("a,nik", f'"x; y; z",{A}', f'"x; y",{B}'),
    "semicolons, commas in cells": lines("a;nik", f'"x, y, z";{A}', f'"x, y";{B}'),
    "commas without quotes in a semicolon table": lines("a;nik", f"x, y;{A}", f"x, z;{B}"),
    "bars in cells": lines('"a|b|c",nik', f'"x|y|z",{A}', f'"x|y|w",{B}'),
    "tabs in cells": lines('"a\tb\tc",nik', f'"x\ty\tz",{A}', f'"x\ty\tw",{B}'),
    "separators and numbers in the header": lines(
        'no,"umur (0-5; 6-11; 12-23)",nik', f"1,3,{A}", f"2,4,{B}"
    ),
    "rows in quotes with years": lines('"2023,2024,nik"', f'"1,2,{A}"', f'"3,4,{B}"'),
    "separators in a title": lines("Data; warga; 2025; RW 02", "rt,nik", f"1,{A}", f"2,{B}"),
    "commas in a title": lines("Data, warga, 2025;", "rt;nik", f"1;{A}", f"2;{B}"),
    "doubled quotes": lines("a,nik", f'"kata ""x; y""",{A}', f'"kata ""z; w""",{B}'),
    "single quotes": lines("'a;b','nik'", f"'x;y','{A}'", f"'x;z','{B}'"),
    "typographic quotes": lines("“a;b”,“nik”", f"“x;y”,“{A}”", f"“x;z”,“{B}”"),
    "a quote that is never closed": lines("a,nik", f'"x; y,{A}', f"z,{B}"),
    "inches": lines("layar,nik", f'14";15",{A}', f'15",{B}'),
    "rows in quotes": lines('"a,nik,b"', f'"1,{A},2"', f'"3,{B},4"'),
    "rows in quotes, of semicolons": lines('"a;nik;b"', f'"1;{A};2"', f'"3;{B};4"'),
    "rows in quotes below others": lines('"a;b","nik;c"', f'"1;2","{A};4"', f'"1;2","{B};4"'),
    "rows in quotes below a title": lines('"Data warga"', '"a,nik"', f'"1,{A}"', f'"3,{B}"'),
    "quotes in rows in quotes": lines(
        '"a,nik,b"', f'"1,""x, y"",{A},2"', f'"3,""z, w"",{B},4"'
    ),
    "rows in quotes with a title": lines("1", '"k,nik,x"', f'",,{A},"', f'",,{B},"'),
    "a name in another column": lines('"jalan,nik";', f'Jl A;"RT 1,{A}"', f'Jl B;"RT 2,{B}"'),
    "a separator that few lines have": lines(
        "Data; warga; 2025", "nik,alamat", f"{A},Jl A; RT 1", f"{B},Jl B; RT 2"
    ),
    "the separator first": lines("sep=;", "a;nik", f"x,y;{A}", f"z,w;{B}"),
    "the separator first, in quotes": lines('"sep=,"', "a,nik", f'"x;y",{A}', f'"z;w",{B}'),
    "cells of several lines": lines("a,nik", f'"x;\ny; z",{A}', f'"x;\n\n;y",{B}'),
    "a number on two lines": lines("a,nik", f'x,"{A[:8]}\n{A[8:]}"', f'y,"{B[:8]}\r\n{B[8:]}"'),
    "a header of two rows": lines("no,identitas,", ",nama,nik", f"1,x;y,{A}", f"2,z;w,{B}"),
    "a note below": lines("a,b", "x,1", "y,2", "", f"Keterangan: NIK {NIK[:8]},{NIK[8:]}"),
    "a title with a number": lines(f"Warga {NIK}", "a,b", "x,1", "y,2"),
    "more cells than the header": lines("a,b,,", f"x,1,,{NIK}", "y,2,,"),
    "a column without a name": lines("a,,b", f"x,{NIK},1", "y,,2"),
    "telephones": lines("a;hp", f'"x, y";{PHONES[0]}', f'"z, w";{PHONES[1]}'),
    "telephones by their shape": lines("a;x", f'"1,2,3";{PHONES[0]}', f'"4,5,6";{PHONES[1]}'),
    "names with ages": lines("no;korban", f'1;"{VICTIMS[0]}"', f'2;"{VICTIMS[1]}"'),
}  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_no_way_of_writing_a_table_hides_its_columns(name: str, end: str) -> None:
    for encoding in ENCODINGS:
        text = TABLES[name].replace("\r\n", "\n").replace("\n", end)
        file = published(text.encode(encoding, "replace"))
        assert not any(shows(file, each) for each in (*SLIPS, NIK, *PHONES, *VICTIMS))


def test_the_same_tables_without_these_columns_are_published() -> None:
    names = ["commas, semicolons in cells", "rows in quotes", "separators in a title", "telephones"]
    for name in names:
        text = TABLES[name].replace("nik", "kode").replace("hp", "kode").replace(A, "7")
        for value in (B, *PHONES):
            text = text.replace(value, "8")
        assert published(text.encode()) is not None, name


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_text_in_one_column_of_a_workbook_is_split_to_be_judged(sign: str) -> None:
    book = openpyxl.Workbook()
    for row in (["rt", "nik"], ["1", A], ["2", B]):
        book.worksheets[0].append([sign.join(row), "x"])
    stream = io.BytesIO()
    book.save(stream)
    assert published(stream.getvalue(), PATH.replace(".csv", ".xlsx")) is None


def test_the_rows_of_a_large_file_are_judged_by_their_columns_too() -> None:
    rows = "".join(f"{n},x{n % 7},9\n" for n in range(20_000))
    for column, value, code in ((1, A, "P001"), (2, NIK, "P001"), (2, PHONES[0], "P006")):
        cells = ["20000", "y", "9"]
        cells[column] = value
        table = f"no,nik,n\n{rows}{','.join(cells)}\n{rows}"
        raw = parse_raw(table.encode(), PATH)
        assert not isinstance(raw, Problem)
        assert raw.sheets[0].rest is not None
        (problem,) = screen_table(raw, PATH, Gate()).problems
        name = ("no", "nik", "n")[column]
        assert (problem.code, problem.where.row, problem.where.field) == (code, 20_002, name)


def test_small_counts_are_counted_in_a_large_file_too() -> None:
    rows = "".join(f"kelurahan {n % 500},{n % 3 + 4}\n" for n in range(12_000))
    raw = parse_raw(f"kelurahan,penderita_tb\n{rows}".encode(), PATH)
    assert not isinstance(raw, Problem)
    assert raw.sheets[0].rest is not None
    (problem,) = screen_table(raw, PATH, Gate()).problems
    assert (problem.code, problem.where.row, dict(problem.params)["count"]) == ("P014", 2, "4000")


def test_a_file_is_split_once_and_its_cells_are_kept() -> None:
    raw = parse_raw(b'\xef\xbb\xbfsep=;\r\n\r\nnama;n\r\n Dago ;"1,5"\r\n', PATH)
    assert not isinstance(raw, Problem)
    assert (raw.encoding, raw.bom, raw.delimiter) == ("utf-8", True, ";")
    assert raw.sheets[0].rows == ((1, ("sep=", "")), (3, ("nama", "n")), (4, ("Dago", "1,5")))


_words = st.text(alphabet=" ab,;|\t'’”\n1\"", max_size=8)
_rows = st.lists(st.tuples(_words, _words), min_size=2, max_size=5)


@settings(deadline=None, max_examples=300)
@given(
    st.tuples(_words, _words),
    _rows,
    st.lists(_words, max_size=2),
    st.sampled_from([",", ";", "\t", "|"]),
    st.tuples(st.sampled_from(["minimal", "all", "rows", "none"]), st.sampled_from(["\n", "\r"])),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_column_of_numbers_is_held_back_whatever_stands_beside_it(
    names: tuple[str, str],
    rows: list[tuple[str, str]],
    titles: list[str],
    sign: str,
    style: tuple[str, str],
    encoding: str,
) -> None:
    table = [(f"k{names[0]}", "nik", f"x{names[1]}")]
    table += [(a, f"{SLIPS[0]}", b) for a, b in rows]
    text = "".join(f"{title}{style[1]}" for title in titles) + written(table, sign, *style)
    file = published(text.encode(encoding, "replace"))
    assert not shows(file, SLIPS[0])


def written(rows: Sequence[Sequence[str]], sign: str, quoting: str, end: str) -> str:
    """Return rows as programs write them: `rows` are in quotes as a whole, `none` without any."""
    if quoting == "none":
        # Separators in cells without quotes would be cells: the columns are others then.
        bare = str.maketrans(dict.fromkeys(f'{sign}\n"', " "))
        return end.join(sign.join(cell.translate(bare) for cell in cells) for cells in rows)
    every = quoting in {"all", "rows"}
    stream = io.StringIO(newline="")
    cells = [[sign.join(row)] for row in rows] if quoting == "rows" else rows
    csv.writer(
        stream,
        delimiter=sign,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL,
    ).writerows(cells)
    return stream.getvalue()


def held(found: Sequence[ColumnFinding]) -> set[str]:
    """The values of what holds a file back."""
    return {value for each in found if each.kind not in WARNED for _, value in each.values}


def judged_again(file: TableFile) -> set[str]:
    """What is personal in the published CSV, whose first row is its header."""
    (names, *rows) = csv.reader(io.StringIO(normalised_csv(file.table)))
    table = Headed(
        above=((1, names),),
        row=1,
        names=tuple(names),
        parts=tuple((name,) for name in names),
        columns=columns_of([*enumerate(rows, start=2)], None),
    )
    return held(find_in_headed(table))


_pieces = st.lists(
    st.sampled_from(
        [
            *(",", ";", "\t", "|", "\n", "\n", "\r\n", '"', '""', "'", " ", "sep=;", "Jumlah", "a"),
            *("nik", "no hp", "nama", "umur", "rekening", "1", "2025", "x y", "Sumber: z", "3.5"),
            *(*SLIPS, NIK, *PHONES, "3273 0145 0180 9901", "3.273.014.501.809.901", "3,27E+15"),
            *(*VICTIMS, "0012345678901", "(022) 5550104", "5550104", "a@gmail.com"),
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=400)
@given(st.one_of(_pieces.map(str.encode), st.binary(max_size=60)))
@example(TABLES["commas, semicolons in cells"].encode())
@example(b",nik\n3,27E+15")  # two cells: 3 and 27E+15
def test_what_is_published_holds_nothing_that_the_gate_has_not_found(data: bytes) -> None:
    file = published(data)
    if file is not None:
        assert judged_again(file) == set()
