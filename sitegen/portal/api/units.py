"""`units.json`: every unit of the city, also those that were closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Level, Output, UnitEntry
from sitegen.pages.city import City
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.api.resource import ApiResource, FileFacts, OwnLink, api_output
from sitegen.urls import api_url, unit_url

NAME = "units"
Contact = tuple[tuple[str, str], ...]


class ApiUnit(Struct, frozen=True, kw_only=True):
    """A unit, as the register and its profile have it."""

    unit: Annotated[
        str,
        Meta(
            description=N_("Its key, by which all other files name it, such as `kelurahan/dago`.")
        ),
    ]
    nama: Annotated[str, Meta(description=N_("Its full name."))]
    jenis: Annotated[str, Meta(description=N_("Its kind, such as `skpd` or `kelurahan`."))]
    tingkat: Annotated[
        Level, Meta(description=N_("What it is: an office, a kecamatan or a kelurahan."))
    ]
    induk: Annotated[str, Meta(description=N_("The key of the unit above it."))]
    kode_wilayah: Annotated[
        str, Meta(description=N_("Area code of the Ministry of Home Affairs, with dots."))
    ]
    kode_bps: Annotated[str, Meta(description=N_("Area code of BPS."))]
    aktif: Annotated[bool, Meta(description=N_("`false` if it was closed."))]
    sejak: Annotated[str, Meta(description=N_("Since when it exists: a year, month or day."))]
    sampai: Annotated[str, Meta(description=N_("Until when it existed: a year, month or day."))]
    penerus: Annotated[
        tuple[str, ...], Meta(description=N_("The keys of the units that follow a closed one."))
    ]
    nama_lama: Annotated[tuple[str, ...], Meta(description=N_("Names that it had before."))]
    unit_lama: Annotated[tuple[str, ...], Meta(description=N_("Keys that it had before."))]
    kode_lama: Annotated[tuple[str, ...], Meta(description=N_("Area codes that it had before."))]
    halaman: Annotated[str, Meta(description=N_("Its page; empty if it has none any more."))]
    alamat: Annotated[str, Meta(description=N_("Postal address of its office."))]
    jam: Annotated[str, Meta(description=N_("Opening hours."))]
    telepon: Annotated[
        str, Meta(description=N_("Telephone numbers of the office, as it writes them."))
    ]
    whatsapp: Annotated[
        str, Meta(description=N_("WhatsApp numbers of the office, as it writes them."))
    ]
    email: Annotated[str, Meta(description=N_("E-mail addresses of the office."))]


class ApiUnits(Struct, frozen=True, kw_only=True):
    """The contents of `units.json`."""

    tautan: OwnLink
    unit: Annotated[
        tuple[ApiUnit, ...], Meta(description=N_("All units, in the register's order."))
    ]


def _without_page(city: City) -> tuple[UnitEntry, ...]:
    """The closed units whose address leads to the one that follows."""
    return tuple(each.entry for each in city.formers if each.entry and not each.page)


def _facts(city: City) -> Iterator[FileFacts]:
    yield FileFacts(name=NAME, count=len(city.entries) + len(_without_page(city)))


def _files(city: City) -> Iterator[Planned]:
    contacts = {entry.key: own.contact for entry, own in city.read("shared")}
    known = tuple((entry, contacts.get(entry.key, ())) for entry in city.entries)
    yield planned(city.site, api_url(NAME), _file, known, _without_page(city))


def _file(
    site: SiteContext,
    known: tuple[tuple[UnitEntry, Contact], ...],
    without_page: tuple[UnitEntry, ...],
) -> Output:
    own = (
        *(_unit(site, entry, dict(contact), unit_url(entry.key)) for entry, contact in known),
        *(_unit(site, entry, {}, "") for entry in without_page),
    )
    url = api_url(NAME)
    return api_output(url, ApiUnits(tautan=site.address.absolute(url), unit=own))


def _unit(site: SiteContext, entry: UnitEntry, contact: dict[str, str], url: str) -> ApiUnit:
    return ApiUnit(
        unit=entry.key,
        nama=unit_name(site, entry),
        jenis=entry.kind,
        tingkat=entry.level,
        induk=entry.parent,
        kode_wilayah=entry.code,
        kode_bps=entry.statistics_code,
        aktif=entry.active,
        sejak=entry.since,
        sampai=entry.until,
        penerus=entry.successors,
        nama_lama=entry.former_names,
        unit_lama=entry.former_ids,
        kode_lama=entry.former_codes,
        halaman=site.address.absolute(url) if url else "",
        alamat=contact.get("alamat", ""),
        jam=contact.get("jam", ""),
        telepon=contact.get("telepon", ""),
        whatsapp=contact.get("whatsapp", ""),
        email=contact.get("email", ""),
    )


UNITS = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Units"),
    about=N_("All units of the city, with their codes and how to reach them."),
    file=ApiUnits,
    entry=ApiUnit,
    reads=("shared",),
    facts=_facts,
    make=_files,
)
