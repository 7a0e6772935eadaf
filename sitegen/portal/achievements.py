"""What units and citizens have achieved, by the year of the event, not of the report: `/prestasi/`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from sitegen.exports.feeds import planned_feeds
from sitegen.i18n import N_
from sitegen.model import Output
from sitegen.pages import views, wording
from sitegen.pages.city import City, Listed, row
from sitegen.pages.product import Planned, Product, planned
from sitegen.pages.site import SiteContext
from sitegen.pages.unit_shared import LIST_LIMIT, group_by
from sitegen.portal.archives import ListedPeriod, list_output
from sitegen.urls import achievements_url

KIND = "prestasi"


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    items = tuple(item for item in city.read("reports") if item.report.kind == KIND)
    by_event = tuple(sorted(items, key=lambda item: item.report.event_date, reverse=True))
    years = group_by(by_event, lambda item: item.report.event_date.year)
    numbers = len(items) > LIST_LIMIT
    groups = tuple(_period(date(year, 1, 1), own, numbers) for year, own in years.items())
    yield planned(site, achievements_url(), achievements_page, groups)
    title = f"{site.t.gettext(N_('Achievements'))} · {site.name}"
    yield from planned_feeds(site, achievements_url(), title, items)
    for year, own in years.items():
        months = group_by(own, lambda item: item.report.event_date.month)
        many = len(own) > LIST_LIMIT
        of_months = tuple(_period(date(year, at, 1), of, many) for at, of in months.items())
        yield planned(site, achievements_url(year), year_page, year, of_months)
        for at, of in months.items() if many else ():
            yield planned(site, achievements_url(year, at), month_page, date(year, at, 1), of)


def _period(day: date, items: tuple[Listed, ...], numbers: bool) -> ListedPeriod:
    return ListedPeriod(day=day, count=len(items), items=() if numbers else items)


ACHIEVEMENTS = Product(
    name="achievements",
    paths=(
        (achievements_url(), "achievements by the year of the event"),
        ("/prestasi/<yyyy>/", "achievements of a year, by month"),
        ("/prestasi/<yyyy>/<mm>/", "achievements of a month, where a year has very many"),
        ("/prestasi/feed.xml", "feed of the latest achievements"),
        ("/prestasi/feed.json", "feed of the latest achievements"),
    ),
    reads=("reports",),
    make=_pages,
)


def achievements_page(site: SiteContext, years: tuple[ListedPeriod, ...]) -> Output:
    """Return the first page: all achievements by year, or if there are too many, their numbers."""
    t = site.t.gettext
    groups = tuple(
        _group(site, of, str(of.day.year), achievements_url(of.day.year)) for of in years
    )
    intro = (
        t(N_("Reports of the kind “Achievement”, by the year in which it happened."))
        if years
        else t(N_("No unit has reported an achievement yet."))
    )
    text = (t(N_("Achievements")), intro)
    return list_output(site, achievements_url(), text, (), groups, feed=True)


def year_page(site: SiteContext, year: int, months: tuple[ListedPeriod, ...]) -> Output:
    """Return the achievements of a year by month."""
    groups = tuple(
        _group(
            site,
            of,
            wording.month(year, of.day.month, site.lang),
            "" if of.items else achievements_url(year, of.day.month),
        )
        for of in months
    )
    return _page(site, achievements_url(year), str(year), sum(of.count for of in months), groups)


def month_page(site: SiteContext, month: date, items: tuple[Listed, ...]) -> Output:
    """Return the achievements of a month by day; `month` is its first day."""
    days = group_by(items, lambda item: item.report.event_date)
    groups = tuple(
        _group(site, _period(day, of, numbers=False), wording.day(day, site.lang).text, "")
        for day, of in days.items()
    )
    period = wording.month(month.year, month.month, site.lang)
    return _page(site, achievements_url(month.year, month.month), period, len(items), groups)


def _page(
    site: SiteContext, url: str, period: str, count: int, groups: tuple[views.ReportGroup, ...]
) -> Output:
    t = site.t.gettext
    title = t(N_("Achievements in {period}")).format(period=period)
    top = site.link(t(N_("Achievements")), achievements_url())
    return list_output(site, url, (title, wording.reports(count, site.t)), (top,), groups)


def _group(site: SiteContext, of: ListedPeriod, label: str, url: str) -> views.ReportGroup:
    return views.ReportGroup(
        label=label,
        href=site.address.href(url) if url else "",
        count=wording.reports(of.count, site.t),
        reports=tuple(
            replace(row(site, item), date=wording.day(item.report.event_date, site.lang))
            for item in of.items
        ),
    )
