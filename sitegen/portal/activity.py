"""How much each kecamatan publishes with its kelurahan, for the home page and the map of it."""

from __future__ import annotations

from collections import Counter

from sitegen.city.areas import areas_of, places_of_tiles
from sitegen.city.boundaries import Boundaries
from sitegen.model import UnitEntry
from sitegen.pages.city import City
from sitegen.pages.recent import how_many, recent_days
from sitegen.pages.unit_shared import group_by

# Shades of a map besides that for nought.
SHADES = 4


def recent_by_district(city: City) -> tuple[tuple[UnitEntry, int], ...]:
    """Return the kecamatan with the number of recent reports of each and of its kelurahan."""
    counts: Counter[str] = Counter()
    for own in group_by(city.read("reports"), lambda item: item.entry.key).values():
        entry = own[0].entry
        days = recent_days(item.report.date for item in own)
        place = entry.key if entry.level == "kecamatan" else entry.parent
        counts[place] += how_many(days, city.read("today"))
    return tuple((entry, counts[entry.key]) for entry in city.districts())


def tile_places(city: City) -> dict[str, tuple[int, int]]:
    """Return the row and column of the tile of each kecamatan that has one, by its key."""
    return places_of_tiles(areas_of(city.entries, city.read("tiles"), Boundaries()))


def shade(count: int, most: int) -> int:
    """Return the shade of a number, from 0 for none to `SHADES` for the most."""
    return -(-SHADES * count // most) if most else 0
