"""Colours: contrast as WCAG 2.2 has it, other hues of equal brightness, what eyes tell apart.

A colour is `#rrggbb` in small letters. Hue and chroma are those of OKLCH (Ottosson 2020).
"""

from __future__ import annotations

import math
import re

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
# Enough for steps smaller than those of eight bits.
_STEPS = 14
Triple = tuple[float, float, float]


def parse_colour(text: str) -> str:
    """Return a colour written as `#0c474b`, `0C474B` or `#fa0`, or "" if it is none of these."""
    found = _HEX.fullmatch(text.strip())
    if not found:
        return ""
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(sign * 2 for sign in digits))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return how bright a colour is, from 0 to 1; contrast depends on this alone."""
    return _luminance(_linear(colour))


def hue_and_chroma(colour: str) -> tuple[float, float]:
    """Return the hue of a colour in radians, and its chroma: 0 for greys, up to about 0.3."""
    _, a, b = _oklab(_linear(colour))
    return math.atan2(b, a), math.hypot(a, b)


def of_brightness(bright: float, hue: float, chroma: float) -> str:
    """Return the colour with this luminance and hue, and with this chroma or the most there is."""
    found = _lit(bright, hue, chroma)
    if not _is_shown(found):
        low, high = 0.0, chroma
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_shown(_lit(bright, hue, middle)) else (low, middle)
        found = _lit(bright, hue, low)
    return _hex(found)


def distance(one: str, other: str) -> float:
    """Return how far apart two colours are for most eyes, in CIE Lab."""
    return math.dist(_lab(_linear(one)), _lab(_linear(other)))


def distance_without_green(one: str, other: str) -> float:
    """Return the same for deuteranopes (Machado, Oliveira, Fernandes 2009, severity 1)."""
    return math.dist(_lab(_without_green(_linear(one))), _lab(_without_green(_linear(other))))


def nearest_with_contrast(colour: str, ground: str, wanted: float) -> str:
    """Return a colour of the same hue, darkened as little as gives that contrast with a light ground."""
    hue, chroma = hue_and_chroma(colour)
    bright = min(luminance(colour), (luminance(ground) + 0.05) / wanted - 0.05)
    while contrast(found := of_brightness(bright, hue, chroma), ground) < wanted:
        bright *= 0.99
    return found


def _linear(colour: str) -> Triple:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def _luminance(rgb: Triple) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def _hex(rgb: Triple) -> str:
    clipped = (min(1.0, max(0.0, c)) for c in rgb)
    parts = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _is_shown(rgb: Triple) -> bool:
    return all(-0.0005 <= c <= 1.0005 for c in rgb)


def _lit(bright: float, hue: float, chroma: float) -> Triple:
    """The linear colour with this luminance, hue and chroma; it may be one that no screen shows."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _luminance(_rgb(middle, a, b)) < bright else (low, middle)
    return _rgb((low + high) / 2, a, b)


def _oklab(rgb: Triple) -> Triple:
    r, g, b = rgb
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rgb(light: float, a: float, b: float) -> Triple:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _lab(rgb: Triple) -> Triple:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _without_green(rgb: Triple) -> Triple:
    r, g, b = rgb
    return (
        0.367322 * r + 0.860646 * g - 0.227968 * b,
        0.280085 * r + 0.672501 * g + 0.047413 * b,
        -0.011820 * r + 0.042940 * g + 0.968881 * b,
    )
