"""The palette with a city's main colour in place of teal, for light and for dark pages.

Every colour keeps the brightness that it has in the palette, and with it the contrast with the page
and the distance in grey print. Series beside the first keep their hue, unless eyes could not tell it
from one before: then it becomes teal, which is free now, or the next hue around the circle.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from sitegen.charts.palette import DARK_RAMP, DARK_SERIES, DARK_TEXT, RAMP, SERIES, SERIES_TEXT
from sitegen.colour import (
    distance,
    distance_without_green,
    hue_and_chroma,
    luminance,
    of_brightness,
)

# In CIE Lab, between any two series, for most eyes and for deuteranopes.
APART, APART_WITHOUT_GREEN = 30.0, 15.0
# A palette of vivid colours is loud, and one of pale ones says nothing.
_LEAST, _MOST = 0.07, 0.16
_AROUND = 24
_PAINT = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
Hues = tuple[tuple[float, float], ...]


class Recolouring(Struct, frozen=True, kw_only=True):
    """(colour of the palette, colour in its place), on light pages and on dark ones."""

    light: tuple[tuple[str, str], ...]
    dark: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def recoloured(colour: str) -> Recolouring:
    """Return what takes the place of the palette's colours in a city with this main colour."""
    hue, chroma = hue_and_chroma(colour)
    hues = _series((hue, min(chroma, _MOST)))
    light = [*zip(SERIES, hues, strict=True), *zip(SERIES_TEXT, hues, strict=True)]
    dark = [*zip(DARK_SERIES, hues, strict=True), *zip(DARK_TEXT, hues, strict=True)]
    return Recolouring(
        light=(*(_shifted(*each) for each in light), *(_cell(each, hues[0]) for each in RAMP)),
        dark=(*(_shifted(*each) for each in dark), *(_cell(each, hues[0]) for each in DARK_RAMP)),
    )


def painted(svg: str, colour: str) -> str:
    """Return a drawing in the palette's colours with those of a city in their place."""
    known = dict(recoloured(colour).light)
    return _PAINT.sub(lambda paint: f'{paint[1]}="{known.get(paint[2], paint[2])}"', svg)


def _series(first: tuple[float, float]) -> Hues:
    """The hue and chroma of each series: the first solution with all of them apart."""
    return next(_solutions((first,)), None) or (first, *map(hue_and_chroma, SERIES[1:]))


def _solutions(chosen: Hues) -> Iterator[Hues]:
    at = len(chosen)
    if at == len(SERIES):
        yield chosen
        return
    for candidate in _candidates(at):
        if all(_are_apart((at, candidate), (other, chosen[other])) for other in range(at)):
            yield from _solutions((*chosen, candidate))


def _candidates(at: int) -> Iterator[tuple[float, float]]:
    hue, chroma = hue_and_chroma(SERIES[at])
    yield hue, chroma
    yield hue_and_chroma(SERIES[0])
    for step in range(1, _AROUND):
        yield hue + step * 2 * math.pi / _AROUND, max(chroma, _LEAST)


def _are_apart(
    one: tuple[int, tuple[float, float]], other: tuple[int, tuple[float, float]]
) -> bool:
    for palette in (SERIES, DARK_SERIES):
        a, b = (_shifted(palette[at], own)[1] for at, own in (one, other))
        if distance(a, b) < APART or distance_without_green(a, b) < APART_WITHOUT_GREEN:
            return False
    return True


@lru_cache(maxsize=1024)
def _shifted(colour: str, own: tuple[float, float]) -> tuple[str, str]:
    """A colour of the palette, and one of its brightness with another hue and chroma."""
    if own == hue_and_chroma(colour) or own in _of_the_palette(colour):
        return colour, colour
    return colour, of_brightness(luminance(colour), *own)


def _of_the_palette(colour: str) -> tuple[tuple[float, float], ...]:
    """What stands for the hue of a colour that stays as it is: that of its series on light pages."""
    for row in (SERIES, SERIES_TEXT, DARK_SERIES, DARK_TEXT):
        if colour in row:
            return (hue_and_chroma(SERIES[row.index(colour)]),)
    return ()


def _cell(colour: str, own: tuple[float, float]) -> tuple[str, str]:
    """A step of the ramp; pale steps keep their small share of chroma."""
    hue, chroma = own
    share = min(1.6, chroma / hue_and_chroma(SERIES[0])[1])
    return colour, of_brightness(luminance(colour), hue, hue_and_chroma(colour)[1] * share)
