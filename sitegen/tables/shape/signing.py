"""Where officials sign below a table: place and date, office, name and NIP, often in two blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.shape.cells import Cell, Row, text_of

# What is written above a signature, whatever follows.
_OPENS = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|diketahui|disetujui|disahkan|dibuat|disusun|diperiksa)"
    r"(?: oleh)?\s*[,:.]?$"
    r"|(?:yang (?:membuat|melapor\w*|menyusun)|pembuat|pelapor|penyusun)\b.{0,40}$",
    re.IGNORECASE,
)
# `Bandung, 3 November 2026`, with dots where the day is still to be written.
_PLACE = re.compile(r"[^\W\d][\w .'-]{1,40}, ?[\d. \u2026_]{0,20}[^\W\d]{3,9} ?,? (?:19|20)\d\d$")
_STAFF = re.compile(r"nip\b\.? ?[:.]?", re.IGNORECASE)
_NOTE = re.compile(r"(?:sumber|source|catatan|keterangan|ket|notes?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\d ]{18,22}")
# More cells in a row than two blocks with a gap are no signatures.
_MOST = 3


def find_signing(rows: Sequence[Row]) -> int:
    """Return how many of the last rows, without blank ones, are signatures below a table.

    All of them are sparse texts, below a blank row or begun in so many words. Gaps in the row numbers
    show where a blank row was.
    """
    width = max((_filled(cells) for _, cells in rows), default=0)
    start = len(rows)
    while start and _sparse(rows[start - 1][1], width):
        start -= 1
    places = range(max(start, 1), len(rows))
    begun = (at for at in places if _begins(rows, at))
    # Without a place or a word above: what stands apart, down to the number of a civil servant.
    apart = (at for at in places if _apart(rows, at) and _ends_in_staff(rows[at:]))
    return len(rows) - next(begun, next(apart, len(rows)))


def _begins(rows: Sequence[Row], at: int) -> bool:
    texts = _texts(rows[at])
    return any(map(_OPENS.match, texts)) or (_apart(rows, at) and any(map(_PLACE.match, texts)))


def _apart(rows: Sequence[Row], at: int) -> bool:
    return rows[at][0] > rows[at - 1][0] + 1


def _ends_in_staff(rows: Sequence[Row]) -> bool:
    """Whether rows that begin with an office end with the number of a civil servant."""
    return (
        len(rows) > 1
        and not any(map(_NOTE.match, _texts(rows[0])))
        and any(map(_STAFF.match, _texts(rows[-1])))
    )


def _texts(row: Row) -> list[str]:
    return [text_of(cell).strip() for cell in row[1] if cell != ""]


def _sparse(cells: Sequence[Cell], width: int) -> bool:
    """Whether a row has few texts, and no figures but the number of a civil servant."""
    return _filled(cells) <= min(_MOST, width - 1) and not any(map(_figure, cells))


def _figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return bool(cell) and not _NUMBER.fullmatch(cell) and form(shapes([cell])[0]) is not None


def _filled(cells: Sequence[Cell]) -> int:
    return sum(cell != "" for cell in cells)
