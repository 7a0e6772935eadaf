"""QR codes of texts as rows of squares, quick enough for every page.

What all codes of one size share is asked of segno once. What a byte of the text adds to the squares, with
its share of the check bytes, is a sum without carry (ISO/IEC 18004 computes without it): kept and added up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, reduce
from itertools import zip_longest
from operator import itemgetter, xor
from typing import Any

import segno
from msgspec import Struct
from msgspec.structs import replace
from segno import consts

# 7 % of the squares may be unreadable: on paper few are, and larger squares help readers more. Trying all eight masks, for the one that is easiest to read,
# takes several times as long; any is read.
LEVEL, MASK = "l", 3
ROW_END = "|"
_VERSIONS = range(1, 41)
_OF_TEXT = {consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT}


class _Size(Struct, frozen=True, kw_only=True):
    """What all codes of one size (`version`) have in common.

    The stream is the squares that depend on the text, in the order of the standard, as one number.
    `parts` has for each byte of the text's part the place of its last bit in it, and for each check byte
    that it has a share in the place of that and the factor. `sums` keeps what each value of it adds.
    `base` is the stream of no text, masked; `rows` takes the squares out of it, row by row.
    """

    version: int
    length: int
    base: int
    parts: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    sums: tuple[dict[int, int], ...]
    rows: Callable[[str], tuple[str, ...]]


def squares(text: str) -> str:
    """Return the code of a text, a digit for each square, 1 for a dark one, with `|` after each row.

    Raises ValueError for a text of more than 2,953 bytes, for which there is no code.
    """
    data = text.encode()
    size = _size(_version(len(data)))
    stream = size.base ^ _stream(size, data)
    return "".join(size.rows(f"{stream:0{size.length}b}01{ROW_END}"))


def _stream(size: _Size, data: bytes) -> int:
    """The stream of a text, not masked."""
    given = _bytes(size, data)
    return reduce(
        xor,
        (
            kept[value] if value in kept else _added(size, at, value)
            for at, (kept, value) in enumerate(zip(size.sums, given, strict=True))
        ),
    )


def _added(size: _Size, at: int, value: int) -> int:
    """What a byte adds to the stream at this place of the text's part."""
    place, checks = size.parts[at]
    found = value << place
    for shift, factor in checks:
        found ^= _product(value, factor) << shift
    size.sums[at][value] = found
    return found


def _bytes(size: _Size, data: bytes) -> bytes:
    """The text's part: that bytes follow, how many, they themselves, and what fills the rest."""
    count = len(size.parts)
    head = 0b0100 << _length_bits(size.version) | len(data)
    # Both are half a byte too long or too short; four zeros end the text.
    whole = (head << 8 * len(data) | int.from_bytes(data)) << 4
    used = whole.to_bytes(len(data) + _head(size.version))
    return used + (b"\xec\x11" * count)[: count - len(used)]


def _length_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _head(version: int) -> int:
    """How many bytes there are besides the text, with the four zeros that end it."""
    return 1 + _length_bits(version) // 8


def _version(length: int) -> int:
    """The smallest size for a text of so many bytes."""
    for version in _VERSIONS:
        if length + _head(version) <= sum(data for data, _ in _blocks(version)):
            return version
    raise ValueError(f"{length} bytes are too many for a QR code")


@lru_cache(maxsize=len(_VERSIONS))
def _blocks(version: int) -> tuple[tuple[int, int], ...]:
    """How many bytes each block of a size has, of the text and of checks."""
    kinds: Any = consts.ECC[version]  # segno says no more of it than that it is an object
    return tuple(
        (kind.num_data, kind.num_total - kind.num_data)
        for kind in kinds[consts.ERROR_LEVEL_L]
        for _ in range(kind.num_blocks)
    )


@lru_cache(maxsize=len(_VERSIONS))
def _size(version: int) -> _Size:
    # A text that leaves no room: segno 1.6 fills the rest of others otherwise than the standard.
    full = bytes(sum(data for data, _ in _blocks(version)) - _head(version))
    code = segno.make(full, version=version, mode="byte", error=LEVEL, boost_error=False, mask=MASK)
    kinds = tuple(tuple(row) for row in code.matrix_iter(border=0, verbose=True))
    order = tuple(_order(kinds))
    parts = tuple(_parts(_blocks(version), len(order)))
    size = _Size(
        version=version,
        length=len(order),
        base=0,
        parts=parts,
        sums=tuple({} for _ in parts),
        rows=itemgetter(*_places(kinds, {place: at for at, place in enumerate(order)})),
    )
    shown = "".join("1" if _is_dark(kinds[y][x]) else "0" for y, x in order)
    return replace(size, base=int(shown, 2) ^ _stream(size, full))


def _order(kinds: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, int]]:
    """The squares that depend on the text: in pairs of columns from the right, up and down in turn."""
    width, up = len(kinds), True
    # The column of fixed squares at 6 is in no pair.
    for right in (*range(width - 1, 6, -2), *range(5, 0, -2)):
        for y in reversed(range(width)) if up else range(width):
            for x in (right, right - 1):
                # segno 1.6 says of one square more than the standard that it is of the format.
                if kinds[y][x] in _OF_TEXT or (y, x) == (8, width - 9):
                    yield y, x
        up = not up


def _parts(
    blocks: tuple[tuple[int, int], ...], length: int
) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
    """Of each byte of the text's part its place in the stream, and its shares in checks."""
    # The blocks stand in the stream byte by byte in turn, the checks behind all.
    texts = _in_turn([data for data, _ in blocks])
    checks = _in_turn([count for _, count in blocks])
    for block, (data, count) in enumerate(blocks):
        factors = list(_factors(data, count))
        for number in range(data):
            yield (
                length - 8 * (texts[block, number] + 1),
                tuple(
                    (length - 8 * (len(texts) + checks[block, check] + 1), factor)
                    for check, factor in enumerate(factors[number])
                ),
            )


def _in_turn(lengths: list[int]) -> dict[tuple[int, int], int]:
    """Where the bytes of blocks stand, by block and number, if they are written in turn."""
    rounds = zip_longest(*([(b, n) for n in range(length)] for b, length in enumerate(lengths)))
    return {key: at for at, key in enumerate(key for each in rounds for key in each if key)}


def _factors(data: int, checks: int) -> Iterator[tuple[int, ...]]:
    """Of each byte of a block, how often it counts in each check: rests of powers by the generator."""
    generator = [consts.GALIOS_EXP[power] for power in consts.GEN_POLY[checks]]
    rests = [tuple(generator)]
    while len(rests) < data:
        first, *others = rests[-1]
        rests.append(
            tuple(
                other ^ _product(first, own)
                for other, own in zip((*others, 0), generator, strict=True)
            )
        )
    yield from reversed(rests)


def _product(one: int, other: int) -> int:
    """The product of two bytes in the field that the check bytes are computed in."""
    if not one or not other:
        return 0
    logs = consts.GALIOS_LOG
    found: int = consts.GALIOS_EXP[logs[one] + logs[other]]
    return found


def _places(
    kinds: tuple[tuple[int, ...], ...], order: Mapping[tuple[int, int], int]
) -> Iterator[int]:
    """Where each square stands, row by row, in a stream with `01|` behind it."""
    light, dark, end = (len(order) + number for number in range(3))
    for y, row in enumerate(kinds):
        for x, kind in enumerate(row):
            yield order.get((y, x), dark if _is_dark(kind) else light)
        yield end


def _is_dark(kind: int) -> bool:
    """Whether a square of this kind is dark, as segno numbers them."""
    return bool(kind >> 8)
