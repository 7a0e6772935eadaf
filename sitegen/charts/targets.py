"""Realisation against target: a bar, a tick at the target, the share in figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sitegen.charts.axes import Picture, Scale
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.layout import LINE, shortened, text_width
from sitegen.charts.lying import Lane, lanes, name_texts, placed_names
from sitegen.charts.numbers import aligned, numbers, share
from sitegen.charts.palette import INK, MUTED, QUIET, SERIES
from sitegen.charts.shapes import Box, Label, Line, Shape, moved
from sitegen.i18n import N_, Translator

# The part of the width that figures beside the bars may take.
_BESIDE = 0.28
_MIXED = 50
_FURTHEST = 1.5
# How far a target's tick stands out of its bar: less where figures stand below it.
_TICK, _SHORT_TICK = 5.0, 3.0


def targets(data: ChartData, t: Translator, width: float) -> Picture:
    """Return a horizontal bar for each realisation, with its target as a vertical tick.

    If targets differ by a factor of more than fifty they measure different things, so the bars
    show shares of the target.
    """
    names = placed_names(data, t, width)
    marks = {mark.x: mark for mark in data.marks}
    labels = _labels(marks, data, t)
    gutter = _gutter(labels.values())
    under = gutter > width * _BESIDE
    if not (under or names.above):
        # A second line gives the figures, so each row needs room for two.
        roomy = tuple(name if len(name) > 1 else (*name, "") for name in names.lines)
        rows, height = lanes(data, replace(names, lines=roomy))
    else:
        rows, height = lanes(data, names, LINE + 6.0)
    mixed = _mixed(data)
    ends = [_place(mark, mark.y, mixed) for mark in data.marks]
    aims = [_place(mark, mark.target, mixed) for mark in data.marks if mark.target]
    high = max([0.0, *ends, *aims]) or 1.0
    right = width - (6 if under else gutter + 12)
    x = Scale(low=0.0, high=high, start=names.width, end=right)
    shapes: list[Shape] = name_texts(data, rows, names)
    for lane in rows:
        mark = marks.get(lane.x)
        if mark is None:
            continue
        shapes += _row(data, lane, mark, x, mixed, _SHORT_TICK if under else _TICK)
        if under:
            shapes.append(_line_below(lane, labels[lane.x], names.width))
        else:
            shapes += _figures(lane, labels[lane.x], width - gutter)
    keys = _keys(data, t, width)
    moved_down = moved(shapes, 0, keys.height)
    return Picture(shapes=(*keys.shapes, *moved_down), width=width, height=height + keys.height)


def _gutter(labels: Iterable[tuple[str, str]]) -> float:
    return max(text_width(line, bold=i == 0) for two in labels for i, line in enumerate(two))


def _line_below(lane: Lane, labels: tuple[str, str], left: float) -> Label:
    """The figures in one line below the bar, where there is no room beside it."""
    text = f"{labels[0]} · {labels[1]}" if labels[1] else labels[0]
    return Label(x=left, y=lane.top + lane.thick + LINE / 2 + 5, text=text, colour=MUTED)


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


def _row(data: ChartData, lane: Lane, mark: Mark, x: Scale, mixed: bool, out: float) -> list[Shape]:
    tone = SERIES[0] if data.highlight in ("", mark.x) else QUIET
    right = x.at(_place(mark, mark.y, mixed))
    bar = Box(x=x.start, y=lane.top, width=right - x.start, height=lane.thick, colour=tone)
    if not mark.target:
        return [bar]
    aim = x.at(_place(mark, mark.target, mixed))
    over, under = lane.top - out, lane.top + lane.thick + out
    return [bar, Line(points=((aim, over), (aim, under)), colour=INK, width=3)]


def _labels(
    marks: Mapping[str, Mark], data: ChartData, t: Translator
) -> dict[str, tuple[str, str]]:
    """Return what stands at the end of each row: the share, and what it is of."""
    labels = [_label(mark, data, t) for mark in marks.values()]
    heads = aligned((head for head, _ in labels), t)
    return dict(zip(marks, zip(heads, (of for _, of in labels), strict=True), strict=True))


def _label(mark: Mark, data: ChartData, t: Translator) -> tuple[str, str]:
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


def _keys(data: ChartData, t: Translator, width: float) -> Picture:
    """The keys of the bar and of its target, side by side or one below the other."""
    done = shortened(data.y_title, width - 20)
    aim = shortened(data.target_title or t.gettext(N_("Target")), width - 20)
    place, y = 18 + text_width(done) + 20, 10.0
    if place + 8 + text_width(aim) > width:
        place, y = 6.0, 10.0 + LINE + 2
    shapes: list[Shape] = [
        Box(x=0, y=4, width=12, height=12, colour=SERIES[0]),
        Label(x=18, y=10, text=done),
        Line(points=((place, y - 8), (place, y + 8)), colour=INK, width=3),
        Label(x=place + (12 if y > LINE else 8), y=y, text=aim),
    ]
    return Picture(shapes=tuple(shapes), width=width, height=y + 18)
