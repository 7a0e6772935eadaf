"""Where a table's header is: what is written above a column says what its cells are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from sitegen.privacy.numbers import digits
from sitegen.tables.shape.cells import Cells, Grid, text_of
from sitegen.tables.shape.layout import HEAD_ROWS, Layout, find_layout

# With this many digits a cell is not a column name.
LONG = 6
# A row's number as in a spreadsheet, and its cells.
TextRow = tuple[int, "Sequence[str]"]
_BREAK = re.compile(r"\r\n|\r|\n")


class ColumnCells(Struct, frozen=True):
    """The non-empty cells of a column, each text once: its first row and its count."""

    rows: dict[str, int]
    counts: dict[str, int]


class Headed(Struct, frozen=True, kw_only=True):
    """A table: `above` are its titles and the rows of its header, `below` the notes under it.

    `row` is the number of the header's first row, `names` are the column names in the header,
    `parts` the texts of the header's rows by column. There may be more `columns` than names.
    """

    above: tuple[TextRow, ...] = ()
    row: int = 0
    names: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    columns: tuple[ColumnCells, ...] = ()
    below: tuple[TextRow, ...] = ()

    def called(self, at: int) -> tuple[str, ...]:
        """Return the name of a column, then the texts it is made of."""
        return (self.names[at], *(part for part in self.parts[at] if part != self.names[at]))


def headed(rows: Sequence[TextRow], rest: Grid | None = None) -> Headed:
    """Return the table in `rows` and `rest`; an empty one when all rows are blank.

    The layout is found as for reading tables, so both take the same rows for the header; but in a
    table of a few rows it would take titles for most of the table, so these are set aside first.
    """
    filled = [(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    if not filled:
        return Headed()
    head = [(number, [cell.strip() for cell in cells]) for number, cells in filled[:HEAD_ROWS]]
    titles, layout = _titles(head), find_layout(head)
    if len(layout.header) > 1 and layout.header[0] < head[titles][0]:
        titles = 0  # a header in stairs: its first rows have one cell each
    else:
        layout = find_layout(head[titles:])
    before = titles + layout.before
    return table_of(head[:before], layout, columns_of(filled[before:], rest))


def table_of(
    above: Sequence[TextRow],
    layout: Layout,
    columns: tuple[ColumnCells, ...],
    below: Sequence[TextRow] = (),
) -> Headed:
    """Return the table of these columns, with the header that its layout gives."""
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


def columns_of(rows: Sequence[TextRow], rest: Grid | None) -> tuple[ColumnCells, ...]:
    """Return the cells of `rows`, and of the `rest` after them, by column."""
    numbers = [number for number, _ in rows]
    # By column: counting in C takes half the time of looking at each cell.
    found = [_counted(cells, numbers) for cells in zip_longest(*(c for _, c in rows), fillvalue="")]
    if rest is None:
        return tuple(found)
    found += (ColumnCells({}, {}) for _ in range(len(rest.columns) - len(found)))
    for column, more in zip(found, rest.columns, strict=False):
        for text, number, count in _distinct(more, rest):
            column.rows.setdefault(text, number)
            column.counts[text] = column.counts.get(text, 0) + count
    return tuple(found)


def _counted(cells: Sequence[str], numbers: Sequence[int]) -> ColumnCells:
    column = ColumnCells({}, {})
    first = dict(zip(reversed(cells), reversed(numbers), strict=True))
    for typed, count in Counter(cells).items():
        if text := _in_one_line(typed.strip()):
            column.rows.setdefault(text, first[typed])
            column.counts[text] = column.counts.get(text, 0) + count
    return column


def _distinct(cells: Cells, grid: Grid) -> Iterator[tuple[str, int, int]]:
    """Yield each text of a column with its first row and its count, in order."""
    import numpy as np

    first = np.full(len(cells.distinct), len(cells.codes))
    first[cells.codes[::-1]] = np.arange(len(cells.codes))[::-1]
    counts = cells.counts()
    order = np.argsort(first, kind="stable")
    order = order[counts[order] > 0]
    numbers = grid.rows[first[order]].tolist()
    for at, number, count in zip(order.tolist(), numbers, counts[order].tolist(), strict=True):
        text = _in_one_line(text_of(cells.distinct[at]))
        if text:
            yield text, number, count


def _in_one_line(text: str) -> str:
    return _BREAK.sub(" ", text) if "\n" in text or "\r" in text else text


def _titles(head: Sequence[TextRow]) -> int:
    """How many rows at the top fill only one cell, if a row without a long number follows them."""
    counts = [sum(map(bool, cells)) for _, cells in head]
    first = next((at for at, count in enumerate(counts) if count > 1), 0)
    return 0 if any(len(digits(cell)) >= LONG for cell in head[first][1]) else first
