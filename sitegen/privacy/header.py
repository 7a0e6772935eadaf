"""Where the header of a table stands: what is written above a column says what its cells are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.privacy.numbers import digits
from sitegen.tables.files.csvfile import HEAD_ROWS
from sitegen.tables.shape.layout import find_layout

# With so many digits a cell is no name of a column any more.
LONG = 6
# A row's number as a spreadsheet counts, and its cells.
TextRow = tuple[int, "Sequence[str]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A table: `above` are its titles and the rows of its header, `body` all rows below.

    `row` is the number of the header's first row, `names` are what the header calls the columns,
    `parts` the texts of the header's rows by column.
    """

    above: tuple[TextRow, ...] = ()
    row: int = 0
    names: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    body: Sequence[TextRow] = ()

    def called(self, at: int) -> tuple[str, ...]:
        """Return the name of a column, then the texts that it is made of."""
        return (self.names[at], *(part for part in self.parts[at] if part != self.names[at]))


def headed(rows: Sequence[TextRow]) -> Headed:
    """Return the table that stands in `rows`; an empty one when all of them are blank.

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
    header = [cells for number, cells in head if number in layout.header]
    parts = (
        tuple(cells[at] for cells in header if at < len(cells) and cells[at])
        for at in range(len(layout.names))
    )
    return Headed(
        above=tuple(head[:before]),
        row=layout.header[0],
        names=layout.names,
        parts=tuple(parts),
        body=filled[before:],
    )


def _titles(head: Sequence[TextRow]) -> int:
    """How many first rows fill one cell only, where a row without a long number follows them."""
    counts = [sum(map(bool, cells)) for _, cells in head]
    first = next((at for at, count in enumerate(counts) if count > 1), 0)
    return 0 if any(len(digits(cell)) >= LONG for cell in head[first][1]) else first
