"""The figures of a table of the city by area, in its newest period."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from sitegen.exports.shared_tables.merged import CityTable
from sitegen.model import AreaFigures
from sitegen.pages.city import City


def table_areas(city: City, table: CityTable) -> AreaFigures | None:
    """Return the figures that most units tell of their areas alike: one column, one level, the newest period.

    Areas of which several tables tell are left out. None if fewer than two units do.
    """
    told = {own.url: own.areas for _, every in city.read("datasets") for own in every}
    titles = {column.title for column in table.columns if column.typed}
    found: dict[tuple[str, str, str], list[AreaFigures]] = {}
    for part in table.parts:
        areas = told.get(part.table.url)
        if areas and areas.column in titles and not part.table.deviant:
            found.setdefault((areas.column, areas.unit, areas.level), []).append(areas)
    same = max(found.values(), key=len, default=[])
    newest = max((each.period for each in same), default="")
    now = [each for each in same if each.period == newest]
    if len(now) < 2:
        return None
    times = Counter(code for each in now for code, _ in each.values)
    values = sorted(pair for each in now for pair in each.values if times[pair[0]] == 1)
    whole = all(each.whole for each in now)
    return replace(now[0], values=tuple(values), whole=whole)
