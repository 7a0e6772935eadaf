"""Lists of reports by topic and by date, none of them longer than a phone can bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from sitegen.exports.feeds import planned_feeds
from sitegen.i18n import N_
from sitegen.model import DatasetSummary, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, Planned, dataset_card, marks, planned, row
from sitegen.pages.site import (
    KIND_PLURALS,
    feed_link,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import LIST_LIMIT, group_by
from sitegen.urls import city_archive_url, topic_url, unit_url


def topic_pages(city: City, listed: tuple[Listed, ...]) -> Iterator[Planned]:
    """Yield the list of topics, each topic, and each month of a topic."""
    by_topic: dict[str, list[Listed]] = {name: [] for name, _ in city.site.topics}
    for item in listed:
        for topic in item.report.topics:
            by_topic.setdefault(topic, []).append(item)
    data: dict[str, list[tuple[DatasetSummary, UnitEntry]]] = {}
    for pair in city.datasets():
        for topic in pair[0].topics:
            data.setdefault(topic, []).append(pair)
    counts = {
        name: (len(items), len(data.get(name, ())))
        for name, items in by_topic.items()
        if items or name in data
    }
    yield planned("/topik/", (repr(counts),), partial(_topics, city, counts))
    for name in counts:
        yield from _topic_pages(city, name, tuple(by_topic[name]), tuple(data.get(name, ())))


def _topics(city: City, counts: dict[str, tuple[int, int]]) -> Output:
    site = city.site
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
            for name, (reports, datasets) in counts.items()
        ),
    )
    return page_output(site, "/topik/", "topics.html", view)


Months = dict[tuple[int, int], tuple["Listed", ...]]
Data = tuple[tuple["DatasetSummary", "UnitEntry"], ...]


def _topic_pages(city: City, name: str, items: tuple[Listed, ...], data: Data) -> Iterator[Planned]:
    months: Months = group_by(items, lambda i: (i.report.date.year, i.report.date.month))
    make = partial(_topic, city, name, months, data)
    parts = (name, repr(data), _shown(months, len(items)))
    yield planned(topic_url(name), parts, make)
    title = f"{label_of(city.site.topics, name)} · {city.site.name}"
    yield from planned_feeds(city.site, topic_url(name), title, items)
    for (year, number), of_month in months.items():
        make = partial(_topic_month, city, name, (year, number), of_month)
        yield planned(topic_url(name, year, number), (name, _shown_days(of_month)), make)


def _shown(groups: Months, total: int) -> str:
    """What a page shows of its groups: the reports, or only their numbers where there are many."""
    if total > LIST_LIMIT:
        return repr([(name, len(items)) for name, items in groups.items()])
    return "".join(marks(items) for items in groups.values())


def _shown_days(items: tuple[Listed, ...]) -> str:
    if len(items) <= LIST_LIMIT:
        return marks(items)
    days = group_by(items, lambda item: item.report.date)
    return repr([(day, len(of_day)) for day, of_day in days.items()])


def _topic(city: City, name: str, months: Months, data: Data) -> Output:
    site = city.site
    t = site.t.gettext
    count = sum(len(items) for items in months.values())
    cards = tuple(
        dataset_card(site, dataset, site.link(unit_name(entry, site.t), unit_url(entry.key)))
        for dataset, entry in data
    )
    groups = _month_groups(city, months, count, lambda y, m: topic_url(name, y, m))
    intro = t(N_("{reports} reports and {datasets} datasets on this topic.")).format(
        reports=wording.whole(count, site.lang),
        datasets=wording.whole(len(data), site.lang),
    )
    crumbs = (site.link(t(N_("Topics")), "/topik/"),)
    text = (label_of(site.topics, name), intro)
    return _list(city, topic_url(name), text, crumbs, groups, cards, feed=True)


def _topic_month(
    city: City, name: str, month: tuple[int, int], items: tuple[Listed, ...]
) -> Output:
    site = city.site
    label = label_of(site.topics, name)
    crumbs = (
        site.link(site.t.gettext(N_("Topics")), "/topik/"),
        site.link(label, topic_url(name)),
    )
    text = (f"{label}, {wording.month(*month, site.lang)}", _count(city, len(items)))
    return _list(city, topic_url(name, *month), text, crumbs, _days(city, items))


def _month_groups(
    city: City,
    months: Months,
    total: int,
    url: Callable[[int, int], str],
) -> tuple[views.ReportGroup, ...]:
    """Months with their reports, or with only their numbers when there are too many in all."""
    site = city.site
    return tuple(
        views.ReportGroup(
            label=wording.month(year, number, site.lang),
            href=site.address.href(url(year, number)),
            count=wording.reports(len(items), site.lang),
            reports=tuple(row(city.site, item) for item in items) if total <= LIST_LIMIT else (),
        )
        for (year, number), items in months.items()
    )


def _days(city: City, items: tuple[Listed, ...]) -> tuple[views.ReportGroup, ...]:
    return tuple(
        views.ReportGroup(
            label=wording.weekday_and_day(day, city.site.lang),
            href=city.site.address.href(city_archive_url(day.year, day.month, day.day)),
            count=wording.reports(len(of_day), city.site.lang),
            reports=tuple(row(city.site, item) for item in of_day)
            if len(items) <= LIST_LIMIT
            else (),
        )
        for day, of_day in group_by(items, lambda item: item.report.date).items()
    )


def _count(city: City, count: int) -> str:
    text = city.site.t.ngettext(N_("{n} report."), N_("{n} reports."), count)
    return text.format(n=wording.whole(count, city.site.lang))


def archive_pages(city: City, listed: tuple[Listed, ...]) -> Iterator[Planned]:
    """Yield the archive of the city, of each year, month and day."""
    months: Months = group_by(listed, lambda i: (i.report.date.year, i.report.date.month))
    years: dict[int, Months] = {}
    for month, items in months.items():
        years.setdefault(month[0], {})[month] = items
    many = LIST_LIMIT + 1
    make = partial(_archive, city, months, tuple(years))
    yield planned(city_archive_url(), (_shown(months, many),), make)
    for year, own in years.items():
        make = partial(_archive_year, city, year, own)
        yield planned(city_archive_url(year), (_shown(own, many),), make)
    for (year, number), of_month in months.items():
        make = partial(_archive_month, city, (year, number), of_month)
        yield planned(city_archive_url(year, number), (_shown_days(of_month),), make)
        for day, of_day in group_by(of_month, lambda item: item.report.date).items():
            make = partial(_archive_day, city, day, of_day)
            yield planned(city_archive_url(year, number, day.day), (marks(of_day),), make)


def _archive(city: City, months: Months, years: tuple[int, ...]) -> Output:
    site = city.site
    groups = _month_groups(city, months, LIST_LIMIT + 1, city_archive_url)
    ways = tuple(site.link(str(year), city_archive_url(year)) for year in years)
    count = sum(len(items) for items in months.values())
    text = (site.t.gettext(N_("Archive")), _count(city, count))
    return _list(city, city_archive_url(), text, (), groups, (), ways)


def _archive_year(city: City, year: int, months: Months) -> Output:
    groups = _month_groups(city, months, LIST_LIMIT + 1, city_archive_url)
    heading = city.site.t.gettext(N_("Reports in {period}")).format(period=year)
    text = (heading, _count(city, sum(len(items) for items in months.values())))
    return _list(city, city_archive_url(year), text, _archive_crumbs(city), groups)


def _archive_month(city: City, month: tuple[int, int], items: tuple[Listed, ...]) -> Output:
    site = city.site
    heading = site.t.gettext(N_("Reports in {period}")).format(
        period=wording.month(*month, site.lang)
    )
    text = (heading, _count(city, len(items)))
    crumbs = _archive_crumbs(city, month[0])
    return _list(city, city_archive_url(*month), text, crumbs, _days(city, items))


def _archive_day(city: City, day: date, items: tuple[Listed, ...]) -> Output:
    site = city.site
    heading = site.t.gettext(N_("Reports of {day}")).format(day=wording.day(day, site.lang).text)
    text = (heading, _count(city, len(items)))
    month = site.link(
        wording.month(day.year, day.month, site.lang), city_archive_url(day.year, day.month)
    )
    crumbs = (*_archive_crumbs(city, day.year), month)
    url = city_archive_url(day.year, day.month, day.day)
    return _list(city, url, text, crumbs, _by_kind(city, items))


def _archive_crumbs(city: City, year: int = 0) -> tuple[views.Link, ...]:
    site = city.site
    top = site.link(site.t.gettext(N_("Archive")), city_archive_url())
    return (top, site.link(str(year), city_archive_url(year))) if year else (top,)


def _by_kind(city: City, items: tuple[Listed, ...]) -> tuple[views.ReportGroup, ...]:
    """The reports of one day, by kind of unit."""
    t = city.site.t.gettext
    groups = group_by(items, lambda item: item.entry.kind)
    return tuple(
        views.ReportGroup(
            label=t(KIND_PLURALS[kind]),
            href="",
            count=wording.reports(len(groups[kind]), city.site.lang),
            reports=tuple(row(city.site, item) for item in groups[kind]),
        )
        for kind in ("skpd", "kecamatan", "kelurahan")
        if kind in groups
    )


def _list(  # noqa: PLR0913 - the parts of one list page, all of them plain values
    city: City,
    url: str,
    text: tuple[str, str],
    crumbs: tuple[views.Link, ...],
    groups: tuple[views.ReportGroup, ...],
    datasets: tuple[views.DatasetCard, ...] = (),
    ways: tuple[views.Link, ...] = (),
    *,
    feed: bool = False,
) -> Output:
    title, intro = text
    meta = meta_view(city.site, url, title, intro, crumbs)
    view = views.ListPage(
        site=site_view(city.site),
        meta=with_feeds(city.site, meta, url) if feed else meta,
        unit=None,
        title=title,
        intro=intro,
        groups=groups,
        datasets=datasets,
        ways=ways,
        feed=feed_link(city.site, url) if feed else None,
    )
    return page_output(city.site, url, "list.html", view)
