"""The home page of the city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, all_datasets, card, dataset_card
from sitegen.pages.notices import notice_board
from sitegen.pages.product import Product, planned_of_all
from sitegen.pages.site import (
    feed_link,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.portal.notices import notices_in_force
from sitegen.urls import NOTICES_URL, city_archive_url, kind_url, topic_url, unit_url

LATEST = 7
SHORT_LIST = 5
HOME_TOPICS = 10
HOME_DATASETS = 3
RECENT_DAYS = 30
_REGISTERED = N_(
    "Look through data/units.csv: {count} units, whose ids become their addresses. Add what is "
    "missing, such as the agencies:"
)
_UNREGISTERED = N_(
    "Register every agency, kecamatan and kelurahan of the city, one by one or as rows of "
    "data/units.csv:"
)


def home_page(city: City) -> Output:
    """Return the home page."""
    site, listed, today = city.site, city.read("reports"), city.read("today")
    notices = [(each, of) for each, of in notices_in_force(city) if of.kind in site.home_notices]
    open_work = [i for i in listed if i.report.status in {"rencana", "berjalan"}]
    finished = [i for i in listed if i.report.status == "selesai"]
    counts = Counter(
        topic for item in _since(listed, today, RECENT_DAYS) for topic in item.report.topics
    )
    datasets = Counter(topic for dataset, _ in all_datasets(city) for topic in dataset.topics)
    view = views.HomePage(
        site=site_view(site, today),
        meta=with_feeds(site, meta_view(site, "/", site.name, site.tagline), "/"),
        board=notice_board(site, notices),
        week_title=_week_title(city),
        week=_week(city, listed),
        latest=tuple(card(site, item) for item in _varied(listed, LATEST)),
        feed=feed_link(site, "/"),
        planned=tuple(card(site, item) for item in open_work[:SHORT_LIST]),
        finished=tuple(card(site, item) for item in finished[:SHORT_LIST]),
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
        beginning=None if listed or all_datasets(city) else _beginning(city),
    )
    return page_output(site, "/", "home.html", view)


HOME = Product(
    name="home",
    paths=(
        ("/", "home page: the week in figures, latest reports, tile map, ways in, newest data"),
    ),
    reads=("reports", "datasets", "notices", "tiles", "today"),
    make=lambda city: (planned_of_all(city, "/", home_page),),
)


def _since(listed: Iterable[Listed], today: date, days: int) -> list[Listed]:
    start = today - timedelta(days=days - 1)
    return [item for item in listed if item.report.date >= start]


def _varied(listed: tuple[Listed, ...], count: int) -> list[Listed]:
    """The newest reports, at most two per unit, so that no unit fills the page."""
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
    today = city.read("today")
    start = today - timedelta(days=6)
    t = city.site.t.gettext
    return t(N_("Last 7 days: {days}")).format(days=wording.days(start, today, city.site.lang))


def _week(city: City, listed: tuple[Listed, ...]) -> tuple[views.Figure, ...]:
    site, today = city.site, city.read("today")
    t = site.t
    week = _since(listed, today, 7)
    units = len({item.entry.key for item in week})
    people = sum(item.report.participants or 0 for item in week)
    finished = sum(1 for item in week if item.report.status == "selesai")
    archive = site.address.href(city_archive_url(today.year, today.month))
    href = archive if any(i.report.date.month == today.month for i in week) else ""
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
            len(city.active(kind.name)),
            kind.plural,
            kind_url(kind.name),
        )
        for kind in site.listed()
    ]
    topics = {topic for item in listed for topic in item.report.topics}
    rows.append((len(topics), t(N_("Topics")), "/topik/"))
    rows.append((len(all_datasets(city)), t(N_("Datasets")), "/data/"))
    rows.append((len(listed), t(N_("Archive of reports")), city_archive_url()))
    if notices := len(notices_in_force(city)):
        rows.append((notices, t(N_("Announcements in force")), NOTICES_URL))
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
    for item in _since(listed, city.read("today"), RECENT_DAYS):
        own = item.entry.level == "kecamatan"
        counts[item.entry.key if own else item.entry.parent] += 1
    districts = city.districts()
    most = max((counts[entry.key] for entry in districts), default=0)
    known = dict(city.read("tiles"))
    # The map may have the code of before.
    places = {
        entry.code: next(
            (known[code] for code in (entry.code, *entry.former_codes) if code in known), (0, 0)
        )
        for entry in districts
    }
    return tuple(
        views.MapTile(
            label=entry.name,
            href=city.site.address.href(unit_url(entry.key)),
            row=places[entry.code][0],
            column=places[entry.code][1],
            reports=wording.whole(counts[entry.key], city.site.lang),
            level=-(-4 * counts[entry.key] // most) if most else 0,
        )
        for entry in districts
    )


def _beginning(city: City) -> views.Beginning:
    units = sum(entry.active for entry in city.entries)
    text = _REGISTERED if units else _UNREGISTERED
    count = wording.whole(units, city.site.lang)
    return views.Beginning(register=city.site.t.gettext(text).format(count=count))


def _newest_data(city: City) -> tuple[views.DatasetCard, ...]:
    """Datasets with a chart, latest period first, each from a different unit."""
    charted = [pair for pair in all_datasets(city) if pair[0].chart_url and pair[0].described]
    charted.sort(key=lambda pair: pair[0].url)
    charted.sort(key=lambda pair: pair[0].period_end or pair[0].period_start, reverse=True)
    cards: list[views.DatasetCard] = []
    seen: set[str] = set()
    for dataset, entry in charted:
        if entry.key not in seen and len(cards) < HOME_DATASETS:
            seen.add(entry.key)
            unit = city.site.link(unit_name(city.site, entry), unit_url(entry.key))
            cards.append(dataset_card(city.site, dataset, unit))
    return tuple(cards)
