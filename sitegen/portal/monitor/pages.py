"""The pages of the monitor: questions and answers, the units of a kind by month, lists of units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.i18n import N_
from sitegen.keys.vocabulary import DUTIES
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.site import (
    SiteContext,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.portal.monitor.files import FILE
from sitegen.portal.monitor.lists import QUESTIONS, MonitorQuestion, asked_of
from sitegen.portal.monitor.meanings import DEFINITIONS
from sitegen.portal.monitor.rows import CHANNELS, MonitorRow, last_months, medians
from sitegen.urls import MONITOR_URL, monitor_url, unit_url

_SHORT = {
    "microsite": N_("Site"),
    "instagram": "IG",
    "facebook": "FB",
    "x": "X",
    "youtube": "YT",
    "tiktok": "TT",
    "whatsapp": "WA",
    "situs": "Web",
}
_MARKS = {
    "before": N_("before its first report"),
    "none": N_("none"),
    "below": N_("less than usual"),
    "usual": N_("as usual or more"),
    "running": N_("this month, not over yet"),
}


def monitor_page(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    """Return the first page of the monitor."""
    t = site.t.gettext
    intro = t(N_("How often each unit publishes, what is late, and how it can be reached."))
    view = _view(
        site,
        MONITOR_URL,
        (t(N_("Who publishes")), intro),
        today,
        questions=tuple(_question(site, each, rows) for each in QUESTIONS),
        kinds=tuple(
            views.MonitorKind(
                label=kind.plural,
                href=site.address.href(monitor_url(kind.name)),
                said=_of_kind(site, tuple(row for row in rows if row.entry.kind == kind.name)),
            )
            for kind in site.listed()
        ),
        definitions=tuple(views.Figure(label=t(a), value=t(b), href="") for a, b in DEFINITIONS),
        files=(
            site.link(t(N_("Download for Excel")), f"{MONITOR_URL}{FILE}.xlsx"),
            site.link(t(N_("CSV (for programs)")), f"{MONITOR_URL}{FILE}.csv"),
            site.link(t(N_("Records for programs")), f"{MONITOR_URL}{FILE}.json"),
        ),
    )
    return page_output(site, MONITOR_URL, "monitor.html", view)


def _question(
    site: SiteContext,
    question: MonitorQuestion,
    rows: tuple[MonitorRow, ...],
) -> views.Question:
    t = site.t
    asked, concerned = asked_of(question, rows)
    said = t.gettext(question.some if concerned else question.none)
    if not asked:
        said = t.gettext(N_("There are no units of which this could be asked."))
    of_kinds = group_by(concerned, lambda row: row.entry.kind)
    return views.Question(
        id=question.name,
        question=t.gettext(question.text),
        answer=said.format(
            n=wording.whole(len(concerned), site.lang), all=wording.whole(len(asked), site.lang)
        ),
        kinds=tuple(
            views.Figure(
                value=wording.whole(len(of_kinds[kind.name]), site.lang), label=kind.plural, href=""
            )
            for kind in site.listed()
            if kind.name in of_kinds
        ),
        list=site.link(t.gettext(N_("See the list")), monitor_url(question.name))
        if concerned
        else None,
    )


def _of_kind(site: SiteContext, rows: tuple[MonitorRow, ...]) -> str:
    t = site.t.gettext
    month, quarter = medians(rows)
    said = t(N_("{n} of {all} have reported. Median: {month} reports in 30 days, {quarter} in 90."))
    return said.format(
        n=wording.whole(sum(row.last is not None for row in rows), site.lang),
        all=wording.whole(len(rows), site.lang),
        month=wording.decimal(month, site.lang),
        quarter=wording.decimal(quarter, site.lang),
    )


def kind_page(
    site: SiteContext,
    rows: tuple[MonitorRow, ...],
    kind: str,
    parents: tuple[tuple[str, str], ...],
    today: date,
) -> Output:
    """Return the table of the units of a kind; `parents` are keys and names of the units above."""
    months = last_months(today)
    groups = group_by(zip(rows, parents, strict=True), lambda of: of[1][1])
    view = _view(
        site,
        monitor_url(kind),
        (
            site.t.gettext(N_("Who publishes: {kind}")).format(kind=site.kind(kind).plural),
            _of_kind(site, rows),
        ),
        today,
        months=tuple(wording.month_letters(month, site.lang) for month in months),
        groups=tuple(
            views.MonitorGroup(
                label=label,
                lines=tuple(
                    _line(site, row, months)
                    for row, _ in sorted(own, key=lambda of: of[0].entry.name.casefold())
                ),
            )
            for label, own in sorted(groups.items())
        ),
    )
    return page_output(site, monitor_url(kind), "monitor.html", view)


def _line(site: SiteContext, row: MonitorRow, months: tuple[date, ...]) -> views.MonitorLine:
    t = site.t.gettext
    return views.MonitorLine(
        name=row.entry.name,
        href=site.address.href(unit_url(row.entry.key)),
        squares=tuple(
            views.MonthSquare(
                text="" if count is None else wording.whole(count, site.lang),
                mark=mark,
                said=f"{wording.month(month.year, month.month, site.lang)}: {t(_MARKS[mark])}",
            )
            for month, count, mark in zip(months, row.months, row.marks, strict=True)
        ),
        last=wording.day(row.last, site.lang) if row.last else None,
        week=wording.whole(row.week, site.lang),
        month=wording.whole(row.month, site.lang),
        quarter=wording.whole(row.quarter, site.lang),
        meetings=f"{round(100 * row.meetings / row.reports)}%" if row.reports else "",
        channels=tuple(
            views.Channel(label=t(_SHORT[name]), has=name in row.channels) for name in CHANNELS
        ),
        data=_data(site, row),
        duties=t(N_("{n} of {all}")).format(
            n=wording.whole(row.duties, site.lang), all=wording.whole(len(DUTIES), site.lang)
        ),
        officer=row.officer,
        remarks=tuple(_remarks(site, row)),
    )


def _data(site: SiteContext, row: MonitorRow) -> str:
    t = site.t.gettext
    parts = (
        (row.fresh, N_("{n} fresh")),
        (row.due, N_("{n} due")),
        (row.overdue, N_("{n} overdue")),
    )
    return ", ".join(t(text).format(n=count) for count, text in parts if count)


def _remarks(site: SiteContext, row: MonitorRow) -> Iterator[str]:
    t = site.t
    if row.held:
        said = t.ngettext(
            N_("{n} file waits to be mended"), N_("{n} files wait to be mended"), row.held
        )
        yield said.format(n=wording.whole(row.held, site.lang))
    if row.pause and row.paused:
        day = wording.day(row.paused, site.lang).text
        yield t.gettext(N_("Says the unit, since {day}: {reason}")).format(
            day=day, reason=row.pause
        )


def list_page(
    site: SiteContext,
    name: str,
    entries: tuple[UnitEntry, ...],
    parents: tuple[tuple[str, str], ...],
    today: date,
) -> Output:
    """Return the list of the units that a question concerns, by kind and by the unit above."""
    question = next(each for each in QUESTIONS if each.name == name)
    order = [kind.name for kind in site.unit_kinds]
    groups = group_by(
        zip(entries, parents, strict=True), lambda of: (order.index(of[0].kind), of[1][1])
    )
    count = len(entries)
    intro = site.t.ngettext(N_("{n} unit."), N_("{n} units."), count)
    view = _view(
        site,
        monitor_url(name),
        (
            site.t.gettext(question.text),
            intro.format(n=wording.whole(count, site.lang)),
        ),
        today,
        lists=tuple(
            views.LinkGroup(
                label=label or site.unit_kinds[at].plural,
                href="",
                links=tuple(
                    site.link(unit_name(site, entry), unit_url(entry.key))
                    for entry, _ in sorted(own, key=lambda of: of[0].name.casefold())
                ),
            )
            for (at, label), own in sorted(groups.items())
        ),
    )
    return page_output(site, monitor_url(name), "monitor.html", view)


def _view(  # noqa: PLR0913 - the parts of one page, all of them plain values
    site: SiteContext,
    url: str,
    text: tuple[str, str],
    today: date,
    *,
    questions: tuple[views.Question, ...] = (),
    kinds: tuple[views.MonitorKind, ...] = (),
    months: tuple[str, ...] = (),
    groups: tuple[views.MonitorGroup, ...] = (),
    lists: tuple[views.LinkGroup, ...] = (),
    definitions: tuple[views.Figure, ...] = (),
    files: tuple[views.Link, ...] = (),
) -> views.MonitorPage:
    t = site.t.gettext
    first = url == MONITOR_URL
    top = site.link(t(N_("Who publishes")), MONITOR_URL)
    told = text[1] if first else f"{text[0]}: {text[1]}"
    meta = meta_view(site, url, text[0], told, () if first else (top,))
    return views.MonitorPage(
        site=site_view(site),
        meta=with_feeds(site, meta, MONITOR_URL) if first else meta,
        title=text[0],
        intro=text[1],
        counted=wording.day(today, site.lang),
        old=t(N_("That is more than two days ago: newer reports are not counted here."))
        if site.demo is None
        else "",
        questions=questions,
        kinds=kinds,
        months=months,
        groups=groups,
        lists=lists,
        definitions=definitions,
        files=files,
        back=None if first else top,
    )
