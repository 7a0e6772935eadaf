"""The workbooks for Satu Data Indonesia as a product of the city."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.exports.data_register.indicators import indicators_workbook
from sitegen.exports.data_register.register import UnitRecords, register_workbook
from sitegen.exports.data_register.variables import variables_workbook
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import unit_name
from sitegen.urls import INDICATORS_URL, VARIABLES_URL, data_register_url


def _files(city: City) -> Iterator[Planned]:
    site = city.site
    listed = tuple((entry, own) for entry, own in city.read("records") if own)
    for entry, own in listed:
        name, url = unit_name(site, entry), data_register_url(entry.key)
        yield planned(site, url, register_workbook, url, name, ((entry, own),))
    if listed:
        url = data_register_url()
        yield planned(site, url, register_workbook, url, site.name, listed)
    if indicators := indicators_of(listed):
        yield planned(site, INDICATORS_URL, indicators_workbook, INDICATORS_URL, indicators)
    if any(record.variables for _, own in listed for record in own):
        yield planned(site, VARIABLES_URL, variables_workbook, VARIABLES_URL, listed)


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
    ),
    reads=("records",),
    make=_files,
)
