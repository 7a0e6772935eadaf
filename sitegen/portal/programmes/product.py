"""The product of all pages on activities and projects.

The form of activities is that of the monthly report on physical and financial realisation (RFK); what is
read of a table is decided in `sitegen.programmes`. Percentages of several activities are their mean by the
budget of each.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.portal.maps import programmes_map
from sitegen.portal.programmes.files import FILE, activity_files
from sitegen.portal.programmes.own import OwnProgress, own_progress
from sitegen.portal.programmes.pages import (
    PER_PAGE,
    ActivitiesPart,
    city_page,
    is_critical,
    unit_page,
)
from sitegen.portal.programmes.projects import project_page, undertakings
from sitegen.portal.programmes.rows import in_turn
from sitegen.urls import activities_url, programmes_url


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    every = tuple(own_progress(city))
    if not every:
        return
    areas = tuple(each for each in city.entries if each.level != "dinas" and each.active)
    # What a closed unit had to do is not the city's any more; its own pages stay.
    current = tuple(replace(_without_months(own), reports=()) for own in every if own.entry.active)
    if current:
        critical = tuple(
            replace(own, items=late)
            for own in current
            if (late := tuple(item for item in own.items if is_critical(item)))
        )
        mapped = programmes_map(city) is not None
        yield planned(site, programmes_url(), city_page, current, areas, critical, mapped)
        yield from _files(city, "", current)
    for own in every:
        yield from _unit_pages(city, own, bool(current))
        yield from _files(city, own.entry.key, (replace(_without_months(own), reports=()),))
        for each in undertakings(own, areas):
            yield planned(site, each.url, project_page, each)


def _unit_pages(city: City, own: OwnProgress, of_city: bool) -> Iterator[Planned]:
    """Yield the pages of a unit's activities; a report that names a project makes only the first again.

    `of_city` says that the city has such a page too.
    """
    short = _without_months(own)
    order = tuple(item for _, item in in_turn((short,)))
    count = max(1, -(-len(order) // PER_PAGE))
    for number in range(1, count + 1):
        items = order[(number - 1) * PER_PAGE : number * PER_PAGE]
        shown = replace(short, items=items)
        if number > 1:
            shown = replace(shown, projects=(), packages=(), reports=())
        part = ActivitiesPart(number=number, count=count, items=order, of_city=of_city)
        url = activities_url(own.entry.key, number)
        yield planned(city.site, url, unit_page, shown, part)


def _files(city: City, key: str, every: tuple[OwnProgress, ...]) -> Iterator[Planned]:
    if any(own.items for own in every):
        yield from activity_files(city.site, key, every)


def _without_months(own: OwnProgress) -> OwnProgress:
    return replace(own, items=tuple(replace(item, months=()) for item in own.items))


PROGRAMMES = Product(
    name="programmes",
    paths=(
        ("/program/", "how far the activities and projects are, by unit and kecamatan"),
        (f"/program/{FILE}.csv", "all activities as CSV"),
        (f"/program/{FILE}.xlsx", "all activities as a workbook"),
        (f"/program/{FILE}.json", "all activities as JSON"),
        (f"/{KIND}/<unit>/program/", "how far a unit's activities and projects are"),
        (f"/{KIND}/<unit>/program/lembar/<n>/", "more of its activities"),
        (
            f"/{KIND}/<unit>/program/<code>/",
            "an activity or a project: its months, its place, the reports that name it",
        ),
        (f"/{KIND}/<unit>/program/{FILE}.csv", "a unit's activities as CSV"),
        (f"/{KIND}/<unit>/program/{FILE}.xlsx", "a unit's activities as a workbook"),
        (f"/{KIND}/<unit>/program/{FILE}.json", "a unit's activities as JSON"),
    ),
    reads=("datasets", "programmes", "tiles", "boundaries"),
    make=_pages,
)
