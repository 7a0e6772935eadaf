"""A chart's keys and a table to the values to draw, or problems that name the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as altered
from itertools import pairwise

from msgspec.structs import replace

from sitegen.charts.atlas import NO_ATLAS, Atlas, placed
from sitegen.charts.automatic import automatic
from sitegen.charts.checks import check_columns, check_keys, listing, most_alike, problem
from sitegen.charts.columns import unit_of, with_columns
from sitegen.charts.data import TIME_KINDS, AreaMap, ChartData, Kept, Mark
from sitegen.charts.fitting import are_steps, unfit
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
from sitegen.model import AxisKind, ChartKind, ChartSpec, Column, Problem, Table, Where
from sitegen.tables.folds import is_running
from sitegen.tables.kinds import KINDS
from sitegen.tables.levels import one_level
from sitegen.tables.measures import Measure, measure
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
# More names than this have no room below upright bars: they lie down, the largest first.
MAX_UPRIGHT = 20
# More series than this are no panels of their own: lines are grey then, but for the ones that are named.
MAX_OWN_PANELS = 12
BARRED = ("batang", "batang-mendatar", "target", "perubahan")
_MAX_FILLED = 200
_STEPS = 3


def prepare(
    spec: ChartSpec, table: Table, where: Where, unit: str = "", atlas: Atlas = NO_ATLAS
) -> tuple[ChartData | None, tuple[Problem, ...]]:
    """Return what the chart shows and the problems found; None if one is an error, it is too large,
    or its kind would mislead.

    Rows are filtered, aggregated if the spec says so, put into natural order, sorted and cut. Empty
    cells become gaps, never zeros. `unit` is that of the dataset, `atlas` has the areas of maps.
    """
    spec, table, found = unfolded(with_columns(spec, table), table, where)
    found = found or (*check_keys(spec, where), *check_columns(spec, table, where))
    if found:
        return None, found
    spec = altered(spec, unit=spec.unit or unit_of(spec, table, unit))
    kept, found = kept_rows(spec, table, where)
    if found:
        return None, found
    drawn: AreaMap | None = None
    if spec.kind == "peta":
        places = placed(spec, table, kept, where, atlas)
        if isinstance(places, Problem):
            return None, (places,)
        spec, table, drawn = altered(spec, sort="turun"), places.table, places.map
    if spec.kind == "sebar":
        data = _scatter(spec, table, kept)
    else:
        data, found = _plot(spec, table, kept, where)
    if found:
        return None, found
    if not data.marks:
        name = spec.value if spec.kind == "peta-panas" else spec.y
        return None, (problem("C012", where, key="y", column=name),)
    if refused := _too_large(data, where) or unfit(data, where):
        return None, (refused,)
    return _readable(replace(data, kept=_kept(spec, table, kept), map=drawn), spec.highlight, where)


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
    groups = tuple(across.ordered()) if group else ()
    spec = _many_bars(spec, x_kind, present)
    by_series = bool(groups) and spec.kind != "perubahan"
    chosen = _named(
        spec.highlight, groups if by_series else present, across.kind if by_series else x_kind
    )
    last = groups[-1] if groups and spec.kind == "perubahan" else ""
    apart = _apart(spec, table, kept, chosen)
    xs, added = _cut(spec, _sorted(spec, rows, present, last), x_kind, chosen, apart)
    if spec.sort or added:
        places: Mapping[str, float] = {label: float(index) for index, label in enumerate(xs)}
    else:
        xs, places = _filled(x_kind, xs, along.places)
    marks, rest = _marks(rows, places, xs)
    described = _described(spec, columns)
    data = replace(
        described,
        measure=_of_figures(described.measure, (*marks, *rest)),
        x_kind=x_kind,
        sort=spec.sort,
        added=added,
        highlight=chosen,
        xs=tuple(xs),
        positions=tuple(places[label] for label in xs),
        series=groups,
        series_kind=across.kind if group else "kategori",
        missing=missing,
        total_xs=len(present) - len(apart),
        marks=marks,
        rest=rest,
        apart=apart,
    )
    return data, found


def _apart(spec: ChartSpec, table: Table, kept: Sequence[int], chosen: str) -> tuple[str, ...]:
    """The label that stands out, if it is of a level that contains the others."""
    levels = table.levels
    if not chosen or levels is None or levels.column != spec.x:
        return ()
    return (chosen,) if len(one_level(table, kept)) < len(kept) else ()


def _marks(
    rows: Sequence[Row], places: Mapping[str, float], xs: Sequence[str]
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The figures along the axis, and those of places that are not shown."""
    shown = set(xs)
    marks = [
        Mark(x=row.x, y=row.y, at=places.get(row.x, 0.0), series=row.series, target=row.target)
        for row in sorted(rows, key=lambda row: places.get(row.x, 0))
        if row.y is not None
    ]
    return (
        tuple(mark for mark in marks if mark.x in shown),
        tuple(mark for mark in marks if mark.x not in shown),
    )


def _of_figures(named: Measure, marks: Iterable[Mark]) -> Measure:
    """What is below nought is no number of things, whatever its column is called."""
    return "amount" if named == "count" and any(mark.y < 0 for mark in marks) else named


def _described(spec: ChartSpec, columns: dict[str, Column]) -> ChartData:
    heat = spec.kind == "peta-panas"
    figure = columns[spec.value if heat else spec.y]
    group = columns.get(spec.y if heat else spec.series)
    target = columns.get(spec.target)
    arrangement = spec.arrangement
    if spec.series and not arrangement and spec.kind not in ("sebar", "perubahan"):
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
        unit=spec.unit,
        measure=measure(figure, spec.unit),
        cumulative=figure.cumulative or is_running(figure),
        breaks=figure.breaks,
        note=spec.note,
    )


def _kept(spec: ChartSpec, table: Table, rows: Sequence[int]) -> tuple[Kept, ...]:
    """What the kept rows have in common: what `saring` chose, and a period that is the only one.

    Of several periods that figures are joined over, all are kept.
    """
    result: list[Kept] = []
    filtered = {name for name, _ in spec.filter}
    drawn = {spec.x, spec.y, spec.series}
    kinds = {column.name: KINDS[column.kind] for column in table.columns}
    joined = bool(spec.aggregate) and kinds[spec.x].time is None
    for column in table.columns:
        if column.name in filtered or (kinds[column.name].time and column.name not in drawn):
            labels = labels_of(table, column)
            values = _unique(labels[row] for row in rows)
            if values != [""] and (column.name in filtered or len(values) == 1 or joined):
                along = axis(values, column.kind)
                ordered = tuple(along.ordered())
                result.append(Kept(title=column.title, kind=along.kind, values=ordered))
    return tuple(each for each in result if not _is_told(each, result))


def _is_told(one: Kept, others: Iterable[Kept]) -> bool:
    """Whether a period is part of what another says: a year of a month, a month of a day."""
    if one.kind not in TIME_KINDS or one.kind == "tanggal":
        return False
    finer = [each for each in others if each.kind in TIME_KINDS and each.kind != "tahun"]
    if one.kind == "tahun":
        return any(each.values[0].startswith(one.values[0]) for each in finer)
    return any(each.kind == "tanggal" for each in finer)


def _many_bars(spec: ChartSpec, kind: AxisKind, present: Sequence[str]) -> ChartSpec:
    """Bars of more moments than are drawn become a line, and upright bars of many names are sorted,
    unless the author arranged or chose them.
    """
    if spec.kind not in ("batang", "batang-mendatar") or spec.sort or spec.top:
        return spec
    if kind in TIME_KINDS and len(present) > MAX_DRAWN and spec.arrangement != "tumpuk":
        return altered(spec, kind="garis")
    names = kind == "kategori" and not are_steps(present)
    if spec.kind == "batang" and names and len(present) > MAX_UPRIGHT:
        return altered(spec, sort="turun")
    return spec


def _sorted(spec: ChartSpec, rows: Sequence[Row], present: list[str], last: str) -> list[str]:
    """Sort by figure, with labels without one last: by the total if there are series, of a change
    by what it came to.
    """
    if not spec.sort:
        return present
    totals: dict[str, float] = {}
    for row in rows:
        if row.y is not None and last in ("", row.series):
            totals[row.x] = totals.get(row.x, 0.0) + row.y
    sign = 1 if spec.sort == "naik" else -1
    known = sorted((x for x in present if x in totals), key=lambda x: sign * totals[x])
    return [*known, *(x for x in present if x not in totals)]


def _cut(
    spec: ChartSpec, ordered: list[str], kind: AxisKind, chosen: str, apart: Sequence[str]
) -> tuple[list[str], bool]:
    """Return as many as are shown, and whether the one to stand out was added below them.

    Of moments in their order, the last are shown. What is `apart` is none of so many.
    """
    whole, ordered = ordered, [label for label in ordered if label not in apart]
    limit = max(0, spec.top) or (MAX_DRAWN if spec.kind in BARRED else 0)
    if not limit or len(ordered) <= limit:
        return whole, False
    if kind in TIME_KINDS and not spec.sort:
        return ordered[-limit:], False
    below = chosen in (*apart, *ordered[limit:])
    return [*ordered[:limit], *([chosen] if below else [])], below


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


def _named(wanted: str, choices: Sequence[str], kind: AxisKind) -> str:
    """The label that `sorot` names, in any spelling of a period, or ""."""
    named = same_period(wanted.strip(), kind).casefold()
    return next((c for c in choices if c and c.casefold() == named), "")


def _readable(data: ChartData, wanted: str, where: Where) -> tuple[ChartData, tuple[Problem, ...]]:
    """Give many series panels of their own, and warn about what readers cannot take in."""
    found: list[Problem] = []
    if _end_apart(data):
        data = replace(data, kind="garis", arrangement="kelompok")
    if data.kind == "sebar":
        points = data.series or _unique(mark.x for mark in data.marks)
        data = replace(data, highlight=_named(wanted, points, "kategori"))
    if wanted and not data.highlight:
        series = () if data.kind == "perubahan" else data.series
        labels = series or data.xs or _unique(mark.x for mark in data.marks)
        choices = [label for label in labels if label]
        texts = {"values": listing(choices), "nearest": most_alike(wanted, choices)}
        found.append(problem("C006", where, key="sorot", value=wanted, **texts))
    many = len(data.series) > MAX_COLOURS and not data.highlight
    if many and data.arrangement == "kelompok" and len(data.series) <= _panels_for(data.kind):
        data = replace(data, arrangement="panel")
    if many and data.kind not in ("peta-panas", "perubahan") and data.arrangement != "panel":
        found.append(problem("C008", where, key="seri", count=len(data.series), limit=MAX_COLOURS))
    bars = len(data.marks) if data.arrangement == "kelompok" else len(data.xs)
    if data.kind in BARRED and bars > MAX_BARS:
        found.append(problem("C009", where, key="x", count=bars, limit=MAX_BARS))
    return data, tuple(found)


def _end_apart(data: ChartData) -> bool:
    """Whether areas of a stack begin or end at different moments: only lines can show all of them."""
    if data.kind != "area" or not data.stacked:
        return False
    ends: dict[str, tuple[float, float]] = {}
    for mark in data.marks:
        first, last = ends.get(mark.series, (mark.at, mark.at))
        ends[mark.series] = (min(first, mark.at), max(last, mark.at))
    return len(set(ends.values())) > 1


def _panels_for(kind: ChartKind) -> int:
    """How many series become panels by themselves: lines can also be grey, bars cannot."""
    return MAX_OWN_PANELS if kind == "garis" else MAX_PANELS


def _unique(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(labels))
