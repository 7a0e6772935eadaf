"""Scatter plots, naming the few points that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

from sitegen.charts.axes import (
    Colours,
    Picture,
    Scale,
    colours,
    grid,
    grid_labels,
    legend,
    tick_labels,
)
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.layout import LINE, every, shortened, text_width, ticks
from sitegen.charts.numbers import time_label
from sitegen.charts.palette import GRID, MUTED
from sitegen.charts.shapes import Dot, Label, Line, Shape, moved
from sitegen.i18n import Translator

_TOP = 30
_NAMED = 5
_RADIUS = 4.5
_NAMES = 0.4
_BESIDE = 28.0
Spot = tuple[float, float, float, float]


def scatter(data: ChartData, t: Translator, width: float, height: float) -> Picture:
    """Return a scatter plot with titles on both axes."""
    tones = colours(data)
    keys = legend(data, tones, width, t)
    xs, ys = (
        _steps([mark.at for mark in data.marks]),
        _steps([mark.y for mark in data.marks]),
    )
    y_labels = tick_labels(ys, data.unit, t)
    x_texts = tick_labels(xs, "", t)
    left = max(text_width(label) for label in y_labels) + 8
    bottom = _TOP + height
    y = Scale(low=ys[0], high=ys[-1], start=bottom, end=_TOP)
    x = Scale(low=xs[0], high=xs[-1], start=left, end=width - 14)
    shapes: list[Shape] = [
        *grid(y, ys, left, width),
        *grid_labels(y, ys, y_labels, left - 8),
    ]
    widths = [text_width(label) for label in x_texts]
    marks = [x.at(step) for step in xs]
    places = [min(at, width - own / 2) for at, own in zip(marks, widths, strict=True)]
    for i in every(places, widths):
        shapes.append(Line(points=((marks[i], _TOP), (marks[i], bottom)), colour=GRID, width=1))
        text = Label(x=places[i], y=bottom + 14, text=x_texts[i], colour=MUTED, align="center")
        shapes.append(text)
    shapes.append(Label(x=0, y=9, text=f"↑ {shortened(data.y_title, width - 20)}", colour=MUTED))
    title = f"{shortened(data.x_title, width - 20)} →"
    shapes.append(Label(x=width, y=bottom + 14 + LINE + 2, text=title, colour=MUTED, align="right"))
    shapes += _dots(data, tones, x, y)
    shapes += _names(data, t, x, y, width)
    placed = moved(shapes, 0, keys.height)
    return Picture(
        shapes=(*keys.shapes, *placed),
        width=width,
        height=keys.height + bottom + 2 * LINE + 12,
    )


def _steps(figures: Sequence[float]) -> tuple[float, ...]:
    low, high = min(figures), max(figures)
    return ticks(low, high, zero=low <= 0 or low <= high / 3)


def _dots(data: ChartData, tones: Colours, x: Scale, y: Scale) -> list[Shape]:
    shapes: list[Shape] = []
    for mark in data.marks:
        key = mark.series if data.series else mark.x if data.highlight else ""
        tone = tones.mark(key)
        radius = _RADIUS + (1.5 if data.highlight and key == data.highlight else 0)
        place = {"x": x.at(mark.at), "y": y.at(mark.y)}
        shapes.append(Dot(**place, radius=radius, colour=tone, opacity=0.8))
    return shapes


def _outstanding(data: ChartData) -> list[Mark]:
    """Return the highlight, the extremes of both axes and the points farthest from the mean."""
    marks = [mark for mark in data.marks if mark.x]
    if not marks:
        return []
    ats, ys = [mark.at for mark in marks], [mark.y for mark in marks]
    middle, wide = (fmean(ats), fmean(ys)), (pstdev(ats) or 1.0, pstdev(ys) or 1.0)

    def distance(mark: Mark) -> float:
        return abs(mark.at - middle[0]) / wide[0] + abs(mark.y - middle[1]) / wide[1]

    chosen = [mark for mark in marks if data.highlight and mark.x == data.highlight]
    chosen += [max(marks, key=lambda m: m.y), max(marks, key=lambda m: m.at)]
    chosen += [min(marks, key=lambda m: m.y), min(marks, key=lambda m: m.at)]
    chosen += sorted(marks, key=lambda m: -distance(m))[:_NAMED]
    return list(dict.fromkeys(chosen))[:_NAMED]


def _names(data: ChartData, t: Translator, x: Scale, y: Scale, width: float) -> list[Shape]:
    """Place names beside their points, clear of other names, of both axes and of most points."""
    dots = [(x.at(mark.at), y.at(mark.y)) for mark in data.marks]
    taken: list[Spot] = []
    shapes: list[Shape] = []
    for mark in _outstanding(data):
        bold = bool(data.highlight) and mark.x == data.highlight
        name = shortened(time_label(mark.x, t, short=True), width * _NAMES, bold=bold)
        wide = text_width(name, bold=bold)
        px, py = x.at(mark.at), y.at(mark.y)
        spots = [
            (px + 9, py - 9, wide, 18.0),
            (px - 9 - wide, py - 9, wide, 18.0),
            (px - wide / 2, py - 26, wide, 18.0),
            (px - wide / 2, py + 8, wide, 18.0),
        ]
        inside = [
            s
            for s in spots
            # Below the plot are the figures of the axis, above it is a title.
            if s[0] >= x.start and s[0] + s[2] <= width and _TOP <= s[1] + 9 <= y.start + 1
        ]
        free = [s for s in inside if not any(_meet(s, other) for other in taken)]
        clear = [s for s in free if not any(_covers(s, dot) for dot in dots)]
        own = (px, py)
        clear = [s for s in clear if not any(_beside(s, dot) for dot in dots if dot != own)]
        # The highlight is named wherever there is room, others only where they hide no point.
        if spots := clear or (free if bold else []):
            best = min(spots, key=lambda s: sum(_covers(s, dot) for dot in dots))
            taken.append(best)
            shapes.append(Label(x=best[0], y=best[1] + 9, text=name, bold=bold))
    return shapes


def _meet(a: Spot, b: Spot) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def _beside(spot: Spot, dot: tuple[float, float]) -> bool:
    """Whether a name would be read as that of a point in the same line."""
    x, y, wide, high = spot
    return y < dot[1] < y + high and x - _BESIDE < dot[0] < x + wide + _BESIDE


def _covers(spot: Spot, dot: tuple[float, float]) -> bool:
    x, y, wide, high = spot
    return x - 4 < dot[0] < x + wide + 4 and y - 2 < dot[1] < y + high + 2
