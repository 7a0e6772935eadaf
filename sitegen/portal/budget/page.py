"""The page of a budget, and of one of its accounts."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.charts.numbers import time_label
from sitegen.city.budget_schema import REALISASI
from sitegen.datasets.budget import SPENDING, amount_of, level
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.pages.unit_shared import fact
from sitegen.portal.budget.files import budget_links
from sitegen.portal.budget.own import PHASE_WORDS, Inhabitants, OwnBudget, in_order
from sitegen.portal.budget.rows import SHOWN, budget_rows, children, share, spending_map
from sitegen.urls import account_url, budget_url, unit_url


def budget_page(
    site: SiteContext,
    entry: UnitEntry | None,
    budget: OwnBudget | None,
    owners: tuple[UnitEntry, ...],
    people: Inhabitants | None,
) -> Output:
    """Return the page of a budget, of the city without `entry`."""
    t = site.t.gettext
    url = budget_url(entry.key if entry else "")
    title = t(N_("Budget of {year}")).format(year=budget.year) if budget else t(N_("Budget"))
    whose = unit_name(site, entry) if entry else site.name
    intro = _intro(site, budget)
    codes = in_order(code for code in budget.names() if level(code) <= SHOWN) if budget else []
    view = views.BudgetPage(
        site=site_view(site),
        meta=meta_view(site, url, f"{title} - {whose}", f"{whose}: {intro}", _crumbs(site, entry)),
        unit=masthead(site, entry, "", None) if entry else None,
        title=title,
        intro=intro,
        each=tuple(_per_inhabitant(site, budget, people)) if budget and people else (),
        caption=t(N_("Amounts by account and phase, in rupiah")),
        phases=_phases(site, budget),
        share=_share(site, budget),
        rows=tuple(budget_rows(site, budget, entry, codes)) if budget else (),
        spending=spending_map(site, budget) if budget and not entry else None,
        units=tuple(site.link(unit_name(site, each), budget_url(each.key)) for each in owners),
        above=site.link(t(N_("Budget of the city, and of other units")), budget_url())
        if entry
        else None,
        sources=tuple(site.link(*each) for each in budget.sources) if budget else (),
        files=budget_links(site, url) if budget else (),
    )
    return page_output(site, url, "budget.html", view)


def account_page(
    site: SiteContext, entry: UnitEntry | None, budget: OwnBudget, code: str
) -> Output:
    """Return the page of an account with those right below it; `budget` may have only its own lines."""
    t = site.t.gettext
    key = entry.key if entry else ""
    names = budget.names()
    name = t(names[code]) if names[code] else code
    whose = unit_name(site, entry) if entry else site.name
    title = t(N_("{account} in {year}")).format(account=name, year=budget.year)
    intro = _account_intro(site, budget, code)
    over = code.rpartition(".")[0]
    up = [over] if level(over) > 1 else []
    crumbs = (
        *_crumbs(site, entry),
        site.link(t(N_("Budget of {year}")).format(year=budget.year), budget_url(key)),
        *(site.link(t(names[each]) or each, account_url(key, each)) for each in up),
    )
    view = views.BudgetPage(
        site=site_view(site),
        meta=meta_view(
            site,
            account_url(key, code),
            f"{title} ({code}) - {whose}",
            f"{whose}, {name} ({code}): {intro}",
            crumbs,
        ),
        unit=masthead(site, entry, "", None) if entry else None,
        title=title,
        intro=intro,
        each=(),
        caption=t(N_("Amounts by account and phase, in rupiah")),
        phases=_phases(site, budget),
        share=_share(site, budget),
        rows=tuple(budget_rows(site, budget, entry, [code, *children(budget, code)], code)),
        spending=None,
        units=(),
        above=site.link(t(N_("The whole budget")), budget_url(key)),
        sources=tuple(site.link(*each) for each in budget.sources[:1]),
        files=(),
    )
    return page_output(site, account_url(key, code), "budget.html", view)


def _per_inhabitant(
    site: SiteContext, budget: OwnBudget, people: Inhabitants
) -> Iterator[views.Fact]:
    """Yield what the last plan gives for each inhabitant, and what was realised; each of one phase."""
    t, lang = site.t.gettext, site.lang
    amounts = budget.amounts()
    note = t(N_("{n} inhabitants ({period})")).format(
        n=wording.whole(people.count, lang),
        period=time_label(people.period, site.t) if people.period else people.dataset,
    )
    for phase in dict.fromkeys((budget.plan, REALISASI)):
        amount = amount_of(amounts.get(phase, {}), SPENDING)
        if amount is not None and amount >= 0:
            label = t(N_("Spending per inhabitant: {phase} {year}")).format(
                phase=t(PHASE_WORDS[phase]), year=budget.year
            )
            each = wording.rupiah(round(amount / people.count), lang)
            yield fact(f"penduduk-{phase}", label, each, note, site.address.href(people.url))


def _crumbs(site: SiteContext, entry: UnitEntry | None) -> tuple[views.Link, ...]:
    if entry is None:
        return ()
    home = site.link(unit_name(site, entry), unit_url(entry.key))
    return (*unit_crumbs(site, entry, None), home)


def _phases(site: SiteContext, budget: OwnBudget | None) -> tuple[str, ...]:
    return tuple(site.t.gettext(PHASE_WORDS[phase]) for phase in (budget.phases if budget else ()))


def _share(site: SiteContext, budget: OwnBudget | None) -> str:
    """The heading of the shares, "" if there are none."""
    t = site.t.gettext
    if budget is None or REALISASI not in budget.phases or not budget.plan:
        return ""
    return t(N_("Realised of {phase}")).format(phase=t(PHASE_WORDS[budget.plan]))


def _intro(site: SiteContext, budget: OwnBudget | None) -> str:
    """What was spent of which plan, or what is planned; it says no more than the table has."""
    if budget is None:
        return site.t.gettext(
            N_("The budgets that units publish. The city's own is not published here yet.")
        )
    return _said(
        site,
        budget,
        SPENDING,
        both=N_("Spending: {share} realised, {spent} of {plan} ({phase})."),
        planned=N_("Spending planned: {plan} ({phase})."),
        realised=N_("Spending realised: {spent}."),
    )


def _account_intro(site: SiteContext, budget: OwnBudget, code: str) -> str:
    """What was realised of which plan of an account, or what is planned."""
    return _said(
        site,
        budget,
        code,
        both=N_("{share} realised, {spent} of {plan} ({phase})."),
        planned=N_("Planned: {plan} ({phase})."),
        realised=N_("Realised: {spent}."),
    )


def _said(
    site: SiteContext, budget: OwnBudget, code: str, *, both: str, planned: str, realised: str
) -> str:
    """The text of what is known of an account: `both` its plan and what was realised, or one of them."""
    plan, spent, phase = _of_account(site, budget, code)
    if plan is not None and spent is not None and plan > 0:
        text, part = both, share(site, spent, plan)
    elif plan is not None:
        text, part = planned, ""
    elif spent is not None:
        text, part = realised, ""
    else:
        return site.t.gettext(N_("Amounts by account and phase, in rupiah"))
    return site.t.gettext(text).format(
        share=part,
        spent=wording.rupiah(spent or 0, site.lang),
        plan=wording.rupiah(plan or 0, site.lang),
        phase=phase,
    )


def _of_account(
    site: SiteContext, budget: OwnBudget, code: str
) -> tuple[int | None, int | None, str]:
    """What the last plan gives an account, what was realised of it, and the words of that phase."""
    amounts = budget.amounts()
    plan = amount_of(amounts.get(budget.plan, {}), code)
    spent = amount_of(amounts.get(REALISASI, {}), code)
    return plan, spent, site.t.gettext(PHASE_WORDS[budget.plan]) if budget.plan else ""
