"""The accounts of a budget as rows of a table, and its spending as a treemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.charts.numbers import numbers
from sitegen.charts.treemap import treemap
from sitegen.city.budget_schema import REALISASI
from sitegen.datasets.budget import SILPA, SPENDING, Amounts, amount_of, level, of_city
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.site import SiteContext
from sitegen.portal.budget.own import PHASE_WORDS, OwnBudget, account_amount, budget_of, in_order
from sitegen.urls import account_url, budget_url

# The levels of the first table; each account of the second leads to its parts, and those to theirs.
SHOWN, OPENED = 2, (2, 3)
# Financing is what is received less what is paid.
NET = "6"
# The drawing, for wide and for narrow windows, in pixels of its text.
_SIZES = (("wide", 1040.0, 420.0), ("narrow", 340.0, 600.0))
_LETTER, _LINE, _EDGE = 7.6, 20.0, 6.0


def children(budget: OwnBudget, code: str) -> list[str]:
    """Return the accounts right below one, in their order."""
    names = budget.names()
    return in_order(
        each for each in names if each.startswith(f"{code}.") and level(each) == level(code) + 1
    )


def opened(budget: OwnBudget) -> list[str]:
    """Return the accounts with a page of their parts."""
    return [
        code
        for code in in_order(budget.names())
        if code != SILPA and level(code) in OPENED and children(budget, code)
    ]


def budget_places(datasets: Iterable[DatasetSummary]) -> tuple[str, ...]:
    """Return the places in a unit of the pages of its own budget."""
    budget = budget_of(each for each in datasets if not of_city(each))
    if budget is None:
        return ()
    codes = (account_url("", code).removeprefix("/") for code in opened(budget))
    return (budget_url().removeprefix("/"), *codes)


def budget_rows(
    site: SiteContext,
    budget: OwnBudget,
    entry: UnitEntry | None,
    codes: list[str],
    here: str = "",
) -> Iterator[views.BudgetRow]:
    """Yield these accounts with the amount of each phase; no row adds up two phases or two levels.

    The account `here` is that of the page. Of a difference, such as financing, no share is told.
    """
    amounts, names = budget.amounts(), budget.names()
    inside = set(opened(budget)) - {here}
    for code in codes:
        found = {phase: account_amount(amounts.get(phase, {}), code) for phase in budget.phases}
        plan, spent = found.get(budget.plan), found.get(REALISASI)
        used, bar = "", 0
        if (
            code not in {SILPA, NET}
            and plan is not None
            and spent is not None
            and plan > 0
            and spent >= 0
        ):
            used, bar = share(site, spent, plan), min(100, round(100 * spent / plan))
        href = account_url(entry.key if entry else "", code) if code in inside else ""
        yield views.BudgetRow(
            code="" if code == SILPA else code,
            name=site.t.gettext(names[code]) if names[code] else code,
            href=site.address.href(href) if href else "",
            level=level(code),
            amounts=tuple(
                "" if amount is None else wording.whole(amount, site.lang)
                for amount in found.values()
            ),
            used=used,
            bar=bar,
        )


def share(site: SiteContext, part: int, whole: int) -> str:
    """Return `62,5%`."""
    return f"{wording.decimal(round(100 * part / whole, 1), site.lang)}%"


def spending_map(site: SiteContext, budget: OwnBudget) -> views.SpendingMap | None:
    """Return the spending of the last plan as a treemap with its table, None where there is nothing to compare."""
    names, t = budget.names(), site.t
    parts = spending_parts(budget)
    whole = sum(amount for _, amount in parts)
    if len(parts) < 2:
        return None
    phase = t.gettext(PHASE_WORDS[budget.plan])
    labels = [t.gettext(names[code]) if names[code] else code for code, _ in parts]
    amounts_said = [
        numbers(float(amount), "rupiah", t, short=True, digits=2) for _, amount in parts
    ]
    values = [float(amount) for _, amount in parts]
    return views.SpendingMap(
        caption=t.gettext(N_("Spending of {year} by account ({phase})")).format(
            year=budget.year, phase=phase
        ),
        drawings=tuple(
            views.SpendingDrawing(
                name=name,
                width=round(width),
                height=round(height),
                tiles=tuple(
                    _tile(box, label, said)
                    for box, label, said in zip(
                        treemap(values, width, height), labels, amounts_said, strict=True
                    )
                ),
            )
            for name, width, height in _SIZES
        ),
        rows=tuple(
            views.SpendingRow(
                code=code,
                name=label,
                amount=wording.whole(amount, site.lang),
                share=share(site, amount, whole),
            )
            for (code, amount), label in zip(parts, labels, strict=True)
        ),
    )


def spending_parts(budget: OwnBudget) -> list[tuple[str, int]]:
    """Return accounts of spending in the last plan with their amounts, the largest first.

    No account is a part of another: it is each of the second level, or in its place those right below it if
    they are all of it.
    """
    amounts = budget.amounts().get(budget.plan, {})
    return sorted(_parts(budget, amounts), key=lambda each: (-each[1], each[0]))


def _parts(budget: OwnBudget, amounts: Amounts) -> Iterator[tuple[str, int]]:
    for code in children(budget, SPENDING):
        amount = amount_of(amounts, code)
        below = [(each, amount_of(amounts, each) or 0) for each in children(budget, code)]
        if below and amount == sum(part for _, part in below) and all(p >= 0 for _, p in below):
            yield from ((each, part) for each, part in below if part)
        elif amount and amount > 0:
            yield code, amount


def _tile(box: tuple[float, float, float, float], label: str, said: str) -> views.SpendingTile:
    """A rectangle with the words that fit into it."""
    x, y, width, height = box
    letters = int((width - 2 * _EDGE) / _LETTER)
    # The amount is bold, which takes more room.
    lines = _wrapped(label, letters) if letters >= max(1.2 * len(said), 6) else []
    fitting = int((height - _EDGE) / _LINE) - 1
    shown = (*lines[:fitting], said) if lines and 1 <= len(lines) <= fitting else ()
    return views.SpendingTile(
        x=round(x, 1),
        y=round(y, 1),
        width=round(width, 1),
        height=round(height, 1),
        title=f"{label}: {said}",
        lines=shown,
    )


def _wrapped(text: str, letters: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if len(word) > letters:
            return []
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
