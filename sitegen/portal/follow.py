"""How to follow the city, a topic or a unit: what feeds are, and where each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sitegen.exports.data_feeds import data_topics
from sitegen.i18n import N_
from sitegen.model import Output, UnitEntry
from sitegen.pages import views
from sitegen.pages.city import City, all_datasets
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    FEEDS,
    SiteContext,
    alternate,
    feed_alternate,
    follow_anchor,
    label_of,
    meta_view,
    new_data_title,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.urls import (
    CHANGES_URL,
    CLARIFICATIONS_URL,
    DATA_URL,
    FOLLOW_URL,
    INNOVATIONS_URL,
    NOTICES_URL,
    achievements_url,
    area_feed_url,
    data_feed_url,
    topic_data_url,
    topic_url,
    unit_url,
)


class FollowedUnits(Struct, frozen=True, kw_only=True):
    """The active units with `reports`, those with `data`, and the kecamatan among all.

    `data_topics` are the topics with data, each with their list.
    """

    reports: tuple[UnitEntry, ...]
    data: tuple[UnitEntry, ...]
    data_topics: tuple[tuple[str, str], ...]
    districts: tuple[UnitEntry, ...]


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    with_reports = tuple(e for e, own in city.read("activity") if own and e.active)
    with_data = tuple(e for e, own in city.read("datasets") if own and e.active)
    reported = {topic for item in city.read("reports") for topic in item.report.topics}
    topics = tuple(name for name, _ in site.topics if name in reported)
    units = FollowedUnits(
        reports=with_reports,
        data=with_data,
        data_topics=data_topics(site, all_datasets(city)),
        districts=city.districts(),
    )
    yield planned(site, FOLLOW_URL, follow_page, topics, units)


FOLLOW = Product(
    name="follow",
    paths=((FOLLOW_URL, "how to follow the city, a topic or a unit by its feed"),),
    reads=("activity", "reports", "datasets"),
    make=_pages,
)


def follow_page(site: SiteContext, topics: tuple[str, ...], units: FollowedUnits) -> Output:
    """Return the page with the feeds of the city, of these topics and of these units."""
    t = site.t.gettext
    title = t(N_("Follow the news"))
    intro = t(
        N_(
            "New reports and data come to you by themselves, without an account and without an e-mail "
            "address."
        )
    )
    by_kind = group_by(units.reports, lambda entry: entry.kind)
    view = views.FollowPage(
        site=site_view(site),
        meta=with_feeds(site, meta_view(site, FOLLOW_URL, title, intro), "/", _more(site)),
        title=title,
        intro=intro,
        city=_feed(site, "/", site.name),
        city_wide=(
            _feed(site, NOTICES_URL, t(N_("Important announcements"))),
            _feed(site, DATA_URL, new_data_title(site)),
        ),
        districts=tuple(
            _feed(site, area_feed_url(each.key), each.name, unit_url(each.key))
            for each in _by_name(units.districts)
        ),
        data=tuple(
            _feed(site, data_feed_url(each.key), unit_name(site, each), unit_url(each.key))
            for each in _by_name(units.data)
        ),
        data_topics=tuple(
            _feed(site, topic_data_url(name), label_of(site.topics, name), page)
            for name, page in units.data_topics
        ),
        changes=site.link(site.address.absolute(CHANGES_URL), CHANGES_URL),
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
                    for entry in _by_name(by_kind[kind.name])
                ),
            )
            for kind in site.unit_kinds
            if kind.name in by_kind
        ),
    )
    return page_output(site, FOLLOW_URL, "follow.html", view)


def _more(site: SiteContext) -> tuple[views.Alternate, ...]:
    """The city's feeds of one kind, and its changes for programs."""
    t = site.t.gettext
    return (
        feed_alternate(site, NOTICES_URL, t(N_("Important announcements"))),
        feed_alternate(site, DATA_URL, new_data_title(site)),
        alternate(site, "application/json", CHANGES_URL, t(N_("Changes by day"))),
    )


def _by_name(units: Iterable[UnitEntry]) -> list[UnitEntry]:
    return sorted(units, key=lambda each: each.name.casefold())


def _feed(site: SiteContext, url: str, label: str, page: str = "") -> views.FollowedFeed:
    """The feed in this folder, which is the address of its page if no other is given."""
    return views.FollowedFeed(
        id=follow_anchor(url),
        label=label,
        href=site.address.href(page or url),
        feed=site.address.href(url + FEEDS[0][0]),
        address=site.address.absolute(url + FEEDS[0][0]),
    )
