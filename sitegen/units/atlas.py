"""The city's areas for charts of the kind `peta`: names by code, and the drawing of those of a table."""

from __future__ import annotations

from collections import Counter
from functools import partial

from msgspec import json

from sitegen.charts.atlas import Atlas, digits_of
from sitegen.charts.data import AreaMap, MapShape
from sitegen.city.areas import Areas, can_map, places_of_tiles, shapes_for, shapes_of
from sitegen.city.map_drawing import Drawn, draw
from sitegen.digest import digest
from sitegen.model import UnitEntry
from sitegen.store.cache import Cache
from sitegen.units.context import BuildContext

# Of all borders in one drawing; a page has two of them, for phones and for wide windows.
MOST_BYTES = 20_000


def atlas_of(context: BuildContext) -> Atlas:
    """Return the areas of the city as charts need them; codes of before have the names of today."""
    names = _names(context.areas)
    return Atlas(
        names={code: names[entry.key] for code, entry in _by_code(context.areas).items()},
        draw=partial(map_of, context.cache, context.areas),
    )


def _by_code(areas: Areas) -> dict[str, UnitEntry]:
    former = {digits_of(code): entry for entry in areas.entries for code in entry.former_codes}
    return former | {digits_of(entry.code): entry for entry in areas.entries}


def _names(areas: Areas) -> dict[str, str]:
    """The name of each area by its key; of several with one name, with the unit above."""
    counts = Counter((entry.level, entry.name) for entry in areas.entries)
    above = {entry.key: entry.name for entry in areas.entries}
    return {
        entry.key: entry.name
        if counts[entry.level, entry.name] == 1
        else f"{entry.name} ({above.get(entry.parent, entry.code)})"
        for entry in areas.entries
    }


def map_of(cache: Cache, areas: Areas, codes: tuple[str, ...]) -> AreaMap | None:
    """Return the map of all areas of a level, or of those under one unit if all codes are there."""
    by_code, names = _by_code(areas), _names(areas)
    asked = [by_code[digits_of(code)] for code in codes]
    level, above = asked[0].level, {entry.parent for entry in asked}
    whole = tuple(entry.key for entry in areas.entries if entry.level == level)
    beside = tuple(entry.key for entry in areas.entries if entry.parent in above)
    known, places = shapes_of(areas), places_of_tiles(areas)
    keys = beside if level == "kelurahan" and len(above) == 1 else whole
    if not shapes_for(keys, known):
        keys = whole  # two areas alone are no map
    if not can_map(keys, known, places):
        return None
    shapes = shapes_for(keys, known)
    if not shapes:
        tiles = ((names[key], *places[key]) for key in keys)
        return AreaMap(
            areas=tuple(MapShape(name=name, row=row, column=column) for name, row, column in tiles)
        )

    def made() -> tuple[bytes, ...]:
        return (json.encode(draw(shapes, MOST_BYTES)),)

    key = digest(areas.seal, *keys, str(MOST_BYTES))
    (text,) = cache.get("maps", key, made)
    drawn = json.decode(text, type=Drawn | None)
    if drawn is None:
        return None
    spots = dict(drawn.spots)
    return AreaMap(
        areas=tuple(
            MapShape(name=names[key], path=path, spot=spots[key]) for key, path in drawn.paths
        ),
        width=drawn.width,
        height=drawn.height,
    )
