"""The files of the catalogue as a product of the city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from sitegen.digest import digest
from sitegen.exports.catalogue.city_tables import CityTableFacts, city_table_entry
from sitegen.exports.catalogue.data_package import data_package
from sitegen.exports.catalogue.dcat_ap import catalogue_jsonld, catalogue_turtle
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
from sitegen.urls import CATALOGUE_URLS, data_package_url, output_path

_FORMS = {
    "application/json": data_json,
    "application/ld+json": catalogue_jsonld,
    "text/turtle": catalogue_turtle,
}


class CatalogueContents(Struct, frozen=True, kw_only=True):
    """What the catalogue is made from: the datasets of units, the tables of the city, those that are gone."""

    units: tuple[CatalogueEntry, ...]
    tables: tuple[CityTableFacts, ...]
    removed: tuple[CatalogueEntry, ...]
    contact: CatalogueContact


def _files(city: City) -> Iterator[Planned]:
    listed = with_records(city, entries_of(city))
    contents = CatalogueContents(
        units=tuple(each for _, own in listed for each in own),
        tables=_city_tables(city),
        removed=removed_entries(city),
        contact=city_contact(city),
    )
    for media_type, make in _FORMS.items():
        # The digests of a table's files are known only when these are made, from what stands in it.
        yield Planned(
            path=output_path(CATALOGUE_URLS[media_type]),
            key=digest(value_text(contents)),
            make=partial(_made, make, city.site, city.read("table_digests"), contents),
        )
    for unit, own in listed:
        yield planned(city.site, data_package_url(unit.key), data_package, unit, own)


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


def _made(
    make: Callable[[SiteContext, tuple[CatalogueEntry, ...], CatalogueContact], Output],
    site: SiteContext,
    digests: Mapping[str, FileDigest],
    own: CatalogueContents,
) -> Output:
    tables = (city_table_entry(site, each, own.contact, digests) for each in own.tables)
    return make(site, (*own.units, *tables, *own.removed), own.contact)


CATALOGUE = Product(
    name="catalogue",
    paths=(
        ("/data.json", "all datasets for harvesters, as DCAT-US 3"),
        ("/data/katalog.jsonld", "the same as DCAT-AP 3, in JSON-LD"),
        ("/data/katalog.ttl", "the same in Turtle"),
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
