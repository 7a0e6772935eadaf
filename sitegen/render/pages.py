"""What the pages of one unit share, its standing pages, archives and redirects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sitegen.problems.kind import N_
from sitegen.render import views, wording
from sitegen.render.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    report_card,
    site_view,
    unit_crumbs,
)
from sitegen.urls import archive_url, page_url, unit_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markupsafe import Markup

    from sitegen.i18n import Translator
    from sitegen.model import Output, Profile, ReportSummary, StandingPage, UnitEntry


Item = TypeVar("Item")


Key = TypeVar("Key")


_CLASS_LABELS = {
    "berkala": N_("Published periodically"),
    "serta-merta": N_("Announced at once"),
    "setiap-saat": N_("Available at any time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContext:
    """A unit as its pages need it. `parent` is the kecamatan of a kelurahan; `family` the
    kelurahan of a kecamatan or of the same kecamatan; `state` the date of the newest content.
    """

    site: SiteContext
    entry: UnitEntry
    profile: Profile
    parent: UnitEntry | None
    family: tuple[UnitEntry, ...]
    state: date

    @property
    def masthead(self) -> views.Masthead:
        """The head of the unit's pages."""
        return masthead(self.site, self.entry, self.profile.short_name, self.parent)

    @property
    def crumbs(self) -> tuple[views.Link, ...]:
        """The way to a page of the unit."""
        short = self.profile.short_name or self.entry.name
        own = self.site.link(short, unit_url(self.entry.key))
        return (*unit_crumbs(self.site, self.entry, self.parent), own)


def class_label(t: Translator, key: str) -> str:
    """Return the label of a class of public information, or ""."""
    return t.gettext(_CLASS_LABELS[key]) if key else ""


def standing_page(
    unit: UnitContext,
    page: StandingPage,
    body: Markup,
    siblings: tuple[StandingPage, ...],
) -> Output:
    """Return a standing page of the unit."""
    site = unit.site
    url = page_url(unit.entry.key, page.slug)
    title = f"{page.title} - {unit.masthead.name}"
    meta = meta_view(site, url, title, page.summary, unit.crumbs)
    view = views.TextPage(
        site=site_view(site, page.updated or date.min),
        meta=meta,
        unit=unit.masthead,
        title=page.title,
        summary=page.summary,
        updated=wording.day(page.updated, site.lang) if page.updated else None,
        body=body,
        siblings=tuple(
            site.link(other.title, page_url(unit.entry.key, other.slug))
            for other in siblings
            if other.slug != page.slug
        ),
    )
    return page_output(site, url, "page.html", view)


def safe_address(address: str) -> str:
    """Return an address of the web that an author gave, or "" for any other scheme."""
    return address if address.startswith(("https://", "http://")) else ""


def archive_pages(unit: UnitContext, reports: tuple[ReportSummary, ...]) -> Iterator[Output]:
    """Yield the unit's archive of each year, by month, and of each month, by day."""
    site, key = unit.site, unit.entry.key
    years = group_by(reports, lambda report: report.date.year)
    for year, of_year in years.items():
        months = group_by(of_year, lambda report: report.date.month)
        groups = tuple(
            views.ReportGroup(
                label=wording.month(year, number, site.lang),
                href=site.address.href(archive_url(key, year, number)),
                count=wording.whole(len(of_month), site.lang),
                reports=tuple(report_card(site, report, None) for report in of_month),
            )
            for number, of_month in months.items()
        )
        ways = tuple(site.link(str(y), archive_url(key, y)) for y in years if y != year)
        yield _archive(unit, archive_url(key, year), str(year), groups, ways)
        for number, of_month in months.items():
            label = wording.month(year, number, site.lang)
            ways = tuple(
                site.link(wording.month(year, n, site.lang), archive_url(key, year, n))
                for n in months
                if n != number
            )
            url = archive_url(key, year, number)
            yield _archive(unit, url, label, day_groups(site, of_month), ways)


def day_groups(
    site: SiteContext, reports: tuple[ReportSummary, ...]
) -> tuple[views.ReportGroup, ...]:
    """Return a unit's reports by day, newest first."""
    return tuple(
        views.ReportGroup(
            label=wording.weekday_and_day(day, site.lang),
            href="",
            count=wording.whole(len(of_day), site.lang),
            reports=tuple(report_card(site, report, None) for report in of_day),
        )
        for day, of_day in group_by(reports, lambda report: report.date).items()
    )


def _archive(
    unit: UnitContext,
    url: str,
    label: str,
    groups: tuple[views.ReportGroup, ...],
    ways: tuple[views.Link, ...],
) -> Output:
    site = unit.site
    newest = date.fromisoformat(groups[0].reports[0].date.iso)
    t = site.t
    count = sum(len(group.reports) for group in groups)
    intro = t.ngettext(N_("{n} report of {unit}."), N_("{n} reports of {unit}."), count).format(
        n=wording.whole(count, site.lang), unit=unit.masthead.name
    )
    title = t.gettext(N_("Reports in {period}")).format(period=label)
    view = views.ListPage(
        site=site_view(site, newest),
        meta=meta_view(site, url, f"{title} - {unit.masthead.name}", intro, unit.crumbs),
        unit=unit.masthead,
        title=title,
        intro=intro,
        groups=groups,
        datasets=(),
        ways=ways,
        feed=None,
    )
    return page_output(site, url, "list.html", view)


def redirect_page(site: SiteContext, old: str, target: str, title: str) -> Output:
    """Return the page at the old address that leads to `target`."""
    view = views.RedirectPage(
        site=site_view(site),
        title=title,
        target=site.address.href(target),
        canonical=site.address.absolute(target),
    )
    return page_output(site, old, "redirect.html", view)


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Return the items by key, in the order in which keys come first."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}


def fact(name: str, label: str, value: str, note: str = "", href: str = "") -> views.Fact:
    """Return a labelled fact."""
    return views.Fact(name=name, label=label, value=value, note=note, href=href)
