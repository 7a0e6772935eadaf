"""Small multiples: one panel for each series, on one scale, in two columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.render.chart_axes import Picture
from sitegen.render.chart_bars import bar_ticks, bars
from sitegen.render.chart_layout import shortened
from sitegen.render.chart_lines import lines, y_ticks
from sitegen.render.chart_lying import lanes, lying, name_column
from sitegen.render.chart_numbers import axis_label
from sitegen.render.chart_palette import INK
from sitegen.render.chart_shapes import Shape, Text, moved

if TYPE_CHECKING:
    from sitegen.i18n import Translator
    from sitegen.render.chart_data import ChartData

_GAP = 20.0
_HEAD = 26.0
_PLOT = 96.0


def panels(data: ChartData, t: Translator, width: float, *, lie: bool) -> Picture:
    """Return the panels, row by row; with `lie` the bars of all of them lie."""
    shapes: list[Shape] = []
    top = 0.0
    for index in range(0, len(data.series), 2):
        pair = data.series[index : index + 2]
        left = 0.0
        deepest = 0.0
        for column, name in enumerate(pair):
            wide = _width(data, t, width, column, lie=lie)
            picture = _panel(data, name, t, wide, named=column == 0, lie=lie)
            indent = wide - picture.width
            text = shortened(axis_label(name, data.series_kind, t), wide, bold=True)
            shapes.append(Text(x=left, y=top + 10, text=text, colour=INK, bold=True))
            shapes += moved(picture.shapes, left + indent, top + _HEAD)
            left += wide + _GAP
            deepest = max(deepest, picture.height)
        top += _HEAD + deepest + 12
    return Picture(shapes=tuple(shapes), width=width, height=top - 12)


def _width(data: ChartData, t: Translator, width: float, column: int, *, lie: bool) -> float:
    """Lying bars have their names at the left only, so that the left panel is wider."""
    half = (width - _GAP) / 2
    if not lie:
        return half
    names = name_column(data, t)[1] / 2
    return half + (names if column == 0 else -names)


def _panel(
    data: ChartData, name: str, t: Translator, width: float, *, named: bool, lie: bool
) -> Picture:
    one = replace(
        data,
        series=(),
        arrangement="",
        highlight="",
        marks=tuple(replace(m, series="") for m in data.marks if m.series == name),
    )
    whole = replace(data, series=(), arrangement="")
    if lie:
        rows = lanes(replace(data, arrangement="kelompok"), name_column(data, t)[0])[0]
        return lying(one, t, width, named=named, fellows=rows)
    if data.kind in ("garis", "area"):
        return lines(one, t, width, _PLOT, y_ticks(whole))
    return bars(one, t, width, _PLOT, bar_ticks(whole))
