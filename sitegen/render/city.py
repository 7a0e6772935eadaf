"""The city's pages, as pure functions of the units' summaries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sitegen.problems.kind import N_
from sitegen.render import views, wording
from sitegen.render.pages import group_by
from sitegen.render.site import (
    KIND_PLURALS,
    SiteContext,
    label_of,
    meta_view,
    page_output,
    report_card,
    site_view,
    unit_name,
)
from sitegen.urls import city_archive_url, topic_url, unit_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sitegen.model import (
        DatasetSummary,
        Output,
        ReportSummary,
        UnitEntry,
        UnitKind,
        UnitSummary,
    )

# A page with more reports than this lists days or months instead (docs/decisions/007).
LIST_LIMIT = 200
LATEST = 7
SHORT_LIST = 5
HOME_TOPICS = 10
HOME_DATASETS = 3
RECENT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report and the unit that published it."""

    report: ReportSummary
    entry: UnitEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """All that the city's pages are made of. `entries` are the active units of the register,
    `tiles` the places of kecamatan on the tile map by area code as (row, column).
    """

    site: SiteContext
    entries: tuple[UnitEntry, ...]
    summaries: tuple[UnitSummary, ...]
    tiles: tuple[tuple[str, tuple[int, int]], ...]
    today: date

    def by_key(self) -> dict[str, UnitEntry]:
        """Return the active units by their key."""
        return {entry.key: entry for entry in self.entries}

    def listed(self) -> tuple[Listed, ...]:
        """Return all reports, newest first; of one day in the order of the addresses."""
        entries = self.by_key()
        found = [
            Listed(report=report, entry=entries[summary.key])
            for summary in self.summaries
            for report in summary.reports
        ]
        found.sort(key=lambda item: item.report.url)
        found.sort(key=lambda item: item.report.date, reverse=True)
        return tuple(found)

    def datasets(self) -> tuple[tuple[DatasetSummary, UnitEntry], ...]:
        """Return all datasets with their units, in the order of the register."""
        entries = self.by_key()
        return tuple(
            (dataset, entries[summary.key])
            for summary in self.summaries
            for dataset in summary.datasets
        )


def city_pages(city: City) -> Iterator[Output]:
    """Yield every page of the city."""
    listed = city.listed()
    yield home_page(city, listed)
    for kind in ("skpd", "kecamatan", "kelurahan"):
        yield directory_page(city, kind)
    yield from topic_pages(city, listed)
    yield from archive_pages(city, listed)
    yield datasets_page(city)
    yield not_found_page(city)


def card(city: City, item: Listed) -> views.ReportCard:
    """Return a report as a card that names its unit."""
    unit = city.site.link(unit_name(item.entry, city.site.t), unit_url(item.entry.key))
    return report_card(city.site, item.report, unit)


def dataset_card(
    site: SiteContext, dataset: DatasetSummary, unit: views.Link | None
) -> views.DatasetCard:
    """Return a dataset as a card; `unit` is None on the unit's own pages."""
    return views.DatasetCard(
        href=site.address.href(dataset.url),
        title=dataset.title,
        sentence=dataset.sentence,
        period=dataset.period,
        rows=wording.whole(dataset.rows, site.lang),
        unit=unit,
        chart=site.address.href(dataset.chart_url) if dataset.chart_url else "",
        described=dataset.described,
    )


def home_page(city: City, listed: tuple[Listed, ...]) -> Output:
    """Return the home page; `listed` are all reports, newest first."""
    site = city.site
    urgent = [i for i in listed if i.report.urgent_until and i.report.urgent_until >= city.today]
    open_work = [i for i in listed if i.report.status in {"rencana", "berjalan"}]
    finished = [i for i in listed if i.report.status == "selesai"]
    counts = Counter(
        topic for item in _since(listed, city, RECENT_DAYS) for topic in item.report.topics
    )
    datasets = Counter(topic for dataset, _ in city.datasets() for topic in dataset.topics)
    view = views.HomePage(
        site=site_view(site, city.today),
        meta=meta_view(site, "/", site.name, site.tagline),
        urgent=tuple(card(city, item) for item in urgent[:3]),
        week_title=_week_title(city),
        week=_week(city, listed),
        latest=tuple(card(city, item) for item in _varied(listed, LATEST)),
        planned=tuple(card(city, item) for item in open_work[:SHORT_LIST]),
        finished=tuple(card(city, item) for item in finished[:SHORT_LIST]),
        tiles=_tiles(city, listed),
        ways=_ways(city, listed),
        topics=tuple(
            views.TopicRow(
                label=label_of(site.topics, topic),
                href=site.address.href(topic_url(topic)),
                reports=wording.whole(count, site.lang),
                datasets=wording.whole(datasets[topic], site.lang),
            )
            for topic, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[
                :HOME_TOPICS
            ]
        ),
        datasets=_newest_data(city),
    )
    return page_output(site, "/", "home.html", view)


def _since(listed: Iterable[Listed], city: City, days: int) -> list[Listed]:
    start = city.today - timedelta(days=days - 1)
    return [item for item in listed if item.report.date >= start]


def _varied(listed: tuple[Listed, ...], count: int) -> list[Listed]:
    """The newest reports, at most two of one unit, so that no unit fills the page."""
    shown: list[Listed] = []
    by_unit: Counter[str] = Counter()
    for item in listed:
        if by_unit[item.entry.key] < 2:
            by_unit[item.entry.key] += 1
            shown.append(item)
        if len(shown) == count:
            break
    return shown


def _week_title(city: City) -> str:
    start = city.today - timedelta(days=6)
    t = city.site.t.gettext
    return t(N_("This week: {start} to {end}")).format(
        start=wording.day(start, city.site.lang).text,
        end=wording.day(city.today, city.site.lang).text,
    )


def _week(city: City, listed: tuple[Listed, ...]) -> tuple[views.Figure, ...]:
    site = city.site
    t = site.t
    week = _since(listed, city, 7)
    units = len({item.entry.key for item in week})
    people = sum(item.report.participants or 0 for item in week)
    finished = sum(1 for item in week if item.report.status == "selesai")
    archive = site.address.href(city_archive_url(city.today.year, city.today.month))
    month = city_archive_url(city.today.year, city.today.month)
    href = archive if any(i.report.date.month == city.today.month for i in week) and month else ""
    rows = (
        (len(week), t.ngettext(N_("report"), N_("reports"), len(week)), href),
        (units, t.ngettext(N_("unit reporting"), N_("units reporting"), units), ""),
        (people, t.ngettext(N_("participant"), N_("participants"), people), ""),
        (
            finished,
            t.ngettext(N_("activity finished"), N_("activities finished"), finished),
            "",
        ),
    )
    return tuple(
        views.Figure(value=wording.whole(value, site.lang), label=label, href=link)
        for value, label, link in rows
    )


def _ways(city: City, listed: tuple[Listed, ...]) -> tuple[views.Figure, ...]:
    site = city.site
    t = site.t.gettext
    rows: list[tuple[int, str, str]] = [
        (
            sum(1 for e in city.entries if e.kind == kind),
            t(KIND_PLURALS[kind]),
            f"/{kind}/",
        )
        for kind in ("skpd", "kecamatan", "kelurahan")
    ]
    topics = {topic for item in listed for topic in item.report.topics}
    rows.append((len(topics), t(N_("Topics")), "/topik/"))
    rows.append((len(city.datasets()), t(N_("Datasets")), "/data/"))
    rows.append((len(listed), t(N_("Archive of reports")), city_archive_url()))
    return tuple(
        views.Figure(
            value=wording.whole(count, site.lang),
            label=label,
            href=site.address.href(url),
        )
        for count, label, url in rows
    )


def _tiles(city: City, listed: tuple[Listed, ...]) -> tuple[views.MapTile, ...]:
    counts: Counter[str] = Counter()
    for item in _since(listed, city, RECENT_DAYS):
        counts[item.entry.id if item.entry.kind == "kecamatan" else item.entry.parent] += 1
    districts = [entry for entry in city.entries if entry.kind == "kecamatan"]
    most = max((counts[entry.id] for entry in districts), default=0)
    places = dict(city.tiles)
    return tuple(
        views.MapTile(
            label=entry.name,
            href=city.site.address.href(unit_url(entry.key)),
            row=places.get(entry.code, (0, 0))[0],
            column=places.get(entry.code, (0, 0))[1],
            reports=wording.whole(counts[entry.id], city.site.lang),
            level=-(-4 * counts[entry.id] // most) if most else 0,
        )
        for entry in districts
    )


def _newest_data(city: City) -> tuple[views.DatasetCard, ...]:
    """Datasets with a chart, the latest period first, of different units."""
    charted = [pair for pair in city.datasets() if pair[0].chart_url and pair[0].described]
    charted.sort(key=lambda pair: pair[0].url)
    charted.sort(key=lambda pair: (str(pair[0].updated or ""), pair[0].period[-4:]), reverse=True)
    cards: list[views.DatasetCard] = []
    seen: set[str] = set()
    for dataset, entry in charted:
        if entry.key not in seen and len(cards) < HOME_DATASETS:
            seen.add(entry.key)
            unit = city.site.link(unit_name(entry, city.site.t), unit_url(entry.key))
            cards.append(dataset_card(city.site, dataset, unit))
    return tuple(cards)


def directory_page(city: City, kind: UnitKind) -> Output:
    """Return the directory of all units of a kind."""
    site = city.site
    t = site.t.gettext
    own = [entry for entry in city.entries if entry.kind == kind]
    summaries = {summary.key: summary for summary in city.summaries}
    active = sum(1 for entry in own if summaries.get(entry.key) and summaries[entry.key].reports)
    intro = t(N_("{total} units; {active} of them have published reports.")).format(
        total=wording.whole(len(own), site.lang),
        active=wording.whole(active, site.lang),
    )
    title = t(KIND_PLURALS[kind])
    view = views.DirectoryPage(
        site=site_view(site),
        meta=meta_view(site, f"/{kind}/", title, intro),
        title=title,
        intro=intro,
        kind=kind,
        groups=tuple(_directory_groups(city, kind, own, summaries)),
    )
    return page_output(site, f"/{kind}/", "directory.html", view)


def _directory_groups(
    city: City, kind: UnitKind, own: list[UnitEntry], summaries: dict[str, UnitSummary]
) -> Iterator[views.DirectoryGroup]:
    site = city.site
    if kind == "kelurahan":
        districts = [entry for entry in city.entries if entry.kind == "kecamatan"]
        for district in sorted(districts, key=lambda entry: entry.name):
            children = [entry for entry in own if entry.parent == district.id]
            yield views.DirectoryGroup(
                id=district.id,
                label=district.name,
                href=site.address.href(unit_url(district.key)),
                entries=tuple(_entry(city, entry, summaries) for entry in _sorted(children)),
            )
        return
    for letter, members in group_by(_sorted(own), lambda entry: entry.name[0].upper()).items():
        yield views.DirectoryGroup(
            id=f"huruf-{letter.lower()}",
            label=letter,
            href="",
            entries=tuple(_entry(city, entry, summaries) for entry in members),
        )


def _sorted(entries: list[UnitEntry]) -> list[UnitEntry]:
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.id))


def _entry(city: City, entry: UnitEntry, summaries: dict[str, UnitSummary]) -> views.DirectoryEntry:
    site = city.site
    summary = summaries.get(entry.key)
    reports = summary.reports if summary else ()
    children: tuple[views.DirectoryEntry, ...] = ()
    if entry.kind == "kecamatan":
        below = [e for e in city.entries if e.kind == "kelurahan" and e.parent == entry.id]
        children = tuple(_entry(city, child, summaries) for child in _sorted(below))
    return views.DirectoryEntry(
        name=entry.name,
        href=site.address.href(unit_url(entry.key)),
        last=wording.day(reports[0].date, site.lang) if reports else None,
        reports=wording.whole(len(reports), site.lang),
        children=children,
    )


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


def datasets_page(city: City) -> Output:
    """Return the list of all datasets, by their first topic."""
    site = city.site
    t = site.t.gettext
    pairs = city.datasets()
    groups = group_by(pairs, lambda pair: pair[0].topics[0] if pair[0].topics else "")
    order = [name for name, _ in site.topics if name in groups] + ([""] if "" in groups else [])
    intro = t(N_("{datasets} datasets of {units} units, free to read and download.")).format(
        datasets=wording.whole(len(pairs), site.lang),
        units=wording.whole(len({entry.key for _, entry in pairs}), site.lang),
    )
    title = t(N_("Data"))
    view = views.DatasetsPage(
        site=site_view(site),
        meta=meta_view(site, "/data/", title, intro),
        title=title,
        intro=intro,
        groups=tuple(
            views.DatasetGroup(
                id=name or "lain",
                label=label_of(site.topics, name) if name else t(N_("Without a topic yet")),
                datasets=tuple(
                    dataset_card(
                        site,
                        dataset,
                        site.link(unit_name(entry, site.t), unit_url(entry.key)),
                    )
                    for dataset, entry in groups[name]
                ),
            )
            for name in order
        ),
    )
    return page_output(site, "/data/", "datasets.html", view)


def not_found_page(city: City) -> Output:
    """Return the page for addresses that do not exist."""
    from dataclasses import replace

    site = city.site
    t = site.t.gettext
    title = t(N_("This page does not exist"))
    text = t(
        N_(
            "The address may be mistyped, or the page was moved or withdrawn. Start from one of these:"
        )
    )
    view = views.MessagePage(
        site=site_view(site),
        meta=replace(meta_view(site, "/404.html", title, text), index=False),
        title=title,
        text=text,
        ways=(
            site.link(t(N_("Home")), "/"),
            *(site.link(t(KIND_PLURALS[kind]), f"/{kind}/") for kind in KIND_PLURALS),
            site.link(t(N_("Topics")), "/topik/"),
            site.link(t(N_("Data")), "/data/"),
            site.link(t(N_("Archive")), city_archive_url()),
        ),
    )
    return page_output(site, "/404.html", "404.html", view)
