"""A second table beside the first, after a blank column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Problem, Where
from sitegen.tables.files.sheetxml import letters
from sitegen.tables.periods import parse_noted_year
from sitegen.tables.shape.cells import MISSING, Cell, Cells, Grid, Row, text_of
from sitegen.tables.shape.layout import (
    Layout,
    filled_cells,
    holds_figures,
    is_number,
    is_row_number,
)
from sitegen.tables.shape.totals import labelled_totals

# How many rows tell what a column holds.
_SAMPLE = 50
_SHOWN = 100
_WORD = re.compile(r"[^\W\d_]{2}")
# A note above one column, such as its unit, is no title of a table.
_NO_TITLE = re.compile(r"\(.*\)|(?:satuan|unit|sumber|source|catatan|note)\b.*", re.IGNORECASE)


class Side(Struct, frozen=True):
    """A table without the one beside it: the first and last column of that (0: none), from 1."""

    table: Grid
    layout: Layout
    columns: tuple[int, int] = (0, 0)
    problems: tuple[Problem, ...] = ()


def left_table(table: Grid, layout: Layout, head: Sequence[Row], path: str) -> Side:
    """Return the first of two tables beside each other, or the only one, and what is told of it.

    `head` are the first rows of the sheet, with those before the header.
    """
    start = _table_beside(table, layout, head)
    if not start:
        return Side(table, layout)
    last = len(layout.names)
    own = replace(layout, names=layout.names[:start])
    rest = Grid(table.rows, table.columns[:start]).without_blank()
    shown = f"{letters(start + 1)}-{letters(last)}"
    found = ", ".join(name for name in layout.names[start:] if name)[:_SHOWN]
    where = Where(path=path, row=layout.header[-1], column=start + 1)
    problem = Problem.of("D078", where, columns=shown, found=found)
    return Side(rest, own, (start + 1, last), (problem,))


def _table_beside(table: Grid, layout: Layout, head: Sequence[Row]) -> int:
    """Return the column where a second table begins at the right of the first, 0 if none does.

    Both have a column of labels and one of figures, and a blank column stands between. That alone
    could be a table with a gap: besides, each has its own title in the rows before the header
    (`head`), the labels have the same name twice, or one of both has rows where the other ends.
    """
    for gap in _gaps(table, layout.names):
        left, right = (_own(table, layout.names, part) for part in _parts(table, gap))
        if left is None or right is None:
            continue
        first, second = left[0], right[0]
        if (
            _titled(head, layout, gap)
            or _twice(table, layout.names, (first, second), gap)
            or _lengths(table, left, right)
        ):
            return gap + 1
    return 0


def _gaps(table: Grid, names: Sequence[str]) -> list[int]:
    """The columns without a name and without a cell, with others on both sides."""
    named = [at for at, name in enumerate(names) if name]
    inner = range(named[0] + 1, named[-1]) if named else ()
    return [at for at in inner if not names[at] and not table.columns[at].filled()]


def _parts(table: Grid, gap: int) -> tuple[range, range]:
    return range(gap), range(gap + 1, len(table.columns))


def _own(table: Grid, names: Sequence[str], columns: range) -> tuple[int, ...] | None:
    """The named columns of a block that is a table: labels first, then figures; None if it is none."""
    own = [at for at in columns if at < len(names) and names[at]]
    labels = [at for at in own if not is_row_number(names[at])]
    if len(labels) < 2 or not _labels(table.columns[labels[0]]):
        return None
    figures = any(holds_figures([[c] for c in _sample(table.columns[at])], 0) for at in labels[1:])
    return (labels[0], *(at for at in own if at != labels[0])) if figures else None


def _titled(head: Sequence[Row], layout: Layout, gap: int) -> bool:
    """Whether a row above the header has a title over each of both."""
    for number, cells in head:
        if layout.header and number >= layout.header[0]:
            return False
        filled = filled_cells(cells)
        texts = [text_of(cells[at]) for at in filled]
        if len(filled) == 2 and filled[0] < gap < filled[1]:
            return not any(map(_NO_TITLE.fullmatch, texts)) and not any(map(is_number, texts))
    return False


def _twice(table: Grid, names: Sequence[str], labels: tuple[int, int], gap: int) -> bool:
    """Whether labels of one name differ, or both number their rows."""
    numbered = {at < gap for at, name in enumerate(names) if is_row_number(name)}
    if len(numbered) == 2:
        return True
    first, second = ([*map(table.columns[at].at, range(len(table.rows)))] for at in labels)
    return _plain(names[labels[0]]) == _plain(names[labels[1]]) and first != second


def _lengths(table: Grid, left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether one has rows where the other has ended; a row with a total may end elsewhere."""
    totals = labelled_totals(table).places
    rows = [
        {at for c in own for at in table.columns[c].filled()} - {*totals} for own in (left, right)
    ]
    ends = [max(filled, default=-1) for filled in rows]
    whole = all(
        [*table.columns[own[0]].filled()][: end + 1] == [*range(end + 1)]
        for own, end in zip((left, right), ends, strict=True)
    )
    return whole and ends[0] != ends[1]


def _labels(column: Cells) -> bool:
    """Whether cells are words, each another, or years."""
    cells = [cell for cell in _sample(column) if cell not in MISSING]
    words = all(isinstance(cell, str) and _WORD.search(cell) for cell in cells)
    return len(cells) > 1 and (
        (words and 2 * len({*cells}) > len(cells))
        or all(parse_noted_year(text_of(cell)) for cell in cells)
    )


def _sample(column: Cells) -> list[Cell]:
    return [column.at(at) for at in range(min(_SAMPLE, len(column.codes)))]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
