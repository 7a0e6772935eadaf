"""What several tables state of the same area and period, and sums where they may be made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from sitegen.datasets.shared_table import period_of
from sitegen.digest import digest
from sitegen.exports.shared_tables.merged import CityTable, SharedPart, Value, rows_of
from sitegen.model import Column
from sitegen.pages.city import PublishedFiles
from sitegen.tables.kinds import KINDS

# As many rows that several tables state are shown.
SHOWN = 40


class Twice(Struct, frozen=True, kw_only=True):
    """Rows of several tables about the same: `count` of what is stated more than once, the first of these rows,
    and the periods in which there are such.
    """

    count: int = 0
    rows: tuple[tuple[SharedPart, tuple[Value, ...]], ...] = ()
    periods: frozenset[str] = frozenset()


class Sum(Struct, frozen=True, kw_only=True):
    """The sum of a column in a period over `units` units, with the number of empty cells that it leaves out."""

    column: Column
    period: str
    value: Decimal
    units: int
    empty: int


class Unsummed(Struct, frozen=True, kw_only=True):
    """A period in which a column is not added up, and why."""

    column: Column
    period: str
    reason: str


def identity(merged: CityTable, part: SharedPart, cells: tuple[Value, ...]) -> str:
    """Return what a row is about: the same text for rows that tell of the same thing, "" if that is not known.

    That are the columns of the key, or the area and the times without one. Where no area is among them, each
    unit tells of its own.
    """
    names = [column.name for column in merged.columns]
    found = dict(zip(names, cells, strict=True))
    times = [c.name for c in merged.columns if KINDS[c.kind].time]
    columns = merged.key or ((merged.area, *times) if merged.area else ())
    if not columns or any(found.get(name) is None for name in columns):
        return ""
    own = "" if merged.area in columns else part.entry.key
    return digest(own, *(repr(found[name]) for name in columns))


def stated_twice(merged: CityTable, files: PublishedFiles) -> Twice:
    """Return what several tables state; without a key, only what several units do."""
    first: dict[str, str] = {}
    again: set[str] = set()
    for part, cells in rows_of(merged, files):
        if about := identity(merged, part, cells):
            source = part.table.url if merged.key else part.entry.key
            if first.setdefault(about, source) != source:
                again.add(about)
    if not again:
        return Twice()
    shown: list[tuple[str, SharedPart, tuple[Value, ...]]] = []
    periods: set[str] = set()
    kept: set[str] = set()
    for part, cells in rows_of(merged, files):
        about = identity(merged, part, cells)
        if about in again:
            periods.add(_period(merged, cells))
            if about in kept or len(shown) < SHOWN:
                kept.add(about)
                shown.append((about, part, cells))
    order = {about: at for at, about in reversed(list(enumerate(each[0] for each in shown)))}
    shown.sort(key=lambda each: order[each[0]])
    return Twice(
        count=len(again),
        rows=tuple((part, cells) for _, part, cells in shown),
        periods=frozenset(periods),
    )


def sums(merged: CityTable, files: PublishedFiles, twice: Twice) -> Iterator[Sum | Unsummed]:
    """Yield the columns that may be added up, by period: the sum, or why there is none."""
    columns = [c for c in merged.columns if c.summable and KINDS[c.kind].figures]
    if not columns:
        return
    places = {column.name: at for at, column in enumerate(merged.columns)}
    found: dict[tuple[str, str], list[Decimal]] = {}
    units: dict[tuple[str, str], set[str]] = {}
    empty: dict[tuple[str, str], int] = {}
    for part, cells in rows_of(merged, files):
        period = _period(merged, cells)
        for column in columns:
            about, value = (column.name, period), cells[places[column.name]]
            if value is None:
                empty[about] = empty.get(about, 0) + 1
            else:
                total = found.setdefault(about, [Decimal(0)])
                total[0] += Decimal(str(value))
                units.setdefault(about, set()).add(part.entry.key)
    for column in columns:
        for period in merged.periods or ("",):
            about = (column.name, period)
            if about not in found:
                continue
            reason = _against(merged, column, period, twice)
            if reason:
                yield Unsummed(column=column, period=period, reason=reason)
            else:
                yield Sum(
                    column=column,
                    period=period,
                    value=found[about][0],
                    units=len(units[about]),
                    empty=empty.get(about, 0),
                )


def _against(merged: CityTable, column: Column, period: str, twice: Twice) -> str:
    """Why figures of a period are not added up, as a name; "" if they can be."""
    parts = [
        part for part in merged.parts if not merged.periods or period in dict(part.table.periods)
    ]
    if period in twice.periods:
        return "twice"
    if any(part.table.nested for part in parts):
        return "nested"
    if len({level for part in parts for level in part.table.levels}) > 1:
        return "levels"
    if any(column.name in part.table.doubtful for part in parts):
        return "doubtful"
    if any(column.name not in merged.comparable(part) for part in parts):
        return "lacking"
    return ""


def _period(merged: CityTable, cells: tuple[Value, ...]) -> str:
    if merged.time is None:
        return ""
    at = [column.name for column in merged.columns].index(merged.time.name)
    return "" if cells[at] is None else period_of(cells[at])
