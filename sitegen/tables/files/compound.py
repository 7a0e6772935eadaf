"""Compound files (MS-CFB), the container of `.xls`: their streams."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_IN_HEADER = 109
# Numbers from here on mean the end of a chain, or no sector.
_SPECIAL = 0xFFFFFFFA
_ROOT, _STREAM = 5, 2


class CompoundError(Exception):
    """The container is damaged."""


def streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file by name; of two with one name, the first.

    Raises CompoundError.
    """
    try:
        return _streams(data)
    except (struct.error, IndexError, ValueError) as error:
        raise CompoundError(str(error)) from None


def _streams(data: bytes) -> dict[str, bytes]:
    if not data.startswith(_START):
        raise CompoundError("no compound file")
    shift: int
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise CompoundError("sectors of another size")
    size = 1 << shift
    first_directory, _, cutoff, first_mini = struct.unpack_from("<IIII", data, 48)
    table = _table(data, size)

    def place(sector: int) -> int:
        return (sector + 1) << shift

    directory = b"".join(
        data[place(s) : place(s) + size] for s in _chain(table, first_directory, len(data))
    )
    minis = b"".join(data[place(s) : place(s) + size] for s in _chain(table, first_mini, len(data)))
    mini_table = struct.unpack(f"<{len(minis) // 4}I", minis[: len(minis) // 4 * 4])
    found: dict[str, bytes] = {}
    within: list[int] = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        kind, (start, length) = entry[66], struct.unpack_from("<II", entry, 116)
        if kind == _ROOT:
            within = _chain(table, start, len(data))
        if kind != _STREAM:
            continue
        (name_length,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(0, min(name_length, 64) - 2)].decode("utf-16-le", "replace")
        if length < cutoff:
            small = _chain(mini_table, start, len(data))
            pieces = [(place(within[n * 64 // size]) + n * 64 % size, 64) for n in small]
        else:
            pieces = [(place(s), size) for s in _chain(table, start, len(data))]
        found.setdefault(name, b"".join(data[at : at + n] for at, n in pieces)[:length])
    return found


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """The number of the sector that follows each sector."""
    sectors = [*struct.unpack_from(f"<{_IN_HEADER}I", data, 76)]
    (further, count) = struct.unpack_from("<II", data, 68)
    each = size // 4 - 1
    for _ in range(min(count, len(data) // size)):
        if further >= _SPECIAL:
            break
        more = struct.unpack_from(f"<{each + 1}I", data, (further + 1) * size)
        sectors += more[:each]
        further = more[each]
    return tuple(
        number
        for sector in sectors
        if sector < _SPECIAL
        for number in struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    )


def _chain(table: tuple[int, ...], first: int, most: int) -> list[int]:
    """The sectors of a chain; raises CompoundError if it never ends."""
    return list(_followed(table, first, most // 64 + 1))


def _followed(table: tuple[int, ...], sector: int, most: int) -> Iterator[int]:
    for _ in range(most):
        if sector >= _SPECIAL:
            return
        yield sector
        sector = table[sector]
    raise CompoundError("a chain without an end")
