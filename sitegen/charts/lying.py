"""Horizontal bars with their names on the left or above, and their figures at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from sitegen.charts.axes import Colours, Picture, Scale, colours, legend
from sitegen.charts.bars import stacks
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, text_width, told_apart, whole
from sitegen.charts.numbers import GAP, aligned, axis_label, numbers, telling_digits
from sitegen.charts.palette import BASELINE
from sitegen.charts.shapes import Box, Label, Line, Shape, lines_of_text, moved
from sitegen.i18n import Translator

# The part of the width that names beside their bars may take, and the lines that names may have.
_BESIDE = 0.38
_LINES_BESIDE = 2
_LINES_ABOVE = 3
_MANY = 25
_PAD = 6
_THIN = 2


class RowNames(Struct, frozen=True, kw_only=True):
    """The lines of each category's name, where they stand, and the width that they take beside the
    bars. Bars of a panel beside the first have the names of the first.
    """

    lines: tuple[tuple[str, ...], ...]
    place: Literal["beside", "above", "elsewhere"]
    width: float = 0.0

    @property
    def above(self) -> bool:
        """Whether the names stand above their bars."""
        return self.place == "above"


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


def placed_names(data: ChartData, t: Translator, width: float) -> RowNames:
    """Return the names beside their bars if all of them fit there whole, else above."""
    names = [axis_label(x, data.x_kind, t) for x in data.xs]
    room = width * _BESIDE
    if all(whole(name, room, _LINES_BESIDE, bold=True) for name in names):
        lines = told_apart(names, room, _LINES_BESIDE, bold=True)
        wide = max((text_width(line, bold=True) for each in lines for line in each), default=0.0)
        return RowNames(lines=tuple(lines), place="beside", width=wide + 8)
    lines = told_apart(names, width - 4, _LINES_ABOVE, bold=True)
    return RowNames(lines=tuple(lines), place="above")


def lanes(data: ChartData, names: RowNames, foot: float = 0.0) -> tuple[list[Lane], float]:
    """Return a lane for each bar and the total height; grouped bars have a lane each.

    `foot` is the room below the bars of one name.
    """
    grouped = bool(data.series) and not data.stacked
    pieces: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
    for x, name, start, end in stacks(data):
        pieces.setdefault((x, name if grouped else ""), []).append((name, start, end))
    thick, gap = (16.0, 5.0) if len(data.xs) > _MANY else (18.0, 7.0)
    bands = data.series if grouped else ("",)
    thick = 15.0 if grouped else thick
    result: list[Lane] = []
    y = 2.0
    for x, lines in zip(data.xs, names.lines, strict=True):
        bars, text = thick * len(bands), float(LINE * len(lines))
        height = text + 2 + bars if names.above else max(bars, text)
        top = y + text + 2 if names.above else y + (height - bars) / 2
        for i, band in enumerate(bands):
            drawn = tuple(pieces.get((x, band), ()))
            side = thick - (2.0 if grouped else 0.0)
            result.append(Lane(x=x, series=band, top=top + i * thick, thick=side, pieces=drawn))
        y += height + foot + (12.0 if grouped or names.above else gap)
    return result, y


def lying(
    data: ChartData,
    t: Translator,
    width: float,
    *,
    names: RowNames | None = None,
    fellows: Sequence[Lane] = (),
) -> Picture:
    """Return horizontal bars, as high as needed.

    `fellows` are the bars of all panels, which share one scale and their `names`.
    """
    tones = colours(data)
    keys = legend(data, tones, width, t)
    names = names or placed_names(data, t, width)
    rows, height = lanes(data, names)
    values = _values(data, rows, t)
    widest = (*values, *_values(data, fellows, t))
    gutter = max((text_width(value, bold=True) for value in widest), default=0.0) + _PAD
    low, high = _reach(fellows or rows)
    start = names.width + (gutter if low < 0 else 0.0)
    x = Scale(low=low, high=high or 1.0, start=start, end=width - gutter)
    shapes: list[Shape] = name_texts(data, rows, names)
    for lane, value in zip(rows, values, strict=True):
        shapes += _pieces(data, lane, tones, x)
        shapes.append(_value(data, lane, value, x))
    shapes += [
        Line(points=((x.at(0), top), (x.at(0), bottom)), colour=BASELINE, width=1)
        for top, bottom in _zero(rows, names, height)
    ]
    placed = moved(shapes, 0, keys.height)
    return Picture(shapes=(*keys.shapes, *placed), width=width, height=keys.height + height)


def _zero(rows: Sequence[Lane], names: RowNames, height: float) -> list[tuple[float, float]]:
    """The ends of the line at zero: one line, or a piece at each bar where names are between."""
    if not names.above:
        return [(0.0, height - 4)]
    return [(lane.top - 2, lane.top + lane.thick + 2) for lane in rows]


def _reach(rows: Sequence[Lane]) -> tuple[float, float]:
    """Return the range of all figures, zero included."""
    return min(lane.reach[0] for lane in rows), max(lane.reach[1] for lane in rows)


def name_texts(data: ChartData, rows: Sequence[Lane], names: RowNames) -> list[Shape]:
    """Return the categories' names: level with their lanes and right-aligned, or above them."""
    shapes: list[Shape] = []
    if names.place == "elsewhere":
        return shapes
    found: dict[str, list[Lane]] = {}
    for lane in rows:
        found.setdefault(lane.x, []).append(lane)
    for x, lines in zip(data.xs, names.lines, strict=True):
        mine = found[x]
        bold = bool(data.highlight) and x == data.highlight
        if names.above:
            middle = mine[0].top - 2 - len(lines) * LINE / 2
            shapes += lines_of_text(lines, 0, middle, bold=bold)
        else:
            middle = (mine[0].top + mine[-1].top + mine[-1].thick) / 2
            shapes += lines_of_text(lines, names.width - 8, middle, "right", bold=bold)
    return shapes


def _values(data: ChartData, rows: Sequence[Lane], t: Translator) -> list[str]:
    """Return the figure of each lane (a stack's total), a dash if there is none."""
    totals = [sum(end - start for _, start, end in lane.pieces) for lane in rows]
    digits = telling_digits(totals, t)
    written = (
        numbers(total, data.unit, t, short=True, digits=digits) if lane.pieces else GAP
        for total, lane in zip(totals, rows, strict=True)
    )
    return aligned(written, t)


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
