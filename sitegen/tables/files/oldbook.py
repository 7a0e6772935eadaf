"""What an `.xls` holds beyond its cells (MS-XLS): hidden rows and columns."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sitegen.tables.files.compound import CompoundError, streams
from sitegen.tables.files.sheetxml import letters

# The stream of the workbook, in Excel 97 and before.
_BOOKS = ("Workbook", "Book")
_BEGIN, _END, _SHEET = 0x809, 0x0A, 0x85
_COLUMNS, _ROW = 0x7D, 0x208
_WORKSHEET = 0
# Of a row: zero height, and the height in twentieths of a point.
_ZERO, _HEIGHT = 0x20, 0x7FFF


def old_marks(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the hidden columns and rows of each worksheet of an `.xls`, in order.

    Raises CompoundError.
    """
    found = streams(data)
    book = next((found[name] for name in _BOOKS if name in found), None)
    if book is None:
        raise CompoundError("no workbook")
    try:
        starts = [
            struct.unpack_from("<I", body)[0]
            for kind, body in _records(book, 0)
            if kind == _SHEET and len(body) > 5 and body[5] == _WORKSHEET
        ]
        return tuple(tuple(_unseen(book, start)) for start in starts)
    except (struct.error, IndexError) as error:
        raise CompoundError(str(error)) from None


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, contents) of the records from `start` to the end of that part."""
    depth, at = 0, start
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        # Charts within a sheet are parts of their own.
        if depth <= 1:
            yield kind, book[at + 4 : at + 4 + length]
        if kind == _END and depth <= 0:
            return
        at += 4 + length


def _unseen(book: bytes, start: int) -> Iterator[str]:
    for kind, body in _records(book, start):
        if kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<5H", body)
            if flags & 1 or width == 0:
                yield (
                    letters(first + 1)
                    if first == last
                    else f"{letters(first + 1)}:{letters(last + 1)}"
                )
        elif kind == _ROW:
            number, _, _, height = struct.unpack_from("<4H", body)
            flags = struct.unpack_from("<H", body, 12)[0]
            if flags & _ZERO or height & _HEIGHT == 0:
                yield str(number + 1)
