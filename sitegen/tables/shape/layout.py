"""Where the table is in a sheet: titles above it, its header of one or more rows, notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import RowText
from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.periods import parse_noted_year
from sitegen.tables.shape.cells import MISSING, Cell, Cells, Grid, Row, text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TITLE = re.compile(r"(?:tabel|table|lampiran|daftar tabel)\b", re.IGNORECASE)
# A number may say how its column was computed: `5=4/3`, `(6=5:4x100)`.
_NUMBERING = re.compile(
    r"\(?\s*(\d{1,3})(?:\.0)?\s*(?:=[\s\d()+\-/:*x\u00d7%]+)?\)?", re.IGNORECASE
)
# A line such as `<DATA>` stands around a table and says nothing.
TAG = re.compile(r"</?[a-z]\w*>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
# Names of columns that number the rows.
NUMBER_NAMES = frozenset({"no", "nr", "nomor", "no urut", "no. urut", "nomor urut", "#"})


def is_row_number(name: str) -> bool:
    """Return whether a column of this name only numbers the rows."""
    return name.casefold().strip(" .") in NUMBER_NAMES


# A title beside another one, or in the middle of the sheet, gives the table's owner or date.
_HEADING = re.compile(
    r"(?:pemerintah|dinas|badan|kantor|bagian|kota|kabupaten|provinsi|kecamatan|kelurahan|puskesmas|skpd"
    r"|opd|data|daftar|laporan|rekap\w*|tabel|keadaan|periode|tahun|bulan|semester|triwulan)\s+\S"
    r"|[^:]+ ?: ?\S|.*\b(?:19|20)\d\d$",
    re.IGNORECASE,
)
# A header in real files has at most five rows: a title, groups, names, years, units.
HEADER_ROWS = 5
# The name of a first column is short; a title is not.
_NAME_WORDS = 4
_NO_NAME = re.compile(r"\b(?:menurut|berdasarkan|per)\b|[:\d]", re.IGNORECASE)
# What stands for a figure that is not there, or not published.
_NO_FIGURE = re.compile(
    r"x{1,3}|tad|n\.a\.?|.*\b(?:belum|tidak|tdk|tanpa|kosong|nihil|ditutup|rusak)\b.*",
    re.IGNORECASE,
)
# How many rows are searched for titles and header.
HEAD_ROWS = 60
# How many last rows are searched for notes below the table.
FOOT_ROWS = 30
_MOSTLY = 0.6


class Layout(Struct, frozen=True, kw_only=True):
    """The rows before a table's body, blank rows not counted.

    `header` and `numbering` are row numbers (0: no row that numbers the columns), `names` the
    column names, "" where the header has none; `before` is the number of rows before the body,
    `lines` are the cells of the rows of the header and of the numbering, `parts` the texts that
    each name is made of.
    """

    titles: tuple[RowText, ...]
    header: tuple[int, ...]
    names: tuple[str, ...]
    before: int
    numbering: int = 0
    lines: tuple[Sequence[Cell], ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()


def find_layout(head: Sequence[Row]) -> Layout:
    """Return the layout of a table from its first rows, at least one."""
    rows, left = without_left(head)
    start, stop = _header(rows)
    numbering = stop < len(rows) and _numbers_columns(rows, stop)
    own = _parts([cells for _, cells in rows[start:stop]], [row for _, row in rows[stop:]])
    parts = (*[()] * left, *own)
    return Layout(
        titles=tuple(told for told in map(row_text, head[:start]) if not _is_tag(told)),
        header=tuple(number for number, _ in head[start:stop]),
        names=tuple(map(" ".join, parts)),
        before=stop + numbering,
        numbering=head[stop][0] if numbering else 0,
        lines=tuple(cells for _, cells in head[start : stop + numbering]),
        parts=parts,
    )


def without_left(rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """Return non-blank rows without the blank columns at their left, and the number of these."""
    left = min((at for _, cells in rows for at in filled_cells(cells)[:1]), default=0)
    return [(number, cells[left:]) for number, cells in rows] if left else rows, left


def has_figures(head: Sequence[Row]) -> bool:
    """Return whether a column below the header of these first rows holds figures."""
    head, _ = without_left(head)
    stop = _header(head)[1]
    last = max((at for at, (_, cells) in enumerate(head) if has_figure(cells)), default=0)
    below = [cells for _, cells in head[stop : last + 1]]
    return any(holds_figures(below, at) for at in range(1, max(map(len, below), default=0)))


def filled_down(table: Grid, names: Sequence[str]) -> tuple[Grid, tuple[int, ...]]:
    """Return the table with cells covered by merged ones filled in, and their number by column.

    In the leading columns an empty cell stands for the one above if no label occurs twice, as in a
    list of groups, if the first cell is filled and if the row continues in the next column. A first
    column that numbers the rows is left alone; after it, groups must average two rows. Labels
    of any further column are words: neither a missing code nor a figure is filled from above.
    """
    import numpy as np

    columns = list(table.columns)
    counts = [0] * len(columns)
    first = int(bool(columns) and is_row_number(names[0]))
    for at in range(first, len(columns) - 1):
        column, empty = columns[at], _empty(columns[at])
        labels = column.codes[~empty]
        if not empty.any() or empty[0] or not 2 <= len(labels) == len(np.unique(labels)):
            break
        if first and empty.sum() < len(labels):
            break
        if at > 0 and not _words(column, labels):
            break
        if _empty(columns[at + 1])[empty].all() and at == first:
            continue
        above = np.maximum.accumulate(np.where(empty, 0, np.arange(len(empty))))
        columns[at] = Cells(column.codes[above], column.distinct, column.native)
        counts[at] = int(empty.sum())
    return Grid(table.rows, tuple(columns)), tuple(counts)


def _words(column: Cells, codes: NDArray[np.integer]) -> bool:
    return all(_WORD.search(text_of(column.distinct[code])) for code in codes.tolist())


def _empty(column: Cells) -> NDArray[np.bool_]:
    import numpy as np

    empty: NDArray[np.bool_] = np.array([value == "" for value in column.distinct], dtype=bool)
    return np.take(empty, column.codes)


def row_text(row: Row) -> RowText:
    """Return the texts of a row's filled cells."""
    return RowText(row=row[0], cells=tuple(text_of(row[1][at]) for at in filled_cells(row[1])))


def _is_tag(told: RowText) -> bool:
    return all(map(TAG.fullmatch, told.cells))


def filled_cells(cells: Sequence[Cell]) -> list[int]:
    """Return the columns of the cells that are not empty."""
    return [at for at, cell in enumerate(cells) if cell != ""]


def is_number(cell: Cell) -> bool:
    """Return whether a cell can be read as a number."""
    return not isinstance(cell, str) or _reads_as_number(cell)


@lru_cache(maxsize=4096)
def _reads_as_number(text: str) -> bool:
    # The first rows of a table are asked many times while its header is looked for.
    return form(shapes([text])[0]) is not None


def _is_year(cell: Cell) -> bool:
    return parse_noted_year(text_of(cell)) is not None


def has_figure(cells: Sequence[Cell]) -> bool:
    """Return whether a row holds a number other than a year."""
    return any(is_number(cell) and not _is_year(cell) for cell in cells if cell != "")


def _header(head: Sequence[Row]) -> tuple[int, int]:
    """The first row of the header and the one after its last, by what the columns below hold."""
    first = _first_header(head)
    counting = [at for at in range(first + 1, len(head)) if has_figure(head[at][1])]
    body, last = (counting[0], counting[-1]) if counting else (len(head), 0)
    # Below the last figures stand notes and signatures, which say nothing of the columns.
    below = [cells for _, cells in head[body : last + 1]]
    columns = range(1, max((len(cells) for cells in below), default=0))
    figures = frozenset(column for column in columns if holds_figures(below, column))
    start, stop = _stairs(head, first, figures), first + 1
    while stop < body and stop - start < HEADER_ROWS and _continues(head, (start, stop), figures):
        stop += 1
    return start, stop


def _first_header(head: Sequence[Row]) -> int:
    """The first row that is not a title: titles fill one cell, mostly the leftmost, of several."""
    counts = [len(filled_cells(cells)) for _, cells in head]
    # What stands below a table can have more rows than the table; none of them has figures.
    of_table = [
        n for n, (_, cells) in zip(counts, head, strict=True) if n > 1 and has_figure(cells)
    ]
    usual = Counter(of_table or counts).most_common(1)[0][0]
    for at, (_, cells) in enumerate(head):
        filled = filled_cells(cells)
        title = len(filled) == 1 and filled[0] == 0 and usual > 1
        if (
            not title
            and not _labels(cells)
            and not _heads(head, at, usual)
            and not _TITLE.match(text_of(cells[filled[0]]))
        ):
            return at if not has_figure(cells) else 0
    return 0


def _stairs(head: Sequence[Row], first: int, figures: frozenset[int]) -> int:
    """The first row of a header that goes down in stairs: it names the first column alone.

    Below it stands what is counted, above the figures, and below that the years.
    """
    for row in range(first, max(0, first - HEADER_ROWS), -1):
        (number, cells), (before, above) = head[row], head[row - 1]
        # A workbook may have merged the name downwards.
        filled = [at for at in filled_cells(cells) if [cells[at]] != [*above[at : at + 1]]]
        if number > before + 1 or not filled or not figures.issuperset(filled):
            break
        if filled_cells(above) == [0] and _names_rows(text_of(above[0])):
            return row - 1
    return first


def _names_rows(text: str) -> bool:
    """Whether a text alone in its row can be the name of a first column, such as `Kecamatan`."""
    plain = re.sub(r" ?/ ?", "/", " ".join(text.split()))
    short = len(plain.split()) <= _NAME_WORDS and not _NO_NAME.search(plain)
    return short and not _TITLE.match(plain) and not _HEADING.match(plain)


def _labels(cells: Sequence[Cell]) -> bool:
    """Whether a row is a label and its text, such as `Satuan | : Jiwa` or `Satuan | : | Jiwa`."""
    texts = [text_of(cell) for cell in cells if cell != ""]
    return len(texts) in {2, 3} and (texts[0].endswith(":") or texts[1].startswith(":"))


def _heads(head: Sequence[Row], at: int, usual: int) -> bool:
    """Whether a row that could start a header is a title: in the middle, or of two cells.

    One cell in the middle is a group of columns unless it is one of several lines.
    """
    cells = head[at][1]
    filled = filled_cells(cells)
    if len(filled) > 2 or usual <= 2 or at + 1 == len(head):
        return False
    below = head[at + 1][1]
    if len(filled) == 1 and len(filled_cells(below)) == 1:
        return True
    if not all(_HEADING.match(text_of(cells[column])) for column in filled):
        return False
    whole = len(filled_cells(below)) >= usual and below[0] != "" and not has_figure(below)
    last = at > 0 if len(filled) == 1 else filled[0] == 0
    return last and (whole or _heads(head, at + 1, usual))


def _continues(head: Sequence[Row], span: tuple[int, int], figures: frozenset[int]) -> bool:
    """Whether the row after `span` belongs to the header as well.

    Above the figures it has names or years. Merged cells leave its first cell empty or repeat the
    one above; groups stand above names; else it names all figures, as below groups or in a second language.
    """
    start, at = span
    cells, above = head[at][1], head[at - 1][1]
    named = next((row[0] for _, row in reversed(head[start:at]) if row[0] != ""), "")
    own = [column for column in figures if column < len(cells) and cells[column] not in MISSING]
    lacking = any(_NO_FIGURE.fullmatch(text_of(cells[column])) for column in own)
    if has_figure(cells) or lacking or [*cells] == [*above]:
        return False
    # A group of columns names only the first of them.
    unnamed = {*filled_cells(cells)} - {at for _, row in head[start:at] for at in filled_cells(row)}
    if cells[0] == "" or named == "":
        own = own or [*unnamed]
        names = named != "" or any(row[0] != "" for _, row in head[at + 1 : at + HEADER_ROWS])
        return bool(own) and (cells[0] != "" or names)
    texts = {cells[column] for column in own if not is_number(cells[column])}
    whole = 1 < len(figures) == len(own) and (bool(unnamed) or len(texts) == len(own))
    return bool(own) and (cells[0] == named or whole)


def holds_figures(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Return whether most cells of a column are figures, not years."""
    cells = [row[column] for row in rows if column < len(row) and row[column] not in MISSING]
    figures = sum(is_number(cell) for cell in cells)
    return bool(cells) and figures >= _MOSTLY * len(cells) and not all(map(_is_year, cells))


def _numbers_columns(head: Sequence[Row], at: int) -> bool:
    """Whether a row is `1 2 3 4` or `(1) (2) (3)`: under a header it numbers the columns.

    Without brackets it could be the first row of figures, unless a column holds texts below it.
    """
    cells = head[at][1]
    filled = filled_cells(cells)
    found = [_NUMBERING.fullmatch(text_of(cells[column])) for column in filled]
    numbers = [int(match[1]) for match in found if match]
    if len(filled) < 2 or numbers != list(range(1, len(filled) + 1)) or len(numbers) < len(found):
        return False
    if text_of(cells[filled[0]]).startswith("("):
        return True
    # On the next page of a print the header and this row may be repeated.
    again = [[*row] for _, row in head[max(0, at - 1) : at + 1]]
    below = [row for _, row in head[at + 1 :] if len(row) == len(cells) and [*row] not in again]
    return any(_texts([row[column] for row in below]) for column in filled)


def _texts(cells: Sequence[Cell]) -> bool:
    """Whether cells hold texts and no numbers."""
    texts = [cell for cell in cells if cell not in MISSING]
    return len(texts) > 1 and not any(map(is_number, texts))


def _parts(
    header: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]
) -> tuple[tuple[str, ...], ...]:
    """The texts above each column: the name of a group applies to the columns to its right.

    It does so where names stand under it and under these, up to the next group above or beside
    it. The last name is the header's last, or belongs to the last column with a filled cell.
    """
    whole = max(map(len, header))
    width = 1 + max(
        at
        for cells in (*header, *(row[:whole] for row in body))
        for at in (0, *filled_cells(cells))
    )
    lines = [
        [" ".join(text_of(cell).split()) for cell in (*cells, *[""] * width)][:width]
        for cells in header
    ]
    parts: list[list[str]] = [[] for _ in range(width)]
    for at, line in enumerate(lines):
        group = ""
        for column, text in enumerate(line):
            under = {other[column] for other in lines[at + 1 :]} - {"", text}
            bounded = any(other[column] for other in lines[:at])
            name = text or ("" if bounded or not under else group)
            group = name if under else ""
            if name and name not in parts[column]:
                parts[column].append(name)
    return tuple(map(tuple, parts))
