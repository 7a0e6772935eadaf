"""Review dates: after which day a page says that what it tells may have changed, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sitegen.i18n import N_
from sitegen.pages import views, wording
from sitegen.pages.unit_contact import contact_facts
from sitegen.pages.unit_shared import UnitContext


def is_due(review: date | None, today: date) -> bool:
    """Return whether something is to be reviewed on this day: only after the day of its key `tinjau`."""
    return review is not None and review < today


def review_turns(reviews: Iterable[date | None]) -> tuple[date, ...]:
    """Return the days from whose beginning pages say that they are to be reviewed."""
    return tuple(day + timedelta(days=1) for day in reviews if day and day < date.max)


def review_note(unit: UnitContext, review: date | None, today: date) -> views.Review | None:
    """Return what a page of an active unit says after the day of its review, None until then."""
    site = unit.site
    if review is None or not is_due(review, today) or unit.masthead.closed:
        return None
    t = site.t.gettext
    said = N_("Due for review since {day}: what this page says may have changed.")
    reach = (each for each in contact_facts(site, unit.profile) if each.href)
    links = tuple(
        views.Link(
            label=each.value if each.name == "email" else f"{each.label} {each.value}",
            href=each.href,
        )
        for each in reach
    )
    return views.Review(
        text=t(said).format(day=wording.day(review, site.lang).text),
        ask=t(N_("Ask {unit}:")).format(unit=unit.masthead.name),
        contact=links or (site.link(*site.complaint),),
    )


def review_words(unit: UnitContext, review: date | None, today: date) -> str:
    """Return the same in short for a line of a list, "" until that day."""
    if review is None or not is_due(review, today) or unit.masthead.closed:
        return ""
    day = wording.day(review, unit.site.lang).text
    return unit.site.t.gettext(N_("Due for review since {day}")).format(day=day)
