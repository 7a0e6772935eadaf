"""The tables that a sheet may hold, so that no way of reading it hides a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.privacy.header import Headed, TextRow, columns_of, headed, table_of
from sitegen.privacy.table import SPLIT, names_people, names_personal
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.shape.cells import text_of
from sitegen.tables.shape.foot import find_foot
from sitegen.tables.shape.layout import FOOT_ROWS, HEAD_ROWS, find_layout

# A table on its side has no more rows than this.
_MOST_LABELS = 40
# Between cells joined into one: no number continues past it.
_APART = " \u00a6 "


def readings(sheet: Sheet, delimiter: str) -> Iterator[Headed]:
    """Yield the tables that a sheet may hold: as published, with all rows, within its cells.

    `delimiter` is what splits a text file, "" for a workbook. Reports prefer the first table.
    """
    if not sheet.rows:
        return
    rows = [(number, [text_of(cell) for cell in cells]) for number, cells in sheet.rows]
    whole = headed(rows, sheet.rest)
    published = _published(sheet, rows, delimiter)
    yield published
    if (published.above, published.names, published.below) != (whole.above, whole.names, ()):
        yield whole
    if turned := _transposed(rows):
        yield headed(turned)
    if any(
        SPLIT.search(cell) and names_personal(cell)
        for _, cells in rows[:HEAD_ROWS]
        for cell in cells
    ):
        # Names and numbers may be in different columns: then each row is one cell.
        every = ((n, map(text_of, cells)) for n, cells in sheet.every_row())
        yield headed([(number, [_APART.join(cells)]) for number, cells in every])


def _transposed(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows as columns if the first column names people or their numbers, else nothing."""
    filled = [row for row in rows if any(map(str.strip, row[1]))]
    if len(rows) > _MOST_LABELS or not any(
        names_personal(cells[0]) or names_people(cells[0]) or cells[0].strip().casefold() == "nama"
        for _, cells in filled
        if cells
    ):
        return []
    width = max(len(cells) for _, cells in filled)
    first = filled[0][0]
    return [
        (first, [cells[at] if at < len(cells) else "" for _, cells in filled])
        for at in range(width)
    ]


def _published(sheet: Sheet, rows: Sequence[TextRow], delimiter: str) -> Headed:
    """The table in the layout in which it is published; its notes are `below`, not rows."""
    layout = find_layout(sheet.rows[:HEAD_ROWS])
    body, rest, before = list(rows[layout.before :]), sheet.rest, layout.before
    most = len(body) + (0 if rest is None else len(rest.rows))
    last = sheet.last_rows(min(FOOT_ROWS, most))
    notes = last[len(last) - find_foot(last, len(layout.names)) :]
    if rest is not None:
        kept = max(0, len(rest.rows) - len(notes))
        rest = rest.without(range(kept, len(rest.rows)))
    numbers = {number for number, _ in notes}
    columns = columns_of([row for row in body if row[0] not in numbers], rest)
    # A note is published whole, even if the file splits it.
    texts = [(number, [text_of(cell) for cell in cells]) for number, cells in notes]
    below = [(n, [delimiter.join(cells)] if delimiter else cells) for n, cells in texts]
    return table_of(rows[:before], layout, columns, below)
