"""The list of all datasets, and the lists of those with a topic, a unit, a rhythm, a format, a year."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.downloads import FORMAT_NAMES
from sitegen.datasets.lateness import has_rhythm, lateness
from sitegen.exports.bundles.contents import BundleGroup, bundles_of_topics, bundles_of_units
from sitegen.exports.shared_tables.merged import merged_tables
from sitegen.i18n import N_
from sitegen.keys.vocabulary import FREQUENCIES
from sitegen.model import DatasetSummary, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City, all_datasets
from sitegen.pages.dataset_facts import late_words
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    alternate,
    feed_alternate,
    feed_link,
    label_of,
    meta_view,
    new_data_title,
    page_output,
    site_view,
    topic_data_title,
    unit_name,
)
from sitegen.pages.unit_shared import with_titles
from sitegen.portal.bundles import bundle_links
from sitegen.urls import (
    API_URL,
    BUNDLES_URL,
    CATALOGUE_URLS,
    DATA_URL,
    SHARED_TABLES_URL,
    TERMS_URL,
    data_facet_url,
    data_register_url,
    indicators_url,
    slugify,
    topic_data_url,
    unit_url,
    variables_url,
)

# More datasets than this are found by their facets; the list has the newest of them.
ONE_PAGE = 100
# As many rows as fit into six screens of a phone.
PER_PAGE = 60

Data = tuple[tuple[DatasetSummary, UnitEntry], ...]
# Whether there are indicators, and columns that are described.
Forms = tuple[bool, bool]
# The words for how late data are, by the address of their dataset.
Late = tuple[tuple[str, str], ...]


class FacetValue(Struct, frozen=True, kw_only=True):
    """A value of a facet as it stands in addresses and as it is displayed, and how many have it."""

    name: str
    label: str
    count: int


class ListedFacet(Struct, frozen=True, kw_only=True):
    """A way to tell datasets apart: its name in addresses, its label, and its values."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


def _facets(
    site: SiteContext, data: Data, late: Container[str]
) -> Iterator[tuple[ListedFacet, dict[str, Data]]]:
    """Yield each facet whose values differ, with the datasets of each value."""
    t = site.t.gettext
    frequencies = tuple((name, t(label)) for name, label in FREQUENCIES)
    readings: tuple[tuple[str, str, Callable[[DatasetSummary, UnitEntry], _Named]], ...] = (
        (
            "topik",
            N_("Topic"),
            lambda own, _: [(name, label_of(site.topics, name)) for name in own.topics],
        ),
        (
            "unit",
            N_("Unit"),
            lambda _, entry: [(slugify(entry.key), unit_name(site, entry))],
        ),
        (
            "jadwal",
            N_("Updated"),
            lambda own, _: [
                (name, label_of(frequencies, name)) for name in (own.frequency,) if name
            ],
        ),
        (
            "kemutakhiran",
            N_("Freshness"),
            lambda own, _: (
                [
                    ("terlambat", t(N_("Overdue")))
                    if own.url in late
                    else ("sesuai-jadwal", t(N_("On time")))
                ]
                if has_rhythm(own.promised, own.period_end)
                else []
            ),
        ),
        ("format", N_("Format"), lambda own, _: [(each.lower(), each) for each in formats(own)]),
        (
            "sampai",
            N_("Up to the year"),
            lambda own, _: [(year, year) for year in (own.period_end[:4],) if year.isdigit()],
        ),
    )
    for name, label, read in readings:
        found: dict[str, list[tuple[DatasetSummary, UnitEntry]]] = {}
        labels: dict[str, str] = {}
        for own, entry in data:
            for value, shown in read(own, entry):
                found.setdefault(value, []).append((own, entry))
                labels[value] = shown
        values = tuple(
            FacetValue(name=value, label=labels[value], count=len(found[value]))
            for value in sorted(found, key=lambda value: _order(name, labels[value]))
        )
        if any(each.count < len(data) for each in values):
            of_values = {value: tuple(own) for value, own in found.items()}
            yield ListedFacet(name=name, label=t(label), values=values), of_values


_Named = list[tuple[str, str]]


def _order(facet: str, label: str) -> tuple[int, str]:
    """Years from the latest on, everything else by its label."""
    return (-int(label), "") if facet == "sampai" else (0, label.casefold())


def formats(dataset: DatasetSummary) -> tuple[str, ...]:
    """Return the formats in which a dataset can be downloaded."""
    names = (FORMAT_NAMES.get(each.media_type) for each in dataset.files)
    return tuple(dict.fromkeys(name for name in names if name))


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    data = all_datasets(city)
    today = city.read("today")
    lates = ((own, lateness(own.promised, own.period_end, today)) for own, _ in data)
    late = {own.url: late_words(found, site.t) for own, found in lates if found}
    found = tuple(_facets(site, data, late))

    def of(part: Data) -> Late:
        return tuple((own.url, late[own.url]) for own, _ in part if own.url in late)

    facets = tuple(facet for facet, _ in found)
    units = len({entry.key for _, entry in data})
    common = _common(data)
    bundles = {
        "topik": {group.name: group for group in bundles_of_topics(city)},
        "unit": {group.name: group for group in bundles_of_units(city)},
    }
    ways = (any(bundles.values()), bool(merged_tables(city)))
    long = len(data) > ONE_PAGE
    listed = _by_title(_newest(data)[:PER_PAGE] if long else data)
    counts = (len(data), units)
    there = (*_forms(data), *ways)
    yield planned(site, DATA_URL, _all, (listed, of(listed)), facets, common, counts, there)
    for facet, of_values in found:
        for value in facet.values:
            own = _by_title(of_values[value.name])
            forms = _forms(own) if facet.name == "unit" else None
            count = -(-len(own) // PER_PAGE)
            for number in range(1, count + 1):
                part = own[(number - 1) * PER_PAGE : number * PER_PAGE]
                url = data_facet_url(facet.name, value.name, number)
                group = bundles.get(facet.name, {}).get(value.name)
                pages = (number, count, forms)
                yield planned(
                    site, url, _of_value, (facet, value), (part, of(part)), common, pages, group
                )


DATA_LIST = Product(
    name="data list",
    paths=(
        (
            DATA_URL,
            "all datasets by title; of more than 100 the newest, and the ways to the others",
        ),
        (
            "/data/<facet>/<value>/",
            "datasets of a topic, a unit, a rhythm, a format or a last year",
        ),
        ("/data/<facet>/<value>/<n>/", "more of them"),
    ),
    reads=("datasets", "today", "tables", "schemas"),
    make=_pages,
)


def _by_title(data: Data) -> Data:
    return tuple(sorted(data, key=lambda of: (of[0].title.casefold(), of[0].url)))


def _newest(data: Data) -> Data:
    by_url = sorted(data, key=lambda of: of[0].url)
    by_url.sort(key=lambda of: (of[0].period_end, str(of[0].updated or "")), reverse=True)
    return tuple(by_url)


def _common(data: Data) -> str:
    """The formats that all datasets have, "" if there are none."""
    every = [formats(own) for own, _ in data]
    shared = tuple(name for name in every[0] if all(name in own for own in every)) if every else ()
    return ", ".join(shared)


def _all(
    site: SiteContext,
    listed: tuple[Data, Late],
    facets: tuple[ListedFacet, ...],
    common: str,
    counts: tuple[int, int],
    there: tuple[bool, bool, bool, bool],
) -> Output:
    """The list of all; `counts` are those of datasets and units, `there` says whether there are MS-Ind, MS-Var,
    archives and tables of the city.
    """
    t = site.t.gettext
    total, units = counts
    intro = t(N_("{datasets} datasets of {units} units, free to read and download.")).format(
        datasets=wording.whole(total, site.lang), units=wording.whole(units, site.lang)
    )
    if common:
        intro = f"{intro} {t(N_('Formats of all: {formats}.')).format(formats=common)}"
    title = t(N_("Data"))
    view = views.DatasetsPage(
        site=site_view(site),
        meta=replace(
            meta_view(site, DATA_URL, title, with_titles(title, intro)),
            alternates=(
                *(alternate(site, media, url) for media, url in CATALOGUE_URLS.items()),
                feed_alternate(site, DATA_URL, new_data_title(site)),
            ),
        ),
        title=title,
        intro=intro,
        heading=t(N_("The newest")) if total > ONE_PAGE else "",
        facets=tuple(
            views.DataFacet(
                label=facet.label,
                values=tuple(
                    views.Figure(
                        value=wording.whole(value.count, site.lang),
                        label=value.label,
                        href=site.address.href(data_facet_url(facet.name, value.name)),
                    )
                    for value in facet.values
                ),
            )
            for facet in facets
        ),
        datasets=_rows(site, listed, common),
        registers=tuple(_registers(site, there[:2])) if total else (),
        parts=(),
        more=(
            *((site.link(t(N_("Many tables at once (ZIP)")), BUNDLES_URL),) if there[2] else ()),
            *(
                (site.link(t(N_("Tables of the whole city")), SHARED_TABLES_URL),)
                if there[3]
                else ()
            ),
            site.link(t(N_("Terms of use, and the catalogue for programs")), TERMS_URL),
            site.link(t(N_("Data for programs (API)")), API_URL),
        ),
    )
    return page_output(site, DATA_URL, "datasets.html", view)


def _of_value(
    site: SiteContext,
    of: tuple[ListedFacet, FacetValue],
    listed: tuple[Data, Late],
    common: str,
    part: tuple[int, int, Forms | None],
    group: BundleGroup | None,
) -> Output:
    """A page of the datasets that have a value of a facet; `part` is its number, how many there
    are, and of a unit which workbooks it has; `group` has their archives.
    """
    t, (facet, value) = site.t, of
    number, count, forms = part
    url = data_facet_url(facet.name, value.name, number)
    title = t.gettext(N_("Data: {label}")).format(label=value.label)
    if facet.name == "sampai":
        title = t.gettext(N_("Data up to {year}")).format(year=value.label)
    if number > 1:
        title = f"{title} ({number})"
    intro = t.ngettext(N_("{n} data table."), N_("{n} data tables."), value.count).format(
        n=wording.whole(value.count, site.lang)
    )
    told = with_titles(title, intro, (own.title for own, _ in listed[0]))
    crumbs = (site.link(t.gettext(N_("Data")), DATA_URL),)
    feeds: tuple[views.Alternate, ...] = ()
    more: tuple[views.Link, ...] = ()
    if facet.name == "topik":
        folder = topic_data_url(value.name)
        feeds = (feed_alternate(site, folder, topic_data_title(site, value.name)),)
        more = (feed_link(site, folder, N_("Follow changes of these data")),)
    parts = tuple(
        site.link(str(at), data_facet_url(facet.name, value.name, at)) for at in range(1, count + 1)
    )
    view = views.DatasetsPage(
        site=site_view(site),
        meta=replace(meta_view(site, url, title, told, crumbs), alternates=feeds),
        title=title,
        intro=intro,
        heading="",
        facets=(),
        datasets=_rows(site, listed, common),
        registers=tuple(_registers(site, forms, listed[0][0][1].key)) if forms else (),
        parts=parts if count > 1 else (),
        more=(*more, *(bundle_links(site, group) if group else ())),
    )
    return page_output(site, url, "datasets.html", view)


def _registers(site: SiteContext, forms: Forms, key: str = "") -> Iterator[views.Link]:
    """The workbooks for Satu Data Indonesia of a unit, or of the city."""
    t = site.t.gettext
    indicators, variables = forms
    of_unit = N_("Register of data of this unit (Excel)")
    label = of_unit if key else N_("Register of data of all units (Excel)")
    yield site.link(t(label), data_register_url(key))
    if indicators:
        yield site.link(t(N_("Metadata of indicators (MS-Ind, Excel)")), indicators_url(key))
    if variables:
        yield site.link(t(N_("Metadata of variables (MS-Var, Excel)")), variables_url(key))


def _forms(data: Data) -> Forms:
    return any(own.indicator for own, _ in data), any(own.variables for own, _ in data)


def _rows(
    site: SiteContext, listed: tuple[Data, Late], common: str
) -> tuple[views.DatasetRow, ...]:
    data, late = listed[0], dict(listed[1])
    return tuple(
        dataset_row(site, own, entry, common, late.get(own.url, "")) for own, entry in data
    )


def dataset_row(
    site: SiteContext, dataset: DatasetSummary, entry: UnitEntry, common: str, late: str
) -> views.DatasetRow:
    """Return a dataset as one line of a list; formats are told where they are not the `common` ones."""
    own = ", ".join(formats(dataset))
    return views.DatasetRow(
        href=site.address.href(dataset.url),
        title=dataset.title,
        unit=site.link(unit_name(site, entry), unit_url(entry.key)),
        period=dataset.period,
        rows=wording.whole(dataset.rows, site.lang),
        formats=own if own != common else "",
        described=dataset.described,
        late=site.t.gettext(N_("Discontinued")) if dataset.retired else late,
    )
