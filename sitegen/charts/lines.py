"""Lines and areas, with their names at the ends of the lines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.axes import (
    Colours,
    Fellow,
    Picture,
    Scale,
    colours,
    grid,
    grid_labels,
    outermost,
    tick_labels,
    x_axis,
    x_labels,
    x_title,
)
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.layout import (
    LINE,
    spread,
    text_width,
    ticks,
    told_apart,
    wants_zero,
)
from sitegen.charts.numbers import WHOLE, aligned, axis_label, is_whole, numbers, telling_digits
from sitegen.charts.order import moment
from sitegen.charts.palette import INK
from sitegen.charts.shapes import Band, Dot, Label, Line, Shape
from sitegen.i18n import Translator

_DOTS_UP_TO = 12
_TOP = 10
# The part of the width that names at the ends of lines may take, that one long word may, and the
# lines of a name.
_NAMES, _WORD = 0.27, 0.38
_NAME_LINES = 3
_LABEL_WIDTH = 84
_VALUES_UP_TO = 4
_QUIET_NAMES_UP_TO = 4


class _End(Struct, frozen=True, kw_only=True):
    """A label at the end of a line: the series' name, then its last figure."""

    series: str
    y: float
    name: tuple[str, ...]
    value: str

    @property
    def rows(self) -> int:
        return len(self.name) + bool(self.value)


def lines(
    data: ChartData,
    t: Translator,
    width: float,
    height: float,
    fellow: Fellow | None = None,
) -> Picture:
    """Return a line or area chart; a panel shares the scale of the others.

    Areas always start at zero, lines if that costs at most half the height.
    """
    tones = colours(data)
    bands = _stack(data) if data.kind == "area" and data.series else {}
    steps = fellow.steps if fellow else y_ticks(data)
    labels = tick_labels(steps, data.unit, t)
    left = max(text_width(label) for label in labels) + 8 if not fellow or fellow.first else 0.0
    ends = [] if fellow else _ends(data, bands, t, width)
    right = width - (_gutter(ends) + 12 if ends else 6)
    # The names beside the lines need as much height as they have lines.
    height = max(height, sum(_tall(end) for end in ends))
    y = Scale(low=steps[0], high=steps[-1], start=_TOP + height, end=_TOP)
    span = data.positions
    inset = 6 if data.kind == "garis" else 0
    x = Scale(low=span[0], high=span[-1], start=left + inset, end=right - inset)
    shapes = grid(y, steps, left, right)
    if left:
        shapes += grid_labels(y, steps, labels, left - 8)
    shapes += _bands(data, bands, tones, x, y) if bands else _strokes(data, tones, x, y)
    shapes += _end_labels(ends, tones, y, right + 8)
    places = [x.at(p) for p in data.positions]
    # Names that do not fit side by side are omitted rather than cut.
    room = max((right - left) / max(1, len(places)) - 8, _LABEL_WIDTH)
    below, depth = x_axis(
        x_labels(data, t, room), places, _TOP + height, (0, width), figures=data.x_kind == "angka"
    )
    deep = _TOP + height + depth
    title = [] if fellow else x_title(data, deep + LINE / 2 + 4, width)
    full = deep + 6 + (LINE if title else 0)
    return Picture(shapes=(*shapes, *below, *title), width=width, height=full)


def _tall(end: _End) -> float:
    return end.rows * LINE + 4.0


def _gutter(ends: Sequence[_End]) -> float:
    names = [text_width(line, bold=True) for end in ends for line in end.name]
    values = [text_width(end.value, bold=not end.name) for end in ends]
    return max((*names, *values))


def y_ticks(data: ChartData, about: int = 4) -> tuple[float, ...]:
    """Return the ticks of the y axis."""
    figures = [mark.y for mark in data.marks]
    if data.kind == "area" and data.series:
        figures = [upper for points in _stack(data).values() for _, upper, _ in points]
    if data.kind == "area" and is_whole(figures, data.unit):
        return WHOLE
    zero = data.kind == "area" or wants_zero(figures)
    units = all(figure.is_integer() for figure in figures)
    return ticks(min(figures), max(figures), zero=zero, about=about, units=units)


def _runs(data: ChartData, series: str) -> list[list[Mark]]:
    """Cut a series where the axis has no figure for it, and where it begins anew: gaps stay open."""
    found = {mark.x: mark for mark in data.marks if mark.series == series}
    anew = _begins_anew(data)
    runs: list[list[Mark]] = [[]]
    for x in data.xs:
        if runs[-1] and (x not in found or x in anew):
            runs.append([])
        if x in found:
            runs[-1].append(found[x])
    return [run for run in runs if run]


def _begins_anew(data: ChartData) -> frozenset[str]:
    """The first moments after each break, whose figures cannot be compared with those before."""
    places = {x: moment(x, data.x_kind)[0] for x in data.xs} if data.is_time else {}
    later = ([x for x in places if places[x] >= moment(b, data.x_kind)[0]] for b in data.breaks)
    return frozenset(xs[0] for xs in later if xs)


def _strokes(data: ChartData, tones: Colours, x: Scale, y: Scale) -> list[Shape]:
    shapes: list[Shape] = []
    # Coloured lines are painted last, so that grey ones never cover them.
    names = sorted(data.series or ("",), key=lambda name: name in tones.marks)
    for name in names:
        front = name in tones.marks
        thick = 3.0 if data.highlight and front else 2.5 if front else 1.5
        runs = _runs(data, name)
        for run in runs:
            points = tuple((x.at(mark.at), y.at(mark.y)) for mark in run)
            if data.kind == "area":
                edges = tuple((px, py, y.at(0)) for px, py in points)
                shapes.append(Band(points=edges, colour=tones.mark(name), opacity=0.22))
            if len(points) > 1:
                shapes.append(Line(points=points, colour=tones.mark(name), width=thick))
        marks = [mark for run in runs for mark in run]
        shown = marks if len(data.xs) <= _DOTS_UP_TO else marks[-1:]
        shown = shown if front else []
        lonely = [run[0] for run in runs if len(run) == 1]
        dots = dict.fromkeys((*shown, *lonely))
        shapes += [_dot(mark, x, y, tones.mark(name), mark is marks[-1]) for mark in dots]
    return shapes


def _dot(mark: Mark, x: Scale, y: Scale, colour: str, last: bool) -> Dot:
    return Dot(x=x.at(mark.at), y=y.at(mark.y), radius=4.5 if last else 3.2, colour=colour)


def _stack(data: ChartData) -> dict[str, list[tuple[Mark, float, float]]]:
    """Return (mark, upper, lower) of each series; an x without some series is a gap."""
    cells = {(mark.x, mark.series): mark for mark in data.marks}
    stack: dict[str, list[tuple[Mark, float, float]]] = {name: [] for name in data.series}
    for place in data.xs:
        column = [cells.get((place, name)) for name in data.series]
        total = 0.0
        if any(mark is None for mark in column):
            continue
        for name, mark in zip(data.series, column, strict=True):
            if mark is not None:
                stack[name].append((mark, total + mark.y, total))
                total += mark.y
    # If every x lacks some series there is nothing to stack; overlay them instead.
    if not any(stack.values()):
        return {n: [(m, m.y, 0.0) for m in data.marks if m.series == n] for n in data.series}
    return {name: points for name, points in stack.items() if points}


def _bands(
    data: ChartData,
    bands: dict[str, list[tuple[Mark, float, float]]],
    tones: Colours,
    x: Scale,
    y: Scale,
) -> list[Shape]:
    order = {label: i for i, label in enumerate(data.xs)}
    anew = _begins_anew(data)
    shapes: list[Shape] = []
    for name, points in bands.items():
        run: list[tuple[float, float, float]] = []
        before = -1
        for mark, upper, lower in points:
            if run and (order[mark.x] != before + 1 or mark.x in anew):
                shapes.append(Band(points=tuple(run), colour=tones.mark(name)))
                run = []
            before = order[mark.x]
            # A hairline gap between two areas keeps them apart in grey print.
            run.append((x.at(mark.at), y.at(upper), y.at(lower) - (1.0 if lower else 0.0)))
        shapes.append(Band(points=tuple(run), colour=tones.mark(name)))
    return shapes


def _ends(
    data: ChartData,
    bands: dict[str, list[tuple[Mark, float, float]]],
    t: Translator,
    width: float,
) -> list[_End]:
    """The labels at the ends of the lines; of many grey ones the highest and the lowest only."""
    tones = colours(data)
    last = {mark.series: mark for mark in data.marks}
    grey = [n for n in data.series if n not in tones.marks and n in last]
    if len(grey) > _QUIET_NAMES_UP_TO:
        grey = list(outermost(data, grey)) if data.highlight else []
    names = [n for n in data.series if n in last and (n in tones.marks or n in grey)]
    digits = telling_digits([m.y for m in data.marks if not names or m.series in names], t)
    labels = [axis_label(name, data.series_kind, t) for name in names]
    words = [text_width(word, bold=True) for label in labels for word in label.split()]
    room = max(width * _NAMES, min(max(words, default=0.0), width * _WORD))
    lines = told_apart(labels, room, _NAME_LINES, bold=True) if names else [()]
    ended = [name for name in names or [""] if name in last]
    written = (numbers(last[n].y, data.unit, t, short=True, digits=digits) for n in ended)
    values = dict(zip(ended, aligned(written, t), strict=True))
    found = []
    for name, label in zip(names or [""], lines, strict=True):
        if name not in last:
            continue
        mark = last[name]
        value = values[name] if len(names) <= _VALUES_UP_TO else ""
        place = mark.y
        if name in bands:
            _, upper, lower = bands[name][-1]
            place = (upper + lower) / 2
        found.append(_End(series=name, y=place, name=label, value=value))
    return found


def _end_labels(ends: Sequence[_End], tones: Colours, y: Scale, left: float) -> list[Shape]:
    """Place the labels beside the ends of the lines, without overlap."""
    if not ends:
        return []
    heights = [_tall(end) for end in ends]
    middles = spread([y.at(end.y) for end in ends], heights, -2, y.start + 4)
    shapes: list[Shape] = []
    for end, middle in zip(ends, middles, strict=True):
        top = middle - (end.rows - 1) * LINE / 2
        for row, line in enumerate(end.name):
            colour = tones.text(end.series)
            shapes.append(Label(x=left, y=top + row * LINE, text=line, colour=colour, bold=True))
        if end.value:
            place = top + len(end.name) * LINE
            bold = not end.name
            shapes.append(Label(x=left, y=place, text=end.value, colour=INK, bold=bold))
    return shapes
