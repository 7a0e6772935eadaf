"""The chart of a table of the city: one period of it, by area or by unit, as a dataset without a chart gets one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from sitegen.charts.automatic import automatic
from sitegen.charts.data import ChartData
from sitegen.charts.drawn import DrawnChart
from sitegen.charts.measured import measures_of
from sitegen.charts.numbers import time_label
from sitegen.charts.prepare import prepare
from sitegen.charts.svg import standalone
from sitegen.datasets.sentence import sentence
from sitegen.datasets.shared_table import period_of
from sitegen.exports.shared_tables.merged import LEAST, CityTable, SharedPart, Value, rows_of
from sitegen.i18n import N_
from sitegen.model import Column, Output, Table, Where
from sitegen.pages import views, wording
from sitegen.pages.city import Drawings, NothingToMake, PublishedFiles
from sitegen.pages.drawn_chart import ChartAround, chart_view
from sitegen.pages.product import Planned, planned
from sitegen.pages.site import SiteContext, unit_name
from sitegen.tables.kinds import KINDS
from sitegen.urls import output_path

NAME = "grafik-1"
# The column that the bars are named by; no column of a schema can have such a name.
_BARS = " "
AreaNames = tuple[tuple[str, str], ...]


class CityChart(Struct, frozen=True, kw_only=True):
    """What is drawn of a table of the city, under which title, and whose figures these are.

    Of one that is `partial`, which lacks units, nothing is said but how many: the highest of those that are
    there need not be the highest of the city.
    """

    data: ChartData
    title: str
    credit: str
    coverage: str
    partial: bool


class _PeriodRows(Struct, frozen=True, kw_only=True):
    """The rows of one period, and the columns of which every unit tells in the same way."""

    period: str
    parts: tuple[SharedPart, ...]
    cells: tuple[tuple[Value, ...], ...]
    columns: tuple[Column, ...]


def chart_files(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
) -> Iterator[Planned]:
    """Yield the pictures of the chart; `areas` are the names of areas by their codes."""
    for make, ending in ((_svg, ".svg"), (_png, ".png")):
        yield planned(site, picture_url(merged, ending), make, merged, files, areas, drawings)


def picture_url(merged: CityTable, ending: str) -> str:
    """Return the address of the chart as a picture."""
    return f"{merged.url}{NAME}{ending}"


def shown_chart(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
) -> views.Chart | None:
    """Return the chart for the page, None if the columns allow none."""
    chart = city_chart(site, merged, files, areas)
    if chart is None:
        return None
    around = ChartAround(
        name=NAME,
        title=chart.title,
        table=merged.title,
        svg_url=picture_url(merged, ".svg"),
        png_url=picture_url(merged, ".png"),
        credit=chart.credit,
        sentence=_sentence(site, merged, chart),
    )
    return chart_view(site, chart.data, _drawing(site, merged, chart, drawings), around)


def city_chart(
    site: SiteContext, merged: CityTable, files: PublishedFiles, areas: AreaNames
) -> CityChart | None:
    """Return the chart of the newest period of which several units tell, None if there is no safe one.

    Each bar is one row: where several stand for an area or a unit, nothing is added up and nothing is drawn.
    """
    rows = _newest(merged, files)
    if rows is None:
        return None
    for title, names in _names(site, merged, rows, dict(areas)):
        table = _table(merged, rows, title, names)
        spec = automatic(table)
        if spec is None or spec.aggregate or spec.filter or spec.x != _BARS or spec.series:
            continue
        data, _ = prepare(spec, table, Where(path=merged.url))
        if data is not None:
            several = len(measures_of(table)) > 1
            drawn = next(column for column in rows.columns if column.name == spec.y)
            coverage, partial = _coverage(site, merged, rows, spec.y)
            return CityChart(
                data=data,
                title=f"{merged.title}: {drawn.title}" if several else merged.title,
                credit=_credit(site, rows),
                coverage=coverage,
                partial=partial,
            )
    return None


def _newest(merged: CityTable, files: PublishedFiles) -> _PeriodRows | None:
    """The rows of the newest period of which several units tell; None if they cannot stand side by side."""
    period = ""
    if merged.time:
        counts = {
            period: {part.entry for part in merged.parts if period in dict(part.table.periods)}
            for period in merged.periods
        }
        period = max((each for each, units in counts.items() if len(units) >= LEAST), default="")
        if not period:
            return None
    parts = [p for p in merged.parts if not period or period in dict(p.table.periods)]
    levels = {level for part in parts for level in part.table.levels}
    if any(part.table.nested for part in parts) or len(levels) > 1:
        return None
    names = [column.name for column in merged.columns]
    at = names.index(merged.time.name) if merged.time else 0
    found = [
        (part, cells)
        for part, cells in rows_of(merged, files)
        if not period or (cells[at] is not None and period_of(cells[at]) == period)
    ]
    doubtful = {name for part in parts for name in part.table.doubtful}
    same = frozenset.intersection(*(merged.comparable(part) for part in parts)) - doubtful
    return _PeriodRows(
        period=period,
        parts=tuple(part for part, _ in found),
        cells=tuple(cells for _, cells in found),
        columns=tuple(column for column in merged.columns if column.name in same),
    )


def _names(
    site: SiteContext, merged: CityTable, rows: _PeriodRows, areas: dict[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """Yield what each row can be named by: its area, if all are known, and its unit."""
    t = site.t.gettext
    own = {column.name for column in rows.columns}
    if merged.area in own:
        at = [column.name for column in merged.columns].index(merged.area)
        codes = [str(cells[at]) for cells in rows.cells]
        if all(code in areas for code in codes):
            yield t(N_("Area")), [areas[code] for code in codes]
    yield t(N_("Unit")), [unit_name(site, part.entry) for part in rows.parts]


def _table(merged: CityTable, rows: _PeriodRows, title: str, names: Sequence[str]) -> Table:
    """The rows as a table of names, times and figures, which is all that a chart of them needs."""
    import pandas as pd

    places = {column.name: at for at, column in enumerate(merged.columns)}
    columns = [c for c in rows.columns if KINDS[c.kind].time or KINDS[c.kind].figures]
    frame: dict[str, pd.Series[Any]] = {_BARS: pd.Series(names, dtype="string")}
    for column in columns:
        cells = [cells[places[column.name]] for cells in rows.cells]
        frame[column.name] = (
            pd.Series(cells, dtype="Float64")
            if KINDS[column.kind].figures
            else pd.Series(cells, dtype="object")
        )
    bars = Column(name=_BARS, title=title, kind="teks")
    return Table((bars, *columns), pd.DataFrame(frame), title=merged.title)


def _credit(site: SiteContext, rows: _PeriodRows) -> str:
    count = len({part.entry for part in rows.parts})
    units = site.t.ngettext("{n} unit", "{n} units", count)
    told = units.format(n=wording.whole(count, site.lang))
    if rows.period:
        told = f"{told}, {time_label(rows.period, site.t)}"
    return site.t.gettext(N_("Source: {source}")).format(source=told)


def _coverage(
    site: SiteContext, merged: CityTable, rows: _PeriodRows, name: str
) -> tuple[str, bool]:
    """Of how many of the units that should tell there is a figure, and whether some lack it."""
    at = [column.name for column in merged.columns].index(name)
    pairs = zip(rows.parts, rows.cells, strict=True)
    told = {part.entry.key for part, cells in pairs if cells[at] is not None}
    due = {entry.key for entry in merged.expected}
    said = (
        N_("{n} of {total} units that should keep this table have published these figures.")
        if merged.kinds
        else N_(
            "{n} of {total} units that say that they keep this table have published these figures."
        )
    )
    text = site.t.gettext(said).format(
        n=wording.whole(len(told & due), site.lang), total=wording.whole(len(due), site.lang)
    )
    return text, not due <= told


def _sentence(site: SiteContext, merged: CityTable, chart: CityChart) -> str:
    said = "" if chart.partial else sentence(chart.data, site.t, merged.title)
    return f"{said} {chart.coverage}".strip()


def _drawing(
    site: SiteContext, merged: CityTable, chart: CityChart, drawings: Drawings
) -> DrawnChart:
    # A preview shows the address under which the site is known.
    base = (site.address.official or site.address.base_url).partition("://")[2]
    lines = (chart.credit, chart.coverage, f"{site.name}, {base}{merged.url}")
    return drawings.draw(chart.data, chart.title, lines)


def _picture(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
) -> DrawnChart:
    chart = city_chart(site, merged, files, areas)
    if chart is None:
        raise NothingToMake(merged.url)
    return _drawing(site, merged, chart, drawings)


def _svg(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
) -> Output:
    poster = _picture(site, merged, files, areas, drawings).poster
    body = standalone(poster.decode()).encode()
    return Output(path=output_path(picture_url(merged, ".svg")), body=body)


def _png(
    site: SiteContext,
    merged: CityTable,
    files: PublishedFiles,
    areas: AreaNames,
    drawings: Drawings,
) -> Output:
    body = _picture(site, merged, files, areas, drawings).png
    return Output(path=output_path(picture_url(merged, ".png")), body=body)
