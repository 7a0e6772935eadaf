"""The monitor as a product of the city: its pages, files, feed and badges."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.pages.city import City, ReadingName
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import FEEDS, SiteContext, unit_name
from sitegen.portal.monitor.badge import badge
from sitegen.portal.monitor.feed import feed, told_turns
from sitegen.portal.monitor.files import FILE, monitor_csv, monitor_json, monitor_workbook
from sitegen.portal.monitor.lists import QUESTIONS, asked_of
from sitegen.portal.monitor.pages import kind_page, list_page, monitor_page
from sitegen.portal.monitor.rows import Clock, MonitorRow, ObservedUnit, monitor_row
from sitegen.urls import MONITOR_URL, monitor_badge_url, monitor_url

# What the figures of the monitor are counted from.
READS: tuple[ReadingName, ...] = (
    *("activity", "datasets", "pages", "office", "duties"),
    *("today", "holidays", "held"),
)


def monitor_rows(city: City) -> tuple[MonitorRow, ...]:
    """Return the figures of all units that are not closed; the product has to read `READS`."""
    return _rows(city.site, tuple(_published(city)), _clock(city))


def _clock(city: City) -> Clock:
    demo = city.site.demo is not None
    return Clock(today=city.read("today"), holidays=city.read("holidays"), demo=demo)


def _rows(
    site: SiteContext, units: tuple[ObservedUnit, ...], clock: Clock
) -> tuple[MonitorRow, ...]:
    kinds = {kind.name: kind for kind in site.unit_kinds}
    return tuple(monitor_row(unit, kinds[unit.entry.kind], clock) for unit in units)


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    clock = _clock(city)
    units = tuple(_published(city))
    rows = _rows(site, units, clock)
    today = clock.today
    yield planned(site, MONITOR_URL, monitor_page, rows, today)
    names = {entry.key: unit_name(site, entry) for entry in city.entries}
    for kind in site.listed():
        own = tuple(row for row in rows if row.entry.kind == kind.name)
        parents = tuple((row.entry.parent, names.get(row.entry.parent, "")) for row in own)
        yield planned(site, monitor_url(kind.name), kind_page, own, kind.name, parents, today)
    for question in QUESTIONS:
        _, concerned = asked_of(question, rows)
        if concerned:
            parents = tuple(
                (row.entry.parent, names.get(row.entry.parent, "")) for row in concerned
            )
            entries = tuple(row.entry for row in concerned)
            url = monitor_url(question.name)
            yield planned(site, url, list_page, question.name, entries, parents, today)
    for make, ending in (
        (monitor_csv, ".csv"),
        (monitor_workbook, ".xlsx"),
        (monitor_json, ".json"),
    ):
        yield planned(site, f"{MONITOR_URL}{FILE}{ending}", make, rows, today)
    told = told_turns(units, clock)
    for name, _ in FEEDS:
        yield planned(site, MONITOR_URL + name, feed, name, told)
    for row in rows:
        yield planned(site, monitor_badge_url(row.entry.key), badge, row.entry, row.month)


MONITOR = Product(
    name="monitor",
    paths=(
        (
            MONITOR_URL,
            "who publishes, what is late, how units can be reached: questions and answers",
        ),
        (f"/keaktifan/{KIND}/", "the units of a kind by month"),
        ("/keaktifan/<question>/", "the units that a question concerns"),
        ("/keaktifan/keaktifan.xlsx", "the figures of all units, for Excel and to print"),
        ("/keaktifan/keaktifan.csv", "the same for programs"),
        ("/keaktifan/keaktifan.json", "the same for programs"),
        ("/keaktifan/feed.xml", "units that fell silent or came back"),
        ("/keaktifan/feed.json", "units that fell silent or came back"),
        (f"/{KIND}/<unit>/keaktifan.svg", "a badge with the reports of 30 days, for other sites"),
    ),
    reads=READS,
    make=_pages,
)


def _published(city: City) -> Iterator[ObservedUnit]:
    datasets = {entry.key: own for entry, own in city.read("datasets")}
    offices = {entry.key: own for entry, own in city.read("office")}
    pages = {entry.key: len(own) for entry, own in city.read("pages")}
    held = dict(city.read("held"))
    met = {entry.key: sum(bool(each.url) for each in own) for entry, own in city.read("duties")}
    for entry, own in city.read("activity"):
        if entry.active:
            yield ObservedUnit(
                entry=entry,
                activity=own,
                datasets=datasets[entry.key],
                office=offices[entry.key],
                pages=pages[entry.key],
                held=held.get(entry.key, 0),
                duties=met[entry.key],
            )
