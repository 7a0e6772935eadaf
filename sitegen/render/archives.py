"""Lists of reports by topic and by date, none of them longer than a phone can bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems.kind import N_
from sitegen.render import views, wording
from sitegen.render.city import City, Listed, card, dataset_card
from sitegen.render.pages import group_by
from sitegen.render.site import (
    KIND_PLURALS,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
)
from sitegen.urls import city_archive_url, topic_url, unit_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.model import DatasetSummary, Output, UnitEntry

# A page with more reports than this lists days or months instead (docs/decisions/007).
LIST_LIMIT = 200


def topic_pages(city: City, listed: tuple[Listed, ...]) -> Iterator[Output]:
    """Yield the list of topics, each topic, and each month of a topic."""
    site = city.site
    t = site.t.gettext
    by_topic: dict[str, list[Listed]] = {name: [] for name, _ in site.topics}
    for item in listed:
        for topic in item.report.topics:
            by_topic.setdefault(topic, []).append(item)
    data: dict[str, list[tuple[DatasetSummary, UnitEntry]]] = {}
    for pair in city.datasets():
        for topic in pair[0].topics:
            data.setdefault(topic, []).append(pair)
    used = [name for name in by_topic if by_topic[name] or name in data]
    rows = tuple(
        views.TopicRow(
            label=label_of(site.topics, name),
            href=site.address.href(topic_url(name)),
            reports=wording.whole(len(by_topic[name]), site.lang),
            datasets=wording.whole(len(data.get(name, ())), site.lang),
        )
        for name in used
    )
    title = t(N_("Topics"))
    view = views.TopicsPage(
        site=site_view(site),
        meta=meta_view(site, "/topik/", title, t(N_("All topics of reports and data."))),
        title=title,
        topics=rows,
    )
    yield page_output(site, "/topik/", "topics.html", view)
    for name in used:
        yield from _topic(city, name, tuple(by_topic[name]), data.get(name, []))


def _topic(
    city: City,
    name: str,
    items: tuple[Listed, ...],
    data: list[tuple[DatasetSummary, UnitEntry]],
) -> Iterator[Output]:
    site = city.site
    t = site.t.gettext
    label = label_of(site.topics, name)
    months = group_by(items, lambda item: (item.report.date.year, item.report.date.month))
    crumbs = (site.link(t(N_("Topics")), "/topik/"),)
    cards = tuple(
        dataset_card(site, dataset, site.link(unit_name(entry, site.t), unit_url(entry.key)))
        for dataset, entry in data
    )
    groups = _month_groups(city, months, len(items), lambda y, m: topic_url(name, y, m))
    intro = t(N_("{reports} reports and {datasets} datasets on this topic.")).format(
        reports=wording.whole(len(items), site.lang),
        datasets=wording.whole(len(data), site.lang),
    )
    yield _list(city, topic_url(name), (label, intro), crumbs, groups, cards)
    for (year, number), of_month in months.items():
        period = wording.month(year, number, site.lang)
        title = f"{label}, {period}"
        url = topic_url(name, year, number)
        deeper = (*crumbs, site.link(label, topic_url(name)))
        yield _list(
            city,
            url,
            (title, _count(city, len(of_month))),
            deeper,
            _days(city, of_month),
        )


def _month_groups(
    city: City,
    months: dict[tuple[int, int], tuple[Listed, ...]],
    total: int,
    url: Callable[[int, int], str],
) -> tuple[views.ReportGroup, ...]:
    """Months with their reports, or with only their numbers when there are too many in all."""
    site = city.site
    return tuple(
        views.ReportGroup(
            label=wording.month(year, number, site.lang),
            href=site.address.href(url(year, number)),
            count=wording.whole(len(items), site.lang),
            reports=tuple(card(city, item) for item in items) if total <= LIST_LIMIT else (),
        )
        for (year, number), items in months.items()
    )


def _days(city: City, items: tuple[Listed, ...]) -> tuple[views.ReportGroup, ...]:
    return tuple(
        views.ReportGroup(
            label=wording.weekday_and_day(day, city.site.lang),
            href=city.site.address.href(city_archive_url(day.year, day.month, day.day)),
            count=wording.whole(len(of_day), city.site.lang),
            reports=tuple(card(city, item) for item in of_day) if len(items) <= LIST_LIMIT else (),
        )
        for day, of_day in group_by(items, lambda item: item.report.date).items()
    )


def _count(city: City, count: int) -> str:
    text = city.site.t.ngettext(N_("{n} report."), N_("{n} reports."), count)
    return text.format(n=wording.whole(count, city.site.lang))


def archive_pages(city: City, listed: tuple[Listed, ...]) -> Iterator[Output]:
    """Yield the archive of the city, of each year, month and day."""
    site = city.site
    t = site.t.gettext
    months = group_by(listed, lambda item: (item.report.date.year, item.report.date.month))
    title = t(N_("Archive"))
    groups = _month_groups(city, months, LIST_LIMIT + 1, city_archive_url)
    years = tuple(dict.fromkeys(year for year, _ in months))
    ways = tuple(site.link(str(year), city_archive_url(year)) for year in years)
    url = city_archive_url()
    yield _list(city, url, (title, _count(city, len(listed))), (), groups, (), ways)
    top = (site.link(title, city_archive_url()),)
    for year in years:
        own = {key: items for key, items in months.items() if key[0] == year}
        count = sum(len(items) for items in own.values())
        groups = _month_groups(city, own, LIST_LIMIT + 1, city_archive_url)
        heading = t(N_("Reports in {period}")).format(period=year)
        yield _list(city, city_archive_url(year), (heading, _count(city, count)), top, groups)
    for (year, number), of_month in months.items():
        crumbs = (*top, site.link(str(year), city_archive_url(year)))
        period = wording.month(year, number, site.lang)
        heading = t(N_("Reports in {period}")).format(period=period)
        text = (heading, _count(city, len(of_month)))
        yield _list(city, city_archive_url(year, number), text, crumbs, _days(city, of_month))
        for day, of_day in group_by(of_month, lambda item: item.report.date).items():
            deeper = (*crumbs, site.link(period, city_archive_url(year, number)))
            heading = t(N_("Reports of {day}")).format(day=wording.day(day, site.lang).text)
            url = city_archive_url(year, number, day.day)
            text = (heading, _count(city, len(of_day)))
            yield _list(city, url, text, deeper, _by_kind(city, of_day))


def _by_kind(city: City, items: tuple[Listed, ...]) -> tuple[views.ReportGroup, ...]:
    """The reports of one day, by kind of unit."""
    t = city.site.t.gettext
    groups = group_by(items, lambda item: item.entry.kind)
    return tuple(
        views.ReportGroup(
            label=t(KIND_PLURALS[kind]),
            href="",
            count=wording.whole(len(groups[kind]), city.site.lang),
            reports=tuple(card(city, item) for item in groups[kind]),
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
) -> Output:
    title, intro = text
    view = views.ListPage(
        site=site_view(city.site),
        meta=meta_view(city.site, url, title, intro, crumbs),
        unit=None,
        title=title,
        intro=intro,
        groups=groups,
        datasets=datasets,
        ways=ways,
    )
    return page_output(city.site, url, "list.html", view)
