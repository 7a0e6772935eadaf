"""The budgets `/anggaran/` and `<unit>/anggaran/`, from tables with a schema of budgets.

`apbd` is the whole city's, `anggaran` that of its unit. They are never added up: the budget of a unit is
a part of the city's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from sitegen.city.budget_schema import PHASES, REALISASI
from sitegen.datasets.budget import SILPA, amount_of, by_phase, level, of_city
from sitegen.exports.lists import list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.legible import encoded
from sitegen.model import BudgetLine, DatasetSummary, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.urls import budget_url, output_path, unit_url

FILE = "anggaran"
_PHASES = {
    "murni": N_("First budget"),
    "pergeseran": N_("Shifted budget"),
    "perubahan": N_("Revised budget"),
    "realisasi": N_("Realised"),
}
_NAMES = ("tahun", "fase", "kode", "uraian", "jumlah", "anggaran_milik")


class OwnBudget(Struct, frozen=True, kw_only=True):
    """A budget of one year: its lines, and the datasets with budgets as (title, address), its own first."""

    year: int
    lines: tuple[BudgetLine, ...]
    sources: tuple[tuple[str, str], ...]


def budget_of(datasets: Iterable[DatasetSummary]) -> OwnBudget | None:
    """Return the budget of the newest year, from one table alone; None if there is none."""
    order = sorted(
        (each for each in datasets if each.budget),
        key=lambda each: (-max(line.year for line in each.budget), _age(each.updated), each.url),
    )
    if not order:
        return None
    year = max(line.year for line in order[0].budget)
    lines = tuple(line for line in order[0].budget if line.year == year)
    return OwnBudget(
        year=year, lines=lines, sources=tuple((each.title, each.url) for each in order)
    )


def _age(day: date | None) -> int:
    return -day.toordinal() if day else 0


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    whole: list[DatasetSummary] = []
    owners: list[UnitEntry] = []
    for entry, datasets in city.read("datasets"):
        if not entry.active:
            continue
        whole += (each for each in datasets if each.budget and of_city(each))
        own = budget_of(each for each in datasets if not of_city(each))
        if own:
            owners.append(entry)
            url = budget_url(entry.key)
            yield planned(site, url, budget_page, entry, own, ())
            yield from _files(site, url, own, entry)
    budget = budget_of(whole)
    if budget or owners:
        yield planned(site, budget_url(), budget_page, None, budget, tuple(owners))
    if budget:
        yield from _files(site, budget_url(), budget, None)


def _files(
    site: SiteContext, url: str, budget: OwnBudget, entry: UnitEntry | None
) -> Iterator[Planned]:
    for make, ending in ((_csv, ".csv"), (_workbook, ".xlsx"), (_json, ".json")):
        yield planned(site, f"{url}{FILE}{ending}", make, f"{url}{FILE}{ending}", entry, budget)


BUDGET = Product(
    name="budget",
    paths=(
        (
            "/anggaran/",
            "the city's budget by account and phase, and the units with one of their own",
        ),
        ("/anggaran/anggaran.xlsx", "the same for Excel and to print"),
        ("/anggaran/anggaran.csv", "the same for programs"),
        ("/anggaran/anggaran.json", "the same for programs"),
        (f"/{KIND}/<unit>/anggaran/", "the budget of a unit"),
        (f"/{KIND}/<unit>/anggaran/anggaran.xlsx", "the same for Excel and to print"),
        (f"/{KIND}/<unit>/anggaran/anggaran.csv", "the same for programs"),
        (f"/{KIND}/<unit>/anggaran/anggaran.json", "the same for programs"),
    ),
    reads=("datasets",),
    make=_pages,
)


def budget_page(
    site: SiteContext,
    entry: UnitEntry | None,
    budget: OwnBudget | None,
    owners: tuple[UnitEntry, ...],
) -> Output:
    """Return the page of a budget, of the city without `entry`."""
    t = site.t.gettext
    url = budget_url(entry.key if entry else "")
    title = t(N_("Budget"))
    phases = _phases(budget)
    planned_in = next((each for each in reversed(phases) if each != REALISASI), "")
    share = ""
    if REALISASI in phases and planned_in:
        share = t(N_("Realised of {phase}")).format(phase=t(_PHASES[planned_in]))
    if budget:
        title = t(N_("Budget of {year}")).format(year=budget.year)
    intro = _intro(site, budget, planned_in)
    crumbs: tuple[views.Link, ...] = ()
    if entry:
        name = unit_name(site, entry)
        crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
    view = views.BudgetPage(
        site=site_view(site),
        meta=meta_view(
            site, url, f"{title} - {unit_name(site, entry) if entry else site.name}", intro, crumbs
        ),
        unit=masthead(site, entry, "", None) if entry else None,
        title=title,
        intro=intro,
        caption=t(N_("Amounts by account and phase, in rupiah")),
        phases=tuple(t(_PHASES[phase]) for phase in phases),
        share=share,
        rows=tuple(_rows(site, budget, phases, planned_in if share else "")) if budget else (),
        units=tuple(site.link(unit_name(site, each), budget_url(each.key)) for each in owners),
        sources=tuple(site.link(*each) for each in budget.sources) if budget else (),
        files=(
            site.link(t(N_("Download for Excel")), f"{url}{FILE}.xlsx"),
            site.link(t(N_("CSV (for programs)")), f"{url}{FILE}.csv"),
            site.link(t(N_("Records for programs")), f"{url}{FILE}.json"),
        )
        if budget
        else (),
    )
    return page_output(site, url, "budget.html", view)


def _phases(budget: OwnBudget | None) -> tuple[str, ...]:
    found = {line.phase for line in budget.lines} if budget else set()
    return tuple(phase for phase in PHASES if phase in found)


def _intro(site: SiteContext, budget: OwnBudget | None, planned_in: str) -> str:
    """What was spent of which plan, or what is planned; it says no more than the table has."""
    t = site.t.gettext
    if budget is None:
        return t(N_("The budgets that units publish. The city's own is not published here yet."))
    amounts = by_phase(budget.lines)
    plan = amount_of(amounts.get((budget.year, planned_in), {}), "5")
    spent = amount_of(amounts.get((budget.year, REALISASI), {}), "5")
    phase = t(_PHASES[planned_in]) if planned_in else ""
    if plan is not None and spent is not None and plan > 0:
        return t(N_("Spending: {share} realised, {spent} of {plan} ({phase}).")).format(
            share=_percent(site, spent, plan),
            spent=wording.rupiah(spent, site.lang),
            plan=wording.rupiah(plan, site.lang),
            phase=phase,
        )
    if plan is not None:
        return t(N_("Spending planned: {plan} ({phase}).")).format(
            plan=wording.rupiah(plan, site.lang), phase=phase
        )
    if spent is not None:
        return t(N_("Spending realised: {spent}.")).format(spent=wording.rupiah(spent, site.lang))
    return t(N_("Amounts by account and phase, in rupiah"))


def _percent(site: SiteContext, part: int, whole: int) -> str:
    return f"{wording.decimal(round(100 * part / whole, 1), site.lang)}%"


def _rows(
    site: SiteContext, budget: OwnBudget, phases: tuple[str, ...], planned_in: str
) -> Iterator[views.BudgetRow]:
    amounts = {phase: own for (_, phase), own in by_phase(budget.lines).items()}
    names = {line.code: line.name for line in budget.lines}
    for code in sorted(names, key=_order):
        found = {
            phase: amounts[phase].get(code) if code == SILPA else amount_of(amounts[phase], code)
            for phase in phases
        }
        plan, spent = found.get(planned_in), found.get(REALISASI)
        used, bar = "", 0
        if code != SILPA and plan is not None and spent is not None and plan > 0 and spent >= 0:
            used, bar = _percent(site, spent, plan), min(100, round(100 * spent / plan))
        yield views.BudgetRow(
            code="" if code == SILPA else code,
            name=names[code],
            level=level(code),
            amounts=tuple(
                "" if amount is None else wording.whole(amount, site.lang)
                for amount in found.values()
            ),
            used=used,
            bar=bar,
        )


def _order(code: str) -> tuple[int, tuple[int, ...]]:
    """Accounts by their numbers; what is left of the year stands at the end."""
    return (1, ()) if code == SILPA else (0, tuple(map(int, code.split("."))))


def _cells(
    site: SiteContext, budget: OwnBudget, entry: UnitEntry | None
) -> list[tuple[int | str, ...]]:
    owner = unit_name(site, entry) if entry else site.name
    lines = sorted(budget.lines, key=lambda line: (PHASES.index(line.phase), _order(line.code)))
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
