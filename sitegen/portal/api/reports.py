"""`reports/<month>.json`: the reports of a month, all of them for ever in the same file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.city import City, Listed
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import group_by
from sitegen.portal.api.resource import (
    ApiResource,
    FileFacts,
    ItsPage,
    OfUnit,
    OwnLink,
    Topics,
    api_output,
)
from sitegen.urls import api_url

NAME = "reports"


class ApiReport(Struct, frozen=True, kw_only=True):
    """A report, as lists of the site show it; its text is on its page."""

    halaman: ItsPage
    unit: OfUnit
    judul: Annotated[str, Meta(description=N_("Title."))]
    tanggal: Annotated[
        date, Meta(description=N_("The day of the report; its month is that of the file."))
    ]
    tanggal_kegiatan: Annotated[date, Meta(description=N_("The day of what it reports."))]
    jenis: Annotated[str, Meta(description=N_("Kind of report, such as `kegiatan` or `rapat`."))]
    status: Annotated[
        str, Meta(description=N_("Whether it is `rencana`, `berjalan` or `selesai`; else empty."))
    ]
    topik: Topics
    lokasi: Annotated[str, Meta(description=N_("Place, as the unit writes it."))]
    ringkasan: Annotated[str, Meta(description=N_("Summary in a sentence or two."))]
    peserta: Annotated[int | None, Meta(description=N_("Number of people who took part."))]
    anggaran: Annotated[int | None, Meta(description=N_("Budget in rupiah."))]
    gambar: Annotated[
        str, Meta(description=N_("The first photo or chart, to be shown beside a link."))
    ]
    waktu_terbit: Annotated[
        datetime | None, Meta(description=N_("When it was published, if its unit gives the time."))
    ]
    diubah: Annotated[date | None, Meta(description=N_("The day of its last change."))]


class ApiReports(Struct, frozen=True, kw_only=True):
    """The contents of a file of reports."""

    tautan: OwnLink
    bulan: Annotated[
        str, Meta(description=N_("The month of all reports in the file."), pattern=r"^\d{4}-\d{2}$")
    ]
    laporan: Annotated[
        tuple[ApiReport, ...], Meta(description=N_("The reports of all units, newest first."))
    ]


def _months(city: City) -> dict[str, tuple[Listed, ...]]:
    """The reports by month; the newest month and report is the first."""
    months = group_by(
        city.read("reports"), lambda each: (each.report.date.year, each.report.date.month)
    )
    return {f"{year:04d}-{month:02d}": own for (year, month), own in months.items()}


def _facts(city: City) -> Iterator[FileFacts]:
    for month, own in _months(city).items():
        changes = (day for each in own if (day := each.report.changed))
        newest = max(changes, default=date.min)
        newest = max(newest, own[0].report.date)
        yield FileFacts(name=f"{NAME}/{month}", count=len(own), newest=newest)


def _files(city: City) -> Iterator[Planned]:
    for month, own in _months(city).items():
        yield planned(city.site, api_url(f"{NAME}/{month}"), _file, month, own)


def _file(site: SiteContext, month: str, own: tuple[Listed, ...]) -> Output:
    url = api_url(f"{NAME}/{month}")
    reports = tuple(_report(site, each) for each in own)
    return api_output(
        url, ApiReports(tautan=site.address.absolute(url), bulan=month, laporan=reports)
    )


def _report(site: SiteContext, item: Listed) -> ApiReport:
    """The report without what changes with the day alone, so that closed months stay as they are."""
    report = item.report
    return ApiReport(
        halaman=site.address.absolute(report.url),
        unit=item.entry.key,
        judul=report.title,
        tanggal=report.date,
        tanggal_kegiatan=report.event_date,
        jenis=report.kind,
        status=report.status,
        topik=report.topics,
        lokasi=report.place,
        ringkasan=report.summary,
        peserta=report.participants,
        anggaran=report.budget,
        gambar=site.address.absolute(report.picture.url) if report.picture else "",
        waktu_terbit=report.published,
        diubah=report.changed,
    )


REPORTS = ApiResource(
    name=NAME,
    path=api_url(f"{NAME}/<yyyy>-<mm>"),
    title=N_("Reports"),
    about=N_("The reports of a month, of all units."),
    file=ApiReports,
    entry=ApiReport,
    reads=("reports",),
    facts=_facts,
    make=_files,
)
