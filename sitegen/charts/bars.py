"""Vertical bars: single, grouped and stacked."""

from __future__ import annotations

from sitegen.charts.axes import (
    Colours,
    Fellow,
    Picture,
    Scale,
    colours,
    grid,
    grid_labels,
    legend,
    tick_labels,
    x_axis,
    x_labels,
    x_title,
)
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, text_width, ticks
from sitegen.charts.numbers import WHOLE, aligned, axis_label, is_whole, numbers, telling_digits
from sitegen.charts.shapes import Box, Label, Shape, moved
from sitegen.i18n import Translator

_TOP = 12
_WIDEST_BAR = 64
_GAP = 0.28
_NARROW = 4
_THIN = 2


def stacks(data: ChartData) -> list[tuple[str, str, float, float]]:
    """Return (x, series, from, to) of each bar; negative figures stack below zero."""
    if not data.stacked:
        return [(mark.x, mark.series, 0.0, mark.y) for mark in data.marks]
    cells = data.cells()
    result = []
    for x in data.xs:
        above = below = 0.0
        for name in data.series:
            y = cells.get((x, name))
            if y is None:
                continue
            start = above if y >= 0 else below
            result.append((x, name, start, start + y))
            above, below = (start + y, below) if y >= 0 else (above, start + y)
    return result


def bar_ticks(data: ChartData, about: int = 4) -> tuple[float, ...]:
    """Return the ticks of the figures' axis, always including zero."""
    ends = [end for _, _, _, end in stacks(data)]
    if is_whole(ends, data.unit):
        return WHOLE
    units = all(end.is_integer() for end in ends)
    return ticks(min(ends), max(ends), zero=True, about=about, units=units)


def reads_better_lying(data: ChartData, t: Translator, width: float) -> bool:
    """Return whether names are too long to fit below vertical bars in this width."""
    if data.x_kind != "kategori":
        return False
    room = (width - 50) / max(1, len(data.xs)) - 8
    names = [axis_label(x, data.x_kind, t) for x in data.xs]
    longest = max(text_width(word) for name in names for word in name.split() or [""])
    return longest > room or any(text_width(name) > 2.6 * room for name in names)


def bars(
    data: ChartData,
    t: Translator,
    width: float,
    height: float,
    fellow: Fellow | None = None,
) -> Picture:
    """Return a bar chart; a panel shares the scale of the others.

    A few bars show their figures and need no grid.
    """
    tones = colours(data)
    keys = legend(data, tones, width, t)
    steps = fellow.steps if fellow else bar_ticks(data)
    figures = {} if fellow else _figures(data, t, width)
    labels = tick_labels(steps, data.unit, t)
    silent = figures or (fellow and not fellow.first)
    left = 0.0 if silent else max(text_width(label) for label in labels) + 8
    if figures:
        ends = [mark.y for mark in data.marks]
        low, high = min([0.0, *ends]), max([0.0, *ends])
    else:
        low, high = steps[0], steps[-1]
    bottom = _TOP + height
    y = Scale(low=low, high=high or 1.0, start=bottom, end=_TOP + (10 if figures else 0))
    slot = (width - left) / max(1, len(data.xs))
    shapes = [*grid(y, [0.0] if figures else steps, left, width)]
    if left:
        shapes += grid_labels(y, steps, labels, left - 8)
    shapes += _boxes(data, tones, y, left, slot)
    for mark in data.marks if figures else ():
        middle = left + (data.xs.index(mark.x) + 0.5) * slot
        place = y.at(mark.y) + (12 if mark.y < 0 else -11)
        bold = bool(data.highlight) and mark.x == data.highlight
        shapes.append(Label(x=middle, y=place, text=figures[mark.x], align="center", bold=bold))
    places = [left + (i + 0.5) * slot for i in range(len(data.xs))]
    deep = bottom + (16 if figures and low < 0 else 0)
    below, depth = x_axis(x_labels(data, t, slot - 8), places, deep, (0, width))
    title = [] if fellow else x_title(data, deep + depth + LINE / 2 + 4, width)
    placed = moved([*shapes, *below, *title], 0, keys.height)
    full = keys.height + deep + depth + 6 + (LINE if title else 0)
    return Picture(shapes=(*keys.shapes, *placed), width=width, height=full)


def _figures(data: ChartData, t: Translator, width: float) -> dict[str, str]:
    """Return the figures on the bars if all of them fit, else nothing."""
    if data.series:
        return {}
    digits = telling_digits([mark.y for mark in data.marks], t)
    written = (numbers(m.y, data.unit, t, short=True, digits=digits) for m in data.marks)
    texts = dict(zip((m.x for m in data.marks), aligned(written, t), strict=True))
    slot = width / max(1, len(data.xs))
    return texts if all(text_width(text) + 6 <= slot for text in texts.values()) else {}


def _boxes(data: ChartData, tones: Colours, y: Scale, left: float, slot: float) -> list[Shape]:
    index = {x: i for i, x in enumerate(data.xs)}
    grouped = bool(data.series) and not data.stacked
    count = len(data.series) if grouped else 1
    gap = 1.0 if count > 1 and slot / count > _NARROW else 0.0
    wide = min(slot * (1 - _GAP), _WIDEST_BAR * count)
    shapes: list[Shape] = []
    for x, name, start, end in stacks(data):
        place = left + index[x] * slot + (slot - wide) / 2
        if grouped:
            place += data.series.index(name) * wide / count
        top, low = min(y.at(start), y.at(end)), max(y.at(start), y.at(end))
        # A hairline gap between stacked pieces keeps them apart in grey print.
        if data.stacked and start and low - top > _THIN:
            low -= 1
        tone = tones.mark(name if data.series else x if data.highlight else "")
        shapes.append(
            Box(
                x=place,
                y=top,
                width=max(wide / count - gap, 0.5),
                height=low - top,
                colour=tone,
            )
        )
    return shapes
