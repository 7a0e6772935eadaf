"""Whether every required area occurs exactly once in every period: gaps are easily missed.

Only a table meant to cover all areas is checked: one that nearly does so in most of its periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.model import Problem, Where
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.doubts.areas import existed
from sitegen.tables.doubts.facets import Facet, count, dimensions, joint, label, times
from sitegen.tables.kinds import KINDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sitegen.tables.doubts.areas import AreaColumn

    Codes = NDArray[np.intp]

_NEARLY_ALL = 0.9
_REPEATED = 0.05
_LEAST_AREAS = 3
_NAMES = 10


class _Slices(Struct, frozen=True):
    """The rows with an area: the area's index, the slice of the row, and the row itself."""

    by: tuple[Facet, ...]
    areas: Codes
    slices: Codes
    rows: Codes


def coverage_problems(
    column: AreaColumn, columns: Sequence[Facet], numbers: Codes, path: str, years: Codes
) -> Iterator[Problem]:
    """Yield the areas that occur twice in a period, and those missing from one.

    `numbers` are the row numbers of the file, `years` the years of the rows: only areas that were
    there then are missing.
    """
    import numpy as np

    cut = _cut(column, columns)
    pairs = joint([cut.slices, _things(column, cut)], len(cut.rows))
    _, first, back = np.unique(pairs, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[back] != np.arange(len(pairs)))
    if len(again) > max(1, _REPEATED * len(pairs)):
        return  # rows are things within an area, not areas
    expected = _expected(column, cut.areas)
    due = _due(column, cut, expected, years)
    there = np.zeros((count(cut.slices), len(column.areas)), dtype=bool)
    there[cut.slices, cut.areas] = True
    there = there[:, expected]
    present, all_due = (there & due).sum(axis=1), due.sum(axis=1)
    # One of five kecamatan is a fifth of them, but still a single slip.
    nearly = np.minimum(_NEARLY_ALL * all_due, all_due - 1)
    if all_due.max(initial=0) < _LEAST_AREAS or np.median(present - nearly) < 0:
        return
    for at in again[:NAMED].tolist():
        entry = column.areas[int(cut.areas[at])]
        row = int(cut.rows[at])
        where = Where(path=path, row=int(numbers[row]), field=column.facet.column.name)
        yield Problem.of(
            "D048",
            where,
            area=f"{entry.name} ({entry.code})",
            slice=_brackets(cut.by, row),
            first=str(numbers[int(cut.rows[first[back[at]]])]),
            count=str(len(again)),
        )
    yield from _missing(column, cut, (expected, due, due & ~there), path)


def _things(column: AreaColumn, cut: _Slices) -> Codes:
    """What stands once in a period: an area, or each of several that became one."""
    import numpy as np

    merged = np.array([len(entry.former_codes) > 1 for entry in column.areas])
    words = len(column.areas) + column.facet.codes[cut.rows]
    return np.where(merged[cut.areas], words, cut.areas)


def _due(column: AreaColumn, cut: _Slices, expected: Codes, years: Codes) -> Codes:
    """Which of the expected areas were there in each slice's year."""
    import numpy as np

    first = np.unique(cut.slices, return_index=True)[1]
    of_slices = years[cut.rows[first]].tolist()
    by_year = {
        year: [existed(column.areas[int(at)], year) for at in expected] for year in set(of_slices)
    }
    return np.array([by_year[year] for year in of_slices], dtype=bool).reshape(-1, len(expected))


def _cut(column: AreaColumn, columns: Sequence[Facet]) -> _Slices:
    import numpy as np

    rows = np.flatnonzero(column.places >= 0)
    areas = column.places[rows]
    base = [facet for facet in times(columns) if len(facet.distinct) > 1]
    periods = {facet.column.name for facet in times(columns)}
    others = [
        facet
        for facet in columns
        if KINDS[facet.column.kind].splits and facet.column.name not in periods
    ]
    kept = [
        type(facet)(facet.column, facet.codes[rows], facet.distinct) for facet in (*base, *others)
    ]
    by = dimensions(areas, kept[: len(base)], kept[len(base) :])
    slices = joint([facet.codes for facet in by], len(rows))
    named = {facet.column.name for facet in by}
    shown = [facet for facet in others if facet.column.name in named]
    return _Slices((*times(columns), *shown), areas, slices, rows)


def _expected(column: AreaColumn, areas: Codes) -> Codes:
    """The required areas: all of the level, or those of the only kecamatan in the table."""
    import numpy as np

    parents = {column.areas[int(at)].parent for at in np.unique(areas)}
    return np.array(
        [
            at
            for at, entry in enumerate(column.areas)
            if len(parents) > 1 or entry.parent in parents
        ],
        dtype=np.intp,
    )


def _missing(
    column: AreaColumn, cut: _Slices, lacks: tuple[Codes, Codes, Codes], path: str
) -> Iterator[Problem]:
    import numpy as np

    expected, due, holes = lacks
    first = np.unique(cut.slices, return_index=True)[1]
    ranks = [facet.ranks[cut.rows[first]] for facet in reversed(cut.by)]
    order = np.lexsort(ranks) if ranks else np.arange(len(first))
    lacking = [int(at) for at in order if holes[at].any()]
    for at in lacking[:NAMED]:
        entries = [column.areas[int(place)] for place in expected[holes[at]]]
        names = ", ".join(f"{entry.name} ({entry.code})" for entry in entries[:_NAMES])
        where = Where(path=path, field=column.facet.column.name)
        yield Problem.of(
            "D049",
            where,
            found=str(int(due[at].sum()) - len(entries)),
            expected=str(int(due[at].sum())),
            level=column.level,
            slice=_brackets(cut.by, int(cut.rows[first[at]])),
            missing=names + (", ..." if len(entries) > _NAMES else ""),
            count=str(len(lacking)),
        )


def _brackets(by: Sequence[Facet], row: int) -> str:
    """The period of a row in brackets, to follow a noun; "" for a table without periods."""
    period = label(by, row)
    return f" ({period})" if period else ""
