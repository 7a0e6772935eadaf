"""The home page of the city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from sitegen.i18n import N_
from sitegen.model import (
    Output,
)
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, card, dataset_card
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
from sitegen.urls import city_archive_url, topic_url, unit_url

LATEST = 7
SHORT_LIST = 5
HOME_TOPICS = 10
HOME_DATASETS = 3
RECENT_DAYS = 30


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
        meta=with_feeds(site, meta_view(site, "/", site.name, site.tagline), "/"),
        urgent=tuple(card(city, item) for item in urgent[:3]),
        week_title=_week_title(city),
        week=_week(city, listed),
        latest=tuple(card(city, item) for item in _varied(listed, LATEST)),
        feed=feed_link(site, "/"),
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
            len(city.active(kind)),
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
    districts = city.active("kecamatan")
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
    charted.sort(key=lambda pair: pair[0].period.rpartition(" – ")[2], reverse=True)
    cards: list[views.DatasetCard] = []
    seen: set[str] = set()
    for dataset, entry in charted:
        if entry.key not in seen and len(cards) < HOME_DATASETS:
            seen.add(entry.key)
            unit = city.site.link(unit_name(entry, city.site.t), unit_url(entry.key))
            cards.append(dataset_card(city.site, dataset, unit))
    return tuple(cards)
