"""Breaks in series: a new base year, new boundaries, another unit; no change is told across them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Column, Problem, Table, Where
from sitegen.tables.columns.numbers import in_full
from sitegen.tables.doubts.facets import Facet
from sitegen.tables.doubts.series import Series, figures_in_series
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]

_INDEX = re.compile(r"indeks|index|\b(?:ihk|ihpb|ihp|itk|ntp|ikk)\b", re.IGNORECASE)
# A step of an index, or of other figures, that is far larger than all others of its series.
_INDEX_STEP, _STEP = 1.1, 1.5
_CALM = 1.08
_TIMES = 5.0
# Figures before and after the step.
_BESIDE = 3
_SMALL = 20.0
_UNIT_CHANGED = "D054"
_CODE = "D076"


def break_problems(table: Table, columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    """Yield each period with which a new level of a column begins, with the first row of it."""
    found = tuple(_breaks(table, columns, path))
    for each in found:
        yield replace(each, params=(*each.params, ("count", str(len(found)))))


def _breaks(table: Table, columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    import numpy as np

    measured = figures_in_series(table, columns)
    if measured is None:
        return
    series, _, of_figures = measured
    for column in of_figures:
        values = series.values(table.frame[column.name])
        seen: set[str] = set()
        for at in np.flatnonzero(_steps(series, values, column)).tolist():
            row = int(series.order[at])
            period = period_of(table, row)
            if period in seen:
                continue
            seen.add(period)
            where = Where(path=path, row=int(table.frame.index[row]), field=column.name)
            before, after = in_full(float(values[at - 1])), in_full(float(values[at]))
            texts = {"column": column.name, "before": before, "after": after, "period": period}
            yield Problem.of(_CODE, where, **texts)


def with_breaks(table: Table, remarks: Sequence[Problem]) -> Table:
    """Return the table whose columns know the breaks that its remarks tell of."""
    found: dict[str, list[str]] = {}
    for problem in remarks:
        if problem.code == _CODE:
            found.setdefault(problem.where.field, []).append(dict(problem.params)["period"])
        elif problem.code == _UNIT_CHANGED:
            period = period_of(table, table.frame.index.tolist().index(problem.where.row))
            for column in table.columns:
                if KINDS[column.kind].figures:
                    found.setdefault(column.name, []).append(period)
    if not found:
        return table
    return replace(table, columns=tuple(_broken(column, found) for column in table.columns))


def _broken(column: Column, found: dict[str, list[str]]) -> Column:
    periods = tuple(dict.fromkeys(filter(None, found.get(column.name, ()))))
    return replace(column, breaks=periods) if periods else column


def period_of(table: Table, row: int) -> str:
    """Return the period of a row as its cell has it: the shortest with a year, "" without any."""
    kinds = [(KINDS[column.kind].time, column) for column in table.columns]
    ranked = sorted(((time.nesting, column.name) for time, column in kinds if time), reverse=True)
    labels = [str(table.frame[name].iloc[row]).removesuffix(" 00:00:00") for _, name in ranked]
    return next((label for label in labels if label[:4].isdecimal()), labels[0] if labels else "")


def _steps(series: Series, values: Figures, column: Column) -> NDArray[np.bool_]:
    """The figures that begin a new level: the only large step of a calm series."""
    import numpy as np

    index = bool(_INDEX.search(f"{column.name} {column.title}"))
    numbers = series.numbers
    with np.errstate(invalid="ignore", divide="ignore"):
        steps = np.abs(np.log(values / series.before(values)))
    firsts = np.flatnonzero(series.starts)
    place = np.arange(len(values)) - firsts[numbers]
    length = np.bincount(numbers)[numbers]
    large = steps >= np.log(_INDEX_STEP if index else _STEP)
    inside = (place >= _BESIDE) & (length - place >= _BESIDE)
    others = np.where(large, 0.0, np.nan_to_num(steps))
    most = np.zeros(len(firsts))
    np.maximum.at(most, numbers, others)
    known = np.zeros(len(firsts), dtype=bool)
    np.logical_or.at(known, numbers, np.isnan(values) | (values <= (0 if index else _SMALL)))
    one = np.bincount(numbers, large, minlength=len(firsts)) == 1
    calm = one & ~known & (most <= np.log(_CALM))
    far = steps >= _TIMES * most[numbers]
    found: NDArray[np.bool_] = large & inside & far & calm[numbers]
    return found
