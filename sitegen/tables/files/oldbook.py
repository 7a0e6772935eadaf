"""What an `.xls` holds beyond its cells (MS-XLS): hidden rows and columns, names of its editors."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

from sitegen.tables.files.compound import CompoundError, Stream, streams
from sitegen.tables.files.sheetxml import letters

# The stream of the workbook, in Excel 97 and before.
_BOOKS = ("Workbook", "Book")
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_BEGIN, _END, _SHEET, _USER = 0x809, 0x0A, 0x85, 0x5C
_COLUMNS, _ROW = 0x7D, 0x208
_WORKSHEET = 0
# Of a row: zero height, and the height in twentieths of a point.
_ZERO, _HEIGHT = 0x20, 0x7FFF
# Texts among properties, with one byte and with two bytes a sign; their numbers for people and firms
# in the first and in the second set: author, last author; manager, firm.
_TEXTS = frozenset({0x1E, 0x1F})
_PEOPLE = ({4, 8}, {14, 15})
_LIST = 28


class OldMarks(Struct, frozen=True, kw_only=True):
    """`unseen` names hidden columns and rows of each worksheet, in order.

    `names` are the (stream, place, length) of texts that name people.
    """

    unseen: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, int, int], ...]


def old_marks(data: bytes) -> OldMarks:
    """Return what an `.xls` holds beyond its cells; raises CompoundError."""
    found = streams(data)
    name = next((name for name in _BOOKS if name in found), "")
    if not name:
        raise CompoundError("no workbook")
    book = found[name].read(data)
    try:
        starts = [
            struct.unpack_from("<I", body)[0]
            for kind, _, body in _records(book, 0)
            if kind == _SHEET and len(body) > 5 and body[5] == _WORKSHEET
        ]
        unseen = tuple(tuple(_unseen(book, start)) for start in starts)
        people = (*_user(book, name), *_authors(found, data))
    except (struct.error, IndexError) as error:
        raise CompoundError(str(error)) from None
    return OldMarks(unseen=unseen, names=people)


def without_old_names(data: bytes) -> bytes:
    """Return an `.xls` without the names of its editors; raises CompoundError."""
    marks, found, new = old_marks(data), streams(data), bytearray(data)
    for name, place, length in marks.names:
        # Blanks end the name of the user, noughts a property.
        found[name].write(new, place, (b" " if name in _BOOKS else b"\0") * length)
    return bytes(new)


def _records(book: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield (kind, place, contents) of the records from `start` to the end of that part."""
    depth, at = 0, start
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        # Charts within a sheet are parts of their own.
        if depth <= 1:
            yield kind, at + 4, book[at + 4 : at + 4 + length]
        if kind == _END and depth <= 0:
            return
        at += 4 + length


def _unseen(book: bytes, start: int) -> Iterator[str]:
    for kind, _, body in _records(book, start):
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


def _user(book: bytes, name: str) -> Iterator[tuple[str, int, int]]:
    """The name of the one who saved the workbook last: a length, then the text."""
    for kind, place, body in _records(book, 0):
        if kind == _USER and body[3:].strip(b" \0"):
            yield name, place + 3, len(body) - 3


def _authors(found: dict[str, Stream], data: bytes) -> Iterator[tuple[str, int, int]]:
    """The texts of properties that name people (MS-OLEPS)."""
    for name, people in zip(_PROPERTIES, _PEOPLE, strict=True):
        if name not in found:
            continue
        body = found[name].read(data)
        if len(body) < _LIST + 20:
            continue
        (section,) = struct.unpack_from("<I", body, 44)
        (count,) = struct.unpack_from("<I", body, section + 4)
        for at in range(min(count, len(body) // 8)):
            number, offset = struct.unpack_from("<II", body, section + 8 + 8 * at)
            kind, size = struct.unpack_from("<II", body, section + offset)
            if number in people and kind in _TEXTS:
                length = size * (2 if kind == 0x1F else 1)
                place = section + offset + 8
                if body[place : place + length].strip(b" \0"):
                    yield name, place, length
