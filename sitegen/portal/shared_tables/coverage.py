"""Which units have told of which period, which have not, and whose table is being mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from sitegen.exports.shared_tables.merged import CityTable
from sitegen.model import UnitEntry

# As many of the newest periods are columns of the table on the page.
PERIODS = 8
State = Literal["in", "missing", "held"]


class Covered(Struct, frozen=True, kw_only=True):
    """What a unit has told of each period: the state and the number of rows.

    `waiting` says that a newer version of what it has told is being mended, `due` that it should tell.
    """

    entry: UnitEntry
    cells: tuple[tuple[State, int], ...]
    waiting: bool
    due: bool


def coverage(merged: CityTable, periods: tuple[str, ...]) -> Iterator[Covered]:
    """Yield the units that should tell or have told, in the register's order of each; `periods` are the columns.

    Without periods there is one column for everything.
    """
    parts: dict[str, list[tuple[dict[str, int], int, bool]]] = {}
    for part in merged.parts:
        table = part.table
        parts.setdefault(part.entry.key, []).append((dict(table.periods), table.rows, table.held))
    held = {entry.key for entry in merged.held}
    due = {entry.key for entry in merged.expected}
    every = dict.fromkeys((*merged.expected, *merged.units, *merged.held))
    for entry in every:
        own = parts.get(entry.key, [])
        cells: list[tuple[State, int]] = []
        for period in periods or ("",):
            rows = sum(found.get(period, 0) if periods else count for found, count, _ in own)
            state: State = "in" if rows else "held" if entry.key in held else "missing"
            cells.append((state, rows))
        yield Covered(
            entry=entry,
            cells=tuple(cells),
            waiting=any(waits for *_, waits in own) or (bool(own) and entry.key in held),
            due=entry.key in due,
        )
