"""Urgent notices in force, as pages show them: the first few at the top, all of them on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from sitegen.i18n import N_
from sitegen.model import LEVELS, Notice, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import NOTICES_URL, unit_url

SHOWN = 3
# The anchor of the city's agencies on the page of all notices.
AGENCIES = "kota"
# A notice and the unit that gives it.
Given: TypeAlias = tuple[Notice, UnitEntry]


def in_order(given: Iterable[Given]) -> tuple[Given, ...]:
    """Return the notices by level of unit, agencies first, and the newest first within a level.

    A kelurahan with many notices hides none of a kecamatan or of the city, an office none of the
    agency above it.
    """
    by_date = sorted(sorted(given, key=lambda each: each[0].url), key=_date, reverse=True)
    return tuple(sorted(by_date, key=lambda each: _rank(each[1])))


def notice_board(
    site: SiteContext, given: Sequence[Given], own: UnitEntry | None = None
) -> views.NoticeBoard | None:
    """Return the first of these notices, with a link to all if more than them; None if none.

    `own` is the unit whose page it is, None for the city's.
    """
    if not given:
        return None
    more = len(given) - SHOWN
    link = None
    if own is None and len(given) > 1:  # on phones, the home page shows the first alone
        text = site.t.ngettext(N_("All {n} announcement"), N_("All {n} announcements"), len(given))
        label = text.format(n=wording.whole(len(given), site.lang))
        link = views.Link(label=label, href=site.address.href(NOTICES_URL))
    elif more > 0:
        text = site.t.ngettext(
            N_("and {n} more announcement"), N_("and {n} more announcements"), more
        )
        label = text.format(n=wording.whole(more, site.lang))
        anchor = f"#{anchor_of(own)}" if own else ""
        link = views.Link(label=label, href=site.address.href(NOTICES_URL) + anchor)
    shown = tuple(notice_view(site, each, own) for each in given[:SHOWN])
    return views.NoticeBoard(notices=shown, more=link)


def notice_view(site: SiteContext, given: Given, own: UnitEntry | None = None) -> views.NoticeLine:
    """Return a notice; without the name of its unit on the unit's `own` page."""
    notice, entry = given
    unit = None if entry == own else site.link(unit_name(site, entry), unit_url(entry.key))
    until = wording.day(notice.until, site.lang).text
    return views.NoticeLine(
        href=site.address.href(notice.url),
        title=notice.title,
        until=site.t.gettext(N_("In force until {day}")).format(day=until),
        summary=notice.summary,
        unit=unit,
    )


def anchor_of(entry: UnitEntry) -> str:
    """Return the anchor of a unit's notices on the page of all: that of its kecamatan."""
    return AGENCIES if entry.level == "dinas" else (entry.parent or entry.key).replace("/", "-")


def _rank(entry: UnitEntry) -> tuple[int, bool]:
    return LEVELS.index(entry.level), bool(entry.parent)


def _date(given: Given) -> str:
    return given[0].date.isoformat()
