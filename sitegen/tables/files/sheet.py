"""The rows of one table as written in a file, before anything is known about their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sitegen.tables.shape.cells import Grid, Row


class Sheet(Struct, frozen=True, kw_only=True):
    """The non-blank rows; a text file is one sheet without a name.

    `rest` are the rows after `rows`, by column, of a large text whose rows are all alike. `unseen`
    names hidden rows and columns, `failed` the cells whose formula gave no result, known only for
    `.xlsx`. `merged` are the cells, by row number and column index, that are merged with one above
    them and hold its text; `spread` those of a figure that is merged with cells below.
    """

    rows: tuple[Row, ...]
    rest: Grid | None = None
    name: str = ""
    hidden: bool = False
    unseen: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    merged: tuple[tuple[int, int], ...] = ()
    spread: tuple[tuple[int, int], ...] = ()

    def every_row(self) -> Iterator[Row]:
        """Yield all rows; slow if most of them are stored by column."""
        yield from self.rows
        if self.rest is not None:
            yield from (self.rest.row(at) for at in range(len(self.rest.rows)))

    def last_rows(self, count: int) -> tuple[Row, ...]:
        """Return up to `count` rows from the end."""
        if self.rest is None or count <= 0:
            return self.rows[-count:] if count > 0 else ()
        rows = len(self.rest.rows)
        last = tuple(self.rest.row(at) for at in range(max(0, rows - count), rows))
        return (*self.rows[max(0, len(self.rows) - count + len(last)) :], *last)
