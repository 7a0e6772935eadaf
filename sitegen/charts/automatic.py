"""A sensible chart for a dataset whose agency defined none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace as altered
from pathlib import PurePosixPath

from sitegen.charts.measured import drawn_measure, measures_of
from sitegen.charts.order import axis
from sitegen.charts.rows import figures_of, labels_of
from sitegen.charts.wide import over_folds
from sitegen.keys.told import as_value
from sitegen.model import ChartSpec, Column, Problem, Table
from sitegen.tables.kinds import KINDS
from sitegen.tables.levels import at_one_level
from sitegen.tables.measures import adds_up
from sitegen.tables.periods import has_several_grains
from sitegen.tables.shape.layout import is_row_number

Cells = dict[str, tuple[str, ...]]
Fixed = tuple[tuple[str, tuple[str, ...]], ...]
_TIME_NAMES = {"semester", "triwulan", "kuartal", "caturwulan", "minggu", "tahap"}
# Years in which what a row names began: its figures are of another time.
_BEGINNING = re.compile(
    r"berdiri|pendirian|didirikan|bentuk|bangun|peroleh|pembelian|pengadaan|pembuatan|dibuat|lahir"
    r"|terbit|pasang|pembukaan|dibuka|resmi|beroperasi|operasional"
    r"|founded|built|established|constructed"
)
# Words for periods that cannot be ordered stay in the order of the file.
_PERIOD = re.compile(r"(?:periode|waktu|minggu|pekan|tanggal|bulan|tahap)\b", re.IGNORECASE)
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
    shown, because the population of two semesters must not be added up. Of columns that are the parts
    of one time, such as months, none is shown alone, but their sum is.
    """
    if len(table.frame) < _MIN:
        return None
    figure = drawn_measure(table)
    return _chart(table, figure) if figure else None


def undecided(table: Table, path: str, title: str) -> Problem | None:
    """Return the problem of a table with figures for which there is no safe choice, with the lines
    that would draw the first of them; None for a table without figures.
    """
    found = measures_of(table) if len(table.frame) >= _MIN else ()
    named = [c for c in table.columns if KINDS[c.kind].time or KINDS[c.kind].names == "words"]
    known = [c for c in named if not c.spoilt]
    if not found or not known:
        return None
    x, y = min(known, key=lambda c: KINDS[c.kind].time is None), found[0]
    kind = "garis" if KINDS[x.kind].time else "batang-mendatar"
    block = (
        f"judul: {as_value(title)}",
        "grafik:",
        f"  - jenis: {kind}",
        f"    x: {as_value(x.name)}",
        f"    y: {as_value(y.name)}",
    )
    return Problem.of(
        "C020",
        path,
        columns=", ".join(f"`{column.name}`" for column in found),
        created=str(PurePosixPath(path).with_suffix(".yml")),
        lines="\n".join(block),
    )


def _chart(table: Table, figure: Column) -> ChartSpec | None:
    texts = [
        c
        for c in table.columns
        if c is not figure and not KINDS[c.kind].figures and not is_row_number(c.name)
    ]
    texts += [c for c in table.columns if KINDS[c.kind].figures and _is_time(c)]
    texts = [c for c in texts if not c.spoilt]
    cells = {c.name: labels_of(table, c) for c in texts}
    times = [c for c in texts if _is_time(c) and len(set(cells[c.name])) >= _MIN]
    groups = [
        c
        for c in texts
        if KINDS[c.kind].names == "words" and not _is_time(c) and len(set(cells[c.name])) >= _MIN
    ]
    known = tuple(value is not None for value in figures_of(table, figure.name))
    found = (
        _over_time(cells, times, groups, figure, known)
        if times
        else _by_category(cells, groups, figure, ())
    )
    # Damaged days may be the time that the rows repeat: figures of two times are not added up.
    damaged = any(column.spoilt for column in table.columns)
    return None if found and found.aggregate and damaged else found


def _over_time(
    cells: Cells,
    times: Sequence[Column],
    groups: Sequence[Column],
    figure: Column,
    known: Sequence[bool],
) -> ChartSpec | None:
    x = min(times, key=lambda c: time.foremost if (time := KINDS[c.kind].time) else _LAST)
    latest = _latest(cells, times)
    fixed = tuple(each for each in latest if each[0] != x.name)
    rows = _rows(cells, fixed)
    moments = {cells[x.name][row] for row in rows}
    if len(moments) < _MIN:
        return _by_category(cells, groups, figure, fixed)
    ordered = axis(sorted(moments), x.kind).kind != "kategori"
    drawn = ChartSpec(kind="garis" if ordered else "batang", x=x.name, y=figure.name, filter=fixed)
    if _unique(cells, rows, (x,)):
        return drawn
    for group in groups:
        few = len({cells[group.name][row] for row in rows}) <= _SERIES
        if few and _unique(cells, rows, (x, group)):
            return altered(drawn, series=group.name)
    if adds_up(figure) and _whole(cells, rows, x, groups, known):
        return altered(drawn, aggregate="jumlah")
    return _by_category(cells, groups, figure, latest)


def _by_category(
    cells: Cells, groups: Sequence[Column], figure: Column, fixed: Fixed
) -> ChartSpec | None:
    rows = _rows(cells, fixed)
    for group in sorted(groups, key=lambda c: not _unique(cells, rows, (c,))):
        labels = {cells[group.name][row] for row in rows}
        if has_several_grains(labels):
            continue
        unique = _unique(cells, rows, (group,))
        if len(labels) < _MIN or not (unique or adds_up(figure)):
            continue
        ordered = axis(sorted(labels), group.kind).kind == "urutan" or bool(
            _PERIOD.match(group.name)
        )
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
    name = column.name.casefold()
    if KINDS[column.kind].time is None:
        return name in _TIME_NAMES
    return _BEGINNING.search(name) is None


def _latest(cells: Cells, times: Sequence[Column]) -> Fixed:
    """The last period: the last year, and of its parts the last that it has."""
    fixed: Fixed = ()
    for column in sorted(
        times, key=lambda c: time.nesting if (time := KINDS[c.kind].time) else _LAST
    ):
        labels = [label for row in _rows(cells, fixed) if (label := cells[column.name][row])]
        if labels:
            found = axis(labels, column.kind)
            last = max(labels, key=lambda label: found.places[found.spelling[label]])
            fixed = (*fixed, (column.name, (last,)))
    return fixed


def _rows(cells: Cells, fixed: Fixed) -> list[int]:
    kept = list(range(max(map(len, cells.values()), default=0)))
    for name, values in fixed:
        kept = [row for row in kept if cells[name][row] in values]
    return kept


def _unique(cells: Cells, rows: Sequence[int], columns: Sequence[Column]) -> bool:
    keys = [tuple(cells[column.name][row] for column in columns) for row in rows]
    return len(set(keys)) == len(keys)


def _whole(
    cells: Cells, rows: Sequence[int], x: Column, groups: Sequence[Column], known: Sequence[bool]
) -> bool:
    """Whether each moment has a figure for the same groups: sums of fewer would rise and fall alone."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        if not known[row]:
            return False
        group = tuple(cells[column.name][row] for column in groups)
        found.setdefault(cells[x.name][row], set()).add(group)
    first = next(iter(found.values()), set())
    return all(each == first for each in found.values())
