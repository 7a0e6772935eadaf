"""The files of the catalogue as a product of the city."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.catalogue.data_package import data_package
from sitegen.exports.catalogue.dcat_ap import catalogue_jsonld, catalogue_turtle
from sitegen.exports.catalogue.dcat_us import data_json
from sitegen.exports.catalogue.entries import (
    city_contact,
    entries_of,
    removed_entries,
    with_records,
)
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.urls import CATALOGUE_URLS, data_package_url

_FORMS = {
    "application/json": data_json,
    "application/ld+json": catalogue_jsonld,
    "text/turtle": catalogue_turtle,
}


def _files(city: City) -> Iterator[Planned]:
    listed = with_records(city, entries_of(city))
    every = (*(each for _, own in listed for each in own), *removed_entries(city))
    contact = city_contact(city)
    for media_type, make in _FORMS.items():
        yield planned(city.site, CATALOGUE_URLS[media_type], make, every, contact)
    for unit, own in listed:
        yield planned(city.site, data_package_url(unit.key), data_package, unit, own)


CATALOGUE = Product(
    name="catalogue",
    paths=(
        ("/data.json", "all datasets for harvesters, as DCAT-US 3"),
        ("/data/katalog.jsonld", "the same as DCAT-AP 3, in JSON-LD"),
        ("/data/katalog.ttl", "the same in Turtle"),
        (f"/{KIND}/<unit>/data/datapackage.json", "the tables of a unit as a Data Package"),
    ),
    reads=("datasets", "office", "records", "old_addresses", "former", "removed"),
    make=_files,
)
