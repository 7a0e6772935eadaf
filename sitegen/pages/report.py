"""A report's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.i18n import N_
from sitegen.model import ClarificationItem, Output, Report, ReportSummary
from sitegen.pages import views, wording
from sitegen.pages.moments import moments, stamp
from sitegen.pages.own import by_name, own_facts
from sitegen.pages.qr import with_code
from sitegen.pages.share import report_picture, share_links
from sitegen.pages.site import (
    SiteContext,
    label_of,
    page_output,
    remark,
    shorten,
    site_view,
    state_label,
    topic_links,
    with_picture,
)
from sitegen.pages.structured import event_data, report_data, with_data
from sitegen.pages.unit_shared import UnitContext, class_label, fact, unit_meta
from sitegen.reports.notices import clarifies, is_notice
from sitegen.urls import archive_url

RELATED = 3
CANDIDATES = 50


SHORT_LENGTH = 60


class ReportItem(Struct, frozen=True, kw_only=True):
    """A report with what was made from it: its text, its pictures, its entry in lists.

    `first` and `last` are the dates of its first and its last commit in git; `stand_in` says that
    it is an earlier version. `id` stands for all of this, `card` for what lists show of it. A
    `known` one has only the keys on which other pages depend, since its own is not made again.
    """

    report: Report
    summary: ReportSummary
    body: Markup
    images: tuple[views.Image, ...] = ()
    first: date | None = None
    last: date | None = None
    stand_in: bool = False
    id: str = ""
    card: str = ""
    known: bool = False


def report_page(
    unit: UnitContext,
    item: ReportItem,
    neighbours: tuple[views.Link | None, views.Link | None],
    related: tuple[views.ReportCard, ...],
    *,
    carded: bool = False,
    repeated: bool = False,
) -> Output:
    """Return a report's page; `neighbours` are the unit's reports before and after it.

    `carded` says that there is a picture that was drawn for it, `repeated` that another report of the
    unit has its title, so that search engines are told the day too.
    """
    site, report, summary = unit.site, item.report, item.summary
    picture = report_picture(unit, summary, carded=carded)
    meta = unit_meta(
        unit,
        summary.url,
        report.title,
        summary.summary,
        (
            *unit.crumbs,
            site.link(str(report.date.year), archive_url(unit.entry.key, report.date.year)),
        ),
    )
    if repeated:
        day = wording.day(report.date, site.lang).text
        meta = replace(meta, window=f"{report.title}, {day} - {unit.masthead.short}")
    before, after = neighbours
    own = own_facts(site, "laporan", report.extra)
    view = views.ReportPage(
        site=site_view(site, max(item.summary.changed or report.date, report.date)),
        meta=_told(unit, with_picture(site, meta, picture), item),
        unit=unit.masthead,
        title=report.title,
        kind=report.kind,
        kind_label=label_of(site.kinds, report.kind) if report.kind else "",
        status=report.status,
        status_label=state_label(report.status, site.t),
        date=wording.day(report.date, site.lang),
        summary=report.summary,
        facts=(*_facts(site, report), *own),
        extra=by_name(own),
        correction=_correction(site, item),
        clarified=clarified(report) if clarifies(report) else None,
        details=(*_details(site, report), *_history(site, item)),
        lead=item.images[0] if item.images else None,
        body=item.body,
        gallery=item.images[1:],
        result=report.result,
        follow_up=report.follow_up,
        topics=topic_links(site, report.topics),
        share=share_links(site, meta.canonical, report.title),
        previous=before,
        next=after,
        related=related,
        notice=is_notice(report),
        remark=remark(site, summary, whole=True),
        stand_in=item.stand_in,
    )
    return page_output(site, summary.url, "report.html", view)


def _told(unit: UnitContext, meta: views.Meta, item: ReportItem) -> views.Meta:
    """The head with what shared links and search engines say of articles and of what is planned."""
    site, report, term = unit.site, item.report, item.summary.term
    published, changed = moments(item.summary, ZoneInfo(site.zone))
    dated = replace(
        meta,
        published=stamp(published),
        modified=stamp(changed) if changed > published else "",
        section=label_of(site.kinds, report.kind) if report.kind else "",
    )
    things = [report_data(unit, report, dated)]
    if term is None or term.name != "overdue":
        things += event_data(unit, report, dated)
    return with_code(with_data(dated, things))


def _correction(site: SiteContext, item: ReportItem) -> str:
    """What was wrong before, with the day since which it is right, as far as git knows."""
    said, t = item.report.correction, site.t.gettext
    if not said:
        return ""
    if item.last is None or item.last == item.first:
        return t(N_("Correction: {said}")).format(said=said)
    day = wording.day(item.last, site.lang).text
    return t(N_("Correction (last changed on {day}): {said}")).format(day=day, said=said)


def clarified(said: Report | ClarificationItem) -> views.Clarified:
    """Return what a clarification says."""
    links = tuple(views.Link(label=name, href=url) for name, url in said.references)
    return views.Clarified(claim=said.claim, truth=said.truth, references=links)


def neighbour_link(site: SiteContext, item: ReportItem) -> views.Link:
    """Return the link to a neighbouring report."""
    return site.link(shorten(item.report.title, SHORT_LENGTH * 2), item.summary.url)


def _facts(site: SiteContext, report: Report) -> Iterator[views.Fact]:
    t = site.t.gettext
    if report.place:
        yield fact("tempat", t(N_("Place")), report.place)
    when = _when(site, report)
    if when or report.time:
        yield fact("waktu", t(N_("Time")), when or report.time, report.time if when else "")
    if report.participants:
        people = report.participants
        parts = []
        if people.men is not None:
            parts.append(t(N_("{n} men")).format(n=wording.whole(people.men, site.lang)))
        if people.women is not None:
            parts.append(t(N_("{n} women")).format(n=wording.whole(people.women, site.lang)))
        total = t(N_("{n} people")).format(n=wording.whole(people.total, site.lang))
        yield fact("peserta", t(N_("Participants")), total, ", ".join(parts))
    if report.budget is not None:
        amount = wording.rupiah(report.budget, site.lang)
        yield fact("anggaran", t(N_("Budget")), amount, report.budget_source)


def _when(site: SiteContext, report: Report) -> str:
    if report.event_date is None and report.event_end is None:
        return wording.day(report.date, site.lang).text if report.time else ""
    start = report.event_date or report.date
    if report.event_end and report.event_end != start:
        return wording.days(start, report.event_end, site.lang)
    return wording.day(start, site.lang).text


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
            yield fact(name, t(label), value)


def _history(site: SiteContext, item: ReportItem) -> Iterator[views.Fact]:
    """When the report went online and was last corrected, if that says more than its date."""
    t = site.t.gettext
    if item.first and item.first != item.report.date:
        yield fact("terbit", t(N_("First published")), wording.day(item.first, site.lang).text)
    if item.last and item.last != item.first:
        yield fact("diubah", t(N_("Last changed")), wording.day(item.last, site.lang).text)


def related_to(items: Sequence[ReportItem]) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of each report's related ones: at most three of the 50 before it.

    They have topics in common, those with most first. `items` are newest first. Only older ones: a
    new report must not change the pages of old ones.
    """
    bits: dict[str, int] = {}
    topics = [
        sum(bits.setdefault(topic, 1 << len(bits)) for topic in set(item.report.topics))
        for item in items
    ]
    older = 0
    for at, (item, own) in enumerate(zip(items, topics, strict=True)):
        older = max(older, at + 1)
        while older < len(items) and items[older].report.date >= item.report.date:
            older += 1
        # Sets of topics as the bits of a number: each report compares itself with fifty others.
        common = [(own & other).bit_count() for other in topics[older : older + CANDIDATES]]
        near: list[int] = []
        for count in range(own.bit_count(), 0, -1):
            near += [older + number for number, each in enumerate(common) if each == count]
            if len(near) >= RELATED:
                break
        yield tuple(near[:RELATED])
