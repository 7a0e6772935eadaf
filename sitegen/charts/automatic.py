"""A sensible chart for a dataset whose agency defined none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.charts.order import axis
from sitegen.charts.rows import labels_of
from sitegen.charts.wide import over_folds
from sitegen.model import ChartSpec, Column, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.levels import at_one_level
from sitegen.tables.measures import adds_up

Cells = dict[str, tuple[str, ...]]
_TIME_NAMES = {"semester", "triwulan", "kuartal", "caturwulan", "minggu", "tahap"}
_NOT_FIGURES = re.compile(
    r"(^|_)(id|no|nomor|kode|rt|rw|nik|kk_no|pos|lat|lon|lng|lintang|bujur|latitude|longitude"
    r"|ranking|peringkat|urutan|usia|umur)(_|$)",
    re.IGNORECASE,
)
# A column that is time only by its name ranks after those that are by their kind.
_LAST = 9
_SERIES = 6
_BARS = 20
_MIN = 2


def automatic(table: Table) -> ChartSpec | None:
    """Return a chart that fits the table's columns, None if there is no safe choice.

    Of several levels of rows it shows one; columns of periods are one series.
    """
    if table.levels and not table.levels.rows:
        return None
    return over_folds(at_one_level(table), _plain)


def _plain(table: Table) -> ChartSpec | None:
    """The chart of a table with one level of rows and one figure a column.

    Time and a figure make a line chart, a category and a figure horizontal bars, sorted. If the
    table repeats itself in time (semesters, months of several years), only the last period is
    shown, because the population of two semesters must not be added up.
    """
    if len(table.frame) < _MIN:
        return None
    cells = {c.name: labels_of(table, c) for c in table.columns if not _is_figure(c)}
    times = [c for c in table.columns if _is_time(c) and len(set(cells[c.name])) >= _MIN]
    figure = next((c for c in table.columns if _is_figure(c)), None)
    if figure is None:
        return None
    texts = [c for c in table.columns if KINDS[c.kind].names == "words" and not _is_time(c)]
    groups = [c for c in texts if len(set(cells[c.name])) >= _MIN]
    if times:
        return _over_time(cells, times, groups, figure)
    return _by_category(cells, groups, figure, ())


def _over_time(
    cells: Cells, times: Sequence[Column], groups: Sequence[Column], figure: Column
) -> ChartSpec | None:
    x = min(times, key=lambda c: time.foremost if (time := KINDS[c.kind].time) else _LAST)
    fixed = tuple((c.name, (_last(cells, c),)) for c in times if c is not x)
    rows = _rows(cells, fixed)
    if len({cells[x.name][row] for row in rows}) < _MIN:
        return _by_category(cells, groups, figure, fixed)
    if _unique(cells, rows, (x,)):
        return ChartSpec(kind="garis", x=x.name, y=figure.name, filter=fixed)
    for group in groups:
        few = len({cells[group.name][row] for row in rows}) <= _SERIES
        if few and _unique(cells, rows, (x, group)):
            return ChartSpec(kind="garis", x=x.name, y=figure.name, series=group.name, filter=fixed)
    if adds_up(figure):
        return ChartSpec(kind="garis", x=x.name, y=figure.name, filter=fixed, aggregate="jumlah")
    return _by_category(cells, groups, figure, (*fixed, (x.name, (_last(cells, x),))))


def _by_category(
    cells: Cells,
    groups: Sequence[Column],
    figure: Column,
    fixed: tuple[tuple[str, tuple[str, ...]], ...],
) -> ChartSpec | None:
    rows = _rows(cells, fixed)
    for group in sorted(groups, key=lambda c: not _unique(cells, rows, (c,))):
        labels = {cells[group.name][row] for row in rows}
        unique = _unique(cells, rows, (group,))
        if len(labels) < _MIN or not (unique or adds_up(figure)):
            continue
        ordered = axis(sorted(labels), group.kind).kind == "urutan"
        return ChartSpec(
            kind="batang-mendatar",
            x=group.name,
            y=figure.name,
            filter=fixed,
            aggregate="" if unique else "jumlah",
            sort="" if ordered else "turun",
            top=0 if ordered else _BARS,
        )
    return None


def _is_time(column: Column) -> bool:
    return KINDS[column.kind].time is not None or column.name.casefold() in _TIME_NAMES


def _is_figure(column: Column) -> bool:
    return (
        KINDS[column.kind].figures is not None
        and not _is_time(column)
        and not _NOT_FIGURES.search(column.name)
    )


def _last(cells: Cells, column: Column) -> str:
    labels = [label for label in cells[column.name] if label]
    found = axis(labels, column.kind)
    return max(labels, key=lambda label: found.places[found.spelling[label]])


def _rows(cells: Cells, fixed: tuple[tuple[str, tuple[str, ...]], ...]) -> list[int]:
    kept = list(range(max(map(len, cells.values()), default=0)))
    for name, values in fixed:
        kept = [row for row in kept if cells[name][row] in values]
    return kept


def _unique(cells: Cells, rows: Sequence[int], columns: Sequence[Column]) -> bool:
    keys = [tuple(cells[column.name][row] for column in columns) for row in rows]
    return len(set(keys)) == len(keys)
