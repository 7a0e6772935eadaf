"""Whether the kind of a chart tells the truth about its figures."""

from __future__ import annotations

from sitegen.charts.checks import listing, problem
from sitegen.charts.data import ChartData, Mark
from sitegen.model import Problem, Where

_JOINED = ("garis", "area")
_PERIODS = 2


def unfit(data: ChartData, where: Where) -> Problem | None:
    """Return the problem of a kind that would mislead with these figures, None if it fits.

    Areas below zero cover each other, a line over names makes up a course, there are no shares of
    what is below zero, and a change is one from a period to another.
    """
    if data.kind == "area" and (below := _below(data)):
        return problem("C017", where, key="jenis", example=_example(below))
    if data.kind in _JOINED and data.x_kind == "kategori" and len(data.xs) > 1:
        first, second = data.xs[:2]
        return problem("C018", where, key="jenis", value=data.kind, first=first, second=second)
    if data.kind == "target" and (below := _below(data)):
        return problem("C019", where, key="jenis", example=_example(below))
    if data.kind == "perubahan" and len(data.series) != _PERIODS:
        values = listing(data.series)
        return problem("C021", where, key="seri", count=len(data.series), values=values)
    return None


def _below(data: ChartData) -> Mark | None:
    return next((m for m in data.marks if m.y < 0 or (m.target is not None and m.target < 0)), None)


def _example(mark: Mark) -> str:
    least = mark.y if mark.y < 0 or mark.target is None else mark.target
    place = " / ".join(filter(None, (mark.x, mark.series)))
    return f"{place}: {least:.12g}"
