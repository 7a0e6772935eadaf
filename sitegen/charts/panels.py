"""Small multiples: one panel per series, on a common scale, in two columns."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.charts.axes import Fellow, Picture, tick_labels
from sitegen.charts.bars import bar_ticks, bars
from sitegen.charts.data import ChartData
from sitegen.charts.layout import shortened, text_width
from sitegen.charts.lines import lines, y_ticks
from sitegen.charts.lying import lanes, lying, name_column
from sitegen.charts.numbers import axis_label
from sitegen.charts.shapes import Label, Shape, moved
from sitegen.i18n import Translator

_GAP = 20.0
_HEAD = 26.0
_PLOT = 96.0
_INTERVALS = 2


def panels(data: ChartData, t: Translator, width: float) -> Picture:
    """Return the panels, row by row."""
    shapes: list[Shape] = []
    top = 0.0
    wide = _widths(data, t, width)
    for index in range(0, len(data.series), 2):
        deepest = 0.0
        for column, name in enumerate(data.series[index : index + 2]):
            picture = _panel(data, name, t, wide[column], first=column == 0)
            left = column * (width - wide[1])
            # The name goes above the plot, not above the labels to its left.
            over = left + (wide[0] - wide[1] if column == 0 else 0)
            text = shortened(axis_label(name, data.series_kind, t), wide[1], bold=True)
            shapes.append(Label(x=over, y=top + 10, text=text, bold=True))
            shapes += moved(picture.shapes, left, top + _HEAD)
            deepest = max(deepest, picture.height)
        top += _HEAD + deepest + 12
    return Picture(shapes=tuple(shapes), width=width, height=top - 12)


def _widths(data: ChartData, t: Translator, width: float) -> tuple[float, float]:
    """Return the widths of both columns: the left one includes the axis labels."""
    if data.kind == "batang-mendatar":
        labels = name_column(data, t)[1]
    else:
        steps = _steps(data)
        labels = max(text_width(text) for text in tick_labels(steps, data.unit, t)) + 8
    plot = (width - _GAP - labels) / 2
    return plot + labels, plot


def _steps(data: ChartData) -> tuple[float, ...]:
    whole = replace(data, series=(), arrangement="")
    return (y_ticks if data.kind in ("garis", "area") else bar_ticks)(whole, _INTERVALS)


def _panel(data: ChartData, name: str, t: Translator, width: float, *, first: bool) -> Picture:
    one = replace(
        data,
        series=(),
        arrangement="",
        highlight="",
        marks=tuple(replace(m, series="") for m in data.marks if m.series == name),
    )
    if data.kind == "batang-mendatar":
        rows = lanes(replace(data, arrangement="kelompok"), name_column(data, t)[0])[0]
        return lying(one, t, width, named=first, fellows=rows)
    fellow = Fellow(steps=_steps(data), first=first)
    if data.kind in ("garis", "area"):
        return lines(one, t, width, _PLOT, fellow)
    return bars(one, t, width, _PLOT, fellow)
