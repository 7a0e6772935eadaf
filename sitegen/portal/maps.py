"""Maps: of the city's activity, and of each dataset with a row for each area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from msgspec import Struct

from sitegen.charts.numbers import numbers, time_label, title_with_unit, with_unit
from sitegen.city.areas import (
    LEAST,
    Areas,
    areas_named,
    areas_of,
    can_map,
    places_of_tiles,
    shapes_for,
    shapes_of,
)
from sitegen.city.boundaries import AreaShape
from sitegen.city.map_drawing import Drawn, draw
from sitegen.digest import digest
from sitegen.exports.shared_tables.merged import merged_tables
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, Output, Progress, ProjectRecord, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City, all_datasets
from sitegen.pages.product import Planned, Product
from sitegen.pages.recent import RECENT_DAYS
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.pages.unit_shared import fact
from sitegen.portal.activity import SHADES, recent_by_district, shade
from sitegen.portal.programmes.tables import by_district
from sitegen.portal.shared_tables.areas import table_areas
from sitegen.programmes.progress import of_newest_year
from sitegen.urls import (
    MAPS_URL,
    PROGRAMMES_MAP_URL,
    map_url,
    output_path,
    programmes_url,
    table_map_url,
    unit_url,
)


class MapOf(Struct, frozen=True, kw_only=True):
    """What one map shows: a figure of each area by the key of its unit; of a dataset, or a count of our own.

    `said` is the sentence of a count, and `more` the (title, address) of the page that explains it.
    """

    url: str
    title: str
    figures: tuple[tuple[UnitEntry, float], ...]
    column: str
    unit: str = ""
    whole: bool = True
    period: str = ""
    source: tuple[DatasetSummary, UnitEntry] | None = None
    said: str = ""
    more: tuple[str, str] | None = None


def map_page(
    site: SiteContext,
    shown: MapOf,
    shapes: tuple[AreaShape, ...],
    places: tuple[tuple[str, tuple[int, int]], ...],
    others: tuple[tuple[str, str], ...],
) -> Output:
    """Return the page of a map; without `shapes` it is made of tiles. `others` are (title, address)."""
    drawn = _drawn(shapes) if shapes else None
    where, paths = dict(places), dict(drawn.paths) if drawn else {}
    values = [value for _, value in shown.figures]
    ranked = sorted(values, reverse=True)
    areas = tuple(
        views.MapArea(
            label=entry.name,
            href=site.address.href(unit_url(entry.key)),
            value=numbers(value, shown.unit, site.t, digits=0 if shown.whole else 2),
            level=_level(value, values, counted=bool(shown.said)),
            path=paths.get(entry.key, ""),
            row=where.get(entry.key, (0, 0))[0],
            column=where.get(entry.key, (0, 0))[1],
            rank=ranked.index(value) + 1,
        )
        for entry, value in shown.figures
    )
    t = site.t.gettext
    title = t(N_("Map: {title}")).format(title=shown.title)
    intro = _intro(site, shown)
    # A table of the city may have the figures of one of its units.
    about_it = f"{shown.title}. {intro}" if shown.more else intro
    about = (shown.source[0].title, shown.source[0].url) if shown.source else shown.more
    view = views.MapPage(
        site=site_view(site),
        meta=meta_view(site, shown.url, title, about_it, _crumbs(site, shown)),
        title=shown.title,
        intro=intro,
        areas=tuple(sorted(areas, key=lambda area: (area.row, area.column))),
        width=drawn.width if drawn else 0,
        height=drawn.height if drawn else 0,
        legend=_legend(areas, shown, site),
        column=title_with_unit(shown.column, shown.unit),
        source=site.link(*about) if about else None,
        facts=tuple(_facts(site, shown)),
        others=tuple(site.link(*each) for each in others),
    )
    return page_output(site, shown.url, "map.html", view)


def _intro(site: SiteContext, shown: MapOf) -> str:
    t = site.t.gettext
    if shown.said:
        return shown.said
    entry, most = max(shown.figures, key=lambda each: each[1])
    other, least = min(shown.figures, key=lambda each: each[1])
    digits = 0 if shown.whole else 2
    said = N_("{column}: from {least} ({other}) to {most} ({place}).")
    return t(said).format(
        column=shown.column,
        most=with_unit(most, shown.unit, site.t, digits=digits),
        least=with_unit(least, shown.unit, site.t, digits=digits),
        place=entry.name,
        other=other.name,
    )


def _crumbs(site: SiteContext, shown: MapOf) -> tuple[views.Link, ...]:
    if shown.url == MAPS_URL:
        return ()
    return (site.link(site.t.gettext(N_("Maps")), MAPS_URL),)


def _facts(site: SiteContext, shown: MapOf) -> Iterator[views.Fact]:
    t = site.t.gettext
    if shown.period:
        yield fact("periode", t(N_("Period")), time_label(shown.period, site.t))
    if shown.source:
        entry = shown.source[1]
        href = site.address.href(unit_url(entry.key))
        yield fact("unit", t(N_("Published by")), unit_name(site, entry), "", href)


def _level(value: float, values: list[float], *, counted: bool) -> int:
    """The shade of a figure: of counts in even steps, else a quarter of the areas in each."""
    if counted:
        return shade(round(value), round(max(values)))
    below = sum(each < value for each in values)
    return 1 + SHADES * below // len(values)


def _legend(
    areas: Iterable[views.MapArea], shown: MapOf, site: SiteContext
) -> tuple[views.LegendStep, ...]:
    """The shades that occur, each with the lowest and the highest figure of its areas."""
    digits = 0 if shown.whole else 2
    levels: dict[int, list[float]] = {}
    for area, (_, value) in zip(areas, shown.figures, strict=True):
        levels.setdefault(area.level, []).append(value)
    return tuple(
        views.LegendStep(
            level=level,
            label="–".join(
                dict.fromkeys(
                    numbers(each, shown.unit, site.t, digits=digits)
                    for each in (min(levels[level]), max(levels[level]))
                )
            ),
        )
        for level in sorted(levels)
    )


@lru_cache(maxsize=64)
def _drawn(shapes: tuple[AreaShape, ...]) -> Drawn | None:
    return draw(shapes)


def _maps(city: City) -> Iterator[Planned]:
    areas = _areas(city)
    places, whole, seal = places_of_tiles(areas), shapes_of(areas), areas.boundaries.seal
    own = (_activity(city), programmes_map(city))
    shown = (each for each in (*own, *city_table_maps(city), *_of_datasets(city)) if each)
    drawable = [(each, shapes_for(_keys(each), whole)) for each in shown if _drawable(each, areas)]
    listed = tuple((each.title, each.url) for each, _ in drawable)
    for each, shapes in drawable:
        others = tuple(pair for pair in listed if pair[1] != each.url)
        tiles = tuple(sorted((key, places[key]) for key in places)) if not shapes else ()
        key = digest(repr(each), seal, repr(tiles), repr(others))
        make = partial(map_page, city.site, each, shapes, tiles, others)
        yield Planned(path=output_path(each.url), key=key, make=make)


def has_map(city: City) -> bool:
    """Return whether there is a map of the city's activity."""
    activity = _activity(city)
    return activity is not None and _drawable(activity, _areas(city))


def _areas(city: City) -> Areas:
    return areas_of(city.entries, city.read("tiles"), city.read("boundaries"))


def _drawable(shown: MapOf, areas: Areas) -> bool:
    return can_map(_keys(shown), shapes_of(areas), places_of_tiles(areas))


def _keys(shown: MapOf) -> tuple[str, ...]:
    return tuple(entry.key for entry, _ in shown.figures)


def _activity(city: City) -> MapOf | None:
    counts = recent_by_district(city)
    if len(counts) < LEAST:
        return None
    t = city.site.t.gettext
    return MapOf(
        url=MAPS_URL,
        title=t(N_("Activity by kecamatan")),
        figures=tuple((entry, float(count)) for entry, count in counts),
        column=t(N_("Reports in the last {n} days")).format(n=RECENT_DAYS),
        said=t(N_("Reports of each kecamatan and its kelurahan in the last 30 days.")),
    )


def programmes_map(city: City) -> MapOf | None:
    """Return the map of activities and projects by kecamatan, None if they cannot be drawn."""
    districts = city.districts()
    rows: list[Progress | ProjectRecord] = []
    for entry, datasets in city.read("datasets"):
        if not entry.active:
            continue
        rows += of_newest_year(item for each in datasets for item in each.progress)
        rows += (each for own in datasets for each in own.projects)
    areas = tuple(each for each in city.entries if each.level != "dinas" and each.active)
    found = by_district(rows, areas)
    if len(districts) < LEAST or not found:
        return None
    t = city.site.t.gettext
    shown = MapOf(
        url=PROGRAMMES_MAP_URL,
        title=t(N_("Activities and projects by kecamatan")),
        figures=tuple((entry, float(len(found.get(entry.key, ())))) for entry in districts),
        column=t(N_("Activities and projects")),
        said=t(
            N_(
                "How many activities of the budget, and projects, lie in each kecamatan and its kelurahan."
            )
        ),
        more=(t(N_("Programmes of the city")), programmes_url()),
    )
    return shown if _drawable(shown, _areas(city)) else None


def _of_datasets(city: City) -> Iterator[MapOf]:
    areas = _areas(city)
    for dataset, entry in all_datasets(city):
        if dataset.areas is None or not dataset.described:
            continue
        named = areas_named((code for code, _ in dataset.areas.values), areas)
        values = dict(dataset.areas.values)
        figures = tuple((entry, values[entry.code]) for entry in named)
        if figures:
            yield MapOf(
                url=map_url(dataset.url),
                title=dataset.title,
                figures=figures,
                column=dataset.areas.column,
                unit=dataset.areas.unit,
                whole=dataset.areas.whole,
                period=dataset.areas.period or dataset.period_end or dataset.period_start,
                source=(dataset, entry),
            )


def city_table_maps(city: City) -> tuple[MapOf, ...]:
    """Return the maps of the tables of the city that can be drawn."""
    areas = _areas(city)
    found = []
    for table in merged_tables(city):
        told = table_areas(city, table)
        if told is None:
            continue
        values = dict(told.values)
        shown = MapOf(
            url=table_map_url(table.name),
            title=table.title,
            figures=tuple((entry, values[entry.code]) for entry in areas_named((*values,), areas)),
            column=told.column,
            unit=told.unit,
            whole=told.whole,
            period=told.period,
            more=(table.title, table.url),
        )
        if shown.figures and _drawable(shown, areas):
            found.append(shown)
    return tuple(found)


MAPS = Product(
    name="maps",
    paths=(
        (MAPS_URL, "map of the kecamatan by recent activity"),
        (PROGRAMMES_MAP_URL, "map of the kecamatan by activities and projects"),
        (
            f"{MAPS_URL}<jenis>/<unit>/<dataset>/",
            "map of a dataset with a row for each kecamatan or kelurahan",
        ),
        (f"{MAPS_URL}gabungan/<skema>/", "map of a table that is put together from those of units"),
    ),
    reads=("reports", "datasets", "tiles", "boundaries", "today", "tables", "schemas"),
    make=_maps,
)
