"""A chart's keys and a table to the values to draw, or problems that name the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from sitegen.charts.automatic import automatic
from sitegen.charts.checks import check_columns, check_keys, listing, most_alike, problem
from sitegen.charts.data import ChartData, Kept, Mark
from sitegen.charts.order import GRAINS, axis, same_period
from sitegen.charts.rows import (
    Row,
    chart_rows,
    figures_of,
    kept_rows,
    labels_of,
    merged,
)
from sitegen.charts.wide import unfolded
from sitegen.model import AxisKind, ChartSpec, Column, Problem, Table, Where
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import measure
from sitegen.tables.periods import EVEN, period_at

__all__ = ["MAX_CHARTS", "ChartData", "Mark", "automatic", "prepare"]

# Charts of one page, marks of one chart (a figure each, or a gap), series and panels. More of them
# say nothing to a reader, and cost megabytes of page and gigabytes of memory.
MAX_CHARTS = 20
MAX_MARKS = 2000
MAX_SERIES = 200
MAX_PANELS = 60
MAX_COLOURS = 6
MAX_BARS = 40
MAX_DRAWN = 100
BARRED = ("batang", "batang-mendatar", "target")
_MAX_FILLED = 200
_STEPS = 3


def prepare(
    spec: ChartSpec, table: Table, where: Where
) -> tuple[ChartData | None, tuple[Problem, ...]]:
    """Return what the chart shows and the problems found; None if one is an error, or it is too large.

    Rows are filtered, aggregated if the spec says so, put into natural order, sorted and cut. Empty
    cells become gaps, never zeros.
    """
    spec, table, found = unfolded(spec, table, where)
    found = found or (*check_keys(spec, where), *check_columns(spec, table, where))
    if found:
        return None, found
    kept, found = kept_rows(spec, table, where)
    if found:
        return None, found
    if spec.kind == "sebar":
        data = _scatter(spec, table, kept)
    else:
        data, found = _plot(spec, table, kept, where)
    if found:
        return None, found
    data = replace(data, kept=_kept(spec, table, kept))
    if not data.marks:
        name = spec.value if spec.kind == "peta-panas" else spec.y
        return None, (problem("C012", where, key="y", column=name),)
    if large := _too_large(data, where):
        return None, (large,)
    return _highlighted(data, spec.highlight, where)


def _too_large(data: ChartData, where: Where) -> Problem | None:
    """The problem of a chart with more marks or series than can be drawn and read."""
    marks = max(len(data.marks), len(data.xs) * max(1, len(data.series)))
    limit = MAX_PANELS if data.arrangement == "panel" else MAX_SERIES
    if data.kind != "peta-panas" and len(data.series) > limit:
        return problem("C016", where, key="seri", count=len(data.series), limit=limit)
    if marks > MAX_MARKS:
        return problem("C015", where, key="x", count=marks, limit=MAX_MARKS)
    return None


def _plot(
    spec: ChartSpec, table: Table, kept: Sequence[int], where: Where
) -> tuple[ChartData, tuple[Problem, ...]]:
    columns = {column.name: column for column in table.columns}
    rows = chart_rows(spec, table, kept)
    group = spec.y if spec.kind == "peta-panas" else spec.series
    along = axis(_unique(row.x for row in rows), columns[spec.x].kind)
    across = axis(_unique(row.series for row in rows), columns[group].kind if group else "teks")
    # Periods are spelled in many ways, even within one file; the chart uses a single spelling.
    rows = [
        replace(row, x=along.spelling[row.x], series=across.spelling[row.series]) for row in rows
    ]
    rows, missing, found = merged(spec, rows, where)
    x_kind, present = along.kind, along.ordered()
    xs = _sorted(spec, rows, present)
    if xs == present:
        xs, places = _filled(x_kind, xs, along.places)
    else:
        places = {label: float(index) for index, label in enumerate(xs)}
    shown = set(xs)
    marks = [
        Mark(x=row.x, y=row.y, at=places.get(row.x, 0.0), series=row.series, target=row.target)
        for row in sorted(rows, key=lambda row: places.get(row.x, 0))
        if row.y is not None
    ]
    data = replace(
        _described(spec, columns),
        x_kind=x_kind,
        by_figure=bool(spec.sort),
        xs=tuple(xs),
        positions=tuple(places[label] for label in xs),
        series=tuple(across.ordered()) if group else (),
        series_kind=across.kind if group else "kategori",
        missing=missing,
        total_xs=len(present),
        marks=tuple(mark for mark in marks if mark.x in shown),
        rest=tuple(mark for mark in marks if mark.x not in shown),
    )
    return data, found


def _described(spec: ChartSpec, columns: dict[str, Column]) -> ChartData:
    heat = spec.kind == "peta-panas"
    figure = columns[spec.value if heat else spec.y]
    group = columns.get(spec.y if heat else spec.series)
    target = columns.get(spec.target)
    arrangement = spec.arrangement
    if spec.series and not arrangement and spec.kind != "sebar":
        arrangement = "tumpuk" if spec.kind == "area" else "kelompok"
    return ChartData(
        kind=spec.kind,
        x_kind="kategori",
        xs=(),
        positions=(),
        series=(),
        marks=(),
        x_title=columns[spec.x].title,
        y_title=figure.title,
        series_title=group.title if group else "",
        target_title=target.title if target else "",
        arrangement=arrangement,
        aggregate=spec.aggregate,
        title=spec.title,
        unit=spec.unit or figure.unit,
        measure=measure(figure, spec.unit),
        cumulative=figure.cumulative,
        note=spec.note,
    )


def _kept(spec: ChartSpec, table: Table, rows: Sequence[int]) -> tuple[Kept, ...]:
    """What the kept rows have in common: what `saring` chose, and a period that is the only one."""
    result: list[Kept] = []
    filtered = {name for name, _ in spec.filter}
    drawn = {spec.x, spec.y, spec.series}
    for column in table.columns:
        if column.name in filtered or (KINDS[column.kind].time and column.name not in drawn):
            labels = labels_of(table, column)
            values = _unique(labels[row] for row in rows)
            if values != [""] and (column.name in filtered or len(values) == 1):
                kind = axis(values, column.kind).kind
                result.append(Kept(title=column.title, kind=kind, values=tuple(values)))
    return tuple(result)


def _sorted(spec: ChartSpec, rows: Sequence[Row], present: list[str]) -> list[str]:
    """Sort by figure (by total if there are series), with labels without a figure last, and cut."""
    barred = spec.kind in BARRED
    limit = max(0, spec.top) or (MAX_DRAWN if barred else 0)
    if not spec.sort:
        return present[:limit] if limit else present
    totals: dict[str, float] = {}
    for row in rows:
        if row.y is not None:
            totals[row.x] = totals.get(row.x, 0.0) + row.y
    sign = 1 if spec.sort == "naik" else -1
    known = sorted((x for x in present if x in totals), key=lambda x: sign * totals[x])
    ordered = [*known, *(x for x in present if x not in totals)]
    return ordered[:limit] if limit else ordered


def _filled(
    kind: AxisKind, xs: list[str], places: Mapping[str, float]
) -> tuple[list[str], Mapping[str, float]]:
    """Add the periods missing from the table to the axis, as gaps."""
    if kind not in GRAINS or len(xs) < _STEPS:
        return xs, places
    numbers = [int(places[x]) for x in xs]
    step = min(b - a for a, b in pairwise(numbers))
    if GRAINS[kind] not in EVEN and (kind != "rentang" or step > 1):
        return xs, places  # the fifth week, or the length of a span, cannot be told
    if step < 1 or (numbers[-1] - numbers[0]) // step > _MAX_FILLED:
        return xs, places
    labels = {int(places[x]): x for x in xs}
    for number in range(numbers[0], numbers[-1], step):
        labels.setdefault(number, period_at(GRAINS[kind], number).written)
    ordered = sorted(labels)
    return [labels[n] for n in ordered], {labels[n]: float(n) for n in ordered}


def _scatter(spec: ChartSpec, table: Table, kept: Sequence[int]) -> ChartData:
    """A scatter plot: a series of many values names the points, one of few values colours them."""
    columns = {column.name: column for column in table.columns}
    ats, ys = figures_of(table, spec.x), figures_of(table, spec.y)
    groups = labels_of(table, columns[spec.series]) if spec.series else ("",) * len(ys)
    colours = tuple(_unique(groups[i] for i in kept)) if spec.series else ()
    named = len(colours) > MAX_COLOURS or len(colours) == len(kept)
    names = groups if named else _point_names(spec, table, kept)
    marks = []
    for i in kept:
        at, y = ats[i], ys[i]
        if at is not None and y is not None:
            marks.append(Mark(x=names[i], y=y, at=at, series="" if named else groups[i]))
    return replace(
        _described(spec, columns),
        x_kind="angka",
        series=() if named else colours,
        marks=tuple(marks),
        missing=len(kept) - len(marks),
    )


def _point_names(spec: ChartSpec, table: Table, kept: Sequence[int]) -> tuple[str, ...]:
    for column in table.columns:
        if KINDS[column.kind].names == "words" and column.name != spec.series:
            labels = labels_of(table, column)
            if len({labels[i] for i in kept}) == len(kept):
                return labels
    return ("",) * len(table.frame)


def _highlighted(
    data: ChartData, wanted: str, where: Where
) -> tuple[ChartData, tuple[Problem, ...]]:
    """Find what `sorot` names, and warn about more colours or bars than readers can take in."""
    found: list[Problem] = []
    points = _unique(mark.x for mark in data.marks)
    choices = [label for label in (data.series or data.xs or points) if label]
    kind = data.series_kind if data.series else data.x_kind
    named = same_period(wanted.strip(), kind).casefold()
    match = next((c for c in choices if c.casefold() == named), "")
    if wanted and not match:
        texts = {"values": listing(choices), "nearest": most_alike(wanted, choices)}
        found.append(problem("C006", where, key="sorot", value=wanted, **texts))
    data = replace(data, highlight=match)
    coloured = data.kind != "peta-panas" and data.arrangement != "panel" and not match
    if coloured and len(data.series) > MAX_COLOURS:
        found.append(problem("C008", where, key="seri", count=len(data.series), limit=MAX_COLOURS))
    bars = len(data.marks) if data.arrangement == "kelompok" else len(data.xs)
    if data.kind in BARRED and bars > MAX_BARS:
        found.append(problem("C009", where, key="x", count=bars, limit=MAX_BARS))
    return data, tuple(found)


def _unique(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(labels))
