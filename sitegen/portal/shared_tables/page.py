"""The page of a table of the city, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sitegen.charts.numbers import time_label, title_with_unit, unit_shown
from sitegen.exports.lists import list_csv
from sitegen.exports.shared_tables.files import (
    COVERAGE,
    all_columns,
    file_url,
    has_workbook,
    told_of,
)
from sitegen.exports.shared_tables.merged import CityTable, SharedPart, Value, rows_of
from sitegen.i18n import N_
from sitegen.model import Column, DeviantColumn, Output
from sitegen.pages import views, wording
from sitegen.pages.cells import shown_cell
from sitegen.pages.city import Drawings, PublishedFiles
from sitegen.pages.site import SiteContext, meta_view, page_output, site_view, unit_name
from sitegen.pages.unit_shared import with_titles
from sitegen.portal.shared_tables.chart import AreaNames, shown_chart
from sitegen.portal.shared_tables.coverage import PERIODS, Covered, State, coverage
from sitegen.portal.shared_tables.twice import SHOWN, Sum, Twice, Unsummed, stated_twice, sums
from sitegen.tables.kinds import KINDS
from sitegen.urls import DATA_URL, SHARED_TABLES_URL, output_path, unit_url

# As many rows of the newest period stand on the page.
ROWS = 60
_REASONS = {
    "twice": N_("not added up: several tables state the same"),
    "nested": N_("not added up: rows of a table contain others"),
    "levels": N_("not added up: areas of several levels"),
    "doubtful": N_("not added up: figures in doubt"),
    "lacking": N_("not added up: not every unit has the column"),
}
_STATES: dict[State, str] = {
    "in": N_("there"),
    "missing": N_("nothing yet"),
    "held": N_("being corrected"),
}


def shared_table_page(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
    map_url: str,
) -> Output:
    """Return the page of a table of the city.

    `areas` are the names of areas by their codes, `map_url` is the address of its map or "".
    """
    t = site.t.gettext
    twice = stated_twice(merged, files)
    covered = tuple(coverage(merged, merged.periods[-PERIODS:]))
    intro = told_of(site, merged)
    view = views.SharedTablePage(
        site=site_view(site),
        meta=meta_view(
            site, merged.url, merged.title, with_titles(merged.title, intro), _crumbs(site)
        ),
        title=merged.title,
        intro=intro,
        description=merged.description,
        files=tuple(_files(site, merged)),
        map=site.link(t(N_("Show on the map")), map_url) if map_url else None,
        chart=shown_chart(site, merged, files, areas, drawings),
        share=_share(site, merged, covered),
        coverage=_coverage(site, merged, covered),
        missing=_missing(site, covered),
        sums=_sums(site, tuple(sums(merged, files, twice))),
        twice=_twice(site, merged, twice),
        nobody=_without(site, merged),
        deviations=tuple(_deviations(site, merged)),
        rows=_rows(site, merged, files),
        columns=tuple(
            views.ColumnRow(
                name=column.name,
                title=column.title,
                kind=t(KINDS[column.kind].label),
                unit=unit_shown(column.unit),
                description=column.description,
            )
            for column in all_columns(site, merged)
        ),
        sources=tuple(
            site.link(f"{unit_name(site, part.entry)}: {part.table.title}", part.table.url)
            for part in merged.parts
        ),
    )
    return page_output(site, merged.url, "city-table.html", view)


def shared_tables_page(site: SiteContext, tables: tuple[tuple[str, str, int, int], ...]) -> Output:
    """Return the list of the tables of the city; `tables` are (title, address, units, rows)."""
    t = site.t.gettext
    title = t(N_("Tables of the whole city"))
    intro = t(
        N_(
            "Tables that several units keep in the same form, put together row by row. Nothing is added up "
            "that was not meant to be."
        )
    )
    crumbs = (site.link(t(N_("Data")), DATA_URL),)
    view = views.SharedTablesPage(
        site=site_view(site),
        meta=meta_view(site, SHARED_TABLES_URL, title, intro, crumbs),
        title=title,
        intro=intro,
        tables=tuple(
            views.SharedTableLine(
                link=site.link(name, url), told=_units_and_rows(site, units, rows)
            )
            for name, url, units, rows in tables
        ),
    )
    return page_output(site, SHARED_TABLES_URL, "city-tables.html", view)


def coverage_csv(site: SiteContext, merged: CityTable) -> Output:
    """Return which unit has how many rows of which period, as CSV."""
    t = site.t.gettext
    names = ("kode_unit", "nama_unit", "periode", "baris", "keadaan", "menunggu_perbaikan")
    periods = merged.periods
    rows = [
        (
            each.entry.key,
            unit_name(site, each.entry),
            period,
            count,
            t(_STATES[state]),
            "ya" if each.waiting else "",
        )
        for each in coverage(merged, periods)
        for period, (state, count) in zip(periods or ("",), each.cells, strict=True)
    ]
    return Output(path=output_path(f"{merged.url}{COVERAGE}"), body=list_csv(names, rows))


def _crumbs(site: SiteContext) -> tuple[views.Link, ...]:
    t = site.t.gettext
    return (
        site.link(t(N_("Data")), DATA_URL),
        site.link(t(N_("Tables of the whole city")), SHARED_TABLES_URL),
    )


def _units_and_rows(site: SiteContext, units: int, rows: int) -> str:
    t = site.t
    return ", ".join(
        (
            t.ngettext("{n} unit", "{n} units", units).format(n=wording.whole(units, site.lang)),
            t.ngettext("{n} row", "{n} rows", rows).format(n=wording.whole(rows, site.lang)),
        )
    )


def _files(site: SiteContext, merged: CityTable) -> Iterator[views.Link]:
    t = site.t.gettext
    if has_workbook(merged):
        yield site.link(t(N_("Download for Excel")), file_url(merged, ".xlsx"))
    yield site.link(t(N_("CSV (for programs)")), file_url(merged, ".csv"))
    yield site.link(t(N_("Records for programs")), file_url(merged, ".json"))
    yield site.link(t(N_("Table schema")), file_url(merged, ".schema.json"))
    yield site.link(t(N_("Columns of the CSV file (CSVW)")), file_url(merged, ".csv-metadata.json"))
    yield site.link(t(N_("Coverage by unit and period (CSV)")), f"{merged.url}{COVERAGE}")


def _share(site: SiteContext, merged: CityTable, covered: tuple[Covered, ...]) -> str:
    """How many of which units have told, with what they are counted against."""
    t = site.t.gettext
    here = {entry.key for entry in merged.units}
    due = [each for each in covered if each.due]
    count = wording.whole(sum(each.entry.key in here for each in due), site.lang)
    if merged.kinds:
        kinds = ", ".join(_inside(site.kind(kind).plural) for kind in merged.kinds)
        said = N_(
            "{n} of {total} have published this table; counted are all that are open: {kinds}."
        )
        return t(said).format(n=count, total=wording.whole(len(due), site.lang), kinds=kinds)
    said = N_(
        "{n} of {total} units that say that they keep this table have published it. The city does not state "
        "which units should."
    )
    return t(said).format(n=count, total=wording.whole(len(due), site.lang))


def _inside(plural: str) -> str:
    """The name of a kind inside a sentence."""
    return plural if plural.isupper() else plural[:1].lower() + plural[1:]


def _coverage(
    site: SiteContext, merged: CityTable, covered: tuple[Covered, ...]
) -> views.DataTable:
    t = site.t.gettext
    shown = merged.periods[-PERIODS:]
    labels = [time_label(period, site.t) for period in shown] or [t(N_("Rows"))]
    waits = t(N_("newer version being corrected"))
    rows = []
    # Those with nothing at all are named below the table.
    for each in covered:
        if all(state == "missing" for state, _ in each.cells):
            continue
        name = unit_name(site, each.entry)
        cells = tuple(
            views.Cell(text=_state(site, state, count), numeric=True) for state, count in each.cells
        )
        label = f"{name} ({waits})" if each.waiting else name
        rows.append((views.Cell(text=label, numeric=False), *cells))
    note = ""
    if len(merged.periods) > PERIODS:
        note = t(N_("The newest {n} periods; all of them are in the file on coverage.")).format(
            n=PERIODS
        )
    return views.DataTable(
        caption=t(N_("Rows by unit and period")),
        head=(
            views.Cell(text=t(N_("Unit")), numeric=False),
            *(views.Cell(text=label, numeric=True) for label in labels),
        ),
        rows=tuple(rows),
        total=len(rows),
        note=note,
    )


def _state(site: SiteContext, state: State, count: int) -> str:
    return wording.whole(count, site.lang) if state == "in" else site.t.gettext(_STATES[state])


def _missing(site: SiteContext, covered: tuple[Covered, ...]) -> tuple[views.Link, ...]:
    """The units that should have told and have told nothing."""
    return tuple(
        site.link(unit_name(site, each.entry), unit_url(each.entry.key))
        for each in covered
        if each.due and all(state == "missing" for state, _ in each.cells)
    )


def _sums(site: SiteContext, found: tuple[Sum | Unsummed, ...]) -> views.DataTable | None:
    if not found:
        return None
    t = site.t.gettext
    rows = []
    for each in found[::-1][: PERIODS * 4]:
        when = time_label(each.period, site.t) if each.period else t(N_("All rows"))
        label = title_with_unit(each.column.title, each.column.unit)
        if isinstance(each, Unsummed):
            value, units, note = "–", "–", t(_REASONS[each.reason])
        else:
            value = shown_cell(_number(each), each.column, site.t)
            units, note = wording.whole(each.units, site.lang), _empty(site, each.empty)
        rows.append(
            (
                views.Cell(text=when, numeric=False),
                views.Cell(text=label, numeric=False),
                views.Cell(text=value, numeric=True),
                views.Cell(text=units, numeric=True),
                views.Cell(text=note, numeric=False),
            )
        )
    head = ((N_("Period"), False), (N_("Figure"), False), (N_("Sum"), True), (N_("Units"), True))
    return views.DataTable(
        caption=t(N_("Sums of all units that have published")),
        head=(
            *(views.Cell(text=t(text), numeric=numeric) for text, numeric in head),
            views.Cell(text=t(N_("Note")), numeric=False),
        ),
        rows=tuple(rows),
        total=len(rows),
        note="",
    )


def _number(found: Sum) -> int | float:
    return int(found.value) if found.column.kind == "bulat" else float(found.value)


def _empty(site: SiteContext, count: int) -> str:
    if not count:
        return ""
    said = site.t.ngettext("{n} empty cell left out", "{n} empty cells left out", count)
    return said.format(n=wording.whole(count, site.lang))


def _twice(site: SiteContext, merged: CityTable, twice: Twice) -> views.DataTable | None:
    if not twice.count:
        return None
    t = site.t.gettext
    said = site.t.ngettext(
        "{n} thing is stated by several tables. Both rows are in the files; they are not added up.",
        "{n} things are stated by several tables. All rows are in the files; they are not added up.",
        twice.count,
    )
    note = said.format(n=wording.whole(twice.count, site.lang))
    if len(twice.rows) >= SHOWN:
        note = f"{note} {t(N_('The first of them are shown.'))}"
    return _table(site, merged, twice.rows, t(N_("Stated more than once")), note)


def _rows(site: SiteContext, merged: CityTable, files: PublishedFiles) -> views.DataTable:
    """The rows of the newest period, as many as fit."""
    t = site.t.gettext
    time = merged.time
    newest = merged.periods[-1] if merged.periods else ""
    at = [column.name for column in merged.columns].index(time.name) if time else 0
    wanted = (
        (part, cells)
        for part, cells in rows_of(merged, files)
        if not newest or str(cells[at] or "").startswith(newest)
    )
    rows = tuple(islice(wanted, ROWS))
    when = time_label(newest, site.t) if newest else ""
    caption = f"{merged.title} ({when})" if when else merged.title
    note = ""
    if len(rows) < merged.rows:
        note = t(N_("{shown} of {rows} rows; the files have all of them.")).format(
            shown=wording.whole(len(rows), site.lang), rows=wording.whole(merged.rows, site.lang)
        )
    return _table(site, merged, rows, caption, note)


def _table(
    site: SiteContext,
    merged: CityTable,
    rows: Iterable[tuple[SharedPart, tuple[Value, ...]]],
    caption: str,
    note: str,
) -> views.DataTable:
    # What no unit has is a column of nothing.
    there = [
        any(c.name in merged.comparable(part) for part in merged.parts) for c in merged.columns
    ]
    shown = [(at, column) for at, column in enumerate(merged.columns) if there[at]]
    lined = tuple(
        (
            views.Cell(text=unit_name(site, part.entry), numeric=False),
            *(
                views.Cell(text=shown_cell(cells[at], column, site.t), numeric=_is_figure(column))
                for at, column in shown
            ),
        )
        for part, cells in rows
    )
    return views.DataTable(
        caption=caption,
        head=(
            views.Cell(text=site.t.gettext(N_("Unit")), numeric=False),
            *(
                views.Cell(
                    text=title_with_unit(column.title, column.unit),
                    numeric=_is_figure(column),
                    time=KINDS[column.kind].time is not None,
                )
                for _, column in shown
            ),
        ),
        rows=lined,
        total=merged.rows,
        note=note,
    )


def _is_figure(column: Column) -> bool:
    return KINDS[column.kind].figures is not None


def _nobody(merged: CityTable) -> frozenset[str]:
    """The columns that no unit has."""
    return frozenset.intersection(*(frozenset(part.table.lacking) for part in merged.parts))


def _without(site: SiteContext, merged: CityTable) -> str:
    nobody = _nobody(merged)
    names = ", ".join(column.title for column in merged.columns if column.name in nobody)
    if not names:
        return ""
    return site.t.gettext(N_("No unit has {columns}.")).format(columns=names)


def _deviations(site: SiteContext, merged: CityTable) -> Iterator[views.SharedDeviation]:
    """Yield how the table of a unit differs from the common form, and what that means here."""
    t = site.t.gettext
    titles = {column.name: column.title for column in merged.columns}
    nobody = _nobody(merged)
    for part in merged.parts:
        told = [_deviant(site, titles[each.name], each) for each in part.table.deviant]
        if lacking := [name for name in part.table.lacking if name not in nobody]:
            names = ", ".join(titles[name] for name in lacking)
            told.append(t(N_("Without {columns}: empty here.")).format(columns=names))
        if part.table.extra:
            names = ", ".join(part.table.extra)
            told.append(
                t(N_("Columns of its own, which are left out here: {columns}.")).format(
                    columns=names
                )
            )
        if told:
            yield views.SharedDeviation(
                unit=site.link(unit_name(site, part.entry), unit_url(part.entry.key)),
                table=site.link(part.table.title, part.table.url),
                told=tuple(told),
            )


def _deviant(site: SiteContext, title: str, each: DeviantColumn) -> str:
    t = site.t.gettext
    if each.reason == "cumulative":
        said = t(N_("{column}: running totals in one and not in the other; empty here."))
        return said.format(column=title)
    own, shared = each.own, each.shared
    if each.reason == "kind":
        labels = {str(name): t(kind.label) for name, kind in KINDS.items()}
        own, shared = labels[own], labels[shared]
    said = t(N_("{column}: {own} instead of {shared}; empty here."))
    return said.format(column=title, own=own or t(N_("no unit of measurement")), shared=shared)
