"""Where the table is in a sheet: titles above it, its header of one or more rows, notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import RowText
from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.periods import parse_noted_year
from sitegen.tables.shape.cells import MISSING, Cell, Cells, Grid, Row, text_of
from sitegen.tables.shape.signing import find_signing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TITLE = re.compile(r"(?:tabel|table|lampiran|daftar tabel)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:sumber|source|catatan|keterangan|ket|notes?|footnote)(?: data)?\.? ?[:=]|[*\u2020\u2021]",
    re.IGNORECASE,
)
_NOTE_ALONE = re.compile(r"(?:sumber|source|catatan|keterangan|notes?)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"\(?\s*(\d{1,3})(?:\.0)?\s*\)?")
_WORD = re.compile(r"[^\W\d_]")
# Names of columns that number the rows.
NUMBER_NAMES = frozenset({"no", "nr", "nomor", "no urut", "no. urut", "nomor urut", "#"})
# A title beside another one, or in the middle of the sheet, gives the table's owner or date.
_HEADING = re.compile(
    r"(?:pemerintah|dinas|badan|kantor|bagian|kota|kabupaten|provinsi|kecamatan|kelurahan|puskesmas|skpd"
    r"|opd|data|daftar|laporan|rekap\w*|tabel|keadaan|periode|tahun|bulan|semester|triwulan)\s+\S"
    r"|[^:]+ ?: ?\S|.*\b(?:19|20)\d\d$",
    re.IGNORECASE,
)
# A header in real files has at most four rows: a title, groups, names, years.
_HEADER_ROWS = 4
# How many rows are searched for titles and header.
HEAD_ROWS = 60
# How many last rows are searched for notes below the table.
FOOT_ROWS = 30
_MOSTLY = 0.6
# How many blank rows are checked for a second table, and how many rows above each.
_GAPS = 20
_ABOVE = 20


class Layout(Struct, frozen=True, kw_only=True):
    """The rows before a table's body, blank rows not counted.

    `header` and `numbering` are row numbers (0: no row that numbers the columns), `names` the
    column names, "" where the header has none; `before` is the number of rows before the body.
    """

    titles: tuple[RowText, ...]
    header: tuple[int, ...]
    names: tuple[str, ...]
    before: int
    numbering: int = 0


def find_layout(head: Sequence[Row]) -> Layout:
    """Return the layout of a table from its first rows, at least one."""
    head = head[: len(head) - find_signing(head)]
    start = _first_header(head)
    stop = start + 1
    while stop - start < _HEADER_ROWS and _continues(head, start, stop):
        stop += 1
    numbering = stop < len(head) and _numbers_columns(head, stop)
    return Layout(
        titles=tuple(row_text(row) for row in head[:start]),
        header=tuple(number for number, _ in head[start:stop]),
        names=_names([cells for _, cells in head[start:stop]], [row for _, row in head[stop:]]),
        before=stop + numbering,
        numbering=head[stop][0] if numbering else 0,
    )


def find_foot(tail: Sequence[Row], width: int) -> int:
    """Return how many of the last rows, without blank ones, are no part of a table `width` wide.

    They are notes below it, and signatures below these. Gaps in the row numbers show where a blank
    row precedes a text.
    """
    signing = find_signing(tail)
    tail = tail[: len(tail) - signing]
    for at, (number, cells) in enumerate(tail):
        filled = _filled(cells)
        text = text_of(cells[filled[0]])
        alone = filled == [0]
        apart = at > 0 and number > tail[at - 1][0] + 1
        if not (_NOTE.match(text) or (alone and (_NOTE_ALONE.match(text) or apart))):
            continue
        if width > 1 and not any(_figure(tail[row][1]) for row in range(at, len(tail))):
            return len(tail) - at + signing
    return signing


def second_header(table: Grid) -> Row | None:
    """Return the row that looks like the header of a second table below the first, else None.

    It follows a blank row, and has only texts, in columns that hold figures above it.
    """
    import numpy as np

    for gap in np.flatnonzero(np.diff(table.rows) > 1)[:_GAPS].tolist():
        above = [table.row(at)[1] for at in range(max(0, gap + 1 - _ABOVE), gap + 1)]
        for at in range(gap + 1, min(gap + 1 + _HEADER_ROWS, len(table.rows))):
            number, cells = table.row(at)
            filled = _filled(cells)
            if len(filled) < 2:  # a title between the two
                continue
            over = [column for column in filled if _counts(above, column)]
            if over and not any(_is_number(cells[column]) for column in filled):
                return number, [cells[column] for column in filled]
            break
    return None


def filled_down(table: Grid, names: Sequence[str]) -> tuple[Grid, tuple[int, ...]]:
    """Return the table with cells covered by merged ones filled in, and their number by column.

    In the leading columns an empty cell stands for the one above if no label occurs twice, as in a
    list of groups, if the first cell is filled and if the row continues in the next column. A first
    column that numbers the rows is left alone; after it, groups must average two rows and have
    words as labels: a missing code must not be filled from above.
    """
    import numpy as np

    columns = list(table.columns)
    counts = [0] * len(columns)
    first = int(bool(columns) and names[0].casefold().strip(" .") in NUMBER_NAMES)
    for at in range(first, len(columns) - 1):
        column, empty = columns[at], _empty(columns[at])
        labels = column.codes[~empty]
        if not empty.any() or empty[0] or not 2 <= len(labels) == len(np.unique(labels)):
            break
        if first and (empty.sum() < len(labels) or not _words(column, labels)):
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
    return RowText(row=row[0], cells=tuple(text_of(row[1][at]) for at in _filled(row[1])))


def _filled(cells: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(cells) if cell != ""]


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or form(shapes([cell])[0]) is not None


def _is_year(cell: Cell) -> bool:
    return parse_noted_year(text_of(cell)) is not None


def _figure(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a number other than a year."""
    return any(_is_number(cell) and not _is_year(cell) for cell in cells if cell != "")


def _first_header(head: Sequence[Row]) -> int:
    """The first row that is not a title: titles fill one cell, mostly the leftmost, of several."""
    usual = Counter(len(_filled(cells)) for _, cells in head).most_common(1)[0][0]
    for at, (_, cells) in enumerate(head):
        filled = _filled(cells)
        title = len(filled) == 1 and filled[0] == 0 and usual > 1
        if (
            not title
            and not _heads(head, at, usual)
            and not _TITLE.match(text_of(cells[filled[0]]))
        ):
            return at if not _figure(cells) else 0
    return 0


def _heads(head: Sequence[Row], at: int, usual: int) -> bool:
    """Whether a row that could start a header is a title: in the middle, or of two cells.

    One cell in the middle is a group of columns unless it is one of several lines.
    """
    cells = head[at][1]
    filled = _filled(cells)
    if len(filled) > 2 or usual <= 2 or at + 1 == len(head):
        return False
    below = head[at + 1][1]
    if len(filled) == 1 and len(_filled(below)) == 1:
        return True
    if not all(_HEADING.match(text_of(cells[column])) for column in filled):
        return False
    whole = len(_filled(below)) >= usual and below[0] != "" and not _figure(below)
    last = at > 0 if len(filled) == 1 else filled[0] == 0
    return last and (whole or _heads(head, at + 1, usual))


def _continues(head: Sequence[Row], start: int, at: int) -> bool:
    """Whether row `at` belongs to the header: merged cells leave its first cell empty.

    Above the figures of the table such a row has names or years.
    """
    if at + 1 >= len(head):
        return False
    first, cells = head[at - 1][1][0], head[at][1]
    below = [row for _, row in head[at + 1 :]]
    upper = first != "" and cells[0] == "" and below[0][0] != ""
    group = first == "" and cells[0] != "" and at == start + 1
    if not (upper or group) or _figure(cells):
        return False
    return any(cells[column] != "" and _counts(below, column) for column in range(1, len(cells)))


def _counts(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether most cells of a column are figures, not years."""
    cells = [row[column] for row in rows if column < len(row) and row[column] not in MISSING]
    figures = sum(_is_number(cell) for cell in cells)
    return bool(cells) and figures >= _MOSTLY * len(cells) and not all(map(_is_year, cells))


def _numbers_columns(head: Sequence[Row], at: int) -> bool:
    """Whether a row is `1 2 3 4` or `(1) (2) (3)`: under a header it numbers the columns.

    Without brackets it could be the first row of figures, unless a column holds texts below it.
    """
    cells = head[at][1]
    filled = _filled(cells)
    found = [_NUMBERING.fullmatch(text_of(cells[column])) for column in filled]
    numbers = [int(match[1]) for match in found if match]
    if len(filled) < 2 or numbers != list(range(1, len(filled) + 1)) or len(numbers) < len(found):
        return False
    if text_of(cells[filled[0]]).startswith("("):
        return True
    below = [row for _, row in head[at + 1 :] if len(row) == len(cells)]
    return any(_texts([row[column] for row in below]) for column in filled)


def _texts(cells: Sequence[Cell]) -> bool:
    """Whether cells hold texts and no numbers."""
    texts = [cell for cell in cells if cell not in MISSING]
    return len(texts) > 1 and not any(map(_is_number, texts))


def _names(header: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Names from all rows of a header: a merged cell applies to the columns to its right.

    The last name is the header's last, or belongs to the last column with a filled cell.
    """
    whole = max(map(len, header))
    width = 1 + max(
        at for cells in (*header, *(row[:whole] for row in body)) for at in (0, *_filled(cells))
    )
    parts: list[list[str]] = [[] for _ in range(width)]
    for at, cells in enumerate(header):
        group = ""
        for column in range(width):
            text = " ".join(text_of(cells[column]).split()) if column < len(cells) else ""
            under = header[at + 1] if at + 1 < len(header) else ()
            merged = 0 < column < len(under) and under[column] != ""
            group = text or (group if merged else "")
            if group and group not in parts[column]:
                parts[column].append(group)
    return tuple(" ".join(each) for each in parts)
