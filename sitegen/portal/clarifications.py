"""What goes round and is wrong, and what is true: `/klarifikasi/`.

Those of reports with `klaim` and `fakta`; one with `sampai` stands first up to that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sitegen.exports.feeds import planned_feeds
from sitegen.i18n import N_
from sitegen.model import ClarificationItem, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.report import clarified
from sitegen.pages.site import (
    SiteContext,
    feed_link,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import CLARIFICATIONS_URL, clarifications_url, unit_url

# As many that are no longer current stand on the first page, and of those that are.
LATEST = 20
# As many stand on the page of a year; the archive has all reports.
OF_YEAR = 100
Given = tuple[UnitEntry, ClarificationItem]


def _pages(city: City) -> Iterator[Planned]:
    site, today = city.site, city.read("today")
    given = [(entry, item) for entry, own in city.read("clarifications") for item in own]
    given.sort(key=lambda each: (each[1].date, each[1].url), reverse=True)
    current = tuple(each for each in given if each[1].until and each[1].until >= today)
    others = tuple(each for each in given if each not in current)
    years = group_by(given, lambda each: each[1].date.year)
    first = current[:LATEST], others[:LATEST]
    yield planned(site, CLARIFICATIONS_URL, clarifications_page, *first, tuple(years))
    for year, own in years.items():
        yield planned(site, clarifications_url(year), year_page, year, own[:OF_YEAR], len(own))
    known = {item.url for _, item in given}
    items = tuple(item for item in city.read("reports") if item.report.url in known)
    title = f"{site.t.gettext(N_('Clarifications'))} · {site.name}"
    yield from planned_feeds(site, CLARIFICATIONS_URL, title, items)


CLARIFICATIONS = Product(
    name="clarifications",
    paths=(
        (CLARIFICATIONS_URL, "claims that go round and are wrong, with what is true"),
        ("/klarifikasi/<yyyy>/", "the clarifications of a year"),
        ("/klarifikasi/feed.xml", "feed of the latest clarifications"),
        ("/klarifikasi/feed.json", "feed of the latest clarifications"),
    ),
    reads=("clarifications", "reports", "today"),
    make=_pages,
)


def clarifications_page(
    site: SiteContext, current: tuple[Given, ...], others: tuple[Given, ...], years: tuple[int, ...]
) -> Output:
    """Return the first page: those that are current, then the newest of the others."""
    t = site.t.gettext
    intro = N_("What goes round and is wrong, what is true, and who says so.")
    if not years:
        intro = N_("No unit has clarified anything yet.")
    title = t(N_("Clarifications"))
    meta = meta_view(site, CLARIFICATIONS_URL, title, t(intro))
    return _view(
        site,
        with_feeds(site, meta, CLARIFICATIONS_URL),
        (title, t(intro), CLARIFICATIONS_URL),
        current=_entries(site, current, still=True),
        latest=_entries(site, others),
        years=tuple(site.link(str(year), clarifications_url(year)) for year in years),
        feed=feed_link(site, CLARIFICATIONS_URL) if years else None,
    )


def year_page(site: SiteContext, year: int, given: tuple[Given, ...], count: int) -> Output:
    """Return the newest clarifications of a year, of which there are `count`."""
    t = site.t
    title = t.gettext(N_("Clarifications in {year}")).format(year=year)
    intro = t.ngettext(N_("{n} clarification"), N_("{n} clarifications"), count)
    url = clarifications_url(year)
    top = site.link(t.gettext(N_("Clarifications")), CLARIFICATIONS_URL)
    intro = intro.format(n=wording.whole(count, site.lang))
    meta = meta_view(site, url, title, intro, (top,))
    return _view(site, meta, (title, f"{intro}.", url), latest=_entries(site, given))


def _view(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    meta: views.Meta,
    said: tuple[str, str, str],
    *,
    current: tuple[views.ClarificationEntry, ...] = (),
    latest: tuple[views.ClarificationEntry, ...] = (),
    years: tuple[views.Link, ...] = (),
    feed: views.Link | None = None,
) -> Output:
    title, intro, url = said
    view = views.ClarificationsPage(
        site=site_view(site),
        meta=meta,
        title=title,
        intro=intro,
        feed=feed,
        current=current,
        latest=latest,
        years=years,
    )
    return page_output(site, url, "clarifications.html", view)


def _entries(
    site: SiteContext, given: Iterable[Given], *, still: bool = False
) -> tuple[views.ClarificationEntry, ...]:
    return tuple(
        views.ClarificationEntry(
            title=item.title,
            href=site.address.href(item.url),
            unit=site.link(unit_name(site, entry), unit_url(entry.key)),
            date=wording.day(item.date, site.lang),
            until=_until(site, item.until) if still else "",
            said=clarified(item),
        )
        for entry, item in given
    )


def _until(site: SiteContext, day: date | None) -> str:
    if day is None:
        return ""
    return site.t.gettext(N_("Current until {day}")).format(day=wording.day(day, site.lang).text)
