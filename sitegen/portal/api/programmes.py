"""`programmes.json`: how far the activities of the budget are, with the names of their other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output, Progress
from sitegen.pages.city import City, OfUnits, all_datasets
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext
from sitegen.portal.api.datasets import newest_change
from sitegen.portal.api.resource import (
    ApiResource,
    FileFacts,
    ItsPage,
    OfUnit,
    OwnLink,
    api_output,
)
from sitegen.programmes.progress import State, state_of
from sitegen.urls import api_url, programmes_url

NAME = "programmes"


class ApiProgress(Struct, frozen=True, kw_only=True):
    """An activity in its newest month, as the unit's own table has it."""

    halaman: ItsPage
    unit: OfUnit
    kode: Annotated[str, Meta(description=N_("Code of the activity."))]
    nama: Annotated[str, Meta(description=N_("Name of the activity."))]
    pelaksana: Annotated[str, Meta(description=N_("Who carries it out, as the table says."))]
    tahun: Annotated[int, Meta(description=N_("Year of the budget."))]
    bulan: Annotated[int, Meta(description=N_("Month of these figures, from 1 to 12."))]
    keadaan: Annotated[State, Meta(description=N_("How it stands beside its plan."))]
    pagu: Annotated[int | None, Meta(description=N_("Budget of the year in rupiah."))]
    rencana_fisik: Annotated[
        float | None, Meta(description=N_("Work planned since the year began, in per cent."))
    ]
    realisasi_fisik: Annotated[
        float | None, Meta(description=N_("Work done since the year began, in per cent."))
    ]
    deviasi_fisik: Annotated[
        float | None, Meta(description=N_("Work done less work planned, in points."))
    ]
    rencana_keuangan: Annotated[
        int | None, Meta(description=N_("Spending planned since the year began, in rupiah."))
    ]
    realisasi_keuangan: Annotated[
        int | None, Meta(description=N_("Spent since the year began, in rupiah."))
    ]
    kendala: Annotated[str, Meta(description=N_("What stands in the way."))]
    tindak_lanjut: Annotated[str, Meta(description=N_("Next step."))]
    lokasi: Annotated[str, Meta(description=N_("Area code of the place."))]


class ApiProgrammes(Struct, frozen=True, kw_only=True):
    """The contents of `programmes.json`."""

    tautan: OwnLink
    kegiatan: Annotated[
        tuple[ApiProgress, ...], Meta(description=N_("The activities of all units, by unit."))
    ]


def _told(city: City) -> OfUnits[tuple[Progress, ...]]:
    every = (
        (entry, tuple(item for each in own for item in each.progress))
        for entry, own in city.read("datasets")
    )
    return tuple((entry, items) for entry, items in every if items)


def _facts(city: City) -> Iterator[FileFacts]:
    telling = [own for own, _ in all_datasets(city) if own.progress]
    count = sum(len(own.progress) for own in telling)
    yield FileFacts(name=NAME, count=count, newest=newest_change(telling))


def _files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(NAME), _file, _told(city))


def _file(site: SiteContext, told: OfUnits[tuple[Progress, ...]]) -> Output:
    url = api_url(NAME)
    own = tuple(
        _activity(site.address.absolute(programmes_url(entry.key)), entry.key, item)
        for entry, items in told
        for item in items
    )
    return api_output(url, ApiProgrammes(tautan=site.address.absolute(url), kegiatan=own))


def _activity(page: str, key: str, item: Progress) -> ApiProgress:
    both = item.done is not None and item.planned is not None
    return ApiProgress(
        halaman=page,
        unit=key,
        kode=item.code,
        nama=item.name,
        pelaksana=item.unit,
        tahun=item.year,
        bulan=item.month,
        keadaan=state_of(item),
        pagu=item.ceiling,
        rencana_fisik=item.planned,
        realisasi_fisik=item.done,
        deviasi_fisik=round((item.done or 0) - (item.planned or 0), 2) if both else None,
        rencana_keuangan=item.planned_money,
        realisasi_keuangan=item.spent,
        kendala=item.obstacle,
        tindak_lanjut=item.follow_up,
        lokasi=item.area,
    )


PROGRAMMES_API = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Programmes"),
    about=N_("How far the activities of the budget are."),
    file=ApiProgrammes,
    entry=ApiProgress,
    reads=("datasets",),
    facts=_facts,
    make=_files,
)
