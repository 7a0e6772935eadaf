"""Whether the kind of a chart tells the truth about its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sitegen.charts.checks import listing, problem
from sitegen.charts.data import ChartData, Mark
from sitegen.model import Problem, Where

_JOINED = ("garis", "area")
_PERIODS = 2
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STEP = re.compile(
    r"(triwulan|tw|kuartal|semester|caturwulan|bulan|minggu|pekan|hari|tahap|termin|gelombang"
    r"|putaran|periode|kelas|tingkat)(?:\s+ke)?[ .-]*(\d{1,4}|" + "|".join(_ROMAN[::-1]) + ")",
    re.IGNORECASE,
)


def unfit(data: ChartData, where: Where) -> Problem | None:
    """Return the problem of a kind that would mislead with these figures, None if it fits.

    Areas below zero cover each other, a line over names makes up a course, there are no shares of
    what is below zero, and a change is one from a period to another.
    """
    if data.kind == "area" and (below := _below(data)):
        return problem("C017", where, key="jenis", example=_example(below))
    names = data.x_kind == "kategori" and not are_steps(data.xs)
    if data.kind in _JOINED and names and len(data.xs) > 1:
        first, second = data.xs[:2]
        return problem("C018", where, key="jenis", value=data.kind, first=first, second=second)
    if data.kind == "target" and (below := _below(data)):
        return problem("C019", where, key="jenis", example=_example(below))
    if data.kind == "perubahan" and len(data.series) != _PERIODS:
        values = listing(data.series)
        return problem("C021", where, key="seri", count=len(data.series), values=values)
    return None


def are_steps(labels: Sequence[str]) -> bool:
    """Return whether labels number steps of one kind in their order, such as `Triwulan 1`, `Triwulan 2`."""
    found = [_STEP.fullmatch(label.strip()) for label in labels]
    steps = [(each[1].casefold(), _number(each[2])) for each in found if each]
    if len(steps) < len(labels) or len({word for word, _ in steps}) > 1:
        return False
    return all(a < b for (_, a), (_, b) in pairwise(steps))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _ROMAN.index(text.upper()) + 1


def _below(data: ChartData) -> Mark | None:
    return next((m for m in data.marks if m.y < 0 or (m.target is not None and m.target < 0)), None)


def _example(mark: Mark) -> str:
    least = mark.y if mark.y < 0 or mark.target is None else mark.target
    place = " / ".join(filter(None, (mark.x, mark.series)))
    return f"{place}: {least:.12g}"
