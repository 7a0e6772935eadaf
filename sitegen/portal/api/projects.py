"""`projects.json` and `packages.json`: what units build and buy, as their own tables have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output, PackageRecord, ProjectRecord
from sitegen.pages.city import City, all_datasets
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
from sitegen.portal.programmes.own import OwnProgress, own_progress
from sitegen.urls import api_url, programmes_url, project_url

PROJECTS, PACKAGES = "projects", "packages"

CarriedOut = Annotated[str, Meta(description=N_("Who carries it out, as the table says."))]
Start = Annotated[date | None, Meta(description=N_("First day of the work."))]
End = Annotated[date | None, Meta(description=N_("Last day of the work, or when it is to end."))]
Funding = Annotated[str, Meta(description=N_("Where the money comes from."))]
Note = Annotated[str, Meta(description=N_("Note of the table."))]


class ApiProject(Struct, frozen=True, kw_only=True):
    """A project, as the unit's own table has it."""

    halaman: ItsPage
    unit: OfUnit
    kode: Annotated[str, Meta(description=N_("Code of the project."))]
    nama: Annotated[str, Meta(description=N_("Name of the project."))]
    keadaan: Annotated[str, Meta(description=N_("How far it is, in the words of the table."))]
    pelaksana: CarriedOut
    kegiatan: Annotated[str, Meta(description=N_("Code of the activity that pays for it."))]
    paket: Annotated[tuple[str, ...], Meta(description=N_("RUP codes of its packages."))]
    mulai: Start
    selesai: End
    pagu: Annotated[int | None, Meta(description=N_("Whole budget in rupiah."))]
    sumber_dana: Funding
    lokasi: Annotated[str, Meta(description=N_("Area code of the place."))]
    tempat: Annotated[str, Meta(description=N_("Name of the street, park or building."))]
    keterangan: Note


class ApiProjects(Struct, frozen=True, kw_only=True):
    """The contents of `projects.json`."""

    tautan: OwnLink
    proyek: Annotated[
        tuple[ApiProject, ...], Meta(description=N_("The projects of all units, by unit."))
    ]


class ApiPackage(Struct, frozen=True, kw_only=True):
    """A package of procurement in its unit's newest year, as the unit's own table has it."""

    halaman: ItsPage
    unit: OfUnit
    kode_rup: Annotated[str, Meta(description=N_("RUP code of the package."))]
    nama: Annotated[str, Meta(description=N_("Name of the package."))]
    tahun: Annotated[int, Meta(description=N_("Year of the budget."))]
    metode: Annotated[str, Meta(description=N_("How the supplier is chosen."))]
    pagu: Annotated[int, Meta(description=N_("Budget of the package in rupiah."))]
    pelaksana: CarriedOut
    jenis: Annotated[str, Meta(description=N_("Kind of procurement."))]
    lokasi: Annotated[str, Meta(description=N_("Place, as a code or in words."))]
    kontrak: Annotated[int | None, Meta(description=N_("Value of the contract in rupiah."))]
    nomor_kontrak: Annotated[str, Meta(description=N_("Number of the contract."))]
    penyedia: Annotated[str, Meta(description=N_("Supplier."))]
    sumber_dana: Funding
    mulai: Start
    selesai: End
    keterangan: Note


class ApiPackages(Struct, frozen=True, kw_only=True):
    """The contents of `packages.json`."""

    tautan: OwnLink
    paket: Annotated[
        tuple[ApiPackage, ...], Meta(description=N_("The packages of all units, by unit."))
    ]


class WorksOfUnit(Struct, frozen=True, kw_only=True):
    """The projects and packages of a unit, with the part of the address of those that have a page."""

    key: str
    projects: tuple[ProjectRecord, ...]
    packages: tuple[PackageRecord, ...]
    slugs: tuple[tuple[str, str], ...]

    def pages(self, site: SiteContext, codes: Iterable[str]) -> Iterator[str]:
        """Yield for each code the address of its page, else that of the page of all."""
        slugs = dict(self.slugs)
        for code in codes:
            slug = slugs.get(code)
            url = project_url(self.key, slug) if slug else programmes_url(self.key)
            yield site.address.absolute(url)


def _told(city: City) -> tuple[WorksOfUnit, ...]:
    return tuple(map(_of_unit, own_progress(city)))


def _of_unit(own: OwnProgress) -> WorksOfUnit:
    return WorksOfUnit(
        key=own.entry.key, projects=own.projects, packages=own.packages, slugs=own.slugs
    )


def _project_facts(city: City) -> Iterator[FileFacts]:
    telling = [own for own, _ in all_datasets(city) if own.projects]
    count = sum(len(own.projects) for own in _told(city))
    yield FileFacts(name=PROJECTS, count=count, newest=newest_change(telling))


def _package_facts(city: City) -> Iterator[FileFacts]:
    telling = [own for own, _ in all_datasets(city) if own.packages]
    count = sum(len(own.packages) for own in _told(city))
    yield FileFacts(name=PACKAGES, count=count, newest=newest_change(telling))


def _project_files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(PROJECTS), _projects_file, _told(city))


def _package_files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(PACKAGES), _packages_file, _told(city))


def _projects_file(site: SiteContext, told: tuple[WorksOfUnit, ...]) -> Output:
    url = api_url(PROJECTS)
    own = tuple(
        _project(page, unit.key, each)
        for unit in told
        for each, page in zip(
            unit.projects, unit.pages(site, (each.code for each in unit.projects)), strict=True
        )
    )
    return api_output(url, ApiProjects(tautan=site.address.absolute(url), proyek=own))


def _packages_file(site: SiteContext, told: tuple[WorksOfUnit, ...]) -> Output:
    url = api_url(PACKAGES)
    own = tuple(
        _package(page, unit.key, each)
        for unit in told
        for each, page in zip(
            unit.packages, unit.pages(site, (each.code for each in unit.packages)), strict=True
        )
    )
    return api_output(url, ApiPackages(tautan=site.address.absolute(url), paket=own))


def _project(page: str, unit: str, own: ProjectRecord) -> ApiProject:
    return ApiProject(
        halaman=page,
        unit=unit,
        kode=own.code,
        nama=own.name,
        keadaan=own.state,
        pelaksana=own.by,
        kegiatan=own.activity,
        paket=own.packages,
        mulai=_day(own.start),
        selesai=_day(own.end),
        pagu=own.ceiling,
        sumber_dana=own.funding,
        lokasi=own.area,
        tempat=own.place,
        keterangan=own.note,
    )


def _package(page: str, unit: str, own: PackageRecord) -> ApiPackage:
    return ApiPackage(
        halaman=page,
        unit=unit,
        kode_rup=own.code,
        nama=own.name,
        tahun=own.year,
        metode=own.method,
        pagu=own.ceiling,
        pelaksana=own.by,
        jenis=own.kind,
        lokasi=own.area,
        kontrak=own.contract,
        nomor_kontrak=own.number,
        penyedia=own.supplier,
        sumber_dana=own.funding,
        mulai=_day(own.start),
        selesai=_day(own.end),
        keterangan=own.note,
    )


def _day(text: str) -> date | None:
    """A day that a table has, None for what is no whole day, such as a month."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PROJECTS_API = ApiResource(
    name=PROJECTS,
    path=api_url(PROJECTS),
    title=N_("Projects"),
    about=N_("The projects of all units: how far each is, its time, budget and place."),
    file=ApiProjects,
    entry=ApiProject,
    reads=("datasets", "programmes"),
    facts=_project_facts,
    make=_project_files,
)
PACKAGES_API = ApiResource(
    name=PACKAGES,
    path=api_url(PACKAGES),
    title=N_("Packages of procurement"),
    about=N_("What units buy: how suppliers are chosen, budgets and contracts."),
    file=ApiPackages,
    entry=ApiPackage,
    reads=("datasets", "programmes"),
    facts=_package_facts,
    make=_package_files,
)
