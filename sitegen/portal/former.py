"""Redirects from all addresses of units that are closed, merged, renamed or split.

The unit that follows answers page by page at the same place; what it does not have leads to its list
of that month or year, else to its home page (docs/decisions/037).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from sitegen.model import DatasetSummary, Former, Output, PageSummary, ReportSummary, UnitEntry
from sitegen.pages.city import City, FormerAddresses
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.pages.unit_reports import listed_kinds
from sitegen.pages.unit_shared import redirect_page
from sitegen.portal.area_figures import figures_by_area, topics_of
from sitegen.portal.budget.rows import budget_places
from sitegen.portal.programmes.own import programme_places
from sitegen.urls import area_figures_url, reports_url, unit_url

# For each former unit; a file for every old address of a large one would fill a host.
MAX_OF_FORMER = 10_000
_REPORT = re.compile(r"laporan/\d{4}/\d{2}/[^/]+/")
_LIST = re.compile(r"laporan/(?:\d{4}/(?:\d{2}/)?)?")
ALL_REPORTS = "laporan/"
FACTS, FIGURES = "fakta/", "angka/"
OF_COMPLAINTS = "pengaduan/"
BUDGET = "anggaran/"
# What every unit has as long as it is not closed, and what each has that publishes anything.
EVERY, REGISTER = ("layar/", "ppid/"), "dip/"
_OF_EVERY = (*EVERY, REGISTER, FACTS, FIGURES)
_UNKNOWN = ("layanan/", "laporan/jenis/", FACTS, FIGURES, "program/", BUDGET, OF_COMPLAINTS)


class Page(Struct, frozen=True, kw_only=True):
    """A page of a unit: its title, and its day if it is a report's."""

    title: str
    day: date | None = None


# The pages of each unit by their place in it: "" is its home page, `laporan/2026/` a list.
Places = Mapping[str, Mapping[str, Page]]


def _former_addresses(city: City) -> Iterator[Planned]:
    if not city.formers:
        return
    places = _places(city)
    names = {key: pages[""].title for key, pages in places.items()}
    # The page of a closed unit stays, but not that of its budget: nobody answers for it any more.
    budgets = {
        entry.key: budget_places(datasets)
        for entry, datasets in city.read("datasets")
        if not entry.active
    }
    for old, (target, title) in leads(city.formers, places, city.read("former"), budgets).items():
        whose = names.get("/".join(target.split("/")[1:3]), "")
        yield planned(city.site, old, _redirect, old, target, title, whose)


FORMER = Product(
    name="former units",
    paths=(),
    reads=("reports", "pages", "datasets", "areas", "services", "former", "complaints"),
    make=_former_addresses,
    yields=True,
)


def _redirect(site: SiteContext, old: str, target: str, title: str, whose: str) -> Output:
    return redirect_page(site, old, target, title, whose=whose)


def _places(city: City) -> dict[str, dict[str, Page]]:
    """The pages of all units that follow others, and of closed ones that still have files."""
    wanted = {key for former in city.formers for key in (former.key, *former.way)}
    found: dict[str, dict[str, Page]] = {}
    for entry in city.entries:
        if entry.key in wanted:
            home = Page(title=unit_name(city.site, entry))
            found[entry.key] = dict.fromkeys(("", *EVERY) if entry.active else ("",), home)
    active = {entry.key for entry in city.entries if entry.active} & found.keys()
    for key, own in _reports(city, found).items():
        found[key].update(_of_reports(key, own, found[key][""]))
    for key, url, title in _others(city):
        if key in found:
            found[key][url.removeprefix(unit_url(key))] = Page(title=title)
    for key, place in _of_figures(city):
        if key in found:
            found[key][place] = found[key][""]
    for key in active:
        if len(found[key]) > 1 + len(EVERY):
            found[key][REGISTER] = found[key][""]
    for key in {each.unit for each in city.read("complaints")} & active:
        found[key][OF_COMPLAINTS] = found[key][""]
    return found


def _reports(city: City, keys: Collection[str]) -> dict[str, tuple[ReportSummary, ...]]:
    """The reports of these units, newest first."""
    found: dict[str, list[ReportSummary]] = {key: [] for key in keys}
    for item in city.read("reports"):
        if item.entry.key in found:
            found[item.entry.key].append(item.report)
    return {key: tuple(own) for key, own in found.items()}


def _of_figures(city: City) -> Iterator[tuple[str, str]]:
    """Yield the unit and place of each page that is made of figures: of a unit's own data, or of an area."""
    for entry, datasets in city.read("datasets"):
        # Pages of activities and projects stay with a closed unit, others are made while it lives.
        living = (FACTS, *budget_places(datasets)) if datasets and entry.active else ()
        for place in (*living, *programme_places(datasets)):
            yield entry.key, place
    for key, own in figures_by_area(city).items():
        for topic in topics_of(own):
            yield key, area_figures_url(key, topic).removeprefix(unit_url(key))


def _of_reports(key: str, reports: tuple[ReportSummary, ...], home: Page) -> dict[str, Page]:
    """A unit's reports and their lists, by their place in it."""
    found: dict[str, Page] = {}
    for report in reports:
        place = report.url.removeprefix(unit_url(key))
        found |= dict.fromkeys(_lists(place), home)
        found[place] = Page(title=report.title, day=report.date)
    kinds = (reports_url(key, kind) for kind in listed_kinds(reports))
    return found | dict.fromkeys((url.removeprefix(unit_url(key)) for url in kinds), home)


def _others(city: City) -> Iterator[tuple[str, str, str]]:
    """Yield the unit, address and title of each standing page, dataset and service with a page."""
    summaries: tuple[tuple[UnitEntry, tuple[PageSummary | DatasetSummary, ...]], ...]
    summaries = (*city.read("pages"), *city.read("datasets"))
    for entry, own in summaries:
        for each in own:
            yield entry.key, each.url, each.title
    for entry, services in city.read("services"):
        for service in services:
            if service.url:
                yield entry.key, service.url, service.name


def leads(
    formers: Iterable[Former],
    places: Places,
    known: FormerAddresses,
    budgets: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[str, str]]:
    """Return where each old address of former units leads, with the title of the page there.

    `budgets` are the places of the budgets that closed units had. No address is among them at which a former
    unit still has a page.
    """
    titles = {
        unit_url(key) + place: page.title
        for key, own in places.items()
        for place, page in own.items()
    }
    now = {old: end for old, end in known.moved if end in titles}
    found: dict[str, tuple[str, str]] = {}
    for former in formers:
        own = places.get(former.key, {}) if former.page else {}
        wanted = _wanted(former, places, known) | set(budgets.get(former.key, ()))
        # One more shows that there are more.
        for place in _newest_first(wanted)[: MAX_OF_FORMER + 1]:
            target = _target(former, place, places, now)
            if place not in own and target in titles:
                found[unit_url(former.key) + place] = (target, titles[target])
    return found


def _wanted(former: Former, places: Places, known: FormerAddresses) -> set[str]:
    """The places of a former unit at which something was, with the lists above them.

    Where git does not know all that was, that is all that its successors have of its time.
    """
    url = unit_url(former.key)
    olds = (*known.gone, *(old for old, _ in known.moved))
    wanted = {old.removeprefix(url) for old in olds if old.startswith(url)}
    if not known.whole and not former.folder:
        wanted |= {
            place
            for key in former.way
            for place, page in places.get(key, {}).items()
            if page.day is None or page.day <= _end(former)
        }
    listed = {above for place in wanted for above in _lists(place)}
    # Git knows neither services nor lists by kind nor pages of figures: those that follow have what was
    # there.
    unknown = {
        place for key in former.way for place in places.get(key, {}) if place.startswith(_UNKNOWN)
    }
    if any(place.startswith("data/") for place in (*wanted, *places.get(former.key, {}))):
        unknown.add(FACTS)
    return {"", *EVERY, REGISTER, *wanted, *listed, *unknown}


def _end(former: Former) -> date:
    """The last day from which a former unit can have reports."""
    if former.entry:
        return former.entry.last_day or date.max
    return max((each.first_day or date.max for each in former.successors), default=date.max)


def _newest_first(wanted: Iterable[str]) -> list[str]:
    """Places in the order of their worth: home page, lists, the newest reports, the screen and the like."""
    return sorted(
        sorted(wanted, reverse=True),
        key=lambda place: (place in _OF_EVERY, bool(place), not _LIST.fullmatch(place)),
    )


def _lists(place: str) -> tuple[str, ...]:
    """The lists of the month and the year of a report, and of all reports."""
    if not _REPORT.fullmatch(place):
        return ()
    return place[: len("laporan/2026/11/")], place[: len("laporan/2026/")], ALL_REPORTS


def _target(former: Former, place: str, places: Places, now: Mapping[str, str]) -> str:
    """Where a place of a former unit leads: to what is there in a unit that follows, else near it."""
    old = unit_url(former.key) + place
    if old in now:
        return now[old]
    for key in former.way if place else ():
        there = unit_url(key) + place
        if place in places.get(key, {}):
            return there
        if there in now:
            return now[there]
    if former.page:
        # It names all that follow it; what it removed while it lived stays removed.
        stays = place in _OF_EVERY or place.startswith(BUDGET)
        return unit_url(former.key) if stays or not former.folder else ""
    home = former.successors[0].key if former.successors else ""
    near = next((above for above in _lists(place) if above in places.get(home, {})), "")
    return unit_url(home) + near if home else ""
