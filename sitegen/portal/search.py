"""The search: its page, and the files of the index that its script reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
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
    kinds = [kind for kind in site.unit_kinds if any(each.kind == kind.name for each in units)]
    areas = [each for each in units if each.level == "kecamatan"]

    def pairs(found: list[tuple[str, str]]) -> tuple[views.Choice, ...]:
        return tuple(views.Choice(value=value, label=label) for value, label in found)

    def of(entries: list[UnitEntry]) -> tuple[views.Choice, ...]:
        named = sorted(entries, key=lambda each: (each.name.casefold(), each.id))
        return pairs([(each.key, unit_name(site, each)) for each in named])

    filters = [
        views.Filter(
            name="jenis-unit",
            label=t(N_("Kind of unit")),
            groups=(
                views.ChoiceGroup(label="", choices=pairs([(k.name, k.short) for k in kinds])),
            ),
        ),
        views.Filter(
            name="kecamatan",
            label=t(N_("Kecamatan")),
            groups=(views.ChoiceGroup(label="", choices=of(areas)),),
        ),
        views.Filter(
            name="unit",
            label=t(N_("Unit")),
            groups=tuple(
                views.ChoiceGroup(
                    label=kind.plural, choices=of([u for u in units if u.kind == kind.name])
                )
                for kind in kinds
            ),
        ),
        views.Filter(
            name="bentuk",
            label=t(N_("What")),
            groups=(
                views.ChoiceGroup(
                    label="",
                    choices=pairs([(name, t(label)) for name, label in _FORMS.items()]),
                ),
            ),
        ),
        views.Filter(
            name="jenis",
            label=t(N_("Kind of report")),
            groups=(views.ChoiceGroup(label="", choices=pairs(list(site.kinds))),),
        ),
        views.Filter(
            name="topik",
            label=t(N_("Topic")),
            groups=(views.ChoiceGroup(label="", choices=pairs(list(topics))),),
        ),
        views.Filter(
            name="tahun",
            label=t(N_("Year of the report")),
            groups=(views.ChoiceGroup(label="", choices=pairs([(y, y) for y in years])),),
        ),
    ]
    ways = (
        site.link(t(N_("Archive by month")), city_archive_url()),
        site.link(t(N_("Topics")), "/topik/"),
        *(site.link(kind.plural, kind_url(kind.name)) for kind in kinds),
        site.link(t(N_("All data")), "/data/"),
    )
    title = t(N_("Search"))
    intro = t(N_("Reports, services, data, pages and units of the whole city."))
    view = views.SearchPage(
        site=site_view(site),
        meta=meta_view(site, SEARCH_URL, title, intro),
        title=title,
        intro=intro,
        root=site.address.href("/"),
        filters=tuple(each for each in filters if any(group.choices for group in each.groups)),
        said=tuple(views.Said(name=name, text=t(text)) for name, text in _SAID.items()),
        ignored=" ".join(sorted(GRAMMAR)),
        families=families(),
        ways=ways,
    )
    return page_output(site, SEARCH_URL, "search.html", view)


SEARCH_PAGE = Product(
    name="search",
    paths=((SEARCH_URL, "search of all reports, services, data, pages and units"),),
    reads=(
        "activity",
    ),  # not the index: its page would be planned, and the sitemap, with every edit
    make=_search_pages,
)
