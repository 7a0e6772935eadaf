"""The figures of all units as files: a workbook, CSV and JSON."""

from __future__ import annotations

import json
from datetime import date

from sitegen.exports.lists import Cell, list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output
from sitegen.pages import wording
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.monitor.rows import CHANNELS, MonitorRow, last_months
from sitegen.urls import MONITOR_URL, output_path

FILE = "keaktifan"


def _names(months: tuple[date, ...]) -> tuple[str, ...]:
    return (
        *("unit", "nama", "jenis", "induk", "laporan_terakhir", "diam_sejak"),
        *("laporan_7_hari", "laporan_30_hari", "laporan_90_hari", "laporan_12_bulan"),
        *("rapat_12_bulan", "inovasi_12_bulan", "laporan_biasa_per_bulan"),
        *(f"{month:%Y-%m}" for month in months),
        *CHANNELS,
        *("data_segar", "data_jatuh_tempo", "data_terlambat", "kewajiban_terpenuhi"),
        "penanggung_jawab",
        *("berkas_menunggu", "keterangan_unit", "keterangan_sejak"),
    )


def _cells(site: SiteContext, row: MonitorRow) -> tuple[Cell, ...]:
    return (
        *(row.entry.key, unit_name(site, row.entry), row.entry.kind, row.entry.parent),
        *(row.last, row.silent, row.week, row.month, row.quarter, row.reports),
        *(row.meetings, row.innovations, row.rhythm or None),
        *row.months,
        *("ya" if name in row.channels else "" for name in CHANNELS),
        *(row.fresh, row.due, row.overdue, row.duties, row.officer),
        *(row.held, row.pause, row.paused),
    )


def monitor_csv(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    """Return the figures as CSV."""
    body = list_csv(_names(last_months(today)), (_cells(site, row) for row in rows))
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.csv"), body=body)


def monitor_workbook(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    """Return the figures as a workbook to print."""
    t = site.t.gettext
    counted = t(N_("Counted on {day}")).format(day=wording.day(today, site.lang).text)
    notes = (counted, site.address.absolute(MONITOR_URL))
    headings = [name.replace("_", " ") for name in _names(last_months(today))]
    title = f"{t(N_('Who publishes'))}: {site.name}"
    body = list_workbook(title, headings, [_cells(site, row) for row in rows], notes)
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.xlsx"), body=body)


def monitor_json(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    """Return the figures as JSON."""
    names = _names(last_months(today))
    units = [
        {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(names, _cells(site, row), strict=True)
        }
        for row in rows
    ]
    whole = {"dihitung": today.isoformat(), "unit": units}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.json"), body=encoded(text))
