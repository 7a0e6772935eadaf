"""The week of the city for the press, `/pers/`: what units reported, which data are new, whom to ask.

Seven days up to today. All that is not shown is counted, and leads to where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from msgspec import Struct

from sitegen.i18n import N_
from sitegen.model import Output, ReportSummary, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.qr import with_code
from sitegen.pages.site import (
    SiteContext,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import fact, group_by
from sitegen.portal.facts import (
    FactDataset,
    changed_on,
    fact_dataset,
    news_of_data,
    news_of_report,
    quick_contact,
)
from sitegen.urls import (
    CONTACTS_URL,
    DATA_URL,
    FOLLOW_URL,
    NEWS_URL,
    PRESS_URL,
    ask_url,
    facts_url,
    reports_url,
    unit_url,
)

DAYS = 7
# Bounds: a week of a large city has some 1,400 reports of 230 units.
UNITS = 60
PER_UNIT = 4
DATA = 40


class UnitWeek(Struct, frozen=True, kw_only=True):
    """What a unit reported in the week: the newest reports, and how many there are."""

    entry: UnitEntry
    reports: tuple[ReportSummary, ...]
    count: int
    contact: tuple[tuple[str, str], ...]
    facts: bool


class Week(Struct, frozen=True, kw_only=True):
    """A week of the city, from its `first` day to its `last`.

    `others` are units without room, with how many reports; `data` are new or changed, with the day, `listed`
    the first of them; `facts` are the units with data.
    """

    first: date
    last: date
    units: tuple[UnitWeek, ...]
    others: tuple[tuple[UnitEntry, int], ...]
    data: tuple[tuple[date, FactDataset, UnitEntry], ...]
    data_count: int
    facts: tuple[UnitEntry, ...]


def _pages(city: City) -> Iterator[Planned]:
    yield planned(city.site, PRESS_URL, press_page, _week(city))


PRESS = Product(
    name="press",
    paths=((PRESS_URL, "the week of the city for the press: reports by unit, data, contacts"),),
    reads=("reports", "datasets", "shared", "today"),
    make=_pages,
)


def _week(city: City) -> Week:
    site, last = city.site, city.read("today")
    first = last - timedelta(days=DAYS - 1)
    contacts = {entry.key: own.contact for entry, own in city.read("shared")}
    with_data = {entry.key for entry, own in city.read("datasets") if entry.active and own}
    of_week = (each for each in city.read("reports") if first <= each.report.date <= last)
    by_unit = group_by(of_week, lambda each: each.entry.key)
    places = {kind.name: at for at, kind in enumerate(site.unit_kinds)}
    entries = sorted(
        (entry for entry in city.entries if entry.key in by_unit),
        key=lambda entry: places.get(entry.kind, len(places)),
    )
    data = [
        (day, fact_dataset(site, each, last), entry)
        for entry, own in city.read("datasets")
        for each in own
        for day in (changed_on(site, each, last),)
        if day and first <= day <= last and entry.active
    ]
    data.sort(key=lambda each: each[1].url)
    data.sort(key=itemgetter(0), reverse=True)
    return Week(
        first=first,
        last=last,
        units=tuple(
            UnitWeek(
                entry=entry,
                reports=tuple(each.report for each in by_unit[entry.key][:PER_UNIT]),
                count=len(by_unit[entry.key]),
                contact=contacts[entry.key],
                facts=entry.key in with_data,
            )
            for entry in entries[:UNITS]
        ),
        others=tuple((entry, len(by_unit[entry.key])) for entry in entries[UNITS:]),
        data=tuple(data[:DATA]),
        data_count=len(data),
        facts=tuple(entry for entry in city.entries if entry.key in with_data),
    )


def press_page(site: SiteContext, week: Week) -> Output:
    """Return the page of a week."""
    t = site.t.gettext
    title = t(N_("For the press: {days}")).format(
        days=wording.days(week.first, week.last, site.lang)
    )
    intro = _intro(site, week)
    meta = with_code(meta_view(site, PRESS_URL, title, intro))
    view = views.PressPage(
        site=site_view(site),
        meta=with_feeds(site, meta, "/"),
        title=title,
        intro=intro,
        groups=tuple(
            views.PressGroup(
                label=site.kind(kind).plural,
                units=tuple(_unit(site, each, week.last) for each in own),
            )
            for kind, own in group_by(week.units, lambda each: each.entry.kind).items()
        ),
        others=tuple(
            fact(
                entry.id,
                unit_name(site, entry),
                wording.reports(count, site.t),
                "",
                site.address.href(reports_url(entry.key)),
            )
            for entry, count in week.others
        ),
        data=tuple(
            news_of_data(site, own, day, site.link(unit_name(site, entry), unit_url(entry.key)))
            for day, own, entry in week.data
        ),
        data_more=_all_data(site, week),
        facts=tuple(site.link(unit_name(site, each), facts_url(each.key)) for each in week.facts),
        ways=(
            site.link(t(N_("News of the city by day")), NEWS_URL),
            site.link(t(N_("Contacts of all units")), CONTACTS_URL),
            site.link(t(N_("How to ask any office of the city")), ask_url()),
            site.link(t(N_("Follow the news")), FOLLOW_URL),
        ),
    )
    return page_output(site, PRESS_URL, "press.html", view)


def _intro(site: SiteContext, week: Week) -> str:
    t = site.t
    units = len(week.units) + len(week.others)
    count = sum(each.count for each in week.units) + sum(count for _, count in week.others)
    if not count and not week.data_count:
        return t.gettext(N_("In these seven days nothing was reported and no data were changed."))
    said = N_("{reports} of {units} units and {data} new or changed tables in seven days.")
    if not week.data_count:
        said = N_("{reports} of {units} units in seven days; no data were added or changed.")
    return t.gettext(said).format(
        reports=wording.reports(count, t),
        units=wording.whole(units, site.lang),
        data=wording.whole(week.data_count, site.lang),
    )


def _unit(site: SiteContext, own: UnitWeek, last: date) -> views.PressUnit:
    entry, t = own.entry, site.t
    more = own.count - len(own.reports)
    said = t.ngettext(N_("{n} more report"), N_("{n} more reports"), more)
    return views.PressUnit(
        id=entry.key.replace("/", "-"),
        link=site.link(unit_name(site, entry), unit_url(entry.key)),
        count=wording.reports(own.count, t),
        reports=tuple(
            news_of_report(
                site,
                each,
                views.Day(
                    iso=each.date.isoformat(), text=wording.day_near(each.date, last, site.lang)
                ),
            )
            for each in own.reports
        ),
        more=site.link(said.format(n=wording.whole(more, site.lang)), reports_url(entry.key))
        if more
        else None,
        contact=quick_contact(site, own.contact),
        facts=site.link(t.gettext(N_("In figures")), facts_url(entry.key)) if own.facts else None,
    )


def _all_data(site: SiteContext, week: Week) -> views.Link | None:
    more, t = week.data_count - len(week.data), site.t
    if not more:
        return None
    said = t.ngettext(N_("{n} more table"), N_("{n} more tables"), more)
    return site.link(said.format(n=wording.whole(more, site.lang)), DATA_URL)
