"""A unit's pages: its home page, reports, standing pages, archives and redirects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from sitegen.problems.kind import N_
from sitegen.render import views, wording
from sitegen.render.site import (
    SiteContext,
    label_of,
    masthead,
    meta_view,
    page_output,
    report_card,
    shorten,
    site_view,
    state_label,
    topic_links,
    unit_crumbs,
    with_image,
)
from sitegen.urls import archive_url, page_url, unit_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markupsafe import Markup

    from sitegen.i18n import Translator
    from sitegen.model import Output, Profile, Report, ReportSummary, StandingPage, UnitEntry

Item = TypeVar("Item")
Key = TypeVar("Key")
LATEST = 6
RELATED = 3
SHORT_LENGTH = 60
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """A report with what was made of it: its text, its pictures, its entry in lists."""

    report: Report
    summary: ReportSummary
    body: Markup
    images: tuple[views.Image, ...] = ()
    share_image: str = ""


def report_page(
    unit: UnitContext,
    item: ReportItem,
    neighbours: tuple[ReportItem | None, ReportItem | None],
    related: tuple[ReportItem, ...],
) -> Output:
    """Return a report's page; `neighbours` are the unit's report before and after it."""
    site, report, summary = unit.site, item.report, item.summary
    t = site.t.gettext
    meta = meta_view(
        site,
        summary.url,
        report.title,
        summary.summary,
        (
            *unit.crumbs,
            site.link(str(report.date.year), archive_url(unit.entry.key, report.date.year)),
        ),
    )
    before, after = neighbours
    view = views.ReportPage(
        site=site_view(site, report.date),
        meta=with_image(meta, item.share_image),
        unit=unit.masthead,
        title=report.title,
        kind=report.kind,
        kind_label=label_of(site.kinds, report.kind) if report.kind else "",
        status=report.status,
        status_label=state_label(report.status, site.t),
        date=wording.day(report.date, site.lang),
        summary=report.summary,
        facts=tuple(_facts(site, report)),
        details=tuple(_details(site, report)),
        lead=item.images[0] if item.images else None,
        body=item.body,
        gallery=item.images[1:],
        result=report.result,
        follow_up=report.follow_up,
        topics=topic_links(site, report.topics),
        share=_share(meta.canonical, report.title, t(N_("E-mail"))),
        previous=_neighbour(site, before),
        next=_neighbour(site, after),
        related=tuple(report_card(site, other.summary, None) for other in related),
    )
    return page_output(site, summary.url, "report.html", view)


def _neighbour(site: SiteContext, item: ReportItem | None) -> views.Link | None:
    if item is None:
        return None
    return site.link(shorten(item.report.title, SHORT_LENGTH * 2), item.summary.url)


def _share(url: str, title: str, email: str) -> tuple[views.Link, ...]:
    text = quote(f"{title} {url}", safe="")
    mail = f"mailto:?subject={quote(title, safe='')}&body={quote(url, safe='')}"
    return (
        views.Link(label="WhatsApp", href=f"https://wa.me/?text={text}"),
        views.Link(
            label="Telegram",
            href=f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(title, safe='')}",
        ),
        views.Link(label=email, href=mail),
    )


def _facts(site: SiteContext, report: Report) -> Iterator[views.Fact]:
    t = site.t.gettext
    if report.place:
        yield _fact("tempat", t(N_("Place")), report.place)
    when = _when(site, report)
    if when or report.time:
        yield _fact("waktu", t(N_("Time")), when or report.time, report.time if when else "")
    if report.participants:
        people = report.participants
        parts = []
        if people.men is not None:
            parts.append(t(N_("{n} men")).format(n=wording.whole(people.men, site.lang)))
        if people.women is not None:
            parts.append(t(N_("{n} women")).format(n=wording.whole(people.women, site.lang)))
        total = t(N_("{n} people")).format(n=wording.whole(people.total, site.lang))
        yield _fact("peserta", t(N_("Participants")), total, ", ".join(parts))
    if report.budget is not None:
        amount = wording.rupiah(report.budget, site.lang)
        yield _fact("anggaran", t(N_("Budget")), amount, report.budget_source)


def _when(site: SiteContext, report: Report) -> str:
    if report.event_date is None and report.event_end is None:
        return wording.day(report.date, site.lang).text if report.time else ""
    start = report.event_date or report.date
    text = wording.day(start, site.lang).text
    if report.event_end and report.event_end != start:
        text += f" – {wording.day(report.event_end, site.lang).text}"
    return text


def _details(site: SiteContext, report: Report) -> Iterator[views.Fact]:
    t = site.t.gettext
    rows = (
        ("program", N_("Programme"), report.programme),
        ("rekening", N_("Account code"), report.account_code),
        ("wilayah", N_("Area code"), report.area_code),
        ("penulis", N_("Written by"), report.author),
        ("kontak", N_("Contact"), report.contact),
        (
            "klasifikasi",
            N_("Class of information"),
            class_label(site.t, report.classification),
        ),
    )
    for name, label, value in rows:
        if value:
            yield _fact(name, t(label), value)


def class_label(t: Translator, key: str) -> str:
    """Return the label of a class of public information, or ""."""
    return t.gettext(_CLASS_LABELS[key]) if key else ""


def _fact(name: str, label: str, value: str, note: str = "", href: str = "") -> views.Fact:
    return views.Fact(name=name, label=label, value=value, note=note, href=href)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContents:
    """What a unit's home page shows; reports are newest first."""

    reports: tuple[ReportSummary, ...]
    pages: tuple[StandingPage, ...]
    charts: tuple[views.Chart, ...]
    datasets: tuple[views.DatasetCard, ...]


def unit_page(unit: UnitContext, contents: UnitContents) -> Output:
    """Return the home page of the unit."""
    site, profile, entry = unit.site, unit.profile, unit.entry
    t = site.t.gettext
    head = unit.masthead
    description = profile.about or t(N_("Reports, data and services of {name}.")).format(
        name=head.name
    )
    meta = meta_view(
        site,
        unit_url(entry.key),
        head.name,
        description,
        unit_crumbs(site, entry, unit.parent),
    )
    family = tuple(site.link(other.name, unit_url(other.key)) for other in unit.family)
    years = sorted({report.date.year for report in contents.reports}, reverse=True)
    view = views.UnitPage(
        site=site_view(site, unit.state),
        meta=meta,
        unit=head,
        about=profile.about,
        contact=tuple(_contact(site, profile)),
        channels=tuple(_channels(profile, t(N_("Web site")))),
        figures=_figures(unit, contents),
        reports=tuple(report_card(site, report, None) for report in contents.reports[:LATEST]),
        archive=tuple(site.link(str(year), archive_url(entry.key, year)) for year in years),
        charts=contents.charts,
        datasets=contents.datasets,
        services=tuple(
            views.ServiceRow(
                name=service.name,
                requirements=service.requirements,
                duration=service.duration,
                fee=service.fee,
                href=safe_address(service.link),
            )
            for service in profile.services
        ),
        pages=tuple(
            site.link(page.title, page_url(entry.key, page.slug)) for page in contents.pages
        ),
        children=family if entry.kind == "kecamatan" else (),
        siblings=family if entry.kind == "kelurahan" else (),
    )
    return page_output(site, unit_url(entry.key), "unit.html", view)


def _figures(unit: UnitContext, contents: UnitContents) -> tuple[views.Figure, ...]:
    site = unit.site
    t = site.t.gettext
    figures: list[views.Figure] = []
    if contents.reports:
        latest = contents.reports[0]
        year = latest.date.year
        count = sum(1 for report in contents.reports if report.date.year == year)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=t(N_("reports in {year}")).format(year=year),
                href=site.address.href(archive_url(unit.entry.key, year)),
            )
        )
        figures.append(
            views.Figure(
                value=wording.day(latest.date, site.lang).text,
                label=t(N_("last report")),
                href=site.address.href(latest.url),
            )
        )
    if contents.datasets:
        count = len(contents.datasets)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=site.t.ngettext(N_("dataset"), N_("datasets"), count),
                href="#data",
            )
        )
    if unit.profile.services:
        count = len(unit.profile.services)
        figures.append(
            views.Figure(
                value=wording.whole(count, site.lang),
                label=site.t.ngettext(N_("service"), N_("services"), count),
                href="#layanan",
            )
        )
    return tuple(figures)


def _contact(site: SiteContext, profile: Profile) -> Iterator[views.Fact]:
    t = site.t.gettext
    digits = "".join(c for c in profile.phone if c.isdigit() or c == "+")
    whatsapp = "".join(c for c in profile.whatsapp if c.isdigit())
    whatsapp = "62" + whatsapp[1:] if whatsapp.startswith("0") else whatsapp
    ppid = dict(profile.ppid)
    head = ", ".join(part for part in (profile.head_title, profile.head_name) if part)
    rows = (
        ("alamat", N_("Address"), profile.address, "", ""),
        ("jam", N_("Opening hours"), profile.hours, "", ""),
        (
            "telepon",
            N_("Telephone"),
            profile.phone,
            "",
            f"tel:{digits}" if digits else "",
        ),
        ("whatsapp", "WhatsApp", profile.whatsapp, "", f"https://wa.me/{whatsapp}"),
        (
            "email",
            N_("E-mail"),
            profile.email,
            "",
            f"mailto:{quote(profile.email, safe='@.+-_')}",
        ),
        ("kepala", N_("Head"), head, "", ""),
        (
            "ppid",
            N_("Public information officer (PPID)"),
            ppid.get("pejabat", ""),
            ", ".join(value for key, value in ppid.items() if key != "pejabat"),
            "",
        ),
    )
    for name, label, value, note, href in rows:
        if value or note:
            yield _fact(name, t(label), value or note, note if value else "", href)


_NETWORKS = {
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "x": ("X", "https://x.com/{}"),
    "twitter": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@{}"),
}


def _channels(profile: Profile, website: str) -> Iterator[views.Link]:
    if safe_address(profile.website):
        yield views.Link(label=website, href=profile.website)
    for network, account in profile.social:
        label, pattern = _NETWORKS.get(network.casefold(), (network, ""))
        if account.startswith(("https://", "http://")):
            yield views.Link(label=label, href=account)
        elif pattern:
            name = account.lstrip("@")
            yield views.Link(label=f"{label} @{name}", href=pattern.format(quote(name, safe="")))


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


def related_to(item: ReportItem, items: tuple[ReportItem, ...]) -> tuple[ReportItem, ...]:
    """Return older reports with a topic in common, most topics first, at most three.

    Only older ones: a new report must not change the pages of old ones.
    """
    own = set(item.report.topics)
    older = [other for other in items if other.report.date < item.report.date]
    scored = [(len(own & set(other.report.topics)), other) for other in older[:50]]
    near = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return tuple(other for _, other in near[:RELATED])
