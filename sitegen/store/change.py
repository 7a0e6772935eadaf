"""Changes of the state: rows put and dropped in one transaction, or not at all."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from sitegen.digest import digest
from sitegen.store import files
from sitegen.store.state import (
    OTHER,
    SCHEMA,
    VERSION,
    OutputEntry,
    State,
    UnitRow,
    product_mark,
    product_of,
)

_NEW = (*SCHEMA.split(";"), f"PRAGMA user_version = {VERSION}")
_EMPTY = tuple(
    f"DELETE FROM {table}"  # noqa: S608 - names of our own schema
    for table in ("meta", "stat", "unit", "strand", "made", "output", "journal", "site")
)


class MadeRows(Struct, frozen=True, kw_only=True):
    """What a build made of a unit's sources: the JSON of each by path, and the paths to forget.

    `gone` is None if nothing of what the state has holds.
    """

    rows: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] | None = None


class StateChange(Struct, frozen=True, kw_only=True):
    """What a commit changes: rows to put and keys to drop, for each table.

    `kept` yields path, digest and compressed bytes, one at a time: they need not fit into memory.
    `strands` has the names and JSON of all strands of each unit of which at least one changed,
    `made` what may be reused of the sources of each unit that was built. `outputs_gone` are dropped
    besides those that the journal removes.
    `site` has the names of the new site and of the one in the folder; it is empty for no change.
    """

    meta: dict[str, str] = {}
    stats: dict[str, tuple[str, str]] = {}
    stats_gone: frozenset[str] = frozenset()
    units: dict[str, UnitRow] = {}
    units_gone: frozenset[str] = frozenset()
    strands: dict[str, tuple[tuple[str, str], ...]] = {}
    made: dict[str, MadeRows] = {}
    outputs: dict[str, OutputEntry] = {}
    outputs_gone: frozenset[str] = frozenset()
    journal: dict[str, str] = {}
    kept: Iterable[tuple[str, str, bytes]] = ()
    kept_gone: frozenset[str] = frozenset()
    site: tuple[str, ...] = ()


class DamagedStateError(Exception):
    """The state could be read but not changed: it is gone, or damaged outside its rows."""


def write_change(state: State, change: StateChange) -> None:
    """Write a change in one transaction, synced to disk before this returns.

    Raises OSError, as every other write does, when the disk is full or broken, and
    DamagedStateError when the state is damaged.
    """
    with _transaction(state) as db:
        _put(db, change)


def clear_journal(state: State, change: StateChange | None = None) -> None:
    """Record that the moves and removals of the journal are done; a damaged state is given up.

    `change` corrects the state where some of them could not be done.
    """
    try:
        with _transaction(state) as db:
            if change:
                _put(db, change)
            db.execute("DELETE FROM journal")
    except DamagedStateError:
        state.reason = "unreadable"


def distrust(state: State, outputs: dict[str, OutputEntry], owners: dict[str, str]) -> None:
    """Make the next build make these files again; `owners` has the owner of each path."""
    products = {product_of(entry) for entry in outputs.values()} if "" in owners.values() else set()
    change = StateChange(
        meta={product_mark(name): "" for name in sorted(products)},
        units_gone=frozenset(owners.values()),
        outputs={p: outputs[p]._replace(digest="", mtime=0) for p in owners if p in outputs},
    )
    write_change(state, change)


@contextmanager
def _transaction(state: State) -> Iterator[sqlite3.Connection]:
    files.step("state", state.path)
    try:
        with closing(_opened(state)) as db, db:
            yield db
    except sqlite3.Error as error:
        raise _told(error, state.path) from error


def _told(error: sqlite3.Error, path: Path) -> OSError | DamagedStateError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # higher bits give details
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedStateError(str(error))
    number = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
    return OSError(number, str(error), str(path))


def _opened(state: State) -> sqlite3.Connection:
    if state.reason and state.reason != OTHER:
        for ending in ("", "-journal", "-wal", "-shm"):
            state.path.with_name(state.path.name + ending).unlink(missing_ok=True)
    elif not state.path.exists():
        raise DamagedStateError("gone")
    db = sqlite3.connect(state.path)
    db.execute("PRAGMA synchronous = FULL")
    # Deleted rows are overwritten: personal data must not survive their removal.
    db.execute("PRAGMA secure_delete = ON")
    if state.reason:
        # In one transaction with the first rows: a state without them would prune nothing.
        db.execute("BEGIN")
        for statement in _EMPTY if state.reason == OTHER else _NEW:
            db.execute(statement)
    state.reason = ""
    return db


def _put(db: sqlite3.Connection, change: StateChange) -> None:
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", change.meta.items())
    _drop(db, "stat", "path", change.stats_gone)
    rows = ((path, mark, value) for path, (mark, value) in change.stats.items())
    db.executemany("INSERT OR REPLACE INTO stat VALUES (?, ?, ?)", rows)
    _put_units(db, change)
    _drop(db, "output", "path", (path for path, staged in change.journal.items() if not staged))
    _drop(db, "output", "path", change.outputs_gone)
    outputs = ((path, *entry) for path, entry in change.outputs.items())
    db.executemany("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?)", outputs)
    _drop(db, "kept", "path", change.kept_gone)
    db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", change.kept)
    db.executemany("INSERT OR REPLACE INTO journal VALUES (?, ?)", change.journal.items())
    if change.site:
        db.execute("DELETE FROM site")
        db.execute("INSERT INTO site VALUES (?, ?)", change.site)


def _put_units(db: sqlite3.Connection, change: StateChange) -> None:
    _drop(db, "unit", "key", change.units_gone)
    _drop(db, "strand", "unit", (*change.units_gone, *change.strands))
    units = (
        (
            *(key, row.fingerprint, row.since, row.until, row.record),
            *(row.built, row.reason, row.history, row.links, row.broken),
        )
        for key, row in change.units.items()
    )
    db.executemany("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", units)
    strands = (
        (key, name, digest(body), body)
        for key, bodies in change.strands.items()
        for name, body in bodies
    )
    db.executemany("INSERT INTO strand VALUES (?, ?, ?, ?)", strands)
    wiped = (*change.units_gone, *(key for key, own in change.made.items() if own.gone is None))
    _drop(db, "made", "unit", wiped)
    gone = ((key, path) for key, own in change.made.items() for path in own.gone or ())
    db.executemany("DELETE FROM made WHERE unit = ? AND path = ?", gone)
    made = (
        (key, path, digest(body), body)
        for key, own in change.made.items()
        for path, body in own.rows
    )
    db.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", made)


def _drop(db: sqlite3.Connection, table: str, column: str, keys: Iterable[str]) -> None:
    statement = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608 - names of our own schema
    db.executemany(statement, ((key,) for key in keys))
