"""Kemendagri's codes and names of all areas of Indonesia, from a table that comes with sitegen.

The table is made by scripts/kemendagri.py, which names its source; it is read only when asked for.
"""

from __future__ import annotations

import csv
import lzma
import re
from functools import cache
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from sitegen.keys.field import nearest
from sitegen.urls import slugify

TABLE = Path(__file__).parent / "kemendagri.csv.xz"
DECREE = "Kepmendagri 300.2.2-2138/2025"
_LEVELS = {2: "provinsi", 5: "kota", 8: "kecamatan"}
_KIND = re.compile(r"(?:kota|kab\.?|kabupaten)(?: adm\.?| administrasi)?\s+", re.IGNORECASE)
_PLAIN = re.compile(r"(\d{2})\.?(\d{2})")
# By province. Kalimantan Barat and Tengah lie in the west since the decree on zones of 1987.
_EASTERN = ("81", "82", "9")
_CENTRAL = ("5", "63", "64", "65", "7")


class Area(Struct, frozen=True):
    """An area: its code with points, such as `63.71.01.1001`, and its official name."""

    code: str
    name: str

    @property
    def level(self) -> str:
        """`provinsi`, `kota` (a kabupaten too), `kecamatan`, `kelurahan` or `desa`.

        A code below a kecamatan says by its first digit what it stands for: 1 is a kelurahan, others
        are desa.
        """
        below = "kelurahan" if self.code[9:10] == "1" else "desa"
        return _LEVELS.get(len(self.code), below)


def regions(wanted: str) -> tuple[Area, ...]:
    """Return the kota and kabupaten that a code or name may mean: `63.71`, `6371`, `banjarmasin`.

    A name with its kind, such as `kota bandung`, means one; a bare name may mean a kota and a
    kabupaten.
    """
    names = _names()
    if code := _PLAIN.fullmatch(wanted.strip()):
        known = f"{code[1]}.{code[2]}"
        return (Area(known, names[known]),) if known in names else ()
    every = _regions()
    slug = slugify(wanted.strip())
    exact = tuple(area for area in every if slugify(area.name) == slug)
    bare = slugify(_KIND.sub("", wanted.strip(), count=1))
    same_kind = _kind(wanted)
    return exact or tuple(
        area
        for area in every
        if slugify(_KIND.sub("", area.name, count=1)) == bare
        and (not same_kind or _kind(area.name) == same_kind)
    )


def nearest_region(wanted: str) -> Area:
    """Return the kota or kabupaten whose code or name is most like a text that means none."""
    by_text = {text: area for area in _regions() for text in (area.code, _bare(area.name))}
    return by_text[nearest(_bare(wanted), by_text, 0.0) or "63.71"]


def areas_in(region: Area) -> tuple[Area, ...]:
    """Return the kecamatan, kelurahan and desa of a kota or kabupaten, in the order of their codes."""
    return _by_region()[region.code][1:]


def official_name(code: str) -> str:
    """Return the official name of the area with a code, "" for a code that the table lacks."""
    return _names().get(code, "")


def zone_of(region: Area) -> str:
    """Return the time zone of the province of a kota or kabupaten: `WIB`, `WITA` or `WIT`."""
    if region.code.startswith(_EASTERN):
        return "WIT"
    return "WITA" if region.code.startswith(_CENTRAL) else "WIB"


@cache
def _names() -> dict[str, str]:
    with lzma.open(TABLE, "rt", encoding="utf-8", newline="") as lines:
        return {row[0]: row[1] for row in csv.reader(lines) if row[0][:1].isdigit()}


@cache
def _by_region() -> dict[str, tuple[Area, ...]]:
    """Each kota and kabupaten with its areas, itself first: the table is in the order of codes."""
    areas = (Area(code, name) for code, name in _names().items() if len(code) > 2)
    return {code: tuple(each) for code, each in groupby(areas, lambda area: area.code[:5])}


def _regions() -> tuple[Area, ...]:
    return tuple(areas[0] for areas in _by_region().values())


def _bare(text: str) -> str:
    return _KIND.sub("", text.strip(), count=1).casefold()


def _kind(text: str) -> str:
    """`kota` or `kab` for a name that begins with its kind, else ""."""
    found = _KIND.match(text.strip())
    return found[0][:3].casefold() if found else ""
