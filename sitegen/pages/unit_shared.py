"""What the pages of one unit share, and its standing pages, archives and redirects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.i18n import N_, Translator
from sitegen.model import (
    Output,
    Profile,
    Relatives,
    ReportSummary,
    SharePicture,
    StandingPage,
    UnitEntry,
)
from sitegen.pages import views, wording
from sitegen.pages.own import by_name, own_facts
from sitegen.pages.product import Planned
from sitegen.pages.qr import with_code
from sitegen.pages.site import (
    CARD_SIZE,
    SiteContext,
    masthead,
    meta_view,
    page_output,
    report_row,
    shorten,
    site_view,
    unit_crumbs,
    window_title,
    with_picture,
)
from sitegen.urls import archive_url, card_url, output_path, page_url, unit_url

Item = TypeVar("Item")


Key = TypeVar("Key")

# A page with more reports than this lists days or months instead (docs/decisions/007).
LIST_LIMIT = 200

# About as many letters of a description as search engines show.
_DESCRIPTION = 140
_CLASS_LABELS = {
    "berkala": N_("Published periodically"),
    "serta-merta": N_("Announced at once"),
    "setiap-saat": N_("Available at any time"),
}


class UnitContext(Struct, frozen=True, kw_only=True):
    """A unit as its pages need it. `relatives` has the units above, below and beside it; `state` is
    the date of the newest content; `masthead` the head of its pages and `crumbs` the breadcrumbs to a
    page. `id` stands for everything that all pages of the unit depend on, which is all of this but `state`.
    """

    site: SiteContext
    entry: UnitEntry
    profile: Profile
    relatives: Relatives
    state: date
    masthead: views.Masthead
    crumbs: tuple[views.Link, ...]
    id: str = ""


def unit_context(
    site: SiteContext,
    entry: UnitEntry,
    profile: Profile,
    relatives: Relatives,
    state: date,
) -> UnitContext:
    """Return the context of a unit's pages; `state` is the date of its newest content."""
    parent = relatives.parent
    head = masthead(site, entry, profile.short_name, parent, relatives.successors)
    if entry.active and (profile.phone or profile.whatsapp or profile.email):
        head = replace(head, contact=f"{head.href}#kontak")
    own = site.link(profile.short_name or entry.name, unit_url(entry.key))
    return UnitContext(
        site=site,
        entry=entry,
        profile=profile,
        relatives=relatives,
        state=state,
        masthead=head,
        crumbs=(*unit_crumbs(site, entry, parent), own),
    )


def unit_meta(
    unit: UnitContext,
    url: str,
    title: str,
    description: str,
    crumbs: tuple[views.Link, ...] | None = None,
) -> views.Meta:
    """Return the head of one of the unit's pages, with the picture that stands for the unit."""
    site = unit.site
    own = unit.crumbs if crumbs is None else crumbs
    meta = with_picture(site, meta_view(site, url, title, description, own), unit_picture(unit))
    meta = replace(meta, window=_window(unit, title))
    return replace(meta, sheet=unit.masthead.sheet) if unit.masthead.sheet else meta


def _window(unit: UnitContext, title: str) -> str:
    """A title with the unit's name, or a short one, and with the city's if there is room.

    Reports say theirs alone if they are long: few are called as another unit's.
    """
    name, short, city = unit.masthead.name, unit.masthead.short, unit.site.name
    what = title.removesuffix(f" - {name}")
    if what.casefold() == name.casefold() or name.casefold() in what.casefold():
        return window_title(f"{what} · {city}", what)
    whose = (f"{what} - {name} · {city}", f"{what} - {name}", f"{what} - {short}")
    return window_title(*whose) if what != title else window_title(*whose, what)


def unit_picture(unit: UnitContext) -> SharePicture:
    """Return the picture that stands for a unit's pages without one of their own."""
    width, height = CARD_SIZE
    name = f"{unit.masthead.name}, {unit.site.name}"
    return SharePicture(url=card_url(unit.entry.key), width=width, height=height, alt=name)


def class_label(t: Translator, key: str) -> str:
    """Return the label of a class of public information, or ""."""
    return t.gettext(_CLASS_LABELS[key]) if key else ""


def standing_page(
    unit: UnitContext,
    page: StandingPage,
    shown: tuple[Markup, str],
    siblings: tuple[StandingPage, ...],
    *,
    review: views.Review | None = None,
    stand_in: bool = False,
) -> Output:
    """Return a standing page of the unit; `stand_in` says that it is an earlier version.

    `shown` is its text, and what cards and shared links say of it; `review` says that it is to be
    reviewed.
    """
    body, words = shown
    site = unit.site
    url = page_url(unit.entry.key, page.slug)
    title = f"{page.title} - {unit.masthead.name}"
    meta = with_code(unit_meta(unit, url, title, words))
    own = own_facts(site, "halaman", page.extra)
    view = views.TextPage(
        site=site_view(site, page.updated or date.min),
        meta=meta,
        unit=unit.masthead,
        title=page.title,
        summary=page.summary,
        updated=wording.day(page.updated, site.lang) if page.updated else None,
        facts=own,
        extra=by_name(own),
        body=body,
        siblings=tuple(
            site.link(other.title, page_url(unit.entry.key, other.slug))
            for other in siblings
            if other.slug != page.slug
        ),
        review=review,
        stand_in=stand_in,
    )
    return page_output(site, url, "page.html", view)


def safe_address(address: str) -> str:
    """Return an author's web address, or "" for any other scheme."""
    return address if address.startswith(("https://", "http://")) else ""


def archive_pages(
    unit: UnitContext, reports: tuple[ReportSummary, ...], ids: Mapping[str, str]
) -> Iterator[Planned]:
    """Yield the unit's archives of each year, by month, and of each month, by day.

    A year with more than LIST_LIMIT reports lists its months with numbers only. `ids` has what
    stands for a report in lists, by its address.
    """
    years = group_by(reports, lambda report: report.date.year)
    for year, of_year in years.items():
        own = digest(unit.id, repr(tuple(years)), *(ids[report.url] for report in of_year))
        url = archive_url(unit.entry.key, year)
        make = partial(_year_archive, unit, year, of_year, tuple(years))
        yield Planned(path=output_path(url), key=own, make=make)
        months = group_by(of_year, lambda report: report.date.month)
        for month, of_month in months.items():
            own = digest(unit.id, repr(tuple(months)), *(ids[report.url] for report in of_month))
            url = archive_url(unit.entry.key, year, month)
            make = partial(_month_archive, unit, (year, month), of_month, tuple(months))
            yield Planned(path=output_path(url), key=own, make=make)


def _year_archive(
    unit: UnitContext, year: int, reports: tuple[ReportSummary, ...], years: tuple[int, ...]
) -> Output:
    site, key = unit.site, unit.entry.key
    rows = _rows(site, reports)
    groups = tuple(
        _group(
            site,
            _month_link(unit, year, month),
            of_month if len(rows) <= LIST_LIMIT else (),
            len(of_month),
        )
        for month, of_month in group_by(rows, lambda row: row[0].month).items()
    )
    ways = tuple(site.link(str(y), archive_url(key, y)) for y in years if y != year)
    return _archive(unit, (archive_url(key, year), str(year)), rows, groups, ways)


def _month_archive(
    unit: UnitContext,
    period: tuple[int, int],
    reports: tuple[ReportSummary, ...],
    months: tuple[int, ...],
) -> Output:
    site, (year, month) = unit.site, period
    rows = _rows(site, reports)
    days = tuple(
        _group(site, views.Link(label=wording.weekday_and_day(day, site.lang), href=""), of_day)
        for day, of_day in group_by(rows, lambda row: row[0]).items()
    )
    ways = tuple(_month_link(unit, year, other) for other in months if other != month)
    label = wording.month(year, month, site.lang)
    return _archive(unit, (archive_url(unit.entry.key, year, month), label), rows, days, ways)


def _month_link(unit: UnitContext, year: int, month: int) -> views.Link:
    label = wording.month(year, month, unit.site.lang)
    return unit.site.link(label, archive_url(unit.entry.key, year, month))


def _rows(site: SiteContext, reports: tuple[ReportSummary, ...]) -> tuple[Dated, ...]:
    return tuple((report.date, report_row(site, report, None)) for report in reports)


Dated = tuple[date, views.ReportRow]


def _group(
    site: SiteContext, heading: views.Link, rows: tuple[Dated, ...], count: int = 0
) -> views.ReportGroup:
    """Return a group of a list; `count` is given if not all of its reports are listed."""
    return views.ReportGroup(
        label=heading.label,
        href=heading.href,
        count=wording.reports(count or len(rows), site.t),
        reports=tuple(row for _, row in rows),
    )


def _archive(
    unit: UnitContext,
    place: tuple[str, str],
    rows: tuple[Dated, ...],
    groups: tuple[views.ReportGroup, ...],
    ways: tuple[views.Link, ...],
) -> Output:
    """Return the list of a period; `place` is its address and name."""
    site, (url, label) = unit.site, place
    t = site.t
    intro = t.ngettext(N_("{n} report of {unit}."), N_("{n} reports of {unit}."), len(rows)).format(
        n=wording.whole(len(rows), site.lang), unit=unit.masthead.name
    )
    title = t.gettext(N_("Reports in {period}")).format(period=label)
    view = views.ListPage(
        site=site_view(site, rows[0][0]),
        meta=unit_meta(
            unit,
            url,
            f"{title} - {unit.masthead.name}",
            with_titles(title, intro, (row.title for _, row in rows)),
        ),
        unit=unit.masthead,
        title=title,
        intro=intro,
        groups=groups,
        datasets=(),
        ways=ways,
        feed=None,
    )
    return page_output(site, url, "list.html", view)


def with_titles(title: str, intro: str, titles: Iterable[str] = ()) -> str:
    """Return what search engines are told of a list: its reports, as far as there is room.

    A sentence such as "1 report." would be the same for hundreds of pages, and one report stands in
    many lists.
    """
    told = shorten("; ".join(titles), _DESCRIPTION)
    return f"{title}. {intro} {told}".strip()


def redirect_page(
    site: SiteContext,
    old: str,
    target: str,
    title: str,
    shown: tuple[str, SharePicture | None] = ("", None),
    whose: str | None = "",
) -> Output:
    """Return the page at the old address that redirects to `target`.

    It says of itself what that page does, `shown` its description and its picture, as programs that
    show shared links go no further. Without a picture it is that of the unit, whose name is
    `whose`, or of the city; None for a unit that has no card.
    """
    description, picture = shown
    key = "/".join(target.split("/")[1:3])
    if (
        picture is None
        and whose is not None
        and any(key.startswith(f"{kind.name}/") for kind in site.unit_kinds)
    ):
        width, height = CARD_SIZE
        alt = f"{whose}, {site.name}" if whose else site.name
        picture = SharePicture(url=card_url(key), width=width, height=height, alt=alt)
    view = views.RedirectPage(
        site=site_view(site),
        meta=with_picture(site, meta_view(site, target, title, description), picture),
        title=title,
        target=site.address.href(target),
        canonical=site.address.absolute(target),
    )
    return page_output(site, old, "redirect.html", view)


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Return the items by key, in the order of each key's first item."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}


def fact(name: str, label: str, value: str, note: str = "", href: str = "") -> views.Fact:
    """Return a labelled fact."""
    return views.Fact(name=name, label=label, value=value, note=note, href=href)
