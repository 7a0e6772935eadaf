"""Changes from one period to another: two dots for each name, joined by a line."""

from __future__ import annotations

from msgspec.structs import replace

from sitegen.charts.axes import Picture, Scale
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.layout import text_width
from sitegen.charts.lying import lanes, name_texts, placed_names
from sitegen.charts.numbers import aligned, axis_label, numbers, telling_digits
from sitegen.charts.palette import GRID, INK, MUTED, QUIET, SERIES, SERIES_TEXT
from sitegen.charts.shapes import Dot, Label, Line, Shape, moved
from sitegen.i18n import Translator

_RADIUS = 5.0
_PAD = 9
_KEYS = 26


def changes(data: ChartData, t: Translator, width: float) -> Picture:
    """Return a row for each name; the earlier figure is grey, the later one coloured.

    Both are written on the outer sides of their dots. The scale need not begin at zero.
    """
    names = placed_names(data, t, width)
    # One lane for both figures of a name.
    rows, height = lanes(replace(data, series=()), names)
    figures = [mark.y for mark in data.marks]
    digits = telling_digits(figures, t)
    written = (numbers(y, data.unit, t, short=True, digits=digits) for y in figures)
    texts = dict(zip(data.marks, aligned(written, t), strict=True))
    room = max(text_width(text, bold=True) for text in texts.values()) + _PAD + 2
    x = Scale(low=min(figures), high=max(figures), start=names.width + room, end=width - room)
    cells = {(mark.x, mark.series): mark for mark in data.marks}
    shapes = name_texts(data, rows, names)
    for lane in rows:
        ends = [cells.get((lane.x, name)) for name in data.series]
        back = bool(data.highlight) and lane.x != data.highlight
        if not any(ends):
            continue
        row = _row(ends, texts, x, lane.middle, QUIET if back else SERIES[0])
        shapes += [*_rail(row, names.width, lane.middle), *row]
    placed = moved(shapes, 0, _KEYS)
    keys = _keys(data, t)
    return Picture(shapes=(*keys, *placed), width=width, height=height + _KEYS)


def _rail(row: list[Shape], left: float, y: float) -> list[Shape]:
    """The hairline from a name to its first figure."""
    first = min(
        (s.x - (text_width(s.text, bold=s.bold) if s.align == "right" else _PAD * 2))
        for s in row
        if isinstance(s, Label)
    )
    if first - 6 <= left:
        return []
    return [Line(points=((left, y), (first - 6, y)), colour=GRID, width=1)]


def _row(
    ends: list[Mark | None], texts: dict[Mark, str], x: Scale, y: float, colour: str
) -> list[Shape]:
    """The dots of one name with their figures; a period without a figure has none."""
    found = [mark for mark in ends if mark]
    shapes: list[Shape] = []
    if len(found) > 1:
        points = tuple((x.at(mark.y), y) for mark in found)
        shapes.append(Line(points=points, colour=colour, width=3))
    middle = sum(mark.y for mark in found) / len(found) if found else 0.0
    for mark in found:
        later = mark is ends[-1]
        shapes.append(Dot(x=x.at(mark.y), y=y, radius=_RADIUS, colour=colour if later else QUIET))
        right = mark.y > middle or (mark.y == middle and later)
        shapes.append(
            Label(
                x=x.at(mark.y) + (_PAD if right else -_PAD),
                y=y,
                text=texts[mark],
                align="left" if right else "right",
                bold=later,
                colour=INK if later else MUTED,
            )
        )
    return shapes


def _keys(data: ChartData, t: Translator) -> list[Shape]:
    shapes: list[Shape] = []
    left = _RADIUS
    for name, colour, text in zip(
        data.series, (QUIET, SERIES[0]), (MUTED, SERIES_TEXT[0]), strict=True
    ):
        label = axis_label(name, data.series_kind, t)
        shapes.append(Dot(x=left, y=10, radius=_RADIUS, colour=colour))
        shapes.append(Label(x=left + _PAD, y=10, text=label, colour=text, bold=True))
        left += _PAD + text_width(label, bold=True) + 20
    return shapes
