"""The search: its page, and the files of the index that its script reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry, UnitKind
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.search.index import FOLDER, LIST, index_files
from sitegen.search.stems import families
from sitegen.search.words import GRAMMAR
from sitegen.urls import SEARCH_URL, city_archive_url, kind_url, output_path

# What the script of the page says, by the name under which it asks for it.
_SAID = {
    "searching": N_("Searching …"),
    "found": N_("{n} results for “{q}”"),
    "found_so_far": N_("{n} results for “{q}” so far; older reports have not been searched yet"),
    "one": N_("1 result for “{q}”"),
    "none": N_("Nothing was found for “{q}”"),
    "fewer": N_("With one word less:"),
    "unfiltered": N_("Search without filters"),
    "instead": N_("Results for “{to}”, because “{q}” is in no text"),
    "grammar": N_("“{q}” is in nearly every text. Add a word that says what you are looking for."),
    "more": N_("Show more"),
    "older": N_("Search older reports too"),
    "failed": N_("A part of the search could not be downloaded. Check your connection."),
    "again": N_("Try again"),
}
# What is found, in the order in which it is offered.
_FORMS = {
    "laporan": N_("Report"),
    "layanan": N_("Service"),
    "dataset": N_("Data"),
    "halaman": N_("Page"),
    "unit": N_("Unit"),
}


def _index(city: City) -> Iterator[Planned]:
    for file in index_files(city.read("search"), city.read("today")):
        path = output_path(file.url)
        yield Planned(path=path, key=file.key, make=partial(_file, path, file.make))


def _file(path: str, make: Callable[[], bytes]) -> Output:
    return Output(path=path, body=make())


SEARCH_INDEX = Product(
    name="search index",
    paths=(
        (LIST, "the segments of the search's index ([search](search.md))"),
        (f"{FOLDER}<segmen>/p<n>.json", "which documents of a segment have a word"),
        (f"{FOLDER}<segmen>/<group>-<n>.json", "what the search shows of these documents"),
        (f"{FOLDER}kata/<n>.json", "the words of the index and their stems"),
    ),
    reads=("search", "today"),
    make=_index,
    apart=True,
)


def _search_pages(city: City) -> Iterator[Planned]:
    days = {act.date for _, acts in city.read("activity") for act in acts}
    years = sorted({f"{day.year:04d}" for day in days}, reverse=True)
    units = tuple(entry for entry in city.entries if entry.active)
    topics = tuple(city.site.topics)
    yield planned(city.site, SEARCH_URL, search_page, units, tuple(years), topics)


def search_page(
    site: SiteContext,
    units: tuple[UnitEntry, ...],
    years: tuple[str, ...],
    topics: tuple[tuple[str, str], ...],
) -> Output:
    """Return the page of the search with the choices of its filters."""
    t = site.t.gettext
    title = t(N_("Search"))
    intro = t(N_("Reports, services, data, pages and units of the whole city."))
    view = views.SearchPage(
        site=site_view(site),
        meta=meta_view(site, SEARCH_URL, title, intro),
        title=title,
        intro=intro,
        root=site.address.href("/"),
        filters=_filters(site, units, years, topics),
        said=tuple(views.Said(name=name, text=t(text)) for name, text in _SAID.items()),
        ignored=" ".join(sorted(GRAMMAR)),
        families=families(),
        ways=_ways(site, units),
    )
    return page_output(site, SEARCH_URL, "search.html", view)


def _filters(
    site: SiteContext,
    units: tuple[UnitEntry, ...],
    years: tuple[str, ...],
    topics: tuple[tuple[str, str], ...],
) -> tuple[views.Filter, ...]:
    """The filters that leave something to choose, in the order in which the page has them."""
    t = site.t.gettext
    kinds = [(kind.name, kind.short) for kind in _kinds(site, units)]
    areas = _named(site, [each for each in units if each.level == "kecamatan"])
    forms = [(name, t(label)) for name, label in _FORMS.items()]
    filters = (
        _filter("jenis-unit", t(N_("Kind of unit")), kinds),
        _filter("kecamatan", t(N_("Kecamatan")), areas),
        _units_filter(site, units),
        _filter("bentuk", t(N_("What")), forms),
        _filter("jenis", t(N_("Kind of report")), site.kinds),
        _filter("topik", t(N_("Topic")), topics),
        _filter("tahun", t(N_("Year of the report")), [(year, year) for year in years]),
    )
    return tuple(each for each in filters if any(group.choices for group in each.groups))


def _filter(name: str, label: str, choices: Iterable[tuple[str, str]]) -> views.Filter:
    return views.Filter(name=name, label=label, groups=(_group("", choices),))


def _units_filter(site: SiteContext, units: tuple[UnitEntry, ...]) -> views.Filter:
    groups = (
        _group(kind.plural, _named(site, [each for each in units if each.kind == kind.name]))
        for kind in _kinds(site, units)
    )
    return views.Filter(name="unit", label=site.t.gettext(N_("Unit")), groups=tuple(groups))


def _group(label: str, choices: Iterable[tuple[str, str]]) -> views.ChoiceGroup:
    made = (views.Choice(value=value, label=label) for value, label in choices)
    return views.ChoiceGroup(label=label, choices=tuple(made))


def _named(site: SiteContext, entries: Iterable[UnitEntry]) -> list[tuple[str, str]]:
    by_name = sorted(entries, key=lambda each: (each.name.casefold(), each.id))
    return [(each.key, unit_name(site, each)) for each in by_name]


def _kinds(site: SiteContext, units: tuple[UnitEntry, ...]) -> list[UnitKind]:
    present = {each.kind for each in units}
    return [kind for kind in site.unit_kinds if kind.name in present]


def _ways(site: SiteContext, units: tuple[UnitEntry, ...]) -> tuple[views.Link, ...]:
    """Ways to what the search finds that need no script."""
    t = site.t.gettext
    return (
        site.link(t(N_("Archive by month")), city_archive_url()),
        site.link(t(N_("Topics")), "/topik/"),
        *(site.link(kind.plural, kind_url(kind.name)) for kind in _kinds(site, units)),
        site.link(t(N_("All data")), "/data/"),
    )


SEARCH_PAGE = Product(
    name="search",
    paths=((SEARCH_URL, "search of all reports, services, data, pages and units"),),
    reads=(
        "activity",
    ),  # not the index: its page would be planned, and the sitemap, with every edit
    make=_search_pages,
)
