"""A single figure, which is written instead of drawn."""

from __future__ import annotations

from sitegen.charts.axes import Picture
from sitegen.charts.data import ChartData
from sitegen.charts.layout import LINE, shortened, text_width, wrapped
from sitegen.charts.numbers import axis_label, numbers, telling_digits, with_unit
from sitegen.charts.palette import MUTED, SERIES_TEXT
from sitegen.charts.shapes import Label, Shape, lines_of_text
from sitegen.i18n import Translator

_SIZE = 40
_LEAST = 22
_LINES = 3


def is_single(data: ChartData) -> bool:
    """Return whether the chart has one figure and no place for another."""
    places = max(1, len(data.xs)) * max(1, len(data.series))
    return len(data.marks) == places == 1 and data.kind not in ("sebar", "target")


def single(data: ChartData, t: Translator, width: float) -> Picture:
    """Return the figure in large type with its unit, and below it what it stands for."""
    mark = data.marks[0]
    digits = telling_digits([mark.y], t)
    text = with_unit(mark.y, data.unit, t, digits=digits)
    if text_width(text, size=_LEAST, bold=True) > width:
        text = numbers(mark.y, data.unit, t, short=True, digits=digits)
    size = _SIZE
    while size > _LEAST and text_width(text, size=size, bold=True) > width:
        size -= 2
    figure = shortened(text, width, size=size, bold=True)
    shapes: list[Shape] = [
        Label(x=0, y=4 + size / 2, text=figure, size=size, bold=True, colour=SERIES_TEXT[0])
    ]
    kinds = ((mark.x, data.x_kind), (mark.series, data.series_kind))
    names = [axis_label(label, kind, t) for label, kind in kinds if label]
    lines = wrapped(", ".join((data.y_title, *names)), width, _LINES)
    middle = size + 14 + len(lines) * LINE / 2
    shapes += lines_of_text(lines, 0, middle, colour=MUTED)
    return Picture(shapes=tuple(shapes), width=width, height=size + 18 + len(lines) * LINE)
