"""The budget of a unit, or of the city: its lines in one year, and its accounts in their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from sitegen.city.budget_schema import PHASES, REALISASI
from sitegen.datasets.budget import SILPA, Amounts, amount_of, by_phase, level
from sitegen.i18n import N_
from sitegen.model import BudgetLine, DatasetSummary
from sitegen.pages.city import City

PHASE_WORDS = {
    "murni": N_("First budget"),
    "pergeseran": N_("Shifted budget"),
    "perubahan": N_("Revised budget"),
    "realisasi": N_("Realised"),
}
# Accounts of the first two levels (Permendagri 90/2019), for tables that name only those below.
_NAMES = {
    "4": N_("Revenue"),
    "4.1": N_("Own revenue of the region"),
    "4.2": N_("Transfers received"),
    "4.3": N_("Other lawful revenue"),
    "5": N_("Spending"),
    "5.1": N_("Operating spending"),
    "5.2": N_("Capital spending"),
    "5.3": N_("Unforeseen spending"),
    "5.4": N_("Transfers paid"),
    "6": N_("Financing"),
    "6.1": N_("Financing received"),
    "6.2": N_("Financing paid"),
}


class OwnBudget(Struct, frozen=True, kw_only=True):
    """A budget of one year: its lines, and the datasets with budgets as (title, address), its own first.

    `phases` are those that it has, from the first plan to what was spent.
    """

    year: int
    phases: tuple[str, ...]
    lines: tuple[BudgetLine, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def plan(self) -> str:
        """The last of its phases that is a plan, "" if there is none."""
        return next((each for each in reversed(self.phases) if each != REALISASI), "")

    def amounts(self) -> dict[str, Amounts]:
        """Return the amounts by account of each phase."""
        return {phase: own for (_, phase), own in by_phase(self.lines).items()}

    def names(self) -> dict[str, str]:
        """Return the names of all accounts, those above what is stated too; "" where nobody names one."""
        said = {line.code: line.name for line in self.lines}
        above = {".".join(code.split(".")[:n]) for code in said for n in range(1, level(code))}
        return {code: said.get(code) or _NAMES.get(code, "") for code in above | set(said)}


class Inhabitants(Struct, frozen=True, kw_only=True):
    """How many people live in the city in a period, and the dataset that says so."""

    count: int
    period: str
    dataset: str
    url: str


def inhabitants_of(city: City) -> Inhabitants | None:
    """Return how many people live in the city, None if `site.yml` names no figure that says so."""
    figures = (own for _, every in city.read("figures") for own in every)
    for own in sorted(figures, key=lambda each: each.number):
        period, value = own.past[-1]
        if own.inhabitants and own.whole and value > 0:
            return Inhabitants(count=round(value), period=period, dataset=own.dataset, url=own.url)
    return None


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
    found = {line.phase for line in lines}
    return OwnBudget(
        year=year,
        phases=tuple(phase for phase in PHASES if phase in found),
        lines=lines,
        sources=tuple((each.title, each.url) for each in order),
    )


def account_amount(amounts: Amounts, code: str) -> int | None:
    """Return what a phase gives an account; what is left of the year is only what the table states."""
    return amounts.get(code) if code == SILPA else amount_of(amounts, code)


def in_order(codes: Iterable[str]) -> list[str]:
    """Return accounts by their numbers; what is left of the year stands at the end."""
    return sorted(codes, key=_place)


def _place(code: str) -> tuple[int, tuple[int, ...]]:
    return (1, ()) if code == SILPA else (0, tuple(map(int, code.split("."))))


def _age(day: date | None) -> int:
    return -day.toordinal() if day else 0
