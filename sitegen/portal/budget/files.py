"""Budgets as files: CSV, a workbook, and JSON; the phase is a column."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitegen.city.budget_schema import PHASES
from sitegen.exports.lists import list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.portal.budget.own import OwnBudget, in_order
from sitegen.urls import budget_url, output_path

FILE = "anggaran"
_NAMES = ("tahun", "fase", "kode", "uraian", "jumlah", "anggaran_milik")


def budget_files(
    site: SiteContext, url: str, budget: OwnBudget, entry: UnitEntry | None
) -> Iterator[Planned]:
    """Yield the plans of the files of a budget."""
    for make, ending in ((_csv, ".csv"), (_workbook, ".xlsx"), (_json, ".json")):
        yield planned(site, f"{url}{FILE}{ending}", make, f"{url}{FILE}{ending}", entry, budget)


def budget_links(site: SiteContext, url: str) -> tuple[views.Link, ...]:
    """Return the links to the files of a budget."""
    t = site.t.gettext
    return (
        site.link(t(N_("Download for Excel")), f"{url}{FILE}.xlsx"),
        site.link(t(N_("CSV (for programs)")), f"{url}{FILE}.csv"),
        site.link(t(N_("Records for programs")), f"{url}{FILE}.json"),
    )


def _cells(
    site: SiteContext, budget: OwnBudget, entry: UnitEntry | None
) -> list[tuple[int | str, ...]]:
    owner = unit_name(site, entry) if entry else site.name
    order = {code: at for at, code in enumerate(in_order({line.code for line in budget.lines}))}
    lines = sorted(budget.lines, key=lambda line: (PHASES.index(line.phase), order[line.code]))
    return [(line.year, line.phase, line.code, line.name, line.amount, owner) for line in lines]


def _csv(site: SiteContext, url: str, entry: UnitEntry | None, budget: OwnBudget) -> Output:
    return Output(path=output_path(url), body=list_csv(_NAMES, _cells(site, budget, entry)))


def _workbook(site: SiteContext, url: str, entry: UnitEntry | None, budget: OwnBudget) -> Output:
    owner = unit_name(site, entry) if entry else site.name
    title = f"{site.t.gettext(N_('Budget of {year}')).format(year=budget.year)}: {owner}"
    notes = (site.address.absolute(budget_url(entry.key if entry else "")),)
    return Output(
        path=output_path(url), body=list_workbook(title, _NAMES, _cells(site, budget, entry), notes)
    )


def _json(site: SiteContext, url: str, entry: UnitEntry | None, budget: OwnBudget) -> Output:
    whole = {
        "nama": unit_name(site, entry) if entry else site.name,
        "tahun": budget.year,
        "satuan": "rupiah",
        "sumber": [site.address.absolute(each) for _, each in budget.sources[:1]],
        "baris": [
            dict(zip(_NAMES[1:5], cells[1:5], strict=True)) for cells in _cells(site, budget, entry)
        ],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(url), body=encoded(text))
