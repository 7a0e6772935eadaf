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
from sitegen.pages.recent import RECENT_DAYS
from sitegen.pages.site import (
    feed_link,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.portal.activity import SHADES, recent_by_district, shade, tile_places
from sitegen.portal.city_figures import chosen_in_short
from sitegen.portal.maps import has_map
from sitegen.portal.notices import notices_in_force
from sitegen.portal.programmes.own import count_works
from sitegen.urls import (
    FIGURES_URL,
    MAPS_URL,
    NOTICES_URL,
    SERVICES_URL,
    budget_url,
    city_archive_url,
    kind_url,
    programmes_url,
    topic_url,
    unit_url,
)

LATEST = 7
WEEK = 7
SHORT_LIST = 5
HOME_TOPICS = 10
HOME_DATASETS = 4
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
    latest = _varied(listed, LATEST)
    shown = {item.report.url for item in latest}
    rest = [item for item in listed if item.report.url not in shown]
    open_work = [i for i in rest if i.report.status in {"rencana", "berjalan"}]
    finished = [i for i in rest if i.report.status == "selesai"]
    start, days = _days(city, listed)
    tiles = _tiles(city)
    tasks = _tasks(city)
    counts = Counter(
        topic for item in _since(listed, today, RECENT_DAYS) for topic in item.report.topics
    )
    datasets = Counter(topic for dataset, _ in all_datasets(city) for topic in dataset.topics)
    view = views.HomePage(
        site=site_view(site, today),
        meta=with_feeds(site, meta_view(site, "/", site.name, site.tagline), "/"),
        board=notice_board(site, notices),
        tasks=tasks,
        week_title=_period_title(city, start, days),
        week=_figures(city, _since(listed, today, days)),
        chosen=chosen_in_short(city),
        all_chosen=city.site.link(site.t.gettext(N_("All figures of the city")), FIGURES_URL)
        if chosen_in_short(city)
        else None,
        latest=tuple(card(site, item) for item in latest),
        feed=feed_link(site, "/"),
        planned=tuple(card(site, item) for item in open_work[:SHORT_LIST]),
        finished=tuple(card(site, item) for item in finished[:SHORT_LIST]),
        tiles=tuple(tile for tile, _ in tiles),
        ranked=_ranked(tiles),
        maps=city.site.link(city.site.t.gettext(N_("Larger map and maps of data")), MAPS_URL)
        if has_map(city)
        else None,
        legend=_legend(city, [count for _, count in tiles]),
        ways=tuple(way for way in _ways(city, listed) if way.href not in {t.href for t in tasks}),
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
        (
            "/",
            "home page: latest reports, the week in figures, tile map, newest data, what is planned and finished, ways in",
        ),
    ),
    reads=("reports", "datasets", "figures", "notices", "services", "tiles", "boundaries", "today"),
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


def _days(city: City, listed: tuple[Listed, ...]) -> tuple[date, int]:
    """The first and the number of the days that figures are of: 7, or 30 if nothing is in them."""
    today = city.read("today")
    days = WEEK if _since(listed, today, WEEK) else RECENT_DAYS
    return today - timedelta(days=days - 1), days


def _period_title(city: City, start: date, days: int) -> str:
    span = wording.days(start, city.read("today"), city.site.lang)
    said = city.site.t.gettext(N_("Last {n} days ({days})"))
    return said.format(n=wording.whole(days, city.site.lang), days=span)


def _figures(city: City, items: list[Listed]) -> tuple[views.Figure, ...]:
    site, today = city.site, city.read("today")
    t = site.t
    units = len({item.entry.key for item in items})
    people = sum(item.report.participants or 0 for item in items)
    finished = sum(1 for item in items if item.report.status == "selesai")
    archive = site.address.href(city_archive_url(today.year, today.month))
    href = archive if any(i.report.date.month == today.month for i in items) else ""
    rows = (
        (len(items), t.ngettext(N_("report"), N_("reports"), len(items)), href),
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
        if value
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tasks(city: City) -> tuple[views.Link, ...]:
    """What most people come for, as far as the city has it; the complaint channel is the last."""
    site = city.site
    t = site.t.gettext
    kinds = [kind for kind in site.listed() if city.active(kind.name)]
    places = [k for k in kinds if k.level == "kelurahan"] or [
        k for k in kinds if k.level == "kecamatan"
    ]
    found = [
        site.link(
            _capital(t(N_("My {place}")).format(place=kind.label.lower())), kind_url(kind.name)
        )
        for kind in places[:1]
    ]
    if any(own for _, own in city.read("services")):
        found.insert(0, site.link(t(N_("Services")), SERVICES_URL))
    if all_datasets(city):
        found.append(site.link(t(N_("Figures and data")), "/data/"))
    return (*found, site.link(t(N_("Report a problem")), site.complaint[1]))


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
    rows.append((len(all_datasets(city)), t(N_("Data tables")), "/data/"))
    rows.append((len(listed), t(N_("Archive of reports")), city_archive_url()))
    works = sum(map(count_works, (own for entry, own in city.read("datasets") if entry.active)))
    rows.append((works, t(N_("Activities and projects")), programmes_url()))
    budgets = sum(bool(own.budget) for own, entry in all_datasets(city) if entry.active)
    rows.append((budgets, t(N_("Budgets")), budget_url()))
    if notices := len(notices_in_force(city)):
        rows.append((notices, t(N_("Announcements in force")), NOTICES_URL))
    return tuple(
        views.Figure(
            value=wording.whole(count, site.lang),
            label=label,
            href=site.address.href(url),
        )
        for count, label, url in rows
        if count  # nothing leads to what there is none of
    )


def _tiles(city: City) -> list[tuple[views.MapTile, int]]:
    """The tiles with their numbers, in the order in which eyes go over them."""
    counts, places = recent_by_district(city), tile_places(city)
    most = max((count for _, count in counts), default=0)
    if len(places) == len(counts):
        counts = tuple(sorted(counts, key=lambda each: places[each[0].key]))
    return [
        (
            views.MapTile(
                label=entry.name,
                href=city.site.address.href(unit_url(entry.key)),
                row=places.get(entry.key, (0, 0))[0],
                column=places.get(entry.key, (0, 0))[1],
                reports=wording.whole(count, city.site.lang),
                level=shade(count, most),
                share=round(100 * count / most) if most else 0,
            ),
            count,
        )
        for entry, count in counts
    ]


def _ranked(tiles: list[tuple[views.MapTile, int]]) -> tuple[views.UnitCount, ...]:
    """The tiles as a list, the highest numbers first, else by name."""
    ranked = sorted(tiles, key=lambda each: (-each[1], each[0].label))
    return tuple(
        views.UnitCount(label=tile.label, href=tile.href, reports=tile.reports, share=tile.share)
        for tile, _ in ranked
    )


def _legend(city: City, counts: list[int]) -> tuple[views.LegendStep, ...]:
    """The shades that tiles can have, with the numbers that each stands for."""
    lang, most = city.site.lang, max(counts, default=0)
    steps = [views.LegendStep(level=0, label=wording.whole(0, lang))]
    for level in range(1, SHADES + 1):
        first, last = most * (level - 1) // SHADES + 1, most * level // SHADES
        if first <= last:
            span = dict.fromkeys(wording.whole(count, lang) for count in (first, last))
            steps.append(views.LegendStep(level=level, label="–".join(span)))
    return tuple(steps) if most else ()


def _beginning(city: City) -> views.Beginning:
    units = sum(entry.active for entry in city.entries)
    text = _REGISTERED if units else _UNREGISTERED
    count = wording.whole(units, city.site.lang)
    return views.Beginning(register=city.site.t.gettext(text).format(count=count))


def _newest_data(city: City) -> tuple[views.DatasetCard, ...]:
    """Datasets with a sentence, latest period first, each from a different unit."""
    charted = [pair for pair in all_datasets(city) if pair[0].sentence and pair[0].described]
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
