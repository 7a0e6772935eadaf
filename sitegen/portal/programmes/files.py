"""Activities as files: CSV, a workbook in the form of the RFK, and JSON."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import json

from sitegen.exports.lists import list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.programmes.own import OwnProgress
from sitegen.programmes.progress import behind, state_of
from sitegen.urls import output_path, programmes_url

FILE = "program"
_HEADINGS = (
    (N_("Code"), "kode"),
    (N_("Activity"), "nama"),
    (N_("Carried out by"), "unit"),
    (N_("Year"), "tahun"),
    (N_("Month"), "bulan"),
    (N_("Budget (Rp)"), "pagu"),
    (N_("Planned work (%)"), "rencana_fisik"),
    (N_("Work done (%)"), "realisasi_fisik"),
    (N_("Deviation (points)"), "deviasi_fisik"),
    (N_("Planned spending (Rp)"), "rencana_keuangan"),
    (N_("Spent (Rp)"), "realisasi_keuangan"),
    (N_("Obstacle"), "kendala"),
    (N_("Next step"), "tindak_lanjut"),
    (N_("Area code"), "lokasi"),
)


def file_links(site: SiteContext, key: str) -> tuple[views.Link, ...]:
    """Return the links to the files of a unit, or of the city."""
    t, url = site.t.gettext, programmes_url(key)
    labels = (
        ("xlsx", N_("Download for Excel")),
        ("csv", N_("CSV (for programs)")),
        ("json", N_("Records for programs")),
    )
    return tuple(site.link(t(label), f"{url}{FILE}.{name}") for name, label in labels)


def activity_files(
    site: SiteContext, key: str, every: tuple[OwnProgress, ...]
) -> Iterator[Planned]:
    """Yield the plans of the files of a unit, or of the city."""
    for name, make in (("csv", _csv), ("xlsx", _workbook), ("json", _json)):
        yield planned(site, f"{programmes_url(key)}{FILE}.{name}", make, key, every)


def _cells(own: OwnProgress) -> Iterator[tuple[str | int | float | None, ...]]:
    for item in own.items:
        both = item.done is not None and item.planned is not None
        yield (
            item.code,
            item.name,
            item.unit,
            item.year,
            item.month,
            item.ceiling,
            item.planned,
            item.done,
            round(behind(item), 2) if both else None,
            item.planned_money,
            item.spent,
            item.obstacle,
            item.follow_up,
            item.area,
        )


def _csv(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    del site
    names = ("pemilik", *(name for _, name in _HEADINGS))
    rows = ((own.entry.key, *cells) for own in every for cells in _cells(own))
    return Output(path=output_path(f"{programmes_url(key)}{FILE}.csv"), body=list_csv(names, rows))


def _workbook(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    t, url = site.t.gettext, programmes_url(key)
    rows = [(unit_name(site, own.entry), *cells) for own in every for cells in _cells(own)]
    headings = (t(N_("Unit")), *(t(label) for label, _ in _HEADINGS))
    body = list_workbook(t(N_("Programmes")), headings, rows, (site.address.absolute(url),))
    return Output(path=output_path(f"{url}{FILE}.xlsx"), body=body)


def _json(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    url = programmes_url(key)
    names = tuple(name for _, name in _HEADINGS)
    rows = [
        {
            "pemilik": own.entry.key,
            **dict(zip(names, cells, strict=True)),
            "keadaan": state_of(item),
        }
        for own in every
        for item, cells in zip(own.items, _cells(own), strict=True)
    ]
    body = json.encode({"alamat": site.address.absolute(url), "kegiatan": rows})
    return Output(path=output_path(f"{url}{FILE}.json"), body=body)
