"""How the units stand, from what the last build left in the state: nothing is built or scanned."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.register import read_register
from sitegen.engine.options import Options
from sitegen.engine.overdue import Overdue, overdue_datasets, overdue_plans, overdue_reports
from sitegen.errors import ConfigError, UsageError
from sitegen.model import (
    Activity,
    DatasetSummary,
    Problem,
    Reports,
    StandIn,
    UnitEntry,
    UnitRecord,
)
from sitegen.model.roles import unit_of
from sitegen.problems import is_error
from sitegen.problems.operating import HISTORY_LACKS
from sitegen.store.record import loads
from sitegen.store.state import state_path
from sitegen.store.told import Told, UnitTold, read_strands_with, read_told

Kind = TypeVar("Kind")


class Held(Struct, frozen=True, kw_only=True):
    """A held-back file or folder. `since` is the day of its last change in git, None if unknown;
    `known` is False where git could not show whether an earlier version is right.
    """

    path: str
    since: date | None
    stand_in: StandIn | None
    known: bool


class UnitStatus(Struct, frozen=True, kw_only=True):
    """How a unit stands. `problems` has errors first; `last` is the day of its newest report.

    `built` is when its pages were last made, None if never.
    """

    key: str
    name: str
    active: bool
    held: tuple[Held, ...] = ()
    problems: tuple[Problem, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    last: date | None = None
    built: datetime | None = None

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(map(is_error, self.problems))


class Status(Struct, frozen=True, kw_only=True):
    """How the city stood at `at`, the clock of the last build that published; `today` is now.

    `problems` are those that no unit has to mend, `held` the files and folders of no unit that are
    held back, `since` the days of git's last change of files
    with problems. `refused` are the problems of a later build that has published nothing. `history`
    is the reason why dates are missing, or "".
    """

    city: str
    at: datetime
    today: date
    units: tuple[UnitStatus, ...]
    problems: tuple[Problem, ...] = ()
    held: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
    since: dict[str, date] = {}
    history: str = ""


def read_status(options: Options, refused: tuple[Problem, ...] = ()) -> Status:
    """Return how the units stand, those of `options.units` alone if there are any.

    Raises UsageError when no build has left a state for the output folder (S061).
    """
    path = state_path(options.root, options.output)
    found = read_told(path)
    if found is None:
        raise UsageError.of("S061", folder=str(options.output))
    told, rows = found
    today = _today(options, told)
    entries = _entries(options.root, rows)
    wanted = tuple(key for key in entries if options.chosen(key))
    strands = _strands(path)
    since, rhythms = dict(told.since), dict(told.rhythms)
    return Status(
        city=told.city,
        at=told.at.astimezone(ZoneInfo(told.zone)),
        today=today,
        units=tuple(
            with_rhythm(
                _unit((key, entries[key]), rows.get(key), told, since),
                strands,
                today,
                rhythms.get(key.partition("/")[0], 0),
            )
            for key in wanted
        ),
        problems=() if options.units else _of_city(told.problems, entries),
        held=()
        if options.units
        else tuple(path for path in told.held_back if unit_of(path) not in entries),
        refused=refused,
        since=since,
        history=told.history,
    )


def _today(options: Options, told: Told) -> date:
    zone = ZoneInfo(told.zone)
    if options.clock is None:
        return datetime.now(zone).date()
    return (options.clock.astimezone(zone) if options.clock.tzinfo else options.clock).date()


def _entries(root: Path, rows: Iterable[str]) -> dict[str, UnitEntry | None]:
    """The entry of each unit of the register, then those that only the state knows, as None."""
    entries: dict[str, UnitEntry | None] = {}
    with suppress(ConfigError):
        entries |= {entry.key: entry for entry in read_register(root).entries}
    return entries | {key: None for key in rows if key not in entries}


class Strands(Struct, frozen=True, kw_only=True):
    """The JSON of what tells of the rhythm of each unit, by key; of `reports` only where a plan is
    overdue.
    """

    reports: dict[str, str]
    datasets: dict[str, str]
    activity: dict[str, str]


def _strands(path: Path) -> Strands:
    return Strands(
        reports=read_strands_with(path, "reports", '"overdue"'),
        datasets=read_strands_with(path, "datasets"),
        activity=read_strands_with(path, "activity"),
    )


def _unit(
    named: tuple[str, UnitEntry | None],
    row: UnitTold | None,
    told: Told,
    since: dict[str, date],
) -> UnitStatus:
    """How a unit stands, apart from its rhythm."""
    key, entry = named
    record, broken = _record(key, row)
    of_city = (each for each in told.problems if unit_of(each.where.path) == key)
    problems = (*record.problems, *broken, *of_city)
    lacking = {each.where.path for each in problems if each.code in HISTORY_LACKS}
    stand_ins = {each.path: each for each in record.stand_ins}
    of_city_held = (path for path in told.held_back if unit_of(path) == key)
    return UnitStatus(
        key=key,
        name=entry.name if entry else key,
        active=entry is None or entry.active,
        held=tuple(
            Held(
                path=path,
                since=since.get(path),
                stand_in=stand_ins.get(path),
                known=path not in lacking,
            )
            for path in dict.fromkeys((*record.held_back, *of_city_held))
        ),
        problems=_ordered(problems),
        built=datetime.fromtimestamp(row.built, UTC) if row and row.built else None,
    )


def _record(key: str, row: UnitTold | None) -> tuple[UnitRecord, tuple[Problem, ...]]:
    if row is not None:
        with suppress(ValueError):  # the next build makes a damaged unit anew
            return loads(UnitRecord, row.record), loads(tuple[Problem, ...], row.broken)
    return UnitRecord(key=key), ()


def with_rhythm(unit: UnitStatus, strands: Strands, today: date, expected: int = 0) -> UnitStatus:
    """Return the unit with the day of its last report and what is overdue, if it is active.

    `expected` is the rhythm of its kind in days, 0 if that has none.
    """
    days = [each.date for each in _opened(tuple[Activity, ...], strands.activity, unit.key) or ()]
    last = max((day for day in days if day <= today), default=None)
    if not unit.active:
        return replace(unit, last=last)
    reports = _opened(Reports, strands.reports, unit.key)
    datasets = _opened(tuple[DatasetSummary, ...], strands.datasets, unit.key) or ()
    overdue = (
        *overdue_plans(reports.items if reports else ()),
        *overdue_datasets(datasets, today),
        *overdue_reports(days, today, expected),
    )
    return replace(unit, last=last, overdue=overdue)


def _opened(kind: type[Kind], texts: dict[str, str], key: str) -> Kind | None:
    """A unit's strand; None if there is none, or it is damaged: the next build makes it anew."""
    with suppress(ValueError):
        return loads(kind, texts[key]) if key in texts else None
    return None


def _of_city(
    problems: Iterable[Problem], entries: dict[str, UnitEntry | None]
) -> tuple[Problem, ...]:
    """The problems that are in no unit's folder."""
    return _ordered(each for each in problems if unit_of(each.where.path) not in entries)


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with errors first, each in the order of files and lines."""
    return tuple(
        sorted(
            problems,
            key=lambda p: (not is_error(p), p.where.path, p.where.line, p.where.row, p.code),
        )
    )
