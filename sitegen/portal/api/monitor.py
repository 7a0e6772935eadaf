"""`monitor.json`: the figures of the monitor, with the names of its other files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages.city import City
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext
from sitegen.portal.api.resource import ApiResource, FileFacts, OfUnit, OwnLink, api_output
from sitegen.portal.monitor.product import READS, monitor_rows
from sitegen.portal.monitor.rows import MonitorRow, last_months
from sitegen.urls import api_url

NAME = "monitor"


class ApiMonth(Struct, frozen=True, kw_only=True):
    """The reports of a month."""

    bulan: Annotated[str, Meta(description=N_("The month."), pattern=r"^\d{4}-\d{2}$")]
    laporan: Annotated[
        int | None,
        Meta(description=N_("Number of reports; `null` before the first report of the unit.")),
    ]


class ApiActivity(Struct, frozen=True, kw_only=True):
    """What the monitor says of a unit; the page says how each figure is counted."""

    unit: OfUnit
    laporan_terakhir: Annotated[date | None, Meta(description=N_("The day of its newest report."))]
    diam_sejak: Annotated[
        date | None, Meta(description=N_("The day since which it counts as silent."))
    ]
    laporan_7_hari: Annotated[int, Meta(description=N_("Reports of the last 7 days."))]
    laporan_30_hari: Annotated[int, Meta(description=N_("Reports of the last 30 days."))]
    laporan_90_hari: Annotated[int, Meta(description=N_("Reports of the last 90 days."))]
    laporan_12_bulan: Annotated[int, Meta(description=N_("Reports of the last twelve months."))]
    rapat_12_bulan: Annotated[
        int, Meta(description=N_("Reports of meetings in the last twelve months."))
    ]
    inovasi_12_bulan: Annotated[
        int, Meta(description=N_("Reports of innovations in the last twelve months."))
    ]
    laporan_biasa_per_bulan: Annotated[
        int | None,
        Meta(
            description=N_("Reports that it usually has in a month; `null` if nobody can say yet.")
        ),
    ]
    saluran: Annotated[
        tuple[str, ...], Meta(description=N_("The channels that it has, such as `instagram`."))
    ]
    data_segar: Annotated[int, Meta(description=N_("Datasets that are up to date."))]
    data_jatuh_tempo: Annotated[
        int, Meta(description=N_("Datasets that are due, within their time of grace."))
    ]
    data_terlambat: Annotated[int, Meta(description=N_("Datasets that are overdue."))]
    kewajiban_terpenuhi: Annotated[
        int, Meta(description=N_("Kinds of information that it must publish and does."))
    ]
    penanggung_jawab: Annotated[
        str, Meta(description=N_("The office that answers for what it publishes."))
    ]
    berkas_menunggu: Annotated[int, Meta(description=N_("Files that wait to be mended."))]
    keterangan_unit: Annotated[
        str, Meta(description=N_("Why there are no reports for a while, as the unit says."))
    ]
    keterangan_sejak: Annotated[date | None, Meta(description=N_("Since when that is so."))]
    bulan: Annotated[
        tuple[ApiMonth, ...], Meta(description=N_("The last twelve months, the current one last."))
    ]


class ApiMonitor(Struct, frozen=True, kw_only=True):
    """The contents of `monitor.json`."""

    tautan: OwnLink
    dihitung: Annotated[date, Meta(description=N_("The day on which was counted."))]
    unit: Annotated[tuple[ApiActivity, ...], Meta(description=N_("All units that are not closed."))]


def _facts(city: City) -> Iterator[FileFacts]:
    units = sum(entry.active for entry, _ in city.read("activity"))
    yield FileFacts(name=NAME, count=units, newest=city.read("today"))


def _files(city: City) -> Iterator[Planned]:
    yield planned(city.site, api_url(NAME), _file, monitor_rows(city), city.read("today"))


def _file(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    url = api_url(NAME)
    months = last_months(today)
    own = tuple(_activity(row, months) for row in rows)
    return api_output(url, ApiMonitor(tautan=site.address.absolute(url), dihitung=today, unit=own))


def _activity(row: MonitorRow, months: tuple[date, ...]) -> ApiActivity:
    return ApiActivity(
        unit=row.entry.key,
        laporan_terakhir=row.last,
        diam_sejak=row.silent,
        laporan_7_hari=row.week,
        laporan_30_hari=row.month,
        laporan_90_hari=row.quarter,
        laporan_12_bulan=row.reports,
        rapat_12_bulan=row.meetings,
        inovasi_12_bulan=row.innovations,
        laporan_biasa_per_bulan=row.rhythm or None,
        saluran=row.channels,
        data_segar=row.fresh,
        data_jatuh_tempo=row.due,
        data_terlambat=row.overdue,
        kewajiban_terpenuhi=row.duties,
        penanggung_jawab=row.officer,
        berkas_menunggu=row.held,
        keterangan_unit=row.pause,
        keterangan_sejak=row.paused,
        bulan=tuple(
            ApiMonth(bulan=f"{month:%Y-%m}", laporan=count)
            for month, count in zip(months, row.months, strict=True)
        ),
    )


MONITOR_API = ApiResource(
    name=NAME,
    path=api_url(NAME),
    title=N_("Who publishes"),
    about=N_(
        "How often each unit publishes, what is late, how it can be reached; counted each day."
    ),
    file=ApiMonitor,
    entry=ApiActivity,
    reads=READS,
    facts=_facts,
    make=_files,
)
