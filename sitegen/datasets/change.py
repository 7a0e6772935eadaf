"""How a series changed over time: only between moments that can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.numbers import numbers, share, with_unit
from sitegen.charts.order import moment
from sitegen.datasets.extremes import digits_of, named
from sitegen.datasets.positions import label
from sitegen.i18n import N_, Translator
from sitegen.model import AxisKind
from sitegen.tables.measures import PERCENT, Measure

# Only these have a zero that means "none", so that a change can be a share of what there was.
_WITH_SHARES: frozenset[Measure] = frozenset({"count", "money", "amount", "rate"})
# Figures that are changes themselves; growth in percent is told like other percentages.
_CHANGES = re.compile(
    r"(?:perubahan|selisih|(?:per|pen)?tambahan|bertambah|berkurang|pengurangan|kenaikan|penurunan"
    r"|change|difference|increase|decrease|net)\b",
    re.IGNORECASE,
)


def in_time(marks: Sequence[Mark], kind: AxisKind) -> tuple[Mark, ...]:
    """Return the marks in the order of time."""
    return tuple(sorted(marks, key=lambda mark: moment(mark.x, kind)[0]))


def is_change(data: ChartData) -> bool:
    """Return whether the figures are changes, by their title: they rise and fall, not their size."""
    percent = data.measure == "percent" or data.unit.strip().casefold() in PERCENT
    return not percent and bool(_CHANGES.match(named(data).title.replace("_", " ").strip()))


def comparable(marks: Sequence[Mark], kind: AxisKind) -> tuple[Mark, Mark] | None:
    """Return the last mark, after the first one of the same part of the year.

    A December is never compared with a January. None if there is no earlier one.
    """
    if not marks:
        return None
    last = marks[-1]
    place, part = moment(last.x, kind)
    if part is None:
        return None
    for mark in marks:
        earlier, same = moment(mark.x, kind)
        if earlier < place and same == part:
            return mark, last
    return None


def change(pair: tuple[Mark, Mark], marks: Sequence[Mark], data: ChartData, t: Translator) -> str:
    """Return "rose from ... (2019) to ... (2024), +4.1%"; `marks` are the whole series."""
    first, last = pair
    unit = named(data).unit
    digits = digits_of([first.y, last.y], t)
    words = {
        "start": label(first.x, data.x_kind, t),
        "end": label(last.x, data.x_kind, t),
        "first": numbers(first.y, unit, t, short=True, digits=digits),
        "last": with_unit(last.y, unit, t, digits=digits),
    }
    if words["first"] == numbers(last.y, unit, t, short=True, digits=digits):
        text = N_("stood at {last} in both {start} and {end}")
        return t.gettext(text).format(**words)
    words["change"] = difference(first.y, last.y, marks, data, t)
    rose = N_("rose from {first} ({start}) to {last} ({end}), {change}")
    fell = N_("fell from {first} ({start}) to {last} ({end}), {change}")
    return t.gettext(rose if last.y > first.y else fell).format(**words)


def difference(
    first: float, last: float, marks: Sequence[Mark], data: ChartData, t: Translator
) -> str:
    """Return the change in percent where that means something, else as a difference.

    Percentages change by points. Degrees, scores, indices, and series with figures below zero have
    differences.
    """
    unit = named(data).unit
    digits = digits_of([first, last, last - first], t)
    sign = "+" if last > first else ""
    if data.measure == "percent" or unit.casefold() in PERCENT:
        points = numbers(last - first, "", t, digits=digits)
        return t.gettext(N_("{change} percentage points")).format(change=f"{sign}{points}")
    positive = first > 0 and all(mark.y >= 0 for mark in marks)
    if data.measure in _WITH_SHARES and positive:
        return share((last - first) / first, t, signed=True)
    return f"{sign}{with_unit(last - first, unit, t, digits=digits)}"
