"""How to follow the city, a topic or a unit: what feeds are, and where each is."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    FEEDS,
    SiteContext,
    follow_anchor,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import (
    CLARIFICATIONS_URL,
    FOLLOW_URL,
    INNOVATIONS_URL,
    achievements_url,
    topic_url,
    unit_url,
)


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    with_reports = tuple(e for e, own in city.read("activity") if own and e.active)
    reported = {topic for item in city.read("reports") for topic in item.report.topics}
    topics = tuple(name for name, _ in site.topics if name in reported)
    yield planned(site, FOLLOW_URL, follow_page, topics, with_reports)


FOLLOW = Product(
    name="follow",
    paths=((FOLLOW_URL, "how to follow the city, a topic or a unit by its feed"),),
    reads=("activity", "reports"),
    make=_pages,
)


def follow_page(site: SiteContext, topics: tuple[str, ...], units: tuple[UnitEntry, ...]) -> Output:
    """Return the page with the feeds of the city, of these topics and of these units."""
    t = site.t.gettext
    title = t(N_("Follow the news"))
    intro = t(
        N_(
            "New reports come to you by themselves, without an account and without an e-mail address."
        )
    )
    by_kind = group_by(units, lambda entry: entry.kind)
    view = views.FollowPage(
        site=site_view(site),
        meta=with_feeds(site, meta_view(site, FOLLOW_URL, title, intro), "/"),
        title=title,
        intro=intro,
        city=_feed(site, "/", site.name),
        topics=(
            _feed(site, INNOVATIONS_URL, t(N_("Innovations"))),
            _feed(site, achievements_url(), t(N_("Achievements"))),
            _feed(site, CLARIFICATIONS_URL, t(N_("Clarifications"))),
            *(_feed(site, topic_url(name), label_of(site.topics, name)) for name in topics),
        ),
        units=tuple(
            views.FeedGroup(
                label=kind.plural,
                feeds=tuple(
                    _feed(site, unit_url(entry.key), unit_name(site, entry))
                    for entry in sorted(by_kind[kind.name], key=lambda each: each.name.casefold())
                ),
            )
            for kind in site.unit_kinds
            if kind.name in by_kind
        ),
    )
    return page_output(site, FOLLOW_URL, "follow.html", view)


def _feed(site: SiteContext, url: str, label: str) -> views.FollowedFeed:
    """The feed of the page at this address."""
    return views.FollowedFeed(
        id=follow_anchor(url),
        label=label,
        href=site.address.href(url),
        feed=site.address.href(url + FEEDS[0][0]),
        address=site.address.absolute(url + FEEDS[0][0]),
    )
