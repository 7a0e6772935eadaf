"""The feeds of urgent notices in force."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sitegen.exports.feeds import LATEST, FeedEntry, feed_of
from sitegen.i18n import N_
from sitegen.legible import legible
from sitegen.model import Output
from sitegen.pages import wording
from sitegen.pages.moments import midnight, stamp
from sitegen.pages.notices import Given
from sitegen.pages.site import SiteContext, unit_name
from sitegen.urls import NOTICES_URL, unit_url


def latest(given: Iterable[Given]) -> tuple[Given, ...]:
    """Return the notices of the feed: those that came out last, the newest first."""
    by_url = sorted(given, key=lambda each: each[0].url)
    return tuple(sorted(by_url, key=lambda each: each[0].date, reverse=True)[:LATEST])


def notices_feed(site: SiteContext, name: str, given: tuple[Given, ...]) -> Output:
    """Return the feed of that file name."""
    title = f"{site.t.gettext(N_('Important announcements'))} · {site.name}"
    return feed_of(site, NOTICES_URL, title, name, tuple(_entry(site, each) for each in given))


def _entry(site: SiteContext, given: Given) -> FeedEntry:
    notice, entry = given
    until = wording.day(notice.until, site.lang).text
    said = site.t.gettext(N_("In force until {day}")).format(day=until)
    moment = stamp(midnight(notice.date, ZoneInfo(site.zone)))
    absolute = site.address.absolute
    return FeedEntry(
        url=absolute(notice.url),
        title=legible(notice.title),
        summary=legible(f"{said}. {notice.summary}".strip()),
        author=legible(unit_name(site, entry)),
        author_url=absolute(unit_url(entry.key)),
        published=moment,
        updated=moment,
        tags=(),
        image="",
    )
