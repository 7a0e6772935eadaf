"""Signatures below a table are no part of it; texts of the table itself stay."""

from __future__ import annotations

import io

import openpyxl
import pytest

from sitegen.tables.table import TableFile, parse_table
from tests.conftest import told

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun"]
# Lines of a block with the rows that lie between them.
BLOCK = [
    "Bandung, 3 November 2026",
    "Sekretaris Kelurahan,",
    "",
    "",
    "",
    "CONTOH NAMA, S.IP.",
    "NIP. -",
]
OTHER = [
    "Mengetahui,",
    "Lurah Dago",
    "",
    "",
    "",
    "CONTOH DUA, S.Sos.",
    "NIP. 19800101 200501 1 001",
]


def workbook(*blocks: tuple[int, list[str]], gap: int = 1, merged: bool = True) -> bytes:
    """A table as offices keep it, with blocks of lines below it, each from a column on."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["REKAP PELAYANAN SURAT"])
    sheet.append(["KELURAHAN DAGO TAHUN 2026"])
    sheet.append([])
    if merged:
        sheet.append(["No", "Jenis Surat", "Bulan"])
        sheet.append(["", "", *MONTHS])
    else:
        sheet.append(["No", "Jenis Surat", *MONTHS])
    for at, name in enumerate(("SK Usaha", "SKTM", "SK Kematian", "Pengantar Nikah"), 1):
        sheet.append([at, name, *(at * 10 + month for month in range(6))])
    sheet.append(["", "JUMLAH", *(100 + 4 * month for month in range(6))])
    last = sheet.max_row
    for column, lines in blocks:
        for at, line in enumerate(lines, 1):
            if line:
                sheet.cell(last + gap + at, column, line)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(data: bytes, path: str = "data/k.xlsx") -> tuple[TableFile, list[str]]:
    file, problems = parse_table(data, path)
    assert file is not None, [told(problem) for problem in problems]
    return file, [problem.code for problem in problems]


@pytest.mark.parametrize("merged", [True, False], ids=["two rows of header", "one"])
@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([(7, BLOCK)], id="right"),
        pytest.param([(2, BLOCK)], id="left"),
        pytest.param([(12, BLOCK)], id="beside the table"),
        pytest.param([(2, OTHER), (7, BLOCK)], id="left and right"),
        pytest.param([(2, OTHER), (4, OTHER), (7, BLOCK)], id="three"),
        pytest.param([(7, BLOCK[:3])], id="without a name"),
        pytest.param([(7, [BLOCK[1], *BLOCK[2:]])], id="without a place"),
        pytest.param([(7, ["Bandung,      November 2026", *BLOCK[1:]])], id="without a day"),
    ],
)
def test_signatures_below_a_table_change_nothing_of_its_reading(
    blocks: list[tuple[int, list[str]]], merged: bool
) -> None:
    plain, told_before = read(workbook(merged=merged))
    signed, told_now = read(workbook(*blocks, merged=merged))
    assert told_now == told_before
    assert signed.table.columns == plain.table.columns
    assert signed.table.frame.equals(plain.table.frame)
    assert signed.table.totals == plain.table.totals
    assert signed.table.notes == plain.table.notes
    assert (plain.reading.signed, signed.reading.signed > 0) == (0, True)


def test_notes_above_signatures_stay_notes() -> None:
    data = workbook((1, ["Sumber: register kelurahan"]), (7, ["", "", *BLOCK]))
    file, _ = read(data)
    assert [note.cells for note in file.table.notes][-1] == ("Sumber: register kelurahan",)
    assert file.reading.signed == 14


def test_signatures_right_below_the_last_row_are_told_by_their_first_word() -> None:
    file, codes = read(workbook((2, OTHER), gap=0))
    assert (codes, file.reading.signed) == (read(workbook())[1], 11)


def test_a_csv_with_signatures_is_read_without_them() -> None:
    text = (
        "rw;warga;luas\n01;84;1,5\n02;90;2,5\n03;75;3,5\n;;\n;;Dago, 3 November 2026\n"
        ";;Lurah Dago\n;;\n;;\n;;CONTOH NAMA\n;;NIP. -\n"
    )
    file, codes = read(text.encode(), "data/k.csv")
    assert codes == []
    assert file.reading.rows == 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('nama,tempat\nA,"Bandung, 3 Mei 2026"\nB,"Dago, 4 Mei 2026"\n', id="dates"),
        pytest.param(
            "kegiatan,ket,n\nRapat,,3\nMengetahui,x,4\nLain,y,5\n", id="the word in a row"
        ),
        pytest.param("a,b,c\nx,,\ny,,\nz,,\n", id="sparse texts"),
    ],
)
def test_rows_of_a_table_are_no_signatures(text: str) -> None:
    file, _ = read(text.encode(), "data/k.csv")
    assert file.reading.signed == 0
    assert file.reading.rows == text.count("\n") - 1
