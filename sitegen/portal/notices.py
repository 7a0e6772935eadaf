"""The page of all urgent notices in force: those of agencies, then by kecamatan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.exports.notice_feeds import latest, notices_feed
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.notices import AGENCIES, Given, anchor_of, in_order, notice_view
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    FEEDS,
    SiteContext,
    feed_link,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import NOTICES_URL


def notices_in_force(city: City) -> tuple[Given, ...]:
    """Return the urgent notices of all units in order, without those that have ended since."""
    today: date = city.read("today")
    given = ((each, entry) for entry, own in city.read("notices") for each in own)
    return in_order(each for each in given if each[0].until >= today)


def notices_page(
    site: SiteContext, given: tuple[Given, ...], districts: tuple[UnitEntry, ...]
) -> Output:
    """Return the page of these notices; `districts` are the kecamatan in the register's order."""
    t = site.t
    title = t.gettext(N_("Important announcements"))
    count = len(given)
    intro = t.ngettext(
        N_("{n} announcement in force."), N_("{n} announcements in force."), count
    ).format(n=wording.whole(count, site.lang))
    if not given:
        intro = t.gettext(N_("No announcement is in force today."))
    groups = group_by(given, lambda each: anchor_of(each[1]))
    labels = {AGENCIES: t.gettext(N_("From the city's agencies"))}
    labels |= {anchor_of(entry): unit_name(site, entry) for entry in districts}
    view = views.NoticesPage(
        site=site_view(site),
        meta=with_feeds(site, meta_view(site, NOTICES_URL, title, intro), NOTICES_URL),
        title=title,
        intro=intro,
        feed=feed_link(site, NOTICES_URL),
        groups=tuple(
            views.NoticeGroup(
                id=anchor,
                label=label,
                notices=tuple(notice_view(site, each) for each in groups[anchor]),
            )
            for anchor, label in labels.items()
            if anchor in groups
        ),
    )
    return page_output(site, NOTICES_URL, "notices.html", view)


def _pages(city: City) -> Iterator[Planned]:
    districts = tuple(entry for entry in city.entries if entry.level == "kecamatan")
    given = notices_in_force(city)
    yield planned(city.site, NOTICES_URL, notices_page, given, districts)
    for name, _ in FEEDS:
        yield planned(city.site, NOTICES_URL + name, notices_feed, name, latest(given))


NOTICES = Product(
    name="announcements",
    paths=(
        (NOTICES_URL, "urgent notices in force: those of agencies, then by kecamatan"),
        *((NOTICES_URL + name, "feed of urgent notices, the newest first") for name, _ in FEEDS),
    ),
    reads=("notices", "today"),
    make=_pages,
)
