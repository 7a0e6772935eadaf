"""What is to come: the agenda of the city, of each kecamatan with its kelurahan, and of each unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from sitegen.exports.calendar import calendar
from sitegen.i18n import N_
from sitegen.model import AgendaItem, Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.coming import ComingOf, in_turn
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import (
    SiteContext,
    label_of,
    meta_view,
    page_output,
    site_view,
    unit_name,
)
from sitegen.pages.unit_shared import group_by, with_titles
from sitegen.urls import agenda_url, output_path, unit_url

CALENDAR = "agenda.ics"
# A page with more activities than this would be too long; its calendar has all of them.
LISTED = 60
Given: TypeAlias = tuple[ComingOf, ...]


def _pages(city: City) -> Iterator[Planned]:
    site, today = city.site, city.read("today")
    coming = _coming(city, today)
    yield from _agenda(site, None, coming)
    by_unit = group_by(coming, lambda of: of[1].key)
    by_parent = group_by(coming, lambda of: of[1].parent)
    for entry in city.entries:
        own = (*by_unit.get(entry.key, ()), *by_parent.get(entry.key, ()))
        # The page of a kecamatan always leads to its agenda.
        if entry.active and (own or entry.level == "kecamatan"):
            yield from _agenda(site, entry, in_turn(own))


AGENDA = Product(
    name="agenda",
    paths=(
        ("/agenda/", "activities to come of all units, by day"),
        ("/agenda/agenda.ics", "the same as a calendar"),
        (
            f"/{KIND}/<unit>/agenda/",
            "activities to come of a unit that has any, and of each kecamatan with its kelurahan",
        ),
        (f"/{KIND}/<unit>/agenda/agenda.ics", "the same as a calendar"),
    ),
    reads=("agenda", "today"),
    make=_pages,
)


def _coming(city: City, today: date) -> Given:
    """The activities of all units that are not over on this day, in order."""
    found = (
        (item, entry)
        for entry, own in city.read("agenda")
        if entry.active
        for item in own
        if item.last >= today
    )
    return in_turn(found)


def _agenda(site: SiteContext, entry: UnitEntry | None, coming: Given) -> Iterator[Planned]:
    url = agenda_url(entry.key if entry else "")
    yield planned(site, url, agenda_page, entry, coming)
    yield planned(site, url + CALENDAR, agenda_calendar, entry, coming)


def agenda_calendar(site: SiteContext, entry: UnitEntry | None, coming: Given) -> Output:
    """Return the calendar of these activities of a unit, or of the city."""
    name = _title(site, entry)
    url = agenda_url(entry.key if entry else "") + CALENDAR
    return Output(path=output_path(url), body=calendar(site, name, (item for item, _ in coming)))


def agenda_page(site: SiteContext, entry: UnitEntry | None, coming: Given) -> Output:
    """Return the page of these activities of a unit, or of the city."""
    t = site.t
    url = agenda_url(entry.key if entry else "")
    intro = t.ngettext(N_("{n} activity to come."), N_("{n} activities to come."), len(coming))
    intro = intro.format(n=wording.whole(len(coming), site.lang))
    if not coming:
        intro = t.gettext(N_("No activity has been announced yet."))
    crumbs = (site.link(unit_name(site, entry), unit_url(entry.key)),) if entry else ()
    told = with_titles(_title(site, entry), intro, (item.title for item, _ in coming))
    view = views.AgendaPage(
        site=site_view(site),
        meta=meta_view(site, url, _title(site, entry), told, crumbs),
        title=_title(site, entry),
        intro=intro,
        days=tuple(
            views.AgendaDay(
                label=wording.weekday_and_day(day, site.lang),
                items=tuple(_line(site, entry, *of) for of in of_day),
            )
            for day, of_day in group_by(coming[:LISTED], lambda of: of[0].first).items()
        ),
        calendar=site.link(t.gettext(N_("Calendar file (ICS)")), url + CALENDAR),
        city=site.link(t.gettext(N_("Agenda of the whole city")), agenda_url()) if entry else None,
    )
    return page_output(site, url, "agenda.html", view)


def _title(site: SiteContext, entry: UnitEntry | None) -> str:
    name = unit_name(site, entry) if entry else site.name
    return site.t.gettext(N_("Agenda of {name}")).format(name=name)


def _line(
    site: SiteContext, own: UnitEntry | None, item: AgendaItem, entry: UnitEntry
) -> views.AgendaLine:
    several = item.last > item.first
    return views.AgendaLine(
        href=site.address.href(item.url),
        title=item.title,
        days=wording.days(item.first, item.last, site.lang) if several else "",
        time=item.time,
        place=item.place,
        kind_label=label_of(site.kinds, item.kind) if item.kind else "",
        unit=site.link(unit_name(site, entry), unit_url(entry.key)) if entry != own else None,
    )
