"""What a build leaves in the state for whoever asks later: the problems of the city, and since when."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from sitegen.model import Problem
from sitegen.model.stored import Stored
from sitegen.store.record import dumps, loads
from sitegen.store.state import VERSION

# The key of `meta` in the state.
TOLD = "told"


class Told(Stored, frozen=True, kw_only=True):
    """What the last build knew besides the records of its units; `at` is its clock.

    `problems` are those that belong to no unit's record, without personal data, `held_back` the
    files among them that are held back. `since` has the days of git's last change of files with
    problems, as far as they are known. `history` is the reason why dates are missing, or "". `rhythms` has the days
    within which a new report of a kind of unit is expected, for those kinds that state it.
    """

    city: str
    zone: str
    at: datetime
    problems: tuple[Problem, ...] = ()
    held_back: tuple[str, ...] = ()
    since: tuple[tuple[str, date], ...] = ()
    history: str = ""
    rhythms: tuple[tuple[str, int], ...] = ()


class UnitTold(Stored, frozen=True, kw_only=True):
    """A unit in the state: its record and the problems of its links as JSON, and when it was built
    in seconds since 1970.
    """

    record: str
    broken: str
    built: float


def as_meta(told: Told) -> dict[str, str]:
    """Return the row of `meta` that keeps this."""
    return {TOLD: dumps(told)}


def read_told(path: Path) -> tuple[Told, dict[str, UnitTold]] | None:
    """Return what the state at `path` tells of the city and of each unit, by key.

    None if there is no state that can be read. Nothing else of the state is read, which for a large
    city takes a second.
    """
    if not path.exists():
        return None
    try:
        with closing(_opened(path)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            found = db.execute("SELECT value FROM meta WHERE key = ?", (TOLD,)).fetchone()
            if version != VERSION or not found:
                return None
            rows = db.execute("SELECT key, record, broken, built FROM unit")
            units = {
                key: UnitTold(record=record, broken=broken, built=built)
                for key, record, broken, built in rows
            }
            return loads(Told, found[0]), units
    except (sqlite3.Error, TypeError, ValueError):
        return None


def read_strands_with(path: Path, name: str, word: str = "") -> dict[str, str]:
    """Return the JSON of a strand by unit from the state at `path`, where it has this word."""
    try:
        with closing(_opened(path)) as db:
            asked = "SELECT unit, body FROM strand WHERE name = ? AND instr(body, ?)"
            return dict(db.execute(asked, (name, word)))
    except (sqlite3.Error, TypeError):
        return {}


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
