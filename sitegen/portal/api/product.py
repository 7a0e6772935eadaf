"""The API as products of the city: its files, their index, and how to use them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.portal.api.description import description
from sitegen.portal.api.index import API_INDEX
from sitegen.portal.api.page import api_page
from sitegen.portal.api.resources import RESOURCES
from sitegen.urls import API_DESCRIPTION_URL, API_URL


def _about(city: City) -> Iterator[Planned]:
    yield planned(city.site, API_URL, api_page)
    yield planned(city.site, API_DESCRIPTION_URL, description)


_ABOUT = Product(
    name="api",
    paths=(
        (API_URL, "files for programs: where they are, what is in them, how to fetch them"),
        (API_DESCRIPTION_URL, "the description of all files as OpenAPI 3.1"),
    ),
    reads=(),
    make=_about,
)
# The index names the digests of the files before it.
API: tuple[Product, ...] = (*(each.product for each in RESOURCES), API_INDEX, _ABOUT)
