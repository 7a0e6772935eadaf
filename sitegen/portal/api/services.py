"""`services.json`: the public services of all units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urljoin

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output, Service, UnitEntry
from sitegen.pages.city import City, OfUnits
from sitegen.pages.product import Planned, planned
from sitegen.pages.service import listed
from sitegen.pages.site import SiteContext
from sitegen.portal.api.resource import (
    ApiResource,
    FileFacts,
    ItsPage,
    OfUnit,
    OwnLink,
    Topics,
    api_output,
)
from sitegen.urls import api_url, unit_url

NAME = "services"


class ApiService(Struct, frozen=True, kw_only=True):
    """A service of a unit, in the unit's own words."""

    halaman: ItsPage
    unit: OfUnit
    nama: Annotated[str, Meta(description=N_("Name of the service."))]
    nama_lain: Annotated[
        tuple[str, ...], Meta(description=N_("Other words under which people look for it."))
    ]
    tentang: Annotated[str, Meta(description=N_("What it is for."))]
    topik: Topics
    syarat: Annotated[tuple[str, ...], Meta(description=N_("What to bring."))]
    waktu: Annotated[str, Meta(description=N_("How long it takes."))]
    biaya: Annotated[str, Meta(description=N_("What it costs."))]
    tempat: Annotated[str, Meta(description=N_("Where, if not at the office of the unit."))]
    jam: Annotated[str, Meta(description=N_("Hours, if not those of the unit."))]
    langkah: Annotated[tuple[str, ...], Meta(description=N_("The steps, in order."))]
    dasar_hukum: Annotated[tuple[str, ...], Meta(description=N_("The rules that it rests on."))]
    tautan: Annotated[str, Meta(description=N_("Where it can be had online."))]


class ApiServices(Struct, frozen=True, kw_only=True):
    """The contents of `services.json`."""

    tautan: OwnLink
    layanan: Annotated[
        tuple[ApiService, ...], Meta(description=N_("The services of all units, by unit."))
    ]


def _given(city: City) -> OfUnits[tuple[Service, ...]]:
    return tuple((entry, own) for entry, own in city.read("services") if entry.active and own)


def _facts(city: City) -> Iterator[FileFacts]:
    yield FileFacts(name=NAME, count=sum(len(own) for _, own in _given(city)))


def _files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(NAME), _file, _given(city))


def _file(site: SiteContext, given: OfUnits[tuple[Service, ...]]) -> Output:
    url = api_url(NAME)
    own = tuple(_service(site, entry, each) for entry, services in given for each in services)
    return api_output(url, ApiServices(tautan=site.address.absolute(url), layanan=own))


def _service(site: SiteContext, entry: UnitEntry, own: Service) -> ApiService:
    return ApiService(
        halaman=site.address.absolute(own.url or f"{unit_url(entry.key)}#layanan"),
        unit=entry.key,
        nama=own.name,
        nama_lain=own.other_names,
        tentang=own.about,
        topik=own.topics,
        syarat=listed(own.requirements),
        waktu=own.duration,
        biaya=own.fee,
        tempat=own.place,
        jam=own.hours,
        langkah=own.steps,
        dasar_hukum=own.legal_base,
        tautan=urljoin(site.address.absolute("/"), own.link) if own.link else "",
    )


SERVICES_API = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Services"),
    about=N_("The public services of all units: what to bring, the cost, the time."),
    file=ApiServices,
    entry=ApiService,
    reads=("services",),
    facts=_facts,
    make=_files,
)
