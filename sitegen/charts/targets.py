"""Realisation against target: a bar, a tick at the target, the share in figures."""

from __future__ import annotations

from sitegen.charts.axes import Picture, Scale
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.layout import LINE, shortened, text_width
from sitegen.charts.lying import Lane, lanes, name_column, name_texts
from sitegen.charts.numbers import numbers, share
from sitegen.charts.palette import BASELINE, INK, MUTED, QUIET, SERIES
from sitegen.charts.shapes import Box, Label, Line, Shape, moved
from sitegen.i18n import N_, Translator

_MIXED = 50
_KEYS = 28
_FURTHEST = 1.5


def targets(data: ChartData, t: Translator, width: float) -> Picture:
    """Return a horizontal bar for each realisation, with its target as a vertical tick.

    If targets differ by a factor of more than fifty they measure different things, so the bars
    show shares of the target.
    """
    names, left = name_column(data, t)
    # A second line gives the figures, so each row needs room for two.
    roomy = [name if len(name) > 1 else (*name, "") for name in names]
    rows, height = lanes(data, roomy)
    marks = {mark.x: mark for mark in data.marks}
    mixed = _mixed(data)
    ends = [_place(mark, mark.y, mixed) for mark in data.marks]
    aims = [_place(mark, mark.target, mixed) for mark in data.marks if mark.target]
    labels = {x: _labels(mark, data, t) for x, mark in marks.items()}
    gutter = max(
        text_width(line, bold=i == 0) for two in labels.values() for i, line in enumerate(two)
    )
    high = max([0.0, *ends, *aims]) or 1.0
    x = Scale(low=min([0.0, *ends]), high=high, start=left, end=width - gutter - 12)
    shapes: list[Shape] = name_texts(data, rows, names, left - 8)
    for lane in rows:
        mark = marks.get(lane.x)
        if mark is not None:
            shapes += _row(data, lane, mark, x, mixed)
            shapes += _figures(lane, labels[lane.x], width - gutter)
    shapes.append(Line(points=((x.at(0), 0), (x.at(0), height - 4)), colour=BASELINE, width=1))
    keys = _keys(data, t, width)
    return Picture(shapes=(*keys, *moved(shapes, 0, _KEYS)), width=width, height=height + _KEYS)


def _mixed(data: ChartData) -> bool:
    aims = [abs(mark.target) for mark in data.marks if mark.target]
    return len(aims) > 1 and max(aims) > _MIXED * min(aims)


def _place(mark: Mark, value: float | None, mixed: bool) -> float:
    """Return a figure's position; shares above 150 % stop there, and their label gives them."""
    if value is None:
        return 0.0
    if not mixed:
        return value
    return min(value / mark.target, _FURTHEST) if mark.target else 0.0


def _row(data: ChartData, lane: Lane, mark: Mark, x: Scale, mixed: bool) -> list[Shape]:
    tone = SERIES[0] if data.highlight in ("", mark.x) else QUIET
    left, right = sorted((x.at(0), x.at(_place(mark, mark.y, mixed))))
    bar = Box(x=left, y=lane.top, width=right - left, height=lane.thick, colour=tone)
    if not mark.target:
        return [bar]
    aim = x.at(_place(mark, mark.target, mixed))
    over, under = lane.top - 5, lane.top + lane.thick + 5
    return [bar, Line(points=((aim, over), (aim, under)), colour=INK, width=3)]


def _labels(mark: Mark, data: ChartData, t: Translator) -> tuple[str, str]:
    value = numbers(mark.y, data.unit, t, short=True)
    if not mark.target:
        return value, ""
    aim = numbers(mark.target, data.unit, t, short=True)
    of = t.gettext(N_("{value} of {target}")).format(value=value, target=aim)
    return share(mark.y / mark.target, t), of


def _figures(lane: Lane, labels: tuple[str, str], left: float) -> list[Shape]:
    top = lane.middle - (LINE / 2 if labels[1] else 0)
    first = Label(x=left, y=top, text=labels[0], bold=True)
    return (
        [first, Label(x=left, y=top + LINE, text=labels[1], colour=MUTED)] if labels[1] else [first]
    )


def _keys(data: ChartData, t: Translator, width: float) -> list[Shape]:
    done = shortened(data.y_title, width / 2 - 30)
    aim = shortened(data.target_title or t.gettext(N_("Target")), width / 2 - 30)
    place = 18 + text_width(done) + 20
    return [
        Box(x=0, y=4, width=12, height=12, colour=SERIES[0]),
        Label(x=18, y=10, text=done),
        Line(points=((place, 2), (place, 18)), colour=INK, width=3),
        Label(x=place + 8, y=10, text=aim),
    ]
