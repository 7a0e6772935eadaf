"""Codes of areas in the register: their forms, and what a code says about what it lies in.

A Kemendagri code has that of the area above it as its beginning (docs/decisions/006, 037).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sitegen.model import UnitEntry, UnitKind

# The digits of each part, by level of the unit, and an example.
_PARTS = {"kecamatan": (2, 2, 2), "kelurahan": (2, 2, 2, 4)}
_SHAPES = {"kecamatan": "32.73.02", "kelurahan": "32.73.02.1004"}
_STATISTICS = {"kecamatan": re.compile(r"\d{7}"), "kelurahan": re.compile(r"\d{10}")}
_NEARLY_ALL = 0.9
_SIGNS = re.compile(r"[.\s-]+")
_ASCII = re.compile(r"[0-9]+")
# The last part of a plain code begins so: 1 is a kelurahan, 2 a desa. Codes of BPS have 0 there.
_PLAIN_LAST = ("1", "2")


def parse_code(text: str, level: str) -> str | None:
    """Return a code as Kemendagri writes it, `32.73.02.1004`, or None if it is none of this level.

    Without its points, or with other signs between, it is accepted: spreadsheets drop them. Units
    that are no area have any text.
    """
    parts = _PARTS.get(level)
    if parts is None:
        return text
    digits = _SIGNS.sub("", text)
    if not _ASCII.fullmatch(digits) or len(digits) != sum(parts):
        return None
    found, at = [], 0
    for length in parts:
        found.append(digits[at : at + length])
        at += length
    code = ".".join(found)
    if text != code and len(parts) == len(_PARTS["kelurahan"]) and found[-1][0] not in _PLAIN_LAST:
        return None
    return code


def example_of(kind: UnitKind) -> str:
    """Return a code as those of a kind are."""
    return "32.73.02.2004" if kind.village else _SHAPES[kind.level]


def fits_statistics(text: str, level: str) -> bool:
    """Return whether a text is a code of BPS for a unit of this level."""
    pattern = _STATISTICS.get(level)
    return bool(pattern and pattern.fullmatch(text))


def above(code: str) -> str:
    """Return the code of the area that an area lies in: `32.73.02` for `32.73.02.1004`."""
    return code.rpartition(".")[0]


def city_part(code: str) -> str:
    """Return the part of a code that stands for the kabupaten or kota: `32.73`."""
    return code[:5]


def usual_city(entries: Iterable[UnitEntry]) -> str:
    """Return the kabupaten or kota of nearly all of these areas, "" if there is none.

    The register of a region has several of them: then no area is odd.
    """
    parts = Counter(city_part(entry.code) for entry in entries if entry.level in _PARTS)
    most, count = next(iter(parts.most_common(1)), ("", 0))
    return most if count >= parts.total() * _NEARLY_ALL else ""
