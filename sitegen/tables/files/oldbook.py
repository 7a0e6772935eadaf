"""What an `.xls` holds beyond its cells (MS-XLS): hidden rows and columns, and formats of numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.tables.files.compound import CompoundError, streams
from sitegen.tables.files.formats import KNOWN_FORMATS, telling_format
from sitegen.tables.files.sheetxml import letters

# The stream of the workbook, in Excel 97 and before.
_BOOKS = ("Workbook", "Book")
_BEGIN, _END, _SHEET = 0x809, 0x0A, 0x85
_COLUMNS, _ROW = 0x7D, 0x208
_WORKSHEET = 0
# A format with its number, a style with that of its format, and cells with that of their style.
_FORMAT, _STYLE = 0x41E, 0xE0
_NUMBER, _SHORT, _SHORTS, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_EXCEL_97 = 0x600
# Of a row: zero height, and the height in twentieths of a point.
_ZERO, _HEIGHT = 0x20, 0x7FFF


class OldMarks(Struct, frozen=True):
    """Of a sheet, hidden columns and rows, and the formats of cells as in `SheetMarks.formatted`."""

    unseen: tuple[str, ...]
    formatted: Mapping[tuple[int, str], Sequence[int]]


def old_marks(data: bytes) -> tuple[OldMarks, ...]:
    """Return what each worksheet of an `.xls` holds beyond its cells, in order.

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
        styles = _styles(book)
        return tuple(
            OldMarks(tuple(_unseen(book, start)), _formatted(book, start, styles))
            for start in starts
        )
    except (struct.error, IndexError) as error:
        raise CompoundError(str(error)) from None


def _styles(book: bytes) -> dict[int, str]:
    """The formats that change what is seen, by the number of a style."""
    codes: dict[int, str] = {int(number): code for number, code in KNOWN_FORMATS.items()}
    styles: list[int] = []
    modern = True
    for kind, body in _records(book, 0):
        if kind == _BEGIN:
            modern = struct.unpack_from("<H", body)[0] >= _EXCEL_97
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = telling_format(_text(body[2:], modern))
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return {at: code for at, number in enumerate(styles) if (code := codes.get(number, ""))}


def _text(body: bytes, modern: bool) -> str:
    """A text with its length before it; in Excel 97 and later letters may have two bytes."""
    if not modern:
        return body[1 : 1 + body[0]].decode("latin-1")
    length, wide = struct.unpack_from("<HB", body)
    if wide & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return body[3 : 3 + length].decode("latin-1")


def _formatted(
    book: bytes, start: int, styles: Mapping[int, str]
) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    for row, column, style in _cells(book, start) if styles else ():
        if code := styles.get(style):
            found.setdefault((column + 1, code), []).append(row + 1)
    return found


def _cells(book: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield (row, column, style) of the cells with numbers, each from 0."""
    for kind, body in _records(book, start):
        if kind in (_NUMBER, _SHORT, _FORMULA):
            yield struct.unpack_from("<3H", body)
        elif kind == _SHORTS:
            row, column = struct.unpack_from("<2H", body)
            for at in range((len(body) - 6) // 6):
                yield row, column + at, struct.unpack_from("<H", body, 4 + 6 * at)[0]


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
