"""A chart that is drawn."""

from __future__ import annotations

from msgspec import Struct


class DrawnChart(Struct, frozen=True, kw_only=True):
    """A chart as SVG for narrow and wide pages, and as SVG and PNG with its texts; the size is the narrow one's."""

    narrow: bytes
    wide: bytes
    poster: bytes
    png: bytes
    width: int
    height: int
