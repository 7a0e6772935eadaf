"""`removed.json`: the datasets that are gone for less than a year, so that copies elsewhere go as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.exports.catalogue.entries import CatalogueEntry, removed_entries
from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext
from sitegen.portal.api.resource import ApiResource, FileFacts, ItsPage, OwnLink, api_output
from sitegen.urls import api_url

NAME = "removed"


class ApiRemovedDataset(Struct, frozen=True, kw_only=True):
    """A dataset that is published no more."""

    id: Annotated[str, Meta(description=N_("Its identifier, which stays even when it moves."))]
    halaman: ItsPage
    judul: Annotated[str, Meta(description=N_("Title."))]
    dicabut: Annotated[date | None, Meta(description=N_("The day since which it is gone."))]
    keterangan: Annotated[str, Meta(description=N_("Since when and why it is gone."))]
    pengganti: Annotated[str, Meta(description=N_("Address of what takes its place."))]


class ApiRemoved(Struct, frozen=True, kw_only=True):
    """The contents of `removed.json`."""

    tautan: OwnLink
    dicabut: Annotated[
        tuple[ApiRemovedDataset, ...],
        Meta(description=N_("Datasets that are gone for less than a year.")),
    ]


def _facts(city: City) -> Iterator[FileFacts]:
    gone = removed_entries(city)
    newest = max((each.modified for each in gone if each.modified), default=None)
    yield FileFacts(name=NAME, count=len(gone), newest=newest)


def _files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(NAME), _file, removed_entries(city))


def _file(site: SiteContext, gone: tuple[CatalogueEntry, ...]) -> Output:
    url = api_url(NAME)
    own = tuple(map(_removed, gone))
    return api_output(url, ApiRemoved(tautan=site.address.absolute(url), dicabut=own))


def _removed(entry: CatalogueEntry) -> ApiRemovedDataset:
    return ApiRemovedDataset(
        id=entry.identifier,
        halaman=entry.url,
        judul=entry.title,
        dicabut=entry.modified,
        keterangan=entry.note,
        pengganti=entry.successor,
    )


REMOVED_API = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Removed datasets"),
    about=N_("Datasets that were published and are gone, each for a year."),
    file=ApiRemoved,
    entry=ApiRemovedDataset,
    reads=("datasets", "office", "old_addresses", "former", "removed"),
    facts=_facts,
    make=_files,
)
