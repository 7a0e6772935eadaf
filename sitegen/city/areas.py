"""The city's areas for maps: their codes and names, the places of their tiles, their boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from sitegen.city.boundaries import AreaShape, Boundaries
from sitegen.city.tiles import Tiles
from sitegen.digest import digest
from sitegen.model import UnitEntry

# In one drawing must be most of the areas that a table has figures of.
MOST = 0.9
LEAST = 3
Places = Mapping[str, tuple[int, int]]


class Areas(Struct, frozen=True, kw_only=True):
    """The active kecamatan and kelurahan with codes, their tiles by code, the shapes that are known.

    `seal` stands for all of it.
    """

    entries: tuple[UnitEntry, ...] = ()
    tiles: Tiles = ()
    boundaries: Boundaries = Boundaries()
    seal: str = ""


def areas_of(entries: Iterable[UnitEntry], tiles: Tiles, boundaries: Boundaries) -> Areas:
    """Return the areas among these units."""
    own = tuple(e for e in entries if e.active and e.code and e.level != "dinas")
    seal = digest(repr(own), repr(tiles), boundaries.seal)
    return Areas(entries=own, tiles=tiles, boundaries=boundaries, seal=seal)


def places_of_tiles(areas: Areas) -> dict[str, tuple[int, int]]:
    """Return the row and column of the tile of each kecamatan that has one, by its key."""
    known = dict(areas.tiles)
    # The map may have the code of before.
    return {
        entry.key: known[code]
        for entry in areas.entries
        if entry.level == "kecamatan"
        for code in (entry.code, *entry.former_codes)[::-1]
        if code in known
    }


@lru_cache(maxsize=8)
def shapes_of(areas: Areas) -> dict[str, AreaShape]:
    """Return the shapes by unit; of a kecamatan without one, those of all of its kelurahan."""
    known = {shape.key: shape for shape in areas.boundaries.shapes}
    below: dict[str, list[str]] = {}
    for entry in areas.entries:
        below.setdefault(entry.parent, []).append(entry.key)
    for entry in areas.entries:
        own = below.get(entry.key, ())
        if (
            entry.level == "kecamatan"
            and entry.key not in known
            and own
            and all(key in known for key in own)
        ):
            polygons = tuple(p for key in own for p in known[key].polygons)
            known[entry.key] = AreaShape(key=entry.key, level=entry.level, polygons=polygons)
    return known


def shapes_for(keys: Iterable[str], known: Mapping[str, AreaShape]) -> tuple[AreaShape, ...]:
    """Return the shapes of the areas that a map shows, none if too many of them have none."""
    keys = tuple(keys)
    found = tuple(known[key] for key in keys if key in known)
    return found if len(found) >= max(LEAST, MOST * len(keys)) else ()


def can_map(keys: Iterable[str], known: Mapping[str, AreaShape], places: Places) -> bool:
    """Return whether there are shapes for a map of these areas, or tiles for all of it."""
    keys = tuple(keys)
    return bool(shapes_for(keys, known)) or all(key in places for key in keys)


def areas_named(codes: Iterable[str], areas: Areas) -> tuple[UnitEntry, ...]:
    """Return the areas with these codes, none if too many of the codes are of none."""
    by_code = {entry.code: entry for entry in areas.entries}
    codes = tuple(codes)
    found = tuple(by_code[code] for code in codes if code in by_code)
    return found if len(found) >= max(LEAST, MOST * len(codes)) else ()
