"""Heat maps: cells in a single hue, with their figures where they fit."""

from __future__ import annotations

from sitegen.charts.axes import Picture
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, every, text_width, told_apart, wrapped
from sitegen.charts.numbers import GAP, aligned, axis_label, numbers
from sitegen.charts.palette import MUTED, RAMP, cell_colours
from sitegen.charts.shapes import Box, Label, Shape, lines_of_text, moved
from sitegen.i18n import Translator

_NAMES = 0.32
_LABEL_WIDTH = 72
_SHORT = 40
_NAME_LINES = 2
_TALL_ROW = 36.0
_ROW = 30.0
_LOW_ROW = 22.0
_PRINTED_UP_TO = 60
_TOP = 22
_KEY_WIDTH = 200


def heat_map(data: ChartData, t: Translator, width: float) -> Picture:
    """Return a heat map, first row on top, with a key if the cells show no figures."""
    rows = [axis_label(s, data.series_kind, t) for s in data.series]
    names = told_apart(rows, width * _NAMES, _NAME_LINES)
    left = max(text_width(line) for name in names for line in name) + 8
    wide = (width - left) / max(1, len(data.xs))
    texts = _texts(data, t, wide)
    tall = max(map(len, names)) > 1
    row = (_TALL_ROW if tall else _ROW) if texts or tall else _LOW_ROW
    labels = [axis_label(x, data.x_kind, t, short=True) for x in data.xs]
    shown = [wrapped(label, max(wide - 4, _LABEL_WIDTH), 1)[0] if label else "" for label in labels]
    widths = [text_width(label) for label in shown]
    middles = (left + (i + 0.5) * wide for i in range(len(labels)))
    places = [
        min(max(middle, own / 2), width - own / 2)
        for middle, own in zip(middles, widths, strict=True)
    ]
    # Three-letter months may be close together; longer names would run into each other.
    room = 4 if max(widths, default=0) < _SHORT else 10
    shapes: list[Shape] = [
        Label(x=places[i], y=10, text=shown[i], colour=MUTED, align="center")
        for i in every(places, widths, room)
    ]
    for index, name in enumerate(names):
        shapes += lines_of_text(name, left - 8, _TOP + (index + 0.5) * row, "right")
    shapes += _cells(data, texts, (left, wide, row))
    height = _TOP + len(names) * row + 6
    if texts:
        return Picture(shapes=tuple(shapes), width=width, height=height)
    key = _key(data, t)
    placed = moved(shapes, 0, key.height)
    return Picture(shapes=(*key.shapes, *placed), width=width, height=height + key.height)


def _texts(data: ChartData, t: Translator, wide: float) -> dict[tuple[str, str], str]:
    """Return the figures of the cells if they are few enough and all fit, else nothing."""
    if len(data.xs) * len(data.series) > _PRINTED_UP_TO:
        return {}
    written = aligned((numbers(mark.y, data.unit, t, short=True) for mark in data.marks), t)
    texts = {(mark.x, mark.series): text for mark, text in zip(data.marks, written, strict=True)}
    return texts if all(text_width(text) + 6 <= wide for text in texts.values()) else {}


def _cells(
    data: ChartData,
    texts: dict[tuple[str, str], str],
    frame: tuple[float, float, float],
) -> list[Shape]:
    left, wide, row = frame
    figures = data.cells()
    low, high = min(figures.values()), max(figures.values())
    shapes: list[Shape] = []
    for j, name in enumerate(data.series):
        for i, x in enumerate(data.xs):
            x_middle, y_middle = left + (i + 0.5) * wide, _TOP + (j + 0.5) * row
            value = figures.get((x, name))
            if value is None:
                shapes.append(Label(x=x_middle, y=y_middle, text=GAP, colour=MUTED, align="center"))
                continue
            fill, ink = cell_colours((value - low) / (high - low) if high > low else 0.5)
            shapes.append(
                Box(
                    x=left + i * wide,
                    y=_TOP + j * row,
                    width=wide - 1.5,
                    height=row - 1.5,
                    colour=fill,
                )
            )
            if texts:
                text = texts[x, name]
                shapes.append(Label(x=x_middle, y=y_middle, text=text, colour=ink, align="center"))
    return shapes


def _key(data: ChartData, t: Translator) -> Picture:
    figures = [mark.y for mark in data.marks]
    low = numbers(min(figures), data.unit, t, short=True)
    high = numbers(max(figures), data.unit, t, short=True)
    start = text_width(low) + 8
    step = _KEY_WIDTH / len(RAMP)
    boxes = [
        Box(x=start + i * step, y=4, width=step, height=12, colour=colour)
        for i, colour in enumerate(RAMP)
    ]
    texts = [Label(x=0, y=10, text=low), Label(x=start + _KEY_WIDTH + 8, y=10, text=high)]
    return Picture(shapes=(*boxes, *texts), width=_KEY_WIDTH, height=LINE + 12)
