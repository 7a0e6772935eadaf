"""The latest reports of the whole city, and the ways to earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, row
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    feed_link,
    meta_view,
    page_output,
    site_view,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import NEWS_URL, PRESS_URL, agenda_url, city_archive_url

# As many as fit into about six screens of a phone.
LATEST = 16


def _pages(city: City) -> Iterator[Planned]:
    yield planned(city.site, NEWS_URL, news_page, city.read("reports")[:LATEST])


NEWS = Product(
    name="news",
    paths=((NEWS_URL, "the latest reports of all units, by day"),),
    reads=("reports",),
    make=_pages,
)


def news_page(site: SiteContext, items: tuple[Listed, ...]) -> Output:
    """Return the page of these reports, newest first."""
    t = site.t.gettext
    days = group_by(items, attrgetter("report.date"))
    intro = t(N_("The latest from the city's agencies, kecamatan and kelurahan."))
    meta = meta_view(site, NEWS_URL, t(N_("News")), intro)
    view = views.ListPage(
        site=site_view(site),
        meta=with_feeds(site, meta, "/"),
        unit=None,
        title=t(N_("News")),
        intro=intro,
        groups=tuple(
            views.ReportGroup(
                label=wording.weekday_and_day(day, site.lang),
                href=site.address.href(city_archive_url(day.year, day.month, day.day)),
                count=wording.reports(len(of_day), site.t),
                reports=tuple(row(site, item) for item in of_day),
            )
            for day, of_day in days.items()
        ),
        datasets=(),
        ways=(
            site.link(t(N_("Agenda")), agenda_url()),
            site.link(t(N_("By topic")), "/topik/"),
            site.link(t(N_("By month")), city_archive_url()),
            site.link(t(N_("For the press")), PRESS_URL),
        ),
        feed=feed_link(site, "/") if items else None,
    )
    return page_output(site, NEWS_URL, "list.html", view)
