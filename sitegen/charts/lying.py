"""Horizontal bars with their names on the left and their figures at the end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.axes import Colours, Picture, Scale, colours, legend
from sitegen.charts.bars import stacks
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, text_width, wrapped
from sitegen.charts.numbers import GAP, axis_label, numbers, telling_digits
from sitegen.charts.palette import BASELINE
from sitegen.charts.shapes import Box, Label, Line, Shape, lines_of_text, moved
from sitegen.i18n import Translator

_NAME_WIDTH = 176
_MANY = 25
_PAD = 6
_THIN = 2


class Lane(Struct, frozen=True, kw_only=True):
    """One bar with its position: `pieces` are (series, from, to), several if stacked."""

    x: str
    series: str
    top: float
    thick: float
    pieces: tuple[tuple[str, float, float], ...]

    @property
    def middle(self) -> float:
        """The middle of its thickness."""
        return self.top + self.thick / 2

    @property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest figure covered, zero included."""
        ends = [end for _, _, end in self.pieces]
        return min([0.0, *ends]), max([0.0, *ends])


def name_column(data: ChartData, t: Translator) -> tuple[list[tuple[str, ...]], float]:
    """Return the lines of each category's name and their width, gap included."""
    names = [wrapped(axis_label(x, data.x_kind, t), _NAME_WIDTH, 2) for x in data.xs]
    return names, max((text_width(line) for name in names for line in name), default=0.0) + 8


def lanes(data: ChartData, names: Sequence[tuple[str, ...]]) -> tuple[list[Lane], float]:
    """Return a lane for each bar and the total height; grouped bars have a lane each."""
    grouped = bool(data.series) and not data.stacked
    pieces: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
    for x, name, start, end in stacks(data):
        pieces.setdefault((x, name if grouped else ""), []).append((name, start, end))
    thick, gap = (16.0, 5.0) if len(data.xs) > _MANY else (20.0, 8.0)
    bands = data.series if grouped else ("",)
    thick = 17.0 if grouped else thick
    result: list[Lane] = []
    y = 2.0
    for x, lines in zip(data.xs, names, strict=True):
        height = max(thick * len(bands), LINE * len(lines))
        top = y + (height - thick * len(bands)) / 2
        for i, band in enumerate(bands):
            drawn = tuple(pieces.get((x, band), ()))
            side = thick - (2.0 if grouped else 0.0)
            result.append(Lane(x=x, series=band, top=top + i * thick, thick=side, pieces=drawn))
        y += height + (12.0 if grouped else gap)
    return result, y


def lying(
    data: ChartData,
    t: Translator,
    width: float,
    *,
    named: bool = True,
    fellows: Sequence[Lane] = (),
) -> Picture:
    """Return horizontal bars, as high as needed; panels on the right have no names.

    `fellows` are the bars of all panels, which share one scale.
    """
    tones = colours(data)
    keys = legend(data, tones, width, t)
    names, left = name_column(data, t)
    rows, height = lanes(data, names)
    values = _values(data, rows, t)
    widest = (*values, *_values(data, fellows, t))
    gutter = max((text_width(value) for value in widest), default=0.0) + _PAD
    low, high = _reach(fellows or rows)
    start = (left if named else 0.0) + (gutter if low < 0 else 0.0)
    x = Scale(low=low, high=high or 1.0, start=start, end=width - gutter)
    shapes: list[Shape] = name_texts(data, rows, names, left - 8) if named else []
    for lane, value in zip(rows, values, strict=True):
        shapes += _pieces(data, lane, tones, x)
        shapes.append(_value(data, lane, value, x))
    shapes.append(Line(points=((x.at(0), 0), (x.at(0), height - 4)), colour=BASELINE, width=1))
    placed = moved(shapes, 0, keys.height)
    return Picture(shapes=(*keys.shapes, *placed), width=width, height=keys.height + height)


def _reach(rows: Sequence[Lane]) -> tuple[float, float]:
    """Return the range of all figures, zero included."""
    return min(lane.reach[0] for lane in rows), max(lane.reach[1] for lane in rows)


def name_texts(
    data: ChartData,
    rows: Sequence[Lane],
    names: Sequence[tuple[str, ...]],
    right: float,
) -> list[Shape]:
    """Return the categories' names, right-aligned at `right`, level with their lanes."""
    shapes: list[Shape] = []
    for x, name in zip(data.xs, names, strict=True):
        mine = [lane for lane in rows if lane.x == x]
        middle = (mine[0].top + mine[-1].top + mine[-1].thick) / 2
        bold = bool(data.highlight) and x == data.highlight
        shapes += lines_of_text(name, right, middle, "right", bold=bold)
    return shapes


def _values(data: ChartData, rows: Sequence[Lane], t: Translator) -> list[str]:
    """Return the figure of each lane (a stack's total), a dash if there is none."""
    totals = [sum(end - start for _, start, end in lane.pieces) for lane in rows]
    digits = telling_digits(totals, t)
    return [
        numbers(total, data.unit, t, short=True, digits=digits) if lane.pieces else GAP
        for total, lane in zip(totals, rows, strict=True)
    ]


def _pieces(data: ChartData, lane: Lane, tones: Colours, x: Scale) -> list[Shape]:
    shapes: list[Shape] = []
    for name, start, end in lane.pieces:
        left, right = sorted((x.at(start), x.at(end)))
        # A hairline gap between stacked pieces keeps them apart in grey print.
        left += 1.0 if start and right - left > _THIN else 0.0
        tone = tones.mark(name if data.series else lane.x if data.highlight else "")
        shapes.append(Box(x=left, y=lane.top, width=right - left, height=lane.thick, colour=tone))
    return shapes


def _value(data: ChartData, lane: Lane, value: str, x: Scale) -> Label:
    low, high = lane.reach
    bold = bool(data.highlight) and data.highlight in (lane.x, lane.series)
    if low < 0 and not high:
        return Label(x=x.at(low) - _PAD, y=lane.middle, text=value, align="right", bold=bold)
    return Label(x=x.at(high) + _PAD, y=lane.middle, text=value, bold=bold)
