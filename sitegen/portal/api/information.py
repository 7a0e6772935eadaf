"""`dip.json`: the register of public information (DIP), with the names of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.api.resource import ApiResource, FileFacts, OfUnit, OwnLink, api_output
from sitegen.portal.information import UnitRows, listed_rows
from sitegen.portal.information_rows import RegisterRow
from sitegen.urls import api_url

NAME = "dip"


class ApiInformation(Struct, frozen=True, kw_only=True):
    """An entry of the register, in the columns that public bodies use."""

    unit: OfUnit
    nomor: Annotated[int, Meta(description=N_("Its number in the register of the unit."))]
    ringkasan: Annotated[str, Meta(description=N_("Summary of the information."))]
    yang_menguasai: Annotated[str, Meta(description=N_("Official or unit that holds it."))]
    penanggung_jawab: Annotated[
        str, Meta(description=N_("Who is responsible for making or publishing it."))
    ]
    waktu_dan_tempat: Annotated[str, Meta(description=N_("Time and place of making."))]
    bentuk: Annotated[str, Meta(description=N_("Form in which it is available."))]
    masa_simpan: Annotated[str, Meta(description=N_("How long it is kept."))]
    klasifikasi: Annotated[
        str, Meta(description=N_("Class by law, such as `berkala` or `dikecualikan`."))
    ]
    tautan: Annotated[str, Meta(description=N_("Where it is."))]
    hasil_uji: Annotated[
        str, Meta(description=N_("Why it is exempt: the result of the consequence test."))
    ]


class ApiRegister(Struct, frozen=True, kw_only=True):
    """The contents of `dip.json`."""

    tautan: OwnLink
    informasi: Annotated[
        tuple[ApiInformation, ...], Meta(description=N_("The entries of all units, by unit."))
    ]


def _facts(city: City) -> Iterator[FileFacts]:
    """Each item and each entry of the city's own list makes one entry."""
    items = [item for entry, own in city.read("information") if entry.active for item in own.items]
    units = {entry.key for entry, _ in city.read("information") if entry.active}
    paper = sum(each.unit.key in units for each in city.read("paper").entries)
    newest = max((item.date for item in items if item.date), default=None)
    yield FileFacts(name=NAME, count=len(items) + paper, newest=newest)


def _files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(NAME), _file, listed_rows(city))


def _file(site: SiteContext, listed: tuple[UnitRows, ...]) -> Output:
    url = api_url(NAME)
    own = tuple(
        _entry(site, entry.key, unit_name(site, entry), number, row)
        for entry, rows in listed
        for number, row in enumerate(rows, start=1)
    )
    return api_output(url, ApiRegister(tautan=site.address.absolute(url), informasi=own))


def _entry(site: SiteContext, key: str, name: str, number: int, row: RegisterRow) -> ApiInformation:
    return ApiInformation(
        unit=key,
        nomor=number,
        ringkasan=row.summary,
        yang_menguasai=name,
        penanggung_jawab=row.responsible,
        waktu_dan_tempat=row.made,
        bentuk=row.form,
        masa_simpan=row.kept,
        klasifikasi=row.classification,
        tautan=site.address.absolute(row.url) if row.url.startswith("/") else row.url,
        hasil_uji=row.test,
    )


INFORMATION_API = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Register of public information"),
    about=N_("The register of public information (DIP) of all units."),
    file=ApiRegister,
    entry=ApiInformation,
    reads=("information", "paper"),
    facts=_facts,
    make=_files,
)
