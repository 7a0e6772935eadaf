"""The workbooks for Satu Data Indonesia as a product of the city."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.data_register.indicators import indicators_workbook
from sitegen.exports.data_register.register import UnitRecords, register_workbook
from sitegen.exports.data_register.variables import variables_workbook
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import data_register_url, indicators_url, variables_url


def _files(city: City) -> Iterator[Planned]:
    site = city.site
    listed = tuple((entry, own) for entry, own in city.read("records") if own)
    for entry, own in listed:
        yield from _workbooks(site, entry.key, unit_name(site, entry), ((entry, own),))
    if listed:
        yield from _workbooks(site, "", site.name, listed)


def _workbooks(
    site: SiteContext, key: str, owner: str, listed: tuple[UnitRecords, ...]
) -> Iterator[Planned]:
    """The register of a unit, or of the city, and the metadata of what there is to describe."""
    url = data_register_url(key)
    yield planned(site, url, register_workbook, url, owner, listed)
    if indicators := indicators_of(listed):
        url = indicators_url(key)
        yield planned(site, url, indicators_workbook, url, owner, indicators)
    if any(record.variables for _, own in listed for record in own):
        url = variables_url(key)
        yield planned(site, url, variables_workbook, url, owner, listed)


def indicators_of(listed: tuple[UnitRecords, ...]) -> tuple[UnitRecords, ...]:
    """Return those of the datasets that are indicators, with their units."""
    found = (
        (entry, tuple(record for record in own if record.interpretation)) for entry, own in listed
    )
    return tuple((entry, own) for entry, own in found if own)


DATA_REGISTER = Product(
    name="data register",
    paths=(
        ("/data/daftar-data.xlsx", "the register of data of all units for Satu Data Indonesia"),
        ("/data/ms-ind.xlsx", "the statistical metadata of the indicators among them"),
        ("/data/ms-var.xlsx", "that of the variables: the columns that are described"),
        (f"/{KIND}/<unit>/data/daftar-data.xlsx", "the register of data of a unit"),
        (f"/{KIND}/<unit>/data/ms-ind.xlsx", "the statistical metadata of its indicators"),
        (f"/{KIND}/<unit>/data/ms-var.xlsx", "that of its variables"),
    ),
    reads=("records",),
    make=_files,
)
