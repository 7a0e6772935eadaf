"""The rows of a small CSV file of the city; one that cannot be read does not take others with it."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.tables.files.csvfile import (
    NEVER_ENDS,
    delimiter_of,
    limit_cells,
    unread_reason,
    without_spaces,
)

# A file with more of them is broken as a whole, and each is looked for from its own line on.
MOST_BROKEN = 50
TOO_BROKEN = N_("50 of its rows cannot be read, and those after them were not looked at")
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


class BrokenRow(Struct, frozen=True, kw_only=True):
    """A row that cannot be read: its number, and why as a message id."""

    row: int
    reason: str


class SplitRows(Struct, frozen=True, kw_only=True):
    """The cells of each row that can be read, with the number of its last line, and the other rows.

    `whole` is false if so many are broken that the rest was not looked at.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    broken: tuple[BrokenRow, ...]
    whole: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The cells of the first row, which are the names of the columns."""
        return self.rows[0][1] if self.rows else ()


def split_rows(text: str) -> SplitRows:
    """Return the rows of a text with any separator, without empty lines.

    After a quotation mark that is not closed, rows go on in the line below: else all that follow, up to the
    next mark or the end of the file, would be one cell.
    """
    limit_cells()
    text = without_spaces(text)
    delimiter = delimiter_of(text)
    lines = list(io.StringIO(text, newline=""))
    rows: list[tuple[int, tuple[str, ...]]] = []
    broken: list[BrokenRow] = []
    start = 0
    while start < len(lines) and len(broken) < MOST_BROKEN:
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                done = reader.line_num
                rows += ((start + done, tuple(cells)),) if cells else ()
            break
        except csv.Error as error:
            there = lines[start + done : start + reader.line_num]
            at, reason = _opened(there, delimiter) or (0, unread_reason(error))
            start += done + at + 1
            broken.append(BrokenRow(row=start, reason=reason))
    whole = start >= len(lines) or len(broken) < MOST_BROKEN
    return SplitRows(rows=tuple(rows), broken=tuple(broken), whole=whole)


def _opened(lines: list[str], delimiter: str) -> tuple[int, str] | None:
    """The line, from 0, with the mark that opens a cell and is not closed there, None if all are."""
    text = "".join(lines)
    at = text.find('"')
    while at >= 0:
        closed = _QUOTED.match(text, at)
        after = text[closed.end()] if closed and closed.end() < len(text) else "\n"
        if closed is None or ("\n" in closed[0] and after not in f"{delimiter}\r\n"):
            return len(list(io.StringIO(text[:at] + ".", newline=""))) - 1, NEVER_ENDS
        at = text.find('"', closed.end())
    return None
