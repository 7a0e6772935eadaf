"""The product of all pages of budgets, from tables with a schema of budgets.

`apbd` is the whole city's, `anggaran` that of its unit. They are never added up: the budget of a unit is
a part of the city's.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.datasets.budget import of_city
from sitegen.model import DatasetSummary, UnitEntry
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import SiteContext
from sitegen.portal.budget.files import FILE, budget_files
from sitegen.portal.budget.own import OwnBudget, budget_of, inhabitants_of
from sitegen.portal.budget.page import account_page, budget_page
from sitegen.portal.budget.rows import opened
from sitegen.urls import account_url, budget_url


def _pages(city: City) -> Iterator[Planned]:
    site, people = city.site, inhabitants_of(city)
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
            # The people of a kecamatan or kelurahan are others than those of the city.
            counted = people if entry.level == "dinas" else None
            yield planned(site, url, budget_page, entry, own, (), counted)
            yield from _accounts(site, entry, own)
            yield from budget_files(site, url, own, entry)
    budget = budget_of(whole)
    if budget or owners:
        yield planned(site, budget_url(), budget_page, None, budget, tuple(owners), people)
    if budget:
        yield from _accounts(site, None, budget)
        yield from budget_files(site, budget_url(), budget, None)


def _accounts(site: SiteContext, entry: UnitEntry | None, budget: OwnBudget) -> Iterator[Planned]:
    """Yield the pages of accounts; each is made of the lines above and below it alone."""
    for code in opened(budget):
        lines = tuple(
            line
            for line in budget.lines
            if f"{line.code}.".startswith(f"{code}.") or code.startswith(f"{line.code}.")
        )
        own = replace(budget, lines=lines, sources=budget.sources[:1])
        url = account_url(entry.key if entry else "", code)
        yield planned(site, url, account_page, entry, own, code)


BUDGET = Product(
    name="budget",
    paths=(
        (
            "/anggaran/",
            "the city's budget by account and phase, and the units with one of their own",
        ),
        ("/anggaran/<account>/", "an account of it with those right below it"),
        (f"/anggaran/{FILE}.xlsx", "the same for Excel and to print"),
        (f"/anggaran/{FILE}.csv", "the same for programs"),
        (f"/anggaran/{FILE}.json", "the same for programs"),
        (f"/{KIND}/<unit>/anggaran/", "the budget of a unit"),
        (f"/{KIND}/<unit>/anggaran/<account>/", "an account of it with those right below it"),
        (f"/{KIND}/<unit>/anggaran/{FILE}.xlsx", "the same for Excel and to print"),
        (f"/{KIND}/<unit>/anggaran/{FILE}.csv", "the same for programs"),
        (f"/{KIND}/<unit>/anggaran/{FILE}.json", "the same for programs"),
    ),
    reads=("datasets", "figures"),
    make=_pages,
)
