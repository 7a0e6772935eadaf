"""Rows that occur twice, row numbers that are skipped, units of measure that change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sitegen.model import Problem, Table, Where
from sitegen.tables.columns.unfit import NAMED
from sitegen.tables.doubts.facets import Facet, joint
from sitegen.tables.kinds import KINDS
from sitegen.tables.measures import is_unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sitegen.tables.doubts.areas import AreaColumn

    Codes = NDArray[np.intp]

_NUMBERING = frozenset({"id", "no", "no.", "nomor", "no urut", "no_urut", "nomor_urut"})
# How many rows there must be per skipped number: with fewer, the column does not count rows.
_ROWS_PER_GAP = 50
_LISTED = 20
_UNITS = frozenset({"satuan", "unit", "units"})
# A column of this name has units of measure; one called `unit` may as well list offices.
_SURE = "satuan"
_SHARE = 0.5
_SAME_UNIT = {"%": "persen", "percent": "persen", "prosen": "persen", "rp": "rupiah"}


def row_numbers(columns: Sequence[Facet]) -> tuple[Facet, ...]:
    """Return the columns that number the rows."""
    return tuple(
        facet
        for facet in columns
        if facet.column.name.casefold() in _NUMBERING
        and len(facet.distinct) == len(facet.codes)
        and all(str(value).isdecimal() for value in facet.distinct)
    )


def skipped_numbers(columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    """Yield a problem for each column that numbers the rows but skips a few numbers."""
    import numpy as np

    for facet in row_numbers(columns):
        numbers = np.array([int(str(value)) for value in facet.distinct], dtype=np.int64)
        steps = np.diff(numbers)
        missing = int(steps.sum() - len(steps))
        if not len(steps) or steps.min() < 1 or not 0 < missing * _ROWS_PER_GAP <= len(numbers):
            continue
        gaps = np.setdiff1d(np.arange(numbers[0], numbers[-1]), numbers).tolist()
        yield Problem.of(
            "D056",
            Where(path=path, field=facet.column.name),
            column=facet.column.name,
            numbers=", ".join(map(str, gaps[:_LISTED])) + (", ..." if missing > _LISTED else ""),
            count=str(missing),
        )


def repeated_rows(table: Table, columns: Sequence[Facet], path: str) -> Iterator[Problem]:
    """Yield each row that equals an earlier one in all columns but its number."""
    import numpy as np

    numbered = {facet.column.name for facet in row_numbers(columns)}
    parts = [facet.codes for facet in columns if facet.column.name not in numbered]
    codes = joint(parts, len(table.frame))
    _, first, back = np.unique(codes, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[back] != np.arange(len(codes)))
    rows = table.frame.index
    for at in again[:NAMED].tolist():
        yield Problem.of(
            "D053",
            Where(path=path, row=int(rows[at])),
            first=str(rows[first[back[at]]]),
            count=str(len(again)),
        )


def unit_problems(
    columns: Sequence[Facet],
    areas: Sequence[AreaColumn],
    numbers: Codes,
    path: str,
) -> Iterator[Problem]:
    """Yield units written in several ways, and rows whose unit differs from that of similar rows.

    Rows are similar if they differ only in area, time and figures.
    """
    import numpy as np

    for facet in columns:
        if not _measures(facet):
            continue
        counts = np.bincount(facet.codes[facet.codes >= 0], minlength=len(facet.distinct))
        same: dict[str, list[int]] = {}
        for at, value in enumerate(facet.distinct):
            word = " ".join(str(value).casefold().split()).rstrip(".")
            same.setdefault(_SAME_UNIT.get(word, word), []).append(at)
        where = Where(path=path, field=facet.column.name)
        for forms in same.values():
            if len(forms) > 1:
                listed = ", ".join(f"`{facet.distinct[at]}` ({counts[at]})" for at in forms)
                yield Problem.of("D055", where, column=facet.column.name, forms=listed)
        units = np.full(len(facet.distinct) + 1, -1, dtype=np.intp)
        for number, forms in enumerate(same.values()):
            units[forms] = number
        names = [str(facet.distinct[forms[0]]) for forms in same.values()]
        things = _things(columns, areas, facet)
        yield from _changed_units(facet, (things, units[facet.codes], names), numbers, path)


def _measures(facet: Facet) -> bool:
    """Whether a column holds units of measure, by its name and, if that is open, by its values."""
    name = facet.column.name.casefold()
    if name not in _UNITS or KINDS[facet.column.kind].names != "words":
        return False
    known = sum(is_unit(str(value)) for value in facet.distinct)
    return name == _SURE or known > _SHARE * len(facet.distinct)


def _things(columns: Sequence[Facet], areas: Sequence[AreaColumn], unit: Facet) -> Codes:
    """What each row's figures count: its texts, without the unit, the area and row numbers."""
    from sitegen.tables.doubts.facets import count

    rows = len(unit.codes)
    numbered = {facet.column.name for facet in row_numbers(columns)}
    parts = []
    for facet in columns:
        if facet is unit or not KINDS[facet.column.kind].names or facet.column.name in numbered:
            continue
        # A name or code that goes with the area adds nothing to it.
        of_area = any(
            count(joint([area.places, facet.codes], rows)) <= 2 * count(area.places)
            for area in areas
        )
        if not of_area or len(facet.distinct) <= 1:
            parts.append(facet.codes)
    return joint(parts, rows)


def _changed_units(
    facet: Facet, rows: tuple[Codes, Codes, list[str]], numbers: Codes, path: str
) -> Iterator[Problem]:
    import numpy as np

    things, units, names = rows
    known = np.flatnonzero(units >= 0)
    if not len(known):
        return
    table = np.zeros((int(things.max()) + 1, len(names)), dtype=np.intp)
    np.add.at(table, (things[known], units[known]), 1)
    usual = table.argmax(axis=1)
    wrong = known[units[known] != usual[things[known]]]
    for at in wrong[:NAMED].tolist():
        where = Where(path=path, row=int(numbers[at]), field=facet.column.name)
        yield Problem.of(
            "D054",
            where,
            column=facet.column.name,
            found=names[units[at]],
            usual=names[usual[things[at]]],
            count=str(len(wrong)),
        )
