"""Positions and sizes in a chart: text widths, line breaks, ticks, labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# A chart is drawn for phones and for columns of text; texts have the same size in both.
NARROW, WIDE = 340, 680
SIZE = 13
LINE = 16
# Browsers use the reader's system font. Those of phones, Windows and macOS are narrower than the
# one measured here; DejaVu on Linux desktops is a tenth wider.
_SLACK = 1.12
_ELLIPSIS = "…"
# More of a text fits on no chart; a cell may have a hundred thousand characters.
_LONGEST = 1000


@cache
def _font(size: int, bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    name = "SitegenInter-Bold.ttf" if bold else "SitegenInter-Regular.ttf"
    path = files("sitegen") / "charts" / "fonts" / name
    # The basic engine does not depend on the machine's shaping library.
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(path.read_bytes()), size, layout_engine=basic)


def text_width(text: str, *, size: int = SIZE, bold: bool = False) -> float:
    """Return the width of a line of text in pixels, allowing for wider fonts."""
    return _font(size, bold).getlength(text) * _SLACK


def shortened(text: str, width: float, *, size: int = SIZE, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis if it is wider than `width`."""
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
    words = text[:_LONGEST].split()
    while words and len(result) < lines:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size=size, bold=bold) <= width:
            line = f"{line} {words.pop(0)}"
        result.append(line)
    if words:
        result[-1] = f"{result[-1]} {' '.join(words)}"
    return tuple(shortened(line, width, size=size, bold=bold) for line in result)


def whole(text: str, width: float, lines: int, *, bold: bool = False) -> bool:
    """Return whether a text fits into so many lines of this width without being cut."""
    return not any(line.endswith(_ELLIPSIS) for line in wrapped(text, width, lines, bold=bold))


def told_apart(
    texts: Sequence[str], width: float, lines: int, *, bold: bool = False
) -> list[tuple[str, ...]]:
    """Return each text in at most so many lines of this width; what is cut stays different.

    Of texts that would be cut to the same words, those that they share in front are left out.
    """
    found = [wrapped(text, width, lines, bold=bold) for text in texts]
    alike: dict[tuple[str, ...], list[int]] = {}
    for index, each in enumerate(found):
        alike.setdefault(each, []).append(index)
    for same in alike.values():
        words = [texts[index][:_LONGEST].split() for index in same]
        shared = _shared(words)
        if len({texts[index] for index in same}) == 1 or not shared:
            continue
        for index, own in zip(same, words, strict=True):
            rest = " ".join(own[shared:])
            found[index] = wrapped(f"{own[0]} {_ELLIPSIS} {rest}", width, lines, bold=bold)
    return found


def _shared(texts: Sequence[Sequence[str]]) -> int:
    """How many words all texts have in common from the first one on."""
    count = 0
    for words in zip(*texts, strict=False):
        if len(set(words)) > 1:
            break
        count += 1
    return count


def ticks(
    low: float, high: float, *, zero: bool, about: int = 4, units: bool = False
) -> tuple[float, ...]:
    """Return the bounds of `about` round intervals that enclose the range, and zero if `zero`.

    The round step that leaves least of the plot empty wins; with `units` it is a whole number.
    """
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        pad = abs(low) / 10 or 1.0
        low, high = (low - pad, high + pad) if not zero else (0.0, 1.0)
    if units and high - low <= about:
        return tuple(float(n) for n in range(math.floor(low), math.ceil(high) + 1))
    scale = 10.0 ** math.floor(math.log10(high - low))
    best: tuple[float, tuple[float, ...]] = (math.inf, ())
    for factor in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10):
        step = scale * factor
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        count = last - first
        if units and step % 1:
            continue
        if not about // 2 <= count <= about + 2:
            continue
        empty = count * step / (high - low) - 1
        cost = empty + 0.12 * abs(count - about) + (0.3 if factor in (0.25, 2.5) else 0)
        if cost < best[0]:
            best = (
                cost,
                tuple(float(f"{step * n:.12g}") for n in range(first, last + 1)),
            )
    return best[1]


def wants_zero(figures: Sequence[float]) -> bool:
    """Return whether a line chart shows zero: if that costs at most half its height, or nothing
    else is to be seen.
    """
    low, high = min(figures), max(figures)
    return low == high or low <= 0 <= high or (low > 0 and low <= high / 2)


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return centres near the `wanted` ones for labels of these heights, between low and high.

    The order is kept. If they do not all fit, they overlap evenly.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    tall = [heights[i] for i in order]
    squeeze = min(1.0, (high - low) / (sum(tall) or 1.0))
    tall = [height * squeeze for height in tall]
    places = [wanted[i] for i in order]
    for i, place in enumerate(places):
        least = low + tall[0] / 2 if i == 0 else places[i - 1] + (tall[i - 1] + tall[i]) / 2
        places[i] = max(place, least)
    for i in reversed(range(len(places))):
        last = i == len(places) - 1
        most = high - tall[i] / 2 if last else places[i + 1] - (tall[i + 1] + tall[i]) / 2
        places[i] = min(places[i], most)
    result = [0.0] * len(wanted)
    for i, place in zip(order, places, strict=True):
        result[i] = place
    return result


def every(
    places: Sequence[float], widths: Sequence[float], room: float = 8, parts: int = 1
) -> tuple[int, ...]:
    """Return the indices of the labels to show so that none touch; the last is always shown.

    Of a year's so many parts the same ones are shown in each year.
    """
    count = len(places)
    for step in range(1, count + 1):
        if parts % step and step % parts:
            continue
        shown = range(count - 1, -1, -step)[::-1]
        if fit(shown, places, widths, room):
            return tuple(shown)
    return tuple(range(count))[-1:]


def fit(
    shown: Sequence[int], places: Sequence[float], widths: Sequence[float], room: float = 8
) -> bool:
    """Return whether the labels of these indices do not touch."""
    pairs = pairwise(shown)
    return all(places[b] - places[a] >= (widths[a] + widths[b]) / 2 + room for a, b in pairs)
