"""Rows of a drawn picture, packed for PNG one by one: what pictures share is packed once.

Packing takes longer than drawing. A stream of zlib may be put together from pieces that each end with a
whole byte, and so may its check sum (RFC 1950, RFC 1951).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from PIL import Image

_HEAD = b"\x78\x01"
# An empty block that says that it is the last one.
_END = b"\x03\x00"
_UP = 2  # the filter of a row that says its difference from the one above
_PRIME = 65_521


class Packed(Struct, frozen=True):
    """Packed rows of a picture, with the check sum of `size` bytes that they stand for."""

    body: bytes
    check: int
    size: int


def packed_rows(picture: Image.Image) -> Packed:
    """Return the rows of a picture of numbers up to 15, two in a byte, its width even.

    Each is what it differs by from the one above: strokes go down, so that most of that is nothing. Runs
    alone are looked for: that is quicker, here smaller too, and the same with every zlib.
    """
    if not picture.height:
        return Packed(b"", 1, 0)
    data = _filtered(picture)
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1, zlib.Z_RLE)
    body = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return Packed(body, zlib.adler32(data), len(data))


def joined(parts: Iterable[Packed]) -> bytes:
    """Return rows that follow one another as the one stream of zlib that a PNG holds."""
    low, high = 1, 0
    bodies = []
    for part in parts:
        high = (high + (part.check >> 16) + part.size * (low - 1)) % _PRIME
        low = (low + (part.check & 0xFFFF) - 1) % _PRIME
        bodies.append(part.body)
    return b"".join((_HEAD, *bodies, _END, struct.pack(">HH", high, low)))


def _filtered(picture: Image.Image) -> bytes:
    """The rows with a filter each: the first whole, since what is above it is not known."""
    from PIL import Image, ImageChops

    rows, row = picture.tobytes("raw", "P;4"), picture.width // 2
    size = (row, picture.height - 1)
    if not size[1]:
        return b"\0" + rows
    upper = Image.frombuffer("L", size, rows, "raw", "L", 0, 1)
    lower = Image.frombuffer("L", size, cast("bytes", memoryview(rows)[row:]), "raw", "L", 0, 1)
    filtered = Image.new("L", (row + 1, size[1]), _UP)
    filtered.paste(ImageChops.subtract_modulo(lower, upper), (1, 0))
    return b"\0" + rows[:row] + filtered.tobytes()
