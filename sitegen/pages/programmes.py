"""What pages say of the progress of several activities, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.i18n import N_
from sitegen.model import Progress
from sitegen.pages import wording
from sitegen.pages.site import SiteContext
from sitegen.programmes.progress import state_of


def progress_sentence(site: SiteContext, items: Iterable[Progress]) -> str:
    """Return how much of the planned work is done in the newest month of these activities; "" if none tells.

    Of several activities it is the mean by their budgets, or the plain one if not all have a budget.
    """
    told = _newest(items)
    if not told:
        return ""
    done, plan = (
        _mean(told, [item.done for item in told]),
        _mean(told, [item.planned for item in told]),
    )
    said = site.t.gettext(N_("{done} of the work is done, {plan} was planned by {month}."))
    month = wording.month(told[0].year, told[0].month, site.lang)
    return said.format(done=percent(site, done), plan=percent(site, plan), month=month)


def late_sentence(site: SiteContext, items: Iterable[Progress]) -> str:
    """Return how many activities are not on plan; "" if all are, or none tells.

    Each counts in its own newest month.
    """
    states = [state_of(item) for item in items]
    critical, late = states.count("critical"), states.count("behind")
    t, lang = site.t, site.lang
    n, every = wording.whole(critical, lang), wording.whole(len(states), lang)
    if critical and late:
        said = N_(
            "Not on plan: {late} of {all} activities, {n} of them more than 10 points behind."
        )
        return t.gettext(said).format(late=wording.whole(critical + late, lang), all=every, n=n)
    if critical:
        said = N_("Not on plan: {n} of {all} activities, more than 10 points behind.")
        return t.gettext(said).format(n=n, all=every)
    if late:
        said = N_("Not on plan: {n} of {all} activities.")
        return t.gettext(said).format(n=wording.whole(late, lang), all=every)
    return ""


def _newest(items: Iterable[Progress]) -> list[Progress]:
    """The activities that tell plan and realisation in the newest month of all."""
    told = [item for item in items if item.done is not None and item.planned is not None]
    newest = max(((item.year, item.month) for item in told), default=(0, 0))
    return [item for item in told if (item.year, item.month) == newest]


def _mean(items: list[Progress], values: list[float | None]) -> float:
    weights = [item.ceiling or 0 for item in items] if _weighted(items) else [1] * len(items)
    pairs = zip(values, weights, strict=True)
    return sum((value or 0.0) * weight for value, weight in pairs) / sum(weights)


def _weighted(items: list[Progress]) -> bool:
    return all(item.ceiling and item.ceiling > 0 for item in items)


def progress_method(site: SiteContext, items: tuple[Progress, ...]) -> str:
    """Return how `progress_sentence` was computed; "" if there is none."""
    told = _newest(items)
    if not told:
        return ""
    if _weighted(told):
        said = N_("Mean of {n} of {all} activities, each by its budget. Both count from January.")
    else:
        said = N_(
            "Mean of {n} of {all} activities, each counting the same. Both count from January."
        )
    n, every = wording.whole(len(told), site.lang), wording.whole(len(items), site.lang)
    return site.t.gettext(said).format(n=n, all=every)


def percent(site: SiteContext, value: float) -> str:
    """Return `62,5%`."""
    return f"{wording.decimal(round(value, 1), site.lang)}%"
