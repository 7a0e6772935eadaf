"""Lists of reports by topic and by date, none of them too long for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.exports.feeds import planned_feeds
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, all_datasets, dataset_card, row
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    feed_link,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import LIST_LIMIT, group_by, with_titles
from sitegen.urls import city_archive_url, topic_url, unit_url

# How many datasets of a topic show their chart.
DRAWN = 12

Data = tuple[tuple[DatasetSummary, UnitEntry], ...]
Month = tuple[int, int]
Days = tuple[tuple[date, tuple[Listed, ...]], ...]


class ListedPeriod(Struct, frozen=True, kw_only=True):
    """The reports of a day, or of the month that begins on it.

    `items` is empty if a page shows only their number.
    """

    day: date
    count: int
    items: tuple[Listed, ...]


def _topic_pages(city: City) -> Iterator[Planned]:
    """Yield the list of topics, each topic, and each month of a topic."""
    site = city.site
    by_topic: dict[str, list[Listed]] = {name: [] for name, _ in site.topics}
    for item in city.read("reports"):
        for topic in item.report.topics:
            by_topic.setdefault(topic, []).append(item)
    data: dict[str, list[tuple[DatasetSummary, UnitEntry]]] = {}
    for pair in all_datasets(city):
        for topic in pair[0].topics:
            data.setdefault(topic, []).append(pair)
    counts = tuple(
        (name, len(items), len(data.get(name, ())))
        for name, items in by_topic.items()
        if items or name in data
    )
    yield planned(site, "/topik/", _topics, counts)
    for name, _, _ in counts:
        yield from _pages_of_topic(site, name, tuple(by_topic[name]), tuple(data.get(name, ())))


def _topics(site: SiteContext, counts: tuple[tuple[str, int, int], ...]) -> Output:
    t = site.t.gettext
    title = t(N_("Topics"))
    view = views.TopicsPage(
        site=site_view(site),
        meta=meta_view(site, "/topik/", title, t(N_("All topics of reports and data."))),
        title=title,
        topics=tuple(
            views.TopicRow(
                label=label_of(site.topics, name),
                href=site.address.href(topic_url(name)),
                reports=wording.whole(reports, site.lang),
                datasets=wording.whole(datasets, site.lang),
            )
            for name, reports, datasets in counts
        ),
    )
    return page_output(site, "/topik/", "topics.html", view)


def _pages_of_topic(
    site: SiteContext, name: str, items: tuple[Listed, ...], data: Data
) -> Iterator[Planned]:
    months = _by_month(items)
    groups = _months(months, numbers=len(items) > LIST_LIMIT)
    yield planned(site, topic_url(name), _topic, name, groups, data)
    title = f"{label_of(site.topics, name)} · {site.name}"
    yield from planned_feeds(site, topic_url(name), title, items)
    for month, days in months.items():
        url = topic_url(name, *month)
        yield planned(site, url, _topic_month, name, month, _days(days))


def _topic(site: SiteContext, name: str, months: tuple[ListedPeriod, ...], data: Data) -> Output:
    t = site.t.gettext
    cards = tuple(
        dataset_card(site, dataset, site.link(unit_name(site, entry), unit_url(entry.key)))
        for dataset, entry in data
    )
    # Each drawing is a kilobyte on a phone's line.
    cards = (*cards[:DRAWN], *(replace(card, chart="") for card in cards[DRAWN:]))
    groups = _month_groups(site, months, lambda y, m: topic_url(name, y, m))
    intro = t(N_("{reports} reports and {datasets} datasets on this topic.")).format(
        reports=wording.whole(_total(months), site.lang),
        datasets=wording.whole(len(data), site.lang),
    )
    crumbs = (site.link(t(N_("Topics")), "/topik/"),)
    text = (label_of(site.topics, name), intro)
    return list_output(site, topic_url(name), text, crumbs, groups, cards, feed=True)


def _topic_month(
    site: SiteContext, name: str, month: Month, days: tuple[ListedPeriod, ...]
) -> Output:
    label = label_of(site.topics, name)
    crumbs = (
        site.link(site.t.gettext(N_("Topics")), "/topik/"),
        site.link(label, topic_url(name)),
    )
    text = (f"{label}, {wording.month(*month, site.lang)}", _count(site, _total(days)))
    return list_output(site, topic_url(name, *month), text, crumbs, _day_groups(site, days))


TOPICS = Product(
    name="topics",
    paths=(
        ("/topik/", "topics that have reports or data"),
        ("/topik/<slug>/", "one topic: reports by month, and datasets"),
        ("/topik/<slug>/<yyyy>/<mm>/", "a topic's reports of a month, by day"),
        ("/topik/<slug>/feed.xml", "feed of a topic's latest reports"),
        ("/topik/<slug>/feed.json", "feed of a topic's latest reports"),
    ),
    reads=("reports", "datasets"),
    make=_topic_pages,
)


def _by_month(items: tuple[Listed, ...]) -> dict[Month, Days]:
    """The reports by month and day; `items` are newest first."""
    days = group_by(items, attrgetter("report.date"))
    return group_by(days.items(), lambda of: (of[0].year, of[0].month))


def _months(months: dict[Month, Days], *, numbers: bool) -> tuple[ListedPeriod, ...]:
    """The months as a page shows them: with their reports, or only with their `numbers`."""
    return tuple(
        ListedPeriod(
            day=date(*month, 1),
            count=sum(len(items) for _, items in days),
            items=() if numbers else tuple(item for _, items in days for item in items),
        )
        for month, days in months.items()
    )


def _days(days: Days) -> tuple[ListedPeriod, ...]:
    """The days of a month as a page shows them: only with numbers if there are too many reports."""
    numbers = sum(len(items) for _, items in days) > LIST_LIMIT
    return tuple(
        ListedPeriod(day=day, count=len(items), items=() if numbers else items)
        for day, items in days
    )


def _total(groups: tuple[ListedPeriod, ...]) -> int:
    return sum(group.count for group in groups)


def _month_groups(
    site: SiteContext, months: tuple[ListedPeriod, ...], url: Callable[[int, int], str]
) -> tuple[views.ReportGroup, ...]:
    return tuple(
        views.ReportGroup(
            label=wording.month(month.day.year, month.day.month, site.lang),
            href=site.address.href(url(month.day.year, month.day.month)),
            count=wording.reports(month.count, site.t),
            reports=tuple(row(site, item) for item in month.items),
        )
        for month in months
    )


def _day_groups(site: SiteContext, days: tuple[ListedPeriod, ...]) -> tuple[views.ReportGroup, ...]:
    return tuple(
        views.ReportGroup(
            label=wording.weekday_and_day(of.day, site.lang),
            href=site.address.href(city_archive_url(of.day.year, of.day.month, of.day.day)),
            count=wording.reports(of.count, site.t),
            reports=tuple(row(site, item) for item in of.items),
        )
        for of in days
    )


def _count(site: SiteContext, count: int) -> str:
    text = site.t.ngettext(N_("{n} report."), N_("{n} reports."), count)
    return text.format(n=wording.whole(count, site.lang))


def _archive_pages(city: City) -> Iterator[Planned]:
    """Yield the archive of the city, of each year, month and day."""
    site = city.site
    months = _by_month(city.read("reports"))
    numbers = _months(months, numbers=True)
    yield planned(site, city_archive_url(), _archive, numbers)
    for year, own in group_by(numbers, lambda group: group.day.year).items():
        yield planned(site, city_archive_url(year), _archive_year, year, own)
    for month, days in months.items():
        yield planned(site, city_archive_url(*month), _archive_month, month, _days(days))
        for day, of_day in days:
            yield planned(site, city_archive_url(*month, day.day), _archive_day, day, of_day)


ARCHIVES = Product(
    name="archives",
    paths=(
        ("/arsip/", "archive: years and months with their numbers of reports"),
        ("/arsip/<yyyy>/", "months of a year with their numbers"),
        ("/arsip/<yyyy>/<mm>/", "reports of a month, by day"),
        ("/arsip/<yyyy>/<mm>/<dd>/", "reports of a day, by kind of unit"),
    ),
    reads=("reports",),
    make=_archive_pages,
)


def _archive(site: SiteContext, months: tuple[ListedPeriod, ...]) -> Output:
    groups = _month_groups(site, months, city_archive_url)
    years = dict.fromkeys(month.day.year for month in months)
    ways = tuple(site.link(str(year), city_archive_url(year)) for year in years)
    text = (site.t.gettext(N_("Archive")), _count(site, _total(months)))
    return list_output(site, city_archive_url(), text, (), groups, (), ways)


def _archive_year(site: SiteContext, year: int, months: tuple[ListedPeriod, ...]) -> Output:
    groups = _month_groups(site, months, city_archive_url)
    heading = site.t.gettext(N_("Reports in {period}")).format(period=year)
    text = (heading, _count(site, _total(months)))
    return list_output(site, city_archive_url(year), text, _archive_crumbs(site), groups)


def _archive_month(site: SiteContext, month: Month, days: tuple[ListedPeriod, ...]) -> Output:
    heading = site.t.gettext(N_("Reports in {period}")).format(
        period=wording.month(*month, site.lang)
    )
    text = (heading, _count(site, _total(days)))
    crumbs = _archive_crumbs(site, month[0])
    return list_output(site, city_archive_url(*month), text, crumbs, _day_groups(site, days))


def _archive_day(site: SiteContext, day: date, items: tuple[Listed, ...]) -> Output:
    heading = site.t.gettext(N_("Reports of {day}")).format(day=wording.day(day, site.lang).text)
    text = (heading, _count(site, len(items)))
    month = site.link(
        wording.month(day.year, day.month, site.lang), city_archive_url(day.year, day.month)
    )
    crumbs = (*_archive_crumbs(site, day.year), month)
    url = city_archive_url(day.year, day.month, day.day)
    return list_output(site, url, text, crumbs, _by_kind(site, items))


def _archive_crumbs(site: SiteContext, year: int = 0) -> tuple[views.Link, ...]:
    top = site.link(site.t.gettext(N_("Archive")), city_archive_url())
    return (top, site.link(str(year), city_archive_url(year))) if year else (top,)


def _by_kind(site: SiteContext, items: tuple[Listed, ...]) -> tuple[views.ReportGroup, ...]:
    """The reports of one day, by kind of unit."""
    groups = group_by(items, lambda item: item.entry.kind)
    return tuple(
        views.ReportGroup(
            label=kind.plural,
            href="",
            count=wording.reports(len(groups[kind.name]), site.t),
            reports=tuple(row(site, item) for item in groups[kind.name]),
        )
        for kind in site.unit_kinds
        if kind.name in groups
    )


def list_output(  # noqa: PLR0913 - the parts of one list page, all of them plain values
    site: SiteContext,
    url: str,
    text: tuple[str, str],
    crumbs: tuple[views.Link, ...],
    groups: tuple[views.ReportGroup, ...],
    datasets: tuple[views.DatasetCard, ...] = (),
    ways: tuple[views.Link, ...] = (),
    *,
    feed: bool = False,
) -> Output:
    """Return a page of groups of reports; `text` is its title and its first sentence."""
    title, intro = text
    titles = (row.title for group in groups for row in group.reports)
    meta = meta_view(site, url, title, with_titles(title, intro, titles), crumbs)
    view = views.ListPage(
        site=site_view(site),
        meta=with_feeds(site, meta, url) if feed else meta,
        unit=None,
        title=title,
        intro=intro,
        groups=groups,
        datasets=datasets,
        ways=ways,
        feed=feed_link(site, url) if feed else None,
    )
    return page_output(site, url, "list.html", view)
