"""Which rows of a table with several levels belong in one chart: never a row and its parts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sitegen.model import Table

_SEVERAL = 2


def one_level(table: Table, rows: Sequence[int], keep: str = "") -> tuple[int, ...]:
    """Return those of the rows (by position) that are of one level, all if the table has no more.

    It is the outermost level with at least two names among the rows. A row named `keep`, whatever its
    level, stays too, as what others are compared with.
    """
    levels = table.levels
    if levels is None or levels.column not in table.frame:
        return tuple(rows)
    names = table.frame[levels.column].astype(object).tolist()
    at: dict[int, set[object]] = {}
    for row in rows:
        at.setdefault(levels.rows[row], set()).add(names[row])
    drawn = next((level for level in sorted(at) if len(at[level]) >= _SEVERAL), None)
    if drawn is None:
        return tuple(rows)
    wanted = keep.strip().casefold()
    return tuple(
        row
        for row in rows
        if levels.rows[row] == drawn or (wanted and str(names[row]).casefold() == wanted)
    )


def at_one_level(table: Table) -> Table:
    """Return the table with the rows of `one_level` alone."""
    whole = range(len(table.frame))
    rows = one_level(table, whole)
    if len(rows) == len(whole):
        return table
    return replace(table, frame=table.frame.iloc[list(rows)], levels=None)
