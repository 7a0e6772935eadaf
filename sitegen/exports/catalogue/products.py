"""The files of the catalogue as a product of the city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from msgspec import Struct

from sitegen.digest import digest
from sitegen.exports.catalogue.city_tables import CityTableFacts, city_table_entry
from sitegen.exports.catalogue.data_package import data_package
from sitegen.exports.catalogue.dcat_ap import (
    CataloguePage,
    catalogue_jsonld,
    catalogue_turtle,
)
from sitegen.exports.catalogue.dcat_us import data_json
from sitegen.exports.catalogue.entries import (
    CatalogueContact,
    CatalogueEntry,
    city_contact,
    entries_of,
    removed_entries,
    with_records,
)
from sitegen.exports.shared_tables.merged import merged_tables
from sitegen.model import Output
from sitegen.pages.city import City, FileDigest, all_datasets
from sitegen.pages.product import KIND, Planned, Product, planned, value_text
from sitegen.pages.site import SiteContext
from sitegen.urls import CATALOGUE_URLS, catalogue_page_url, data_package_url, output_path

_GRAPHS = {"application/ld+json": catalogue_jsonld, "text/turtle": catalogue_turtle}
_WHOLE = "application/json"
# So many datasets have two thirds of a megabyte; harvesters follow the pages of longer catalogues.
PER_PAGE = 100


class CatalogueContents(Struct, frozen=True, kw_only=True):
    """What a page of the catalogue, or all of it, is made from: the datasets of units, the tables of the city,
    those that are gone, and whom the city names for information.

    `newest` is the day of the newest change in all pages, for the first one; `total` counts their entries.
    """

    units: tuple[CatalogueEntry, ...]
    tables: tuple[CityTableFacts, ...]
    removed: tuple[CatalogueEntry, ...]
    contact: CatalogueContact
    newest: date | None = None
    number: int = 1
    pages: int = 1
    total: int = 0


def _files(city: City) -> Iterator[Planned]:
    listed = with_records(city, entries_of(city))
    contents = CatalogueContents(
        units=tuple(each for _, own in listed for each in own),
        tables=_city_tables(city),
        removed=removed_entries(city),
        contact=city_contact(city),
    )
    # The digests of a table's files are known only when these are made, from what stands in it.
    digests = city.read("table_digests")
    yield Planned(
        path=output_path(CATALOGUE_URLS[_WHOLE]),
        key=digest(value_text(contents)),
        make=partial(_made_whole, city.site, digests, contents),
    )
    for page in _pages(contents):
        key = digest(value_text(page))
        for form, make in _GRAPHS.items():
            yield Planned(
                path=output_path(catalogue_page_url(form, page.number)),
                key=key,
                make=partial(_made_page, make, city.site, digests, page),
            )
    for unit, own in listed:
        yield planned(city.site, data_package_url(unit.key), data_package, unit, own)


def _pages(whole: CatalogueContents) -> Iterator[CatalogueContents]:
    """Yield the contents of each page, in the order of the whole; one at least."""
    units, tables = len(whole.units), len(whole.tables)
    total = units + tables + len(whole.removed)
    pages = max(1, -(-total // PER_PAGE))
    days = [each.modified for each in (*whole.units, *whole.removed) if each.modified]
    for number in range(1, pages + 1):
        start = (number - 1) * PER_PAGE
        end = start + PER_PAGE
        yield CatalogueContents(
            units=whole.units[start:end],
            tables=whole.tables[max(0, start - units) : max(0, end - units)],
            removed=whole.removed[max(0, start - units - tables) : max(0, end - units - tables)],
            contact=whole.contact,
            newest=max(days, default=None) if number == 1 else None,
            number=number,
            pages=pages,
            total=total if number == 1 else 0,
        )


def _city_tables(city: City) -> tuple[CityTableFacts, ...]:
    datasets = {own.url: own for own, _ in all_datasets(city)}
    main = city.site.ppid.unit
    office = tuple(each for each in city.entries if each.key == main and each.active)
    return tuple(
        CityTableFacts(
            table=table,
            datasets=tuple(
                datasets[part.table.url] for part in table.parts if part.table.url in datasets
            ),
            office=office,
        )
        for table in merged_tables(city)
    )


def _made_whole(
    site: SiteContext, digests: Mapping[str, FileDigest], own: CatalogueContents
) -> Output:
    return data_json(site, _entries(site, digests, own), own.contact)


def _made_page(
    make: Callable[[SiteContext, CataloguePage], Output],
    site: SiteContext,
    digests: Mapping[str, FileDigest],
    own: CatalogueContents,
) -> Output:
    page = CataloguePage(
        entries=_entries(site, digests, own),
        contact=own.contact,
        newest=own.newest,
        number=own.number,
        pages=own.pages,
        total=own.total,
    )
    return make(site, page)


def _entries(
    site: SiteContext, digests: Mapping[str, FileDigest], own: CatalogueContents
) -> tuple[CatalogueEntry, ...]:
    tables = (city_table_entry(site, each, own.contact, digests) for each in own.tables)
    return (*own.units, *tables, *own.removed)


CATALOGUE = Product(
    name="catalogue",
    paths=(
        ("/data.json", "all datasets for harvesters, as DCAT-US 3"),
        ("/data/katalog.jsonld", "the same as DCAT-AP 3, in JSON-LD"),
        ("/data/katalog.ttl", "the same in Turtle"),
        ("/data/katalog-<number>.jsonld", "further pages of it, if it has more than 100 datasets"),
        ("/data/katalog-<number>.ttl", "the same in Turtle"),
        (f"/{KIND}/<unit>/data/datapackage.json", "the tables of a unit as a Data Package"),
    ),
    reads=(
        "datasets",
        "office",
        "records",
        "old_addresses",
        "former",
        "removed",
        "tables",
        "schemas",
        "table_digests",
    ),
    make=_files,
)
