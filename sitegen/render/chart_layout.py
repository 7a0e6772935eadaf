"""Places and sizes in a chart: text widths, line breaks, ticks, labels that keep apart."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.ImageFont import FreeTypeFont

WIDTH = 480
SIZE = 15
LINE = 18
# Browsers use the reader's system font, which may be somewhat wider than the measured one.
_SLACK = 1.05
_ELLIPSIS = "…"


@cache
def _font(size: int, bold: bool) -> FreeTypeFont:  # noqa: FBT001 - a key of the cache
    from PIL import ImageFont

    name = "SitegenInter-Bold.ttf" if bold else "SitegenInter-Regular.ttf"
    path = files("sitegen") / "render" / "fonts" / name
    with path.open("rb") as stream:
        # The basic engine does not depend on which shaping library the machine has.
        return ImageFont.truetype(stream, size, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, *, size: int = SIZE, bold: bool = False) -> float:
    """Return the width of a line of text in pixels, with some slack for other fonts."""
    return _font(size, bold).getlength(text) * _SLACK


def shortened(text: str, width: float, *, size: int = SIZE, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width`."""
    text = text[:200]
    if text_width(text, size=size, bold=bold) <= width:
        return text
    while text and text_width(text + _ELLIPSIS, size=size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrapped(
    text: str, width: float, lines: int, *, size: int = SIZE, bold: bool = False
) -> tuple[str, ...]:
    """Return at most `lines` lines no wider than `width`; the last one may be cut."""
    result: list[str] = []
    words = text.split()
    while words and len(result) < lines:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size=size, bold=bold) <= width:
            line = f"{line} {words.pop(0)}"
        result.append(line)
    if words:
        result[-1] = f"{result[-1]} {' '.join(words)}"
    return tuple(shortened(line, width, size=size, bold=bold) for line in result)


def ticks(low: float, high: float, *, zero: bool, wanted: int = 4) -> tuple[float, ...]:
    """Return about `wanted` round figures that enclose the range; with `zero` they reach it."""
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        low, high = (low - 1, high + 1) if not zero else (0.0, high or 1.0)
    raw = (high - low) / wanted
    scale = 10.0 ** math.floor(math.log10(raw))
    step = next(scale * f for f in (1, 2, 2.5, 5, 10) if scale * f >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{step * n:.12g}") for n in range(first, last + 1))


def wants_zero(figures: Sequence[float]) -> bool:
    """Return whether a line chart shows zero: where that costs less than half its height."""
    low, high = min(figures), max(figures)
    return low <= 0 <= high or (low > 0 and low <= high / 2)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near the `wanted` ones, at least `gap` apart, between low and high.

    The order is kept. Where not all fit, they are set as close as they must be.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    places = [wanted[i] for i in order]
    for i, place in enumerate(places):
        least = low if i == 0 else places[i - 1] + gap
        places[i] = max(place, least)
    for i in reversed(range(len(places))):
        most = high if i == len(places) - 1 else places[i + 1] - gap
        places[i] = min(places[i], most)
    result = [0.0] * len(wanted)
    for i, place in zip(order, places, strict=True):
        result[i] = place
    return result


def every(places: Sequence[float], widths: Sequence[float], room: float = 12) -> tuple[int, ...]:
    """Return the indices of the labels to show so that none touch; the last always is shown."""
    count = len(places)
    for step in range(1, count + 1):
        shown = list(range(count - 1, -1, -step))[::-1]
        pairs = zip(shown, shown[1:], strict=False)
        if all(places[b] - places[a] >= (widths[a] + widths[b]) / 2 + room for a, b in pairs):
            return tuple(shown)
    return tuple(range(count))[-1:]
