"""The monitor `/keaktifan/`: who publishes, what is late, how units can be reached; no rank, no score."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from markupsafe import escape
from msgspec import Struct

from sitegen.exports.feeds import FeedEntry, feed_of
from sitegen.exports.lists import Cell, list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.keys.vocabulary import DUTIES
from sitegen.legible import encoded
from sitegen.model import Output, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.site import (
    FEEDS,
    SiteContext,
    meta_view,
    page_output,
    site_view,
    unit_name,
    with_feeds,
)
from sitegen.pages.unit_shared import group_by
from sitegen.portal.monitor_lists import QUESTIONS, MonitorQuestion, asked_of
from sitegen.portal.monitor_rows import (
    CHANNELS,
    Clock,
    MonitorRow,
    ObservedUnit,
    last_months,
    medians,
    monitor_row,
    turns,
)
from sitegen.urls import (
    MONITOR_URL,
    monitor_badge_url,
    monitor_url,
    output_path,
    unit_url,
)

FILE = "keaktifan"
# Events of so many days stand in the feed.
TOLD_DAYS = 90
_CHANNEL_LABELS = {
    "microsite": N_("Page here"),
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
    "situs": N_("Web site"),
}
_SHORT = {
    "microsite": "Situs",
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
_DEFINITIONS = (
    (
        N_("Reports of a month"),
        N_(
            "Each report counts on the day on which it was first published, not on the one that it bears: "
            "what is dated back fills no past month. Days end at midnight of the city's time."
        ),
    ),
    (
        N_("Usual"),
        N_(
            "As often as the city expects of the kind of unit, if it says so; else the median of the "
            "unit's own complete months, once there are three. This month is not judged before it is over."
        ),
    ),
    (
        N_("Silent"),
        N_(
            "No new report for more than 30 days; holidays of the city's list do not count. Units that have never "
            "reported are not silent: they have not begun."
        ),
    ),
    (
        N_("Meetings"),
        N_("The share of reports of the kind “Meeting” in all reports of twelve months."),
    ),
    (
        N_("Data"),
        N_(
            "By the rhythm that datasets state and the last period of their figures: due after one rhythm, "
            "overdue after half of it again. Data without a rhythm are not counted."
        ),
    ),
    (
        N_("To be announced"),
        N_(
            "How many of the kinds of information that a public body must announce (UU 14/2008, Perki "
            "1/2021) the unit has here. The register of public information of each unit lists them."
        ),
    ),
    (
        N_("Channels"),
        N_(
            "What units name in their profiles. Whether anything is published there is not looked at; "
            "one that is not named may still exist."
        ),
    ),
    (
        N_("Comparison"),
        N_(
            "Only with the median of units of the same kind. There is no rank and no score: a number of "
            "reports says nothing of how well an office works."
        ),
    ),
)


class Turn(Struct, frozen=True, kw_only=True):
    """A unit fell silent (`silent`) or came back (`back`) on a day."""

    entry: UnitEntry
    day: date
    what: str


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    clock = Clock(
        today=city.read("today"), holidays=city.read("holidays"), demo=site.demo is not None
    )
    units = tuple(_published(city))
    kinds = {kind.name: kind for kind in site.unit_kinds}
    rows = tuple(monitor_row(unit, kinds[unit.entry.kind], clock) for unit in units)
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
    for make, ending in ((_csv, ".csv"), (_workbook, ".xlsx"), (_json, ".json")):
        yield planned(site, f"{MONITOR_URL}{FILE}{ending}", make, rows, today)
    told = tuple(sorted(_turns(units, clock), key=lambda turn: (turn.day, turn.entry.key)))[::-1]
    for name, _ in FEEDS:
        yield planned(site, MONITOR_URL + name, _feed, name, told)
    for row in rows:
        yield planned(site, monitor_badge_url(row.entry.key), _badge, row.entry, row.month)


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
    reads=("activity", "datasets", "pages", "office", "duties", "today", "holidays", "held"),
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


def _turns(units: tuple[ObservedUnit, ...], clock: Clock) -> Iterator[Turn]:
    for unit in units:
        for day, what in turns(unit.activity, clock):
            if (clock.today - day).days < TOLD_DAYS:
                yield Turn(entry=unit.entry, day=day, what=what)


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
        definitions=tuple(views.Figure(label=t(a), value=t(b), href="") for a, b in _DEFINITIONS),
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
            views.Channel(label=_SHORT[name], has=name in row.channels) for name in CHANNELS
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


def _names(months: tuple[date, ...]) -> tuple[str, ...]:
    return (
        *("unit", "nama", "jenis", "induk", "laporan_terakhir", "diam_sejak"),
        *("laporan_7_hari", "laporan_30_hari", "laporan_90_hari", "laporan_12_bulan"),
        *("rapat_12_bulan", "inovasi_12_bulan", "laporan_biasa_per_bulan"),
        *(f"{month:%Y-%m}" for month in months),
        *CHANNELS,
        *("data_segar", "data_jatuh_tempo", "data_terlambat", "kewajiban_terpenuhi"),
        "penanggung_jawab",
        *("berkas_menunggu", "keterangan_unit", "keterangan_sejak"),
    )


def _cells(site: SiteContext, row: MonitorRow) -> tuple[Cell, ...]:
    return (
        *(row.entry.key, unit_name(site, row.entry), row.entry.kind, row.entry.parent),
        *(row.last, row.silent, row.week, row.month, row.quarter, row.reports),
        *(row.meetings, row.innovations, row.rhythm or None),
        *row.months,
        *("ya" if name in row.channels else "" for name in CHANNELS),
        *(row.fresh, row.due, row.overdue, row.duties, row.officer),
        *(row.held, row.pause, row.paused),
    )


def _csv(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    body = list_csv(_names(last_months(today)), (_cells(site, row) for row in rows))
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.csv"), body=body)


def _workbook(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    t = site.t.gettext
    counted = t(N_("Counted on {day}")).format(day=wording.day(today, site.lang).text)
    notes = (counted, site.address.absolute(MONITOR_URL))
    headings = [name.replace("_", " ") for name in _names(last_months(today))]
    title = f"{t(N_('Who publishes'))}: {site.name}"
    body = list_workbook(title, headings, [_cells(site, row) for row in rows], notes)
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.xlsx"), body=body)


def _json(site: SiteContext, rows: tuple[MonitorRow, ...], today: date) -> Output:
    names = _names(last_months(today))
    units = [
        {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(names, _cells(site, row), strict=True)
        }
        for row in rows
    ]
    whole = {"dihitung": today.isoformat(), "unit": units}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Output(path=output_path(f"{MONITOR_URL}{FILE}.json"), body=encoded(text))


def _feed(site: SiteContext, name: str, told: tuple[Turn, ...]) -> Output:
    t = site.t.gettext
    title = f"{t(N_('Units that fell silent or came back'))} · {site.name}"
    return feed_of(site, MONITOR_URL, title, name, tuple(_entry(site, turn) for turn in told))


def _entry(site: SiteContext, turn: Turn) -> FeedEntry:
    t = site.t.gettext
    name = unit_name(site, turn.entry)
    said = (
        N_("{unit} has had no new report for more than 30 days")
        if turn.what == "silent"
        else N_("{unit} has reported again")
    )
    stamp = f"{turn.day.isoformat()}T00:00:00Z"
    anchor = f"{turn.what}-{turn.day.isoformat()}"
    return FeedEntry(
        url=site.address.absolute(f"{unit_url(turn.entry.key)}#{anchor}"),
        title=t(said).format(unit=name),
        summary="",
        author=name,
        author_url=site.address.absolute(unit_url(turn.entry.key)),
        published=stamp,
        updated=stamp,
        tags=(),
        image="",
    )


def _badge(site: SiteContext, entry: UnitEntry, month: int) -> Output:
    """A picture of 20 pixels height that other sites may show; its text is drawn by the reader's fonts."""
    label = site.t.gettext(N_("reports in 30 days"))
    value = wording.whole(month, site.lang)
    left, right = 12 + 6.4 * len(label), 14 + 7 * len(value)
    width = left + right
    said = escape(f"{unit_name(site, entry)}: {value} {label}")
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="20" role="img"'
        f' aria-label="{said}"><title>{said}</title>'
        f'<path fill="#1d2423" d="M0 0h{left:.0f}v20H0z"/>'
        f'<path fill="#0c474b" d="M{left:.0f} 0h{right:.0f}v20h-{right:.0f}z"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"'
        ' text-anchor="middle">'
        f'<text x="{left / 2:.0f}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2:.0f}" y="14" font-weight="700">{value}</text></g></svg>\n'
    )
    return Output(path=output_path(monitor_badge_url(entry.key)), body=encoded(text))
