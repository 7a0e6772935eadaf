"""The readings of a sheet as a table: what is written above a column says what its cells are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sitegen.privacy.numbers import digits
from sitegen.tables.files.csvfile import DELIMITERS
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.shape.cells import Cells, Grid, text_of
from sitegen.tables.shape.layout import FOOT_ROWS, HEAD_ROWS, Layout, find_foot, find_layout

# With so many digits a cell is no name of a column any more.
LONG = 6
# A row's number as a spreadsheet counts, and its cells.
TextRow = tuple[int, "Sequence[str]"]
_BREAK = re.compile(r"\r\n|\r|\n")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class ColumnCells:
    """The cells of a column that are not empty, each text once: its first row, and how often."""

    rows: dict[str, int]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A table: `above` are its titles and the rows of its header, `below` the notes under it.

    `row` is the number of the header's first row, `names` are what the header calls the columns,
    `parts` the texts of the header's rows by column. There may be more `columns` than names.
    """

    above: tuple[TextRow, ...] = ()
    row: int = 0
    names: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    columns: tuple[ColumnCells, ...] = ()
    below: tuple[TextRow, ...] = ()

    def called(self, at: int) -> tuple[str, ...]:
        """Return the name of a column, then the texts that it is made of."""
        return (self.names[at], *(part for part in self.parts[at] if part != self.names[at]))


def readings(sheet: Sheet, delimiter: str) -> Iterator[Headed]:
    """Yield the tables that may stand in a sheet: with all rows, as it is published, in its cells.

    `delimiter` is what splits a text, "" for a workbook. The first is the one to be told about.
    """
    if not sheet.rows:
        return
    rows = [(number, [text_of(cell) for cell in cells]) for number, cells in sheet.rows]
    whole = headed(rows, sheet.rest)
    yield whole
    published = _published(sheet, rows, delimiter)
    if (published.above, published.names, published.below) != (whole.above, whole.names, ()):
        yield published
    for sign, joint in _signs(rows, delimiter):
        every = ((n, [text_of(cell) for cell in cells]) for n, cells in sheet.every_row())
        yield headed([(number, joint.join(cells).split(sign)) for number, cells in every])


def headed(rows: Sequence[TextRow], rest: Grid | None = None) -> Headed:
    """Return the table that stands in `rows` and the `rest`; an empty one when all are blank.

    The layout is the one by which tables are read, so that both take the same rows for the header;
    but in a table of a few rows it takes titles for most of it, so that these are left out first.
    """
    filled = [(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    if not filled:
        return Headed()
    head = [(number, [cell.strip() for cell in cells]) for number, cells in filled[:HEAD_ROWS]]
    titles = _titles(head)
    layout = find_layout(head[titles:])
    before = titles + layout.before
    return _table(head[:before], layout, _columns(filled[before:], rest))


def _published(sheet: Sheet, rows: Sequence[TextRow], delimiter: str) -> Headed:
    """The table by the layout with which it is published, without the notes below it."""
    layout = find_layout(sheet.rows[:HEAD_ROWS])
    body, rest, before = list(rows[layout.before :]), sheet.rest, layout.before
    most = len(body) + (0 if rest is None else len(rest.rows))
    last = sheet.last_rows(min(FOOT_ROWS, most))
    notes = last[len(last) - find_foot(last, len(layout.names)) :]
    if rest is not None:
        kept = max(0, len(rest.rows) - len(notes))
        rest = rest.without(range(kept, len(rest.rows)))
    numbers = {number for number, _ in notes}
    columns = _columns([row for row in body if row[0] not in numbers], rest)
    # A note is published whole, whatever splits it in the file.
    below = [(number, [delimiter.join(map(text_of, cells))]) for number, cells in notes]
    return _table(rows[:before], layout, columns, below)


def _table(
    above: Sequence[TextRow],
    layout: Layout,
    columns: tuple[ColumnCells, ...],
    below: Sequence[TextRow] = (),
) -> Headed:
    header = [cells for number, cells in above if number in layout.header]
    parts = (
        tuple(cells[at] for cells in header if at < len(cells) and cells[at])
        for at in range(len(layout.names))
    )
    return Headed(
        above=tuple(above),
        row=layout.header[0],
        names=layout.names,
        parts=tuple(parts),
        columns=columns,
        below=tuple(below),
    )


def _columns(rows: Sequence[TextRow], rest: Grid | None) -> tuple[ColumnCells, ...]:
    found: list[ColumnCells] = []
    for number, cells in rows:
        found += (ColumnCells({}, {}) for _ in range(len(cells) - len(found)))
        for at, cell in enumerate(cells):
            text = _BREAK.sub(" ", cell.strip())
            if text:
                found[at].rows.setdefault(text, number)
                found[at].counts[text] = found[at].counts.get(text, 0) + 1
    if rest is None:
        return tuple(found)
    found += (ColumnCells({}, {}) for _ in range(len(rest.columns) - len(found)))
    for column, more in zip(found, rest.columns, strict=False):
        for text, number, count in _distinct(more, rest):
            column.rows.setdefault(text, number)
            column.counts[text] = column.counts.get(text, 0) + count
    return tuple(found)


def _distinct(cells: Cells, grid: Grid) -> Iterator[tuple[str, int, int]]:
    """Yield each text of a column with its first row and how often it stands there, in order."""
    import numpy as np

    first = np.full(len(cells.distinct), len(cells.codes))
    first[cells.codes[::-1]] = np.arange(len(cells.codes))[::-1]
    counts = cells.counts()
    for at in np.argsort(first, kind="stable").tolist():
        text = _BREAK.sub(" ", text_of(cells.distinct[at]))
        if text and counts[at]:
            yield text, int(grid.rows[first[at]]), int(counts[at])


def _titles(head: Sequence[TextRow]) -> int:
    """How many first rows fill one cell only, where a row without a long number follows them."""
    counts = [sum(map(bool, cells)) for _, cells in head]
    first = next((at for at, count in enumerate(counts) if count > 1), 0)
    return 0 if any(len(digits(cell)) >= LONG for cell in head[first][1]) else first


def _signs(rows: Sequence[TextRow], delimiter: str) -> Iterator[tuple[str, str]]:
    """Yield separators by which cells are rows of a table themselves, and what joins the cells first.

    Whole rows in quotes are such, texts of another separator than most lines say, and a text that was
    pasted into one column of a workbook.
    """
    head = [cells for _, cells in islice(rows, HEAD_ROWS)]
    for sign in DELIMITERS:
        if not any(sign in cell for cells in head for cell in cells):
            continue
        for joint in dict.fromkeys((sign, delimiter or "\t")):
            if _is_table([joint.join(cells).split(sign) for cells in head], head, sign):
                yield sign, joint


def _is_table(parts: Sequence[Sequence[str]], head: Sequence[Sequence[str]], sign: str) -> bool:
    """Whether rows have one number of cells, below a header with words that was in fewer cells."""
    usual, count = Counter(map(len, parts)).most_common(1)[0]
    if usual < 2 or 2 * count < len(parts):
        return False
    first = next(at for at, cells in enumerate(parts) if len(cells) == usual)
    return (
        all(len(cells) < usual for cells in parts[:first])
        and any(sign in cell for cell in head[first])
        and all(_LETTER.search(cell) for cell in parts[first] if cell.strip())
    )
