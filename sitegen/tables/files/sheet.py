"""The rows of one table as they stand in a file, before anything is known of their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.tables.shape.cells import Grid, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows that are not blank; a text file is one sheet without a name.

    `rest` are the rows after `rows`, by column: those of a large text whose rows are all alike.
    `unseen` names hidden rows and columns, `failed` the cells whose formula gave no result; both are
    known of `.xlsx` alone.
    """

    rows: tuple[Row, ...]
    rest: Grid | None = None
    name: str = ""
    hidden: bool = False
    unseen: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def every_row(self) -> Iterator[Row]:
        """Yield all rows; slow where most of them are kept by column."""
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
