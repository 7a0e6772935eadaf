"""`index.json`: every file of the API with its digest, so that programs fetch only what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned_of_all
from sitegen.portal.api.resource import FileFacts, OwnLink, api_output
from sitegen.portal.api.resources import RESOURCES
from sitegen.urls import (
    API_DESCRIPTION_URL,
    API_INDEX_URL,
    API_URL,
    CATALOGUE_URLS,
    api_url,
    output_path,
)


class ApiFile(Struct, frozen=True, kw_only=True):
    """A file of the API as it is now."""

    nama: Annotated[str, Meta(description=N_("Its name, such as `units` or `reports/2026-11`."))]
    tautan: Annotated[str, Meta(description=N_("Where the file is."))]
    sha256: Annotated[str, Meta(description=N_("SHA-256 of its bytes, in hexadecimal."))]
    ukuran: Annotated[int, Meta(description=N_("Size in bytes."))]
    jumlah: Annotated[int, Meta(description=N_("Number of entries."))]
    terbaru: Annotated[
        date | None, Meta(description=N_("The newest day in it; `null` where entries have no day."))
    ]


class ApiIndex(Struct, frozen=True, kw_only=True):
    """The contents of `index.json`."""

    tautan: OwnLink
    versi: Annotated[str, Meta(description=N_("Version of the API."))]
    kota: Annotated[str, Meta(description=N_("Name of the city."))]
    contoh: Annotated[
        bool, Meta(description=N_("`true` if this is a sample city and no real one."))
    ]
    halaman: Annotated[str, Meta(description=N_("The page for people."))]
    deskripsi: Annotated[str, Meta(description=N_("The description of the API as OpenAPI 3.1."))]
    katalog: Annotated[
        tuple[str, ...],
        Meta(description=N_("The catalogue of datasets in the forms of DCAT, for other portals.")),
    ]
    umpan: Annotated[str, Meta(description=N_("Feed of the latest reports (JSON Feed)."))]
    berkas: Annotated[
        tuple[ApiFile, ...], Meta(description=N_("All other files, those of reports newest first."))
    ]


VERSION = "1"


def _index(city: City) -> Iterator[Planned]:
    yield planned_of_all(city, API_INDEX_URL, index_file)


def index_file(city: City) -> Output:
    """Return the index of the files that were made."""
    absolute = city.site.address.absolute
    every = chain.from_iterable(each.facts(city) for each in RESOURCES)
    index = ApiIndex(
        tautan=absolute(API_INDEX_URL),
        versi=VERSION,
        kota=city.site.name,
        contoh=city.site.demo is not None,
        halaman=absolute(API_URL),
        deskripsi=absolute(API_DESCRIPTION_URL),
        katalog=tuple(map(absolute, CATALOGUE_URLS.values())),
        umpan=absolute("/feed.json"),
        berkas=tuple(file for facts in every for file in _file(city, facts)),
    )
    return api_output(API_INDEX_URL, index)


def _file(city: City, facts: FileFacts) -> Iterator[ApiFile]:
    """Yield the file, unless its place is taken and it is not there."""
    url = api_url(facts.name)
    made = city.read("digests").get(output_path(url))
    if made:
        yield ApiFile(
            nama=facts.name,
            tautan=city.site.address.absolute(url),
            sha256=made.digest,
            ukuran=made.size,
            jumlah=facts.count,
            terbaru=facts.newest,
        )


API_INDEX = Product(
    name="api index",
    paths=((API_INDEX_URL, "for programs: all files below with their digests"),),
    reads=(*dict.fromkeys(chain.from_iterable(each.reads for each in RESOURCES)), "digests"),
    make=_index,
)
