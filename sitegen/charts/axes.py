"""Scales, grids, axis labels, legends and colours: what all kinds of chart share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, every, fit, shortened, text_width, wrapped
from sitegen.charts.numbers import axis_label, axis_lines, numbers
from sitegen.charts.palette import (
    BASELINE,
    GRID,
    MUTED,
    QUIET,
    SERIES,
    SERIES_TEXT,
)
from sitegen.charts.shapes import Box, Label, Line, Shape
from sitegen.i18n import N_, Translator

_FIGURE = re.compile(r"(\D*)([\d.,]+)(%?)")
_KEY = 12
_LONG_LABELS = 3
_SHORT = 8
_DATED = 2
_MONTHS = 12
_ROUND = (1, 2, 5, 10, 20, 25, 50, 100)
_PAIR = 2


class Scale(Struct, frozen=True, kw_only=True):
    """Maps figures from `low` to `high` onto pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a figure; the middle if the range is empty."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


class Picture(Struct, frozen=True, kw_only=True):
    """Shapes and their overall size in pixels."""

    shapes: tuple[Shape, ...]
    width: float
    height: float


class Fellow(Struct, frozen=True, kw_only=True):
    """What panels share: the ticks of the figures' axis, written only beside the first."""

    steps: tuple[float, ...]
    first: bool


class Colours(Struct, frozen=True, kw_only=True):
    """Colour of each series or bar, as a mark and as text; those in the background are grey."""

    marks: dict[str, str]
    texts: dict[str, str]

    def mark(self, name: str) -> str:
        """Return the colour of a series' marks."""
        return self.marks.get(name, QUIET)

    def text(self, name: str) -> str:
        """Return the colour of a series' name."""
        return self.texts.get(name, MUTED)


def colours(data: ChartData) -> Colours:
    """Return the colours: of only the highlight, or of the six largest series; of more lines, of the
    highest and the lowest at the end.
    """
    if data.highlight:
        return Colours(marks={data.highlight: SERIES[0]}, texts={data.highlight: SERIES_TEXT[0]})
    names = list(data.series) or [""]
    if len(names) > len(SERIES) and data.kind == "garis":
        names = list(dict.fromkeys(outermost(data, names)))
    elif len(names) > len(SERIES):
        totals = {n: sum(abs(m.y) for m in data.marks if m.series == n) for n in names}
        largest = set(sorted(names, key=lambda n: -totals[n])[: len(SERIES)])
        names = [n for n in names if n in largest]
    return Colours(
        marks=dict(zip(names, SERIES, strict=False)),
        texts=dict(zip(names, SERIES_TEXT, strict=False)),
    )


def outermost(data: ChartData, names: Sequence[str]) -> tuple[str, str]:
    """Return the series of these that end highest and lowest, of those that reach the end."""
    last = {mark.series: mark for mark in data.marks if mark.series in set(names)}
    latest = max(mark.at for mark in last.values())
    reaching = [mark for mark in last.values() if mark.at == latest]
    highest = max(reaching, key=lambda mark: mark.y)
    return highest.series, min(reaching, key=lambda mark: mark.y).series


def tick_labels(steps: Sequence[float], unit: str, t: Translator) -> tuple[str, ...]:
    """Return the ticks' figures with as many decimals as needed, at most four."""
    labels: tuple[str, ...] = ()
    exact = tuple(numbers(s, unit, t, short=True, digits=4) for s in steps)
    for digits in (1, 2, 3, 4):
        labels = tuple(numbers(s, unit, t, short=True, digits=digits) for s in steps)
        if labels == exact:
            break
    return _aligned(labels, t)


def _aligned(labels: Sequence[str], t: Translator) -> tuple[str, ...]:
    """The figures with the same number of decimals: `3,20` beside `3,22`; 0 and millions stay."""
    point = "," if t.lang == "id" else "."
    parts = [part for part in map(_FIGURE.fullmatch, labels) if part]
    most = max((len(part[2].partition(point)[2]) for part in parts), default=0)
    if not most or len(parts) < len(labels):
        return tuple(labels)
    aligned = []
    for part in parts:
        whole, _, rest = part[2].partition(point)
        figure = part[2] if whole == "0" and not rest else f"{whole}{point}{rest:0<{most}}"
        aligned.append(f"{part[1]}{figure}{part[3]}")
    return tuple(aligned)


def grid(scale: Scale, steps: Sequence[float], left: float, right: float) -> list[Shape]:
    """Return hairlines across the plot; the one at zero is the baseline."""
    return [
        Line(
            points=((left, scale.at(s)), (right, scale.at(s))),
            colour=BASELINE if s == 0 else GRID,
            width=1,
        )
        for s in steps
    ]


def grid_labels(
    scale: Scale, steps: Sequence[float], labels: Sequence[str], right: float
) -> list[Shape]:
    """Return the ticks' figures, right-aligned at `right`."""
    return [
        Label(x=right, y=scale.at(s), text=label, colour=MUTED, align="right")
        for s, label in zip(steps, labels, strict=True)
    ]


def x_labels(data: ChartData, t: Translator, room: float) -> list[tuple[str, ...]]:
    """Return the lines of each label of the x axis; `room` is the width available to a name."""
    if data.by_figure or data.x_kind in ("kategori", "urutan"):
        names = [axis_label(x, data.x_kind, t) for x in data.xs]
        # Short groups (`5-9`) are omitted rather than cut.
        if data.x_kind != "kategori" and all(len(name) <= _SHORT for name in names):
            return [(name,) for name in names]
        return [wrapped(name, max(room, 40), _LONG_LABELS) for name in names]
    return [axis_lines(x, data.x_kind, t) for x in data.xs]


def x_axis(
    labels: Sequence[tuple[str, ...]],
    places: Sequence[float],
    y: float,
    bounds: tuple[float, float],
    *,
    figures: bool = False,
) -> tuple[list[Shape], float]:
    """Return the labels that fit below the plot, and their height in pixels.

    Of `figures` those that are round are shown. A second line (the year) is only written if it differs from the previous one.
    """
    widths = [max((text_width(line) for line in lines), default=0.0) for lines in labels]
    within = [
        min(max(place, bounds[0] + wide / 2), bounds[1] - wide / 2)
        for place, wide in zip(places, widths, strict=True)
    ]
    shapes: list[Shape] = []
    before = ""
    height = 0
    for i in _shown(labels, within, widths, figures):
        lines = list(labels[i])
        if len(lines) == _DATED and lines[1].isdigit():
            before, lines = lines[1], lines if lines[1] != before else lines[:1]
        x = within[i]
        for row, line in enumerate(lines):
            shapes.append(
                Label(x=x, y=y + 14 + row * LINE, text=line, colour=MUTED, align="center")
            )
        height = max(height, 14 + len(lines) * LINE - LINE // 2)
    return shapes, height


def _shown(
    labels: Sequence[tuple[str, ...]],
    places: Sequence[float],
    widths: Sequence[float],
    figures: bool,
) -> tuple[int, ...]:
    """The indices of the labels that are shown."""
    if figures and all(len(lines) == 1 and lines[0].isdecimal() for lines in labels):
        for step in _ROUND:
            shown = [i for i, lines in enumerate(labels) if int(lines[0]) % step == 0]
            if len(shown) >= _PAIR and fit(shown, places, widths):
                return tuple(shown)
    dated = [lines[0] for lines in labels if len(lines) == _DATED and lines[1].isdigit()]
    parts = len(set(dated))
    return every(places, widths, parts=parts if 0 < parts <= _MONTHS else 1)


def x_title(data: ChartData, y: float, width: float) -> list[Shape]:
    """Return the title of an axis of plain figures, which do not say what they count."""
    if data.x_kind != "angka" or data.by_figure:
        return []
    text = f"{shortened(data.x_title, width - 20)} →"
    return [Label(x=width, y=y, text=text, colour=MUTED, align="right")]


def legend(data: ChartData, tones: Colours, width: float, t: Translator) -> Picture:
    """Return the keys, in as many rows as needed; a highlight and all others make two keys."""
    names = [] if len(data.series) == 1 else list(data.series)
    keys = [(axis_label(name, data.series_kind, t), tones.mark(name)) for name in names]
    if data.highlight in names and len(names) > _PAIR:
        others = t.gettext(N_("{count} others")).format(count=len(names) - 1)
        name = axis_label(data.highlight, data.series_kind, t)
        keys = [(name, tones.mark(data.highlight)), (others, QUIET)]
    elif grey := [name for name in names if name not in tones.marks]:
        others = t.gettext(N_("{count} others")).format(count=len(grey))
        keys = [key for name, key in zip(names, keys, strict=True) if name in tones.marks]
        keys.append((others, QUIET))
    shapes: list[Shape] = []
    x, y = 0.0, 10.0
    for name, colour in keys:
        label = shortened(name, width - 20)
        step = _KEY + 6 + text_width(label)
        if x and x + step > width:
            x, y = 0.0, y + LINE + 2
        shapes.append(Box(x=x, y=y - _KEY / 2, width=_KEY, height=_KEY, colour=colour))
        shapes.append(Label(x=x + _KEY + 6, y=y, text=label))
        x += step + 16
    return Picture(shapes=tuple(shapes), width=width, height=y + 16 if keys else 0)
