"""Small multiples: one panel per series, on a common scale, in columns."""

from __future__ import annotations

from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.axes import Fellow, Picture, tick_labels
from sitegen.charts.bars import bar_ticks, bars
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, WIDE, text_width, told_apart
from sitegen.charts.lines import lines, y_ticks
from sitegen.charts.lying import RowNames, lanes, lying, placed_names
from sitegen.charts.numbers import axis_label
from sitegen.charts.shapes import Shape, lines_of_text, moved
from sitegen.i18n import Translator

_GAP = 20.0
_HEAD = 8.0
_PLOT = 96.0
_INTERVALS = 2
_HEAD_LINES = 2
# Columns of panels on a phone and on a wide page.
_COLUMNS = (2, 3)
_LYING_COLUMNS = (1, 2)


class _Grid(Struct, frozen=True, kw_only=True):
    """The columns of panels: the first is wider by `labels`, which stand beside it."""

    columns: int
    plot: float
    labels: float

    def left(self, column: int) -> float:
        """Where a column begins, its labels included."""
        return column * (self.plot + _GAP) + (self.labels if column else 0.0)

    def width(self, column: int) -> float:
        return self.plot + (0.0 if column else self.labels)


def panel_width(data: ChartData, t: Translator, width: float) -> float:
    """Return the width of the plot of each panel of lines or upright bars."""
    return _grid(data, None, t, width).plot


def panels(data: ChartData, t: Translator, width: float) -> Picture:
    """Return the panels, row by row."""
    shapes: list[Shape] = []
    top = 0.0
    names = _names(data, t, width)
    grid = _grid(data, names, t, width)
    labels = [axis_label(name, data.series_kind, t) for name in data.series]
    heads = told_apart(labels, grid.plot, _HEAD_LINES, bold=True)
    for index in range(0, len(data.series), grid.columns):
        row = range(index, min(index + grid.columns, len(data.series)))
        head = max(len(heads[at]) for at in row) * LINE + _HEAD
        deepest = 0.0
        for column, at in enumerate(row):
            picture = _panel(data, data.series[at], t, (grid, column, names))
            left = grid.left(column)
            # The name goes above the plot, not above the labels to its left.
            over = left + (0.0 if column else grid.labels)
            low = top + head - _HEAD - len(heads[at]) * LINE / 2
            shapes += lines_of_text(heads[at], over, low, bold=True)
            shapes += moved(picture.shapes, left, top + head)
            deepest = max(deepest, picture.height)
        top += head + deepest + 12
    return Picture(shapes=tuple(shapes), width=width, height=top - 12)


def _names(data: ChartData, t: Translator, width: float) -> RowNames | None:
    """The names of lying bars, which all panels share."""
    if data.kind != "batang-mendatar":
        return None
    columns = _LYING_COLUMNS[width >= WIDE]
    one = (width - _GAP * (columns - 1)) / columns
    found = placed_names(data, t, width if columns > 1 else one)
    return found if found.place == "beside" else placed_names(data, t, one)


def _grid(data: ChartData, names: RowNames | None, t: Translator, width: float) -> _Grid:
    if names:
        columns, labels = _LYING_COLUMNS[width >= WIDE], names.width
    else:
        columns = _COLUMNS[width >= WIDE]
        labels = max(text_width(text) for text in tick_labels(_steps(data), data.unit, t)) + 8
    # As many rows as needed, none of which is much shorter than the others: 2 and 2, not 3 and 1.
    columns = ceil(len(data.series) / ceil(len(data.series) / columns))
    plot = (width - _GAP * (columns - 1) - labels) / columns
    return _Grid(columns=columns, plot=plot, labels=labels)


def _steps(data: ChartData) -> tuple[float, ...]:
    whole = replace(data, series=(), arrangement="")
    return (y_ticks if data.kind in ("garis", "area") else bar_ticks)(whole, _INTERVALS)


def _panel(
    data: ChartData, name: str, t: Translator, place: tuple[_Grid, int, RowNames | None]
) -> Picture:
    grid, column, names = place
    width = grid.width(column)
    one = replace(
        data,
        series=(),
        arrangement="",
        highlight="",
        marks=tuple(replace(m, series="") for m in data.marks if m.series == name),
    )
    if names:
        rows = lanes(replace(data, arrangement="kelompok"), names)[0]
        if column and names.place == "beside":
            names = replace(names, place="elsewhere", width=0.0)
        return lying(one, t, width, names=names, fellows=rows)
    fellow = Fellow(steps=_steps(data), first=column == 0)
    if data.kind in ("garis", "area"):
        return lines(one, t, width, _PLOT, fellow)
    return bars(one, t, width, _PLOT, fellow)
