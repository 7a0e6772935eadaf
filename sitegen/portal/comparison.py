"""Units of one kind side by side, `/bandingkan/`: facts with their periods, no score and no rank.

The kelurahan of a kecamatan and all kecamatan have pages; any up to four units are compared by a script.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sitegen.charts.numbers import time_label
from sitegen.datasets.area_figures import rank_of_unit
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned, planned_of_many
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.portal.area_figures import (
    AreaValue,
    OfDataset,
    figure_label,
    figures_by_area,
    written,
)
from sitegen.urls import (
    COMPARE_URL,
    MONITOR_URL,
    area_figures_url,
    compare_url,
    monitor_url,
    output_path,
    unit_url,
)

UNITS = f"{COMPARE_URL}unit.json"
# As many figures fit the weight of a page.
CELLS = 900
# All areas of a kind have so many columns.
COLUMNS = 8
# Two make a comparison.
LEAST = 2
REST = 200
_PLACES = (N_("First unit"), N_("Second unit"), N_("Third unit"), N_("Fourth unit"))
_SAID = {
    "publishes": N_("What they publish"),
    "counted": N_("counted on {day}; beside it the median of {n} {kind}"),
    "month": N_("Reports in 30 days"),
    "quarter": N_("Reports in 90 days"),
    "year": N_("Reports in 12 months"),
    "last": N_("Latest report"),
    "fresh": N_("Datasets up to date"),
    "late": N_("Datasets overdue"),
    "duties": N_("Announced of what must be"),
    "median": N_("Median"),
    "of": N_("median of {n} {kind}"),
    "figure": N_("Figure"),
    "none": N_("none yet"),
    "choose": N_("Choose two to four units of one kind."),
    "compared": N_("{n} units side by side"),
    "unknown": N_("Left out, since they are no units of this kind: {names}"),
    "searching": N_("Loading …"),
    "failed": N_("The figures could not be downloaded. Check your connection."),
    "empty": N_("(choose)"),
}

Compared = tuple[UnitEntry, tuple[OfDataset, ...]]


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    figures = figures_by_area(city)
    active = [entry for entry in city.entries if entry.active]
    if len(active) < LEAST:
        return
    areas: list[tuple[str, str]] = []
    for kind in site.listed():
        own = [(each, figures[each.key]) for each in city.active(kind.name) if each.key in figures]
        if len(own) >= LEAST and any(each.level == "kecamatan" for each, _ in own):
            title = site.t.gettext(N_("All {kind}")).format(kind=kind.plural)
            areas.append((title, compare_url(kind.name)))
            yield planned_of_many(site, compare_url(kind.name), kind_page, tuple(own))
    for parent in city.districts():
        below = tuple(
            (each, figures[each.key])
            for each in active
            if each.parent == parent.key and each.key in figures
        )
        if len(below) >= LEAST:
            areas.append((unit_name(site, parent), compare_url(parent.key)))
            yield planned_of_many(site, compare_url(parent.key), below_page, parent, below)
    yield planned(site, COMPARE_URL, index_page, tuple(areas))
    units = tuple((e.key, e.name, e.kind, e.key in figures) for e in active)
    yield planned(site, UNITS, _units, units)


COMPARISON = Product(
    name="comparison",
    paths=(
        (COMPARE_URL, "a choice of up to four units of one kind, side by side"),
        (f"{COMPARE_URL}{KIND}/", "all kecamatan by what is most asked of an area"),
        (f"{COMPARE_URL}{KIND}/<unit>/", "the kelurahan of a kecamatan side by side"),
        (UNITS, "the units that can be compared, for the script"),
    ),
    reads=("areas",),
    make=_pages,
)


def index_page(site: SiteContext, areas: tuple[tuple[str, str], ...]) -> Output:
    """Return the page on which units are chosen; `areas` are (title, address) of the other pages."""
    t = site.t.gettext
    title = t(N_("Compare units"))
    intro = t(
        N_(
            "Up to four units of one kind side by side: what they publish and what data say of them. There is no score and no rank."
        )
    )
    view = views.CompareIndexPage(
        site=site_view(site),
        meta=meta_view(site, COMPARE_URL, title, intro, ()),
        intro=intro,
        root=site.address.href("/"),
        places=tuple(t(place) for place in _PLACES),
        said=tuple(views.Said(name=name, text=t(text)) for name, text in _SAID.items()),
        areas=tuple(site.link(*each) for each in areas),
        kinds=tuple(site.link(kind.plural, monitor_url(kind.name)) for kind in site.listed()),
    )
    return page_output(site, COMPARE_URL, "compare.html", view)


def _units(site: SiteContext, units: tuple[tuple[str, str, str, bool], ...]) -> Output:
    names = {kind.name: kind.label for kind in site.listed()}
    whole = {
        "jenis": [[name, label] for name, label in names.items()],
        "unit": [[key, name, kind, int(figures)] for key, name, kind, figures in units],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(UNITS), body=encoded(text))


def below_page(site: SiteContext, parent: UnitEntry, areas: tuple[Compared, ...]) -> Output:
    """Return the areas below a unit side by side: a column for each, their figures by dataset."""
    t = site.t.gettext
    name, url = unit_name(site, parent), compare_url(parent.key)
    kind = site.kind(areas[0][0].kind)
    title = t(N_("{kind} of {unit} side by side")).format(kind=kind.plural, unit=name)
    datasets = _datasets(areas)
    room = max(1, CELLS // (len(areas) + 1))
    shown, rows = 0, 0
    for each in datasets:
        rows += len(each.values)
        if shown and rows > room:
            break
        shown += 1
    return _compare(
        site,
        url,
        title,
        corner=t(N_("Figure")),
        heads=(
            *(_head(site, entry) for entry, _ in areas),
            views.ComparedHead(label=t(N_("Median")), href="", note=""),
        ),
        groups=tuple(_group(site, each, areas, kind.label.lower()) for each in datasets[:shown]),
        rest=tuple(site.link(each.title, each.url) for each in datasets[shown:][:REST]),
    )


def kind_page(site: SiteContext, areas: tuple[Compared, ...]) -> Output:
    """Return all areas of a kind: a row for each, by the figures that are most asked for."""
    t = site.t.gettext
    kind = site.kind(areas[0][0].kind)
    found = [
        (own, value)
        for own in _datasets(areas)
        for value in own.values[:1]
        if not value.choice and value.median is not None
    ]
    found.sort(
        key=lambda pair: (-pair[1].count, rank_of_unit(pair[1].unit), pair[0].title.casefold())
    )
    chosen = found[:COLUMNS]
    rows = [
        views.ComparedRow(
            label=site.link(t(N_("Median")), ""),
            cells=tuple(_middle(site, value) for _, value in chosen),
        )
    ]
    for entry, own in areas:
        rows.append(
            views.ComparedRow(
                label=site.link(entry.name, unit_url(entry.key)),
                cells=tuple(_cell(site, of, value, own) for of, value in chosen),
            )
        )
    return _compare(
        site,
        compare_url(kind.name),
        t(N_("All {kind} side by side")).format(kind=kind.plural.lower()),
        corner=kind.label,
        heads=tuple(
            views.ComparedHead(
                label=figure_label(value),
                href=site.address.href(of.url),
                note=time_label(of.period, site.t) if of.period else "",
            )
            for of, value in chosen
        ),
        groups=(views.ComparedGroup(link=None, note="", rows=tuple(rows)),),
        rest=tuple(site.link(of.title, of.url) for of, _ in found[COLUMNS:][:REST]),
    )


def _compare(  # noqa: PLR0913 - the parts of the page
    site: SiteContext,
    url: str,
    title: str,
    *,
    corner: str,
    heads: tuple[views.ComparedHead, ...],
    groups: tuple[views.ComparedGroup, ...],
    rest: tuple[views.Link, ...],
) -> Output:
    t = site.t.gettext
    intro = t(
        N_(
            "Figures of the newest period of each table, in the order of the city's list of units: there is no rank."
        )
    )
    crumbs = (site.link(t(N_("Compare units")), COMPARE_URL),)
    ways = (
        site.link(t(N_("Compare units of your choice")), COMPARE_URL),
        site.link(t(N_("Who publishes")), MONITOR_URL),
    )
    view = views.ComparePage(
        site=site_view(site),
        meta=meta_view(site, url, title, f"{title}. {intro}", crumbs),
        title=title,
        intro=intro,
        corner=corner,
        heads=heads,
        groups=groups,
        rest=rest,
        ways=ways,
    )
    return page_output(site, url, "compare-areas.html", view)


def _datasets(areas: Iterable[Compared]) -> list[OfDataset]:
    """Each dataset that says something of any of the areas, once, by title."""
    found = {each.url: each for _, own in areas for each in own}
    return sorted(found.values(), key=lambda each: (each.title.casefold(), each.url))


def _head(site: SiteContext, entry: UnitEntry) -> views.ComparedHead:
    href = site.address.href(area_figures_url(entry.key))
    return views.ComparedHead(label=entry.name, href=href, note="")


def _group(
    site: SiteContext, own: OfDataset, areas: tuple[Compared, ...], kind: str
) -> views.ComparedGroup:
    count = max((each.count for each in own.values), default=0)
    said = site.t.gettext(N_("median of {n} {kind}")).format(n=count, kind=kind) if count else ""
    period = time_label(own.period, site.t) if own.period else ""
    return views.ComparedGroup(
        link=site.link(own.title, own.url),
        note=" · ".join(filter(None, (period, unit_name(site, own.publisher), said))),
        rows=tuple(
            views.ComparedRow(
                label=views.Link(label=figure_label(value), href=""),
                cells=(
                    *(_cell(site, own, value, of) for _, of in areas),
                    _middle(site, value),
                ),
            )
            for value in own.values
        ),
    )


def _cell(site: SiteContext, own: OfDataset, value: AreaValue, of: tuple[OfDataset, ...]) -> str:
    """The figure of an area that stands in the row of `value`, a dash if its table has none."""
    table = next((each for each in of if each.url == own.url), None)
    for each in table.values if table else ():
        if (each.title, each.choice) == (value.title, value.choice):
            return "–" if each.value is None else written(site, each, each.value)
    return "–"


def _middle(site: SiteContext, value: AreaValue) -> str:
    return "–" if value.median is None else written(site, value, value.median, middle=True)
