"""Whatever titles, headers and blocks an office puts around its figures, the figures are read alone."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from sitegen.tables.table import TableFile, parse_table
from tests.conftest import told

AREAS = ("Coblong", "Cidadap", "Sukasari", "Andir", "Regol", "Lengkong", "Cinambo", "Gedebage")
# Names of groups from the outermost level to the innermost one.
LEVELS = (
    ("Kependudukan", "Kesehatan", "Pendidikan"),
    ("2022", "2023", "2024"),
    ("Laki-laki", "Perempuan", "Jumlah L+P"),
)
TITLES = ("REKAPITULASI DATA", "PEMERINTAH KOTA CONTOH", "Tahun 2024", "Tabel 3. Contoh isi")
NOTES = ("Sumber: Dinas Contoh, 2025", "Keterangan: angka sementara", "*) termasuk pindahan")
SIGNATURES = (
    ("Bandung, 3 November 2026", "Kepala Dinas,", "", "SITI CONTOH", "NIP. 19700101 199003 2 001"),
    ("Mengetahui,", "Lurah Contoh", "", "BUDI CONTOH"),
    ("Soreang,        Mei 2026", "a.n. Camat", "Sekretaris,", "", "ASEP CONTOH, S.IP."),
)
Line = list[str | int]


class Office(Struct, frozen=True, kw_only=True):
    """A table as an office lays it out: `merged` are its merged cells as (row, column, row, column)."""

    lines: list[Line]
    merged: list[tuple[int, int, int, int]]
    names: list[str]
    rows: list[Line]


@st.composite
def offices(draw: st.DrawFn) -> Office:
    depth = draw(st.integers(1, 3))
    levels = [LEVELS[at][: draw(st.integers(1, 3))] for at in range(3 - depth, 3)]
    numbered = draw(st.booleans())
    leading = ["No"] * numbered + ["Kecamatan"]
    lone = ["Luas"] if draw(st.booleans()) else []
    paths: list[tuple[str, ...]] = [()]
    for level in levels:
        paths = [(*path, name) for path in paths for name in level]
    width = len(leading) + len(paths) + len(lone)
    lines: list[Line] = []
    merged: list[tuple[int, int, int, int]] = []
    for title in draw(st.lists(st.sampled_from(TITLES), max_size=3, unique=True)):
        merged.append((len(lines), 0, len(lines), width - 1))
        lines.append([title])
    blank = draw(st.booleans())
    if lines and blank:
        lines.append([])
    top = len(lines)
    stairs = not numbered and not lone and draw(st.booleans())
    if stairs:  # as in the tables of BPS, the first column is named in a row of its own
        lines.append([*leading, *[""] * len(paths)])
    for at in range(depth):
        first = [*leading] if not (at or stairs) else [""] * len(leading)
        shown = [
            path[at] if not n or paths[n - 1][: at + 1] != path[: at + 1] else ""
            for n, path in enumerate(paths)
        ]
        last = [*lone] if not at else [""] * len(lone)
        lines.append([*first, *shown, *last])
    unit = draw(st.sampled_from(["", "(jiwa)", "Jiwa"]))
    if unit:
        lines.append([*[""] * len(leading), *[unit] * (width - len(leading))])
    sides = (*range(len(leading)), *([] if unit else range(width - len(lone), width)))
    merged += ((top, column, len(lines) - 1, column) for column in sides if not stairs)
    form = draw(st.sampled_from(["", "({})", "{}"]))
    if form:
        lines.append([form.format(at) for at in range(1, width + 1)])
    rows: list[Line] = []
    for at, area in enumerate(draw(st.lists(st.sampled_from(AREAS), min_size=2, unique=True)), 1):
        figures = [draw(st.integers(100, 999)) for _ in range(width - len(leading))]
        rows.append([*([at] if numbered else []), area, *figures])
    lines += rows
    _below(draw, lines, rows, len(leading))
    names = [
        *leading,
        *(" ".join((*path, unit)).strip() for path in (*paths, *map(tuple, [lone] * bool(lone)))),
    ]
    left = draw(st.integers(0, 2))
    lines = [[*[""] * left, *line] if line else [] for line in lines]
    merged = [(top, first + left, bottom, last + left) for top, first, bottom, last in merged]
    return Office(lines=lines, merged=merged, names=names, rows=rows)


def _below(draw: st.DrawFn, lines: list[Line], rows: list[Line], leading: int) -> None:
    """Add what stands below a table."""
    width = len(rows[0])
    if draw(st.booleans()):
        sums: Line = [sum(int(row[at]) for row in rows) for at in range(leading, width)]
        lines.append([*["" for _ in range(leading - 1)], "JUMLAH", *sums])
    if draw(st.booleans()):
        lines.append([])
    lines += ([note] for note in draw(st.lists(st.sampled_from(NOTES), max_size=2, unique=True)))
    if draw(st.booleans()):
        lines.append([])
        at = draw(st.integers(0, width))
        other = draw(st.sampled_from([None, at + 2]))
        right = draw(st.sampled_from(SIGNATURES))
        left = draw(st.sampled_from(SIGNATURES))
        for n in range(max(len(right), len(left) if other else 0)):
            one = right[n] if n < len(right) else ""
            two = left[n] if other and n < len(left) else ""
            lines.append([*[""] * at, one, "", two])


def saved_as_csv(office: Office) -> bytes:
    width = max(map(len, office.lines))
    lines = ([str(cell) for cell in (*line, *[""] * width)][:width] for line in office.lines)
    return "\n".join(";".join(line) for line in lines).encode()


def saved_as_xlsx(office: Office) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for number, line in enumerate(office.lines, start=1):
        for column, cell in enumerate(line, start=1):
            year = isinstance(cell, str) and cell.isdecimal()
            sheet.cell(number, column).value = (int(cell) if year else cell) or None
    for top, left, bottom, right in office.merged:
        if (top, left) != (bottom, right):
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(data: bytes, path: str) -> TableFile:
    file, problems = parse_table(data, path)
    assert file is not None, [told(problem) for problem in problems]
    assert problems == (), [told(problem) for problem in problems]
    return file


def check(file: TableFile, office: Office) -> None:
    rows: Sequence[Sequence[object]] = [
        list(row) for row in file.table.frame.itertuples(index=False)
    ]
    assert [column.name for column in file.table.columns] == office.names
    assert rows == office.rows
    shown = " ".join(cell for note in file.table.notes for cell in note.cells)
    assert "CONTOH," not in shown
    assert "NIP" not in shown


@settings(max_examples=100, deadline=None)
@given(offices())
def test_a_text_file_of_any_shape_gives_its_figures(office: Office) -> None:
    check(read(saved_as_csv(office), "data/k.csv"), office)


@settings(max_examples=8, deadline=None)
@given(offices())
def test_a_workbook_of_any_shape_gives_its_figures(office: Office) -> None:
    check(read(saved_as_xlsx(office), "data/k.xlsx"), office)
