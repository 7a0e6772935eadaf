"""How far the activities of the budget are: a page of each unit whose data tell it, and of the city.

The form is that of the monthly report on physical and financial realisation (RFK); what is read of a table
is decided in `sitegen.programmes`. Percentages of several activities are their mean by the budget of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, json
from msgspec.structs import replace

from sitegen.exports.lists import list_csv, list_workbook
from sitegen.i18n import N_
from sitegen.model import Output, ProgrammeItem, Progress, UnitEntry
from sitegen.pages import views, wording
from sitegen.pages.city import City
from sitegen.pages.product import KIND, Planned, Product, planned
from sitegen.pages.programmes import percent, progress_method, progress_sentence
from sitegen.pages.site import (
    SiteContext,
    masthead,
    meta_view,
    page_output,
    site_view,
    unit_crumbs,
    unit_name,
)
from sitegen.programmes.progress import State, state_of
from sitegen.urls import output_path, programmes_url, unit_url

FILE = "program"
# As many critical activities stand on the city's page; the others on those of the units.
CRITICAL_SHOWN = 60
# The state, its words, and those for several.
STATES: tuple[tuple[State, str, str], ...] = (
    ("critical", N_("far behind the plan"), N_("far behind the plan (more than 10 points)")),
    ("behind", N_("behind the plan"), N_("behind the plan")),
    ("on-plan", N_("on plan"), N_("on plan")),
    ("done", N_("finished"), N_("finished")),
    ("planned", N_("not begun"), N_("not begun, as planned")),
    ("unreported", N_("progress not reported"), N_("progress not reported")),
)
_LABELS = {name: label for name, label, _ in STATES}
_ORDER = {name: at for at, (name, _, _) in enumerate(STATES)}
_PHASES = {"rencana": N_("before"), "berjalan": N_("during"), "selesai": N_("after")}
_HEADINGS = (
    (N_("Code"), "kode"),
    (N_("Activity"), "nama"),
    (N_("Carried out by"), "unit"),
    (N_("Year"), "tahun"),
    (N_("Month"), "bulan"),
    (N_("Budget (Rp)"), "pagu"),
    (N_("Planned work (%)"), "rencana_fisik"),
    (N_("Work done (%)"), "realisasi_fisik"),
    (N_("Deviation (points)"), "deviasi_fisik"),
    (N_("Planned spending (Rp)"), "rencana_keuangan"),
    (N_("Spent (Rp)"), "realisasi_keuangan"),
    (N_("Obstacle"), "kendala"),
    (N_("Next step"), "tindak_lanjut"),
    (N_("Area code"), "lokasi"),
)


class OwnProgress(Struct, frozen=True, kw_only=True):
    """The activities of a unit, with (title, address) of the datasets that they come from, and the reports
    that name a programme or an account.
    """

    entry: UnitEntry
    items: tuple[Progress, ...]
    sources: tuple[tuple[str, str], ...]
    reports: tuple[ProgrammeItem, ...] = ()


def own_progress(city: City) -> Iterator[OwnProgress]:
    """Yield what each unit tells of its activities; units without any are left out."""
    named = {entry.key: items for entry, items in city.read("programmes")}
    for entry, datasets in city.read("datasets"):
        telling = [each for each in datasets if each.progress]
        if telling:
            items = tuple(item for each in telling for item in each.progress)
            codes = {item.code for item in items} | {item.name.casefold() for item in items}
            yield OwnProgress(
                entry=entry,
                items=items,
                sources=tuple((each.title, each.url) for each in telling),
                reports=tuple(each for each in named.get(entry.key, ()) if _names(each) & codes),
            )


def _names(item: ProgrammeItem) -> set[str]:
    """What a report may name an activity by."""
    own = item.programme.strip()
    return {own, own.casefold(), own.partition(" ")[0], item.account_code.strip()} - {""}


def _pages(city: City) -> Iterator[Planned]:
    site = city.site
    every = tuple(own_progress(city))
    if not every:
        return
    areas = tuple(each for each in city.entries if each.level != "dinas" and each.active)
    yield planned(site, programmes_url(), city_page, every, areas)
    yield from _files(site, "", every)
    for own in every:
        yield planned(site, programmes_url(own.entry.key), unit_page, own)
        yield from _files(site, own.entry.key, (own,))


PROGRAMMES = Product(
    name="programmes",
    paths=(
        ("/program/", "how far the activities of the budget are, by unit and kecamatan"),
        (f"/program/{FILE}.csv", "all activities as CSV"),
        (f"/program/{FILE}.xlsx", "all activities as a workbook"),
        (f"/program/{FILE}.json", "all activities as JSON"),
        (f"/{KIND}/<unit>/program/", "how far a unit's activities are"),
        (f"/{KIND}/<unit>/program/{FILE}.csv", "a unit's activities as CSV"),
        (f"/{KIND}/<unit>/program/{FILE}.xlsx", "a unit's activities as a workbook"),
        (f"/{KIND}/<unit>/program/{FILE}.json", "a unit's activities as JSON"),
    ),
    reads=("datasets", "programmes"),
    make=_pages,
)


def unit_page(site: SiteContext, own: OwnProgress) -> Output:
    """Return the page of a unit."""
    t, entry = site.t.gettext, own.entry
    name = unit_name(site, entry)
    title = t(N_("Programmes"))
    intro = progress_sentence(site, own.items) or t(
        N_("How far the activities of {unit} are.")
    ).format(unit=name)
    url = programmes_url(entry.key)
    crumbs = (*unit_crumbs(site, entry, None), site.link(name, unit_url(entry.key)))
    view = views.ProgrammesPage(
        site=site_view(site),
        meta=meta_view(site, url, f"{title} - {name}", intro, crumbs),
        unit=masthead(site, entry, "", None),
        title=title,
        intro=intro,
        how=progress_method(site, own.items),
        states=_states(site, own.items),
        heading=t(N_("Activities")),
        rows=tuple(_rows(site, (own,), shown=False)),
        tables=(),
        units=(),
        more=site.link(t(N_("Programmes of the city")), programmes_url()),
        sources=tuple(site.link(label, href) for label, href in own.sources),
        files=_links(site, entry.key),
    )
    return page_output(site, url, "programmes.html", view)


def city_page(
    site: SiteContext, every: tuple[OwnProgress, ...], areas: tuple[UnitEntry, ...]
) -> Output:
    """Return the page of the city; `areas` are its kecamatan and kelurahan."""
    t = site.t.gettext
    title = t(N_("Programmes of the city"))
    items = tuple(item for own in every for item in own.items)
    intro = progress_sentence(site, items) or t(N_("How far the activities of the city are."))
    critical = tuple(replaced for own in every if (replaced := _only(own, "critical")).items)
    rows = tuple(_rows(site, critical, shown=True))
    view = views.ProgrammesPage(
        site=site_view(site),
        meta=meta_view(site, programmes_url(), title, intro),
        unit=None,
        title=title,
        intro=intro,
        how=progress_method(site, items),
        states=_states(site, items),
        heading=t(N_("Far behind the plan")),
        rows=rows[:CRITICAL_SHOWN],
        tables=(_by_unit(site, every), *_by_area(site, items, areas)),
        units=tuple(
            site.link(unit_name(site, own.entry), programmes_url(own.entry.key)) for own in every
        ),
        more=None,
        sources=tuple(
            site.link(f"{unit_name(site, own.entry)}: {label}", href)
            for own in every
            for label, href in own.sources
        ),
        files=_links(site, ""),
    )
    return page_output(site, programmes_url(), "programmes.html", view)


def _only(own: OwnProgress, state: State) -> OwnProgress:
    return replace(own, items=tuple(item for item in own.items if state_of(item) == state))


def _states(site: SiteContext, items: tuple[Progress, ...]) -> tuple[views.Figure, ...]:
    counts = Counter(map(state_of, items))
    return tuple(
        views.Figure(
            value=wording.whole(counts[name], site.lang), label=site.t.gettext(label), href=""
        )
        for name, _, label in STATES
        if counts[name]
    )


def _rows(
    site: SiteContext, every: tuple[OwnProgress, ...], *, shown: bool
) -> Iterator[views.ProgrammeRow]:
    """Yield activities, those that are furthest behind first; with their units if `shown`."""
    pairs = [(own, item) for own in every for item in own.items]
    pairs.sort(key=lambda pair: (_ORDER[state_of(pair[1])], _behind(pair[1]), pair[1].code))
    for number, (own, item) in enumerate(pairs, start=1):
        owner = site.link(unit_name(site, own.entry), programmes_url(own.entry.key))
        yield _row(site, f"kegiatan-{number}", item, owner if shown else None, own.reports)


def _behind(item: Progress) -> float:
    """How far it is from its plan, in points; 0 where that is not said."""
    if item.done is None or item.planned is None:
        return 0.0
    return item.done - item.planned


def _row(
    site: SiteContext,
    name: str,
    item: Progress,
    owner: views.Link | None,
    reports: tuple[ProgrammeItem, ...],
) -> views.ProgrammeRow:
    t, state = site.t.gettext, state_of(item)
    return views.ProgrammeRow(
        id=name,
        code=item.code,
        name=item.name,
        owner=owner,
        by=item.unit,
        month=wording.month(item.year, item.month, site.lang),
        state=state,
        state_label=t(_LABELS[state]),
        planned="" if item.planned is None else percent(site, item.planned),
        done="" if item.done is None else percent(site, item.done),
        planned_width=_width(item.planned),
        done_width=_width(item.done),
        deviation=_deviation(site, item),
        money=_money(site, item),
        obstacle=item.obstacle,
        follow_up=item.follow_up,
        steps=tuple(_steps(site, item, reports)),
    )


def _width(value: float | None) -> int:
    return round(min(max(value or 0.0, 0.0), 100.0))


def _deviation(site: SiteContext, item: Progress) -> str:
    if item.done is None or item.planned is None:
        return ""
    points, t = round(_behind(item), 1), site.t.gettext
    said = wording.decimal(abs(points), site.lang)
    if not points:
        return t(N_("as planned"))
    text = N_("{n} points below the plan") if points < 0 else N_("{n} points above the plan")
    return t(text).format(n=said)


def _money(site: SiteContext, item: Progress) -> str:
    t = site.t.gettext
    if item.spent is not None and item.ceiling:
        return t(N_("{spent} of {budget} spent")).format(
            spent=wording.rupiah(item.spent, site.lang),
            budget=wording.rupiah(item.ceiling, site.lang),
        )
    if item.ceiling:
        return t(N_("Budget {budget}")).format(budget=wording.rupiah(item.ceiling, site.lang))
    return ""


def _steps(
    site: SiteContext, item: Progress, reports: tuple[ProgrammeItem, ...]
) -> Iterator[views.ProgrammeStep]:
    own = {item.code, item.name.casefold()}
    for report in sorted(reports, key=lambda each: (each.date, each.url)):
        if report.date.year == item.year and _names(report) & own:
            width, height = report.thumbnail_size
            phase = _PHASES.get(report.status, "")
            yield views.ProgrammeStep(
                link=site.link(report.title, report.url),
                date=wording.day(report.date, site.lang).text,
                phase=site.t.gettext(phase) if phase else "",
                thumbnail=site.address.href(report.thumbnail) if report.thumbnail else "",
                alt=report.thumbnail_alt,
                width=width,
                height=height,
            )


def _by_unit(site: SiteContext, every: tuple[OwnProgress, ...]) -> views.DataTable:
    rows = [(unit_name(site, own.entry), own.items) for own in every]
    return _table(site, site.t.gettext(N_("Activities by unit")), N_("Unit"), rows)


def _by_area(
    site: SiteContext, items: tuple[Progress, ...], areas: tuple[UnitEntry, ...]
) -> Iterator[views.DataTable]:
    """Yield the counts by kecamatan, if any activity has an area of the register."""
    names = {entry.code: entry for entry in areas if entry.code}
    above = {entry.key: entry for entry in areas}
    found: dict[str, list[Progress]] = {}
    for item in items:
        entry = names.get(item.area)
        if entry is not None:
            own = above.get(entry.parent, entry) if entry.level == "kelurahan" else entry
            found.setdefault(own.name, []).append(item)
    if found:
        rows = [(name, tuple(found[name])) for name in sorted(found)]
        caption = site.t.gettext(N_("Activities by kecamatan"))
        table = _table(site, caption, N_("Kecamatan"), rows)
        elsewhere = len(items) - sum(map(len, found.values()))
        note = site.t.gettext(N_("Activities without an area of the register: {n}.")).format(
            n=wording.whole(elsewhere, site.lang)
        )
        yield replace(table, note=note if elsewhere else "")


def _table(
    site: SiteContext, caption: str, first: str, rows: list[tuple[str, tuple[Progress, ...]]]
) -> views.DataTable:
    t = site.t.gettext
    head = (first, N_("Activities"), *(label for _, label, _ in STATES))
    cells = []
    for name, items in rows:
        counts = Counter(map(state_of, items))
        numbers = (len(items), *(counts[state] for state, _, _ in STATES))
        figures = (views.Cell(text=wording.whole(n, site.lang), numeric=True) for n in numbers)
        cells.append((views.Cell(text=name, numeric=False), *figures))
    return views.DataTable(
        caption=caption,
        head=tuple(views.Cell(text=t(text), numeric=at > 0) for at, text in enumerate(head)),
        rows=tuple(cells),
        total=len(cells),
        note="",
    )


def _links(site: SiteContext, key: str) -> tuple[views.Link, ...]:
    t, url = site.t.gettext, programmes_url(key)
    labels = (
        ("xlsx", N_("Download for Excel")),
        ("csv", N_("CSV (for programs)")),
        ("json", N_("Records for programs")),
    )
    return tuple(site.link(t(label), f"{url}{FILE}.{name}") for name, label in labels)


def _files(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Iterator[Planned]:
    for name, make in (("csv", _csv), ("xlsx", _workbook), ("json", _json)):
        yield planned(site, f"{programmes_url(key)}{FILE}.{name}", make, key, every)


def _cells(own: OwnProgress) -> Iterator[tuple[str | int | float | None, ...]]:
    for item in own.items:
        both = item.done is not None and item.planned is not None
        yield (
            item.code,
            item.name,
            item.unit,
            item.year,
            item.month,
            item.ceiling,
            item.planned,
            item.done,
            round(_behind(item), 2) if both else None,
            item.planned_money,
            item.spent,
            item.obstacle,
            item.follow_up,
            item.area,
        )


def _csv(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    del site
    names = ("pemilik", *(name for _, name in _HEADINGS))
    rows = ((own.entry.key, *cells) for own in every for cells in _cells(own))
    return Output(path=output_path(f"{programmes_url(key)}{FILE}.csv"), body=list_csv(names, rows))


def _workbook(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    t, url = site.t.gettext, programmes_url(key)
    rows = [(unit_name(site, own.entry), *cells) for own in every for cells in _cells(own)]
    headings = (t(N_("Unit")), *(t(label) for label, _ in _HEADINGS))
    body = list_workbook(t(N_("Programmes")), headings, rows, (site.address.absolute(url),))
    return Output(path=output_path(f"{url}{FILE}.xlsx"), body=body)


def _json(site: SiteContext, key: str, every: tuple[OwnProgress, ...]) -> Output:
    url = programmes_url(key)
    names = tuple(name for _, name in _HEADINGS)
    rows = [
        {
            "pemilik": own.entry.key,
            **dict(zip(names, cells, strict=True)),
            "keadaan": state_of(item),
        }
        for own in every
        for item, cells in zip(own.items, _cells(own), strict=True)
    ]
    body = json.encode({"alamat": site.address.absolute(url), "kegiatan": rows})
    return Output(path=output_path(f"{url}{FILE}.json"), body=body)
