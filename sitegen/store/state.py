"""What the last build left behind: stats, units' records, pages and an open journal, in SQLite.

Never a pickle, and no blob that grows with the city: one row per file and per unit. A state that
is missing, unreadable or of another version is not used, and everything is built again.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sitegen.digest import content_digest, digest
from sitegen.store.marker import our_files, site_name

VERSION = 9
# Why a readable state is not used: its output folder contains a different site from its own.
OTHER = "other"
# The names of all states, and the key of `meta` for the way to the output folder.
STATES = "state-*.sqlite"
WAY = "output"
# The owner of compressed forms of other files (`sitegen.engine.compressed`), a name that no unit has.
COMPRESSED = "*"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stat (path TEXT PRIMARY KEY, mark TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (
  key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, since REAL NOT NULL, until REAL NOT NULL,
  record TEXT NOT NULL, built REAL NOT NULL, reason TEXT NOT NULL, history TEXT NOT NULL,
  links TEXT NOT NULL, broken TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE strand (
  unit TEXT NOT NULL, name TEXT NOT NULL, seal TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (unit, name)
);
CREATE TABLE made (
  unit TEXT NOT NULL, path TEXT NOT NULL, seal TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (unit, path)
);
CREATE TABLE output (
  path TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL, owner TEXT NOT NULL,
  key TEXT NOT NULL, mtime INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE kept (path TEXT PRIMARY KEY, digest TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX kept_digest ON kept (path, digest);
CREATE TABLE journal (path TEXT PRIMARY KEY, staged TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE site (name TEXT PRIMARY KEY, before TEXT NOT NULL) WITHOUT ROWID;
"""


class OutputEntry(NamedTuple):
    """A file of the output: SHA-256 of its bytes, its size, what made it, and from what.

    `owner` is a unit's key, "" for the city, or COMPRESSED; `key` names the product of a file of the city and,
    after a colon, stands for what the file was made from; `mtime` (ns) is when its bytes were
    written, which shows whether someone changed them. A tuple, which is read in a third of the
    time: each build reads 77,000 of them.
    """

    digest: str
    size: int
    owner: str = ""
    key: str = ""
    mtime: int = 0


class UnitRow(Struct, frozen=True):
    """A unit as it was last built: valid for clocks from `since` until before `until`.

    `record` is its record as JSON; `broken` has the problems that the audit found, as JSON.
    `strands` has the name and digest of each part of its summary, of the ids of its pages and of
    the traces of its files, sorted by name; their JSON stays on disk until `read_strand`. `links`
    is sealed JSON: the links that the audit follows. `built` is when it was built, in seconds
    since 1970, and `reason` the plan's reason. `history` stands for git's history if files are
    held back, and is "" if none are.
    """

    fingerprint: str
    since: float
    until: float
    record: str
    built: float = 0.0
    reason: str = ""
    history: str = ""
    links: str = ""
    broken: str = "[]"
    strands: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class State:
    """The state in memory; `reason` says why there is none ("" if there is one).

    `touched` has outputs whose entry was corrected since it was read. `kept` has the digests of good
    versions of files that git does not have; their bytes stay on disk until `read_kept`. `site` is
    the name of the site in `outputs`, `before` that of the previous one (`PublishedSite`). `here`
    are the owners of whom a file is in the output folder.
    """

    path: Path
    meta: dict[str, str] = field(default_factory=dict)
    stats: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, UnitRow] = field(default_factory=dict)
    outputs: dict[str, OutputEntry] = field(default_factory=dict)
    journal: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    reason: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    site: str = ""
    before: str = ""
    here: set[str] = field(default_factory=set)


def uncompressed(outputs: Mapping[str, OutputEntry]) -> Iterator[str]:
    """Yield the paths of the files that units and the city have, without compressed forms."""
    return (path for path, entry in outputs.items() if entry.owner != COMPRESSED)


def original(path: str) -> str:
    """Return the path of the file of which this is a compressed form, by its name."""
    return path.rpartition(".")[0]


def state_path(root: Path, output: Path) -> Path:
    """Return where the state of this output folder is kept, the same wherever the city is."""
    return root / ".sitegen" / f"state-{digest(way_to(root, output))[:12]}.sqlite"


def way_to(root: Path, output: Path) -> str:
    """Return the path of the output folder as seen from the city's folder."""
    return Path(os.path.relpath(output.resolve(), root.resolve())).as_posix()


def read_state(path: Path, output: Path) -> State:
    """Return the state; without a usable one, it lists our files in the output folder.

    A state that describes a different site from the one in the folder, such as one restored from a
    backup, is used only for what it keeps of the sources.
    """
    if not path.exists():
        return State(path, outputs=_from_folder(output), reason="missing")
    try:
        # Not read-only: opening rolls back what a killed build had begun to write.
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                return State(path, outputs=_from_folder(output), reason="version")
            state = State(
                path,
                meta=dict(_rows(db, "meta")),
                stats={p: (mark, name) for p, mark, name in _rows(db, "stat")},
                units=_units(db),
                outputs={p: OutputEntry._make(row) for p, *row in _rows(db, "output")},
                journal=dict(_rows(db, "journal")),
                kept=dict(db.execute("SELECT path, digest FROM kept")),
            )
            state.site, state.before = next(_rows(db, "site"), ("", ""))
    except (sqlite3.Error, TypeError, ValueError):
        return State(path, outputs=_from_folder(output), reason="unreadable")
    if _tells_of(state, site_name(output)):
        return state
    found = _from_folder(output)
    return State(path, stats=state.stats, outputs=found, reason=OTHER, kept=state.kept)


def _tells_of(state: State, name: str | None) -> bool:
    """Whether the state describes the site in the folder, or one that is being moved there."""
    return name in {None, state.site} or (bool(state.journal) and name in {"", state.before})


def _rows(db: sqlite3.Connection, table: str, wanted: str = "*") -> sqlite3.Cursor:
    """Return a table's rows, or their `wanted` columns; raises TypeError if a type is wrong."""
    columns = [
        (name, kind.lower()) for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})")
    ]
    odd = " OR ".join(f"typeof({name}) <> '{kind}'" for name, kind in columns)
    # SQLite checks the types, since it is ten times as fast at it.
    if db.execute(f"SELECT 1 FROM {table} WHERE {odd} LIMIT 1").fetchone():  # noqa: S608 - names of our own schema
        raise TypeError(table)
    return db.execute(f"SELECT {wanted} FROM {table}")  # noqa: S608 - names of our own schema


def _units(db: sqlite3.Connection) -> dict[str, UnitRow]:
    strands: dict[str, list[tuple[str, str]]] = {}
    for key, name, seal in _rows(db, "strand", "unit, name, seal"):
        strands.setdefault(key, []).append((name, seal))
    return {
        key: UnitRow(*(*row, tuple(sorted(strands.get(key, ())))))
        for key, *row in _rows(db, "unit")
    }


def read_strand(path: Path, name: str, unit: str = "") -> dict[str, str]:
    """Return the JSON of a strand by unit, or of one unit alone, from the state at `path`.

    Lost strands are left out.
    """
    chosen, values = (" AND unit = ?", (name, unit)) if unit else ("", (name,))
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as db:
            return dict(db.execute(f"SELECT unit, body FROM strand WHERE name = ?{chosen}", values))  # noqa: S608 - our own words
    except sqlite3.Error:
        return {}


def intact_strand(state: State, name: str, unit: str) -> str:
    """Return the JSON of a unit's strand if it is as the last build wrote it, else ""."""
    row = state.units.get(unit)
    text = read_strand(state.path, name, unit).get(unit, "") if row else ""
    return text if row and digest(text) == dict(row.strands).get(name) else ""


def read_made(path: Path, unit: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the JSON of what was made of a unit's sources, by path, and of its strands, by name.

    Damaged rows are left out; strands are not looked at.
    """
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT path, seal, body FROM made WHERE unit = ?", (unit,))
            made = {name: body for name, seal, body in rows if digest(body) == seal}
            strands = dict(db.execute("SELECT name, body FROM strand WHERE unit = ?", (unit,)))
    except (sqlite3.Error, AttributeError):
        return {}, {}
    return made, strands


def read_kept(path: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return the bytes of the named files as far as the state at `path` kept them."""
    found: dict[str, bytes] = {}
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as db:
            for name in names:
                rows = db.execute("SELECT digest, body FROM kept WHERE path = ?", (name,))
                for expected, body in rows:
                    data = zlib.decompress(body)
                    if digest(data) == expected:
                        found[name] = data
    except (sqlite3.Error, zlib.error, TypeError):
        return found
    return found


def has_journal(path: Path) -> bool:
    """Whether the state at `path` may still have moves and removals to do."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        # When in doubt, staged files must not be dropped; the next start checks again.
        return True


def product_mark(name: str) -> str:
    """Return the name under which `meta` has the key that a product of the city was made from."""
    return f"city:{name}"


def product_of(entry: OutputEntry) -> str:
    """Return the name of the product that made this file of the city, "" if unknown."""
    return "" if entry.owner else entry.key.partition(":")[0]


def forget_products(state: State) -> None:
    """Make the next build check each page of the city, even if its inputs are unchanged."""
    for mark in [mark for mark in state.meta if mark.startswith(product_mark(""))]:
        del state.meta[mark]


def _from_folder(output: Path) -> dict[str, OutputEntry]:
    """Our files in the output folder, with digests, so that they are pruned without a state too."""
    found: dict[str, OutputEntry] = {}
    for name in our_files(output):
        found[name] = found_entry(output, name) or OutputEntry("", 0)
    return found


def found_entry(output: Path, name: str) -> OutputEntry | None:
    """Return what is known of a file by looking at it; None if there is none or it is unreadable."""
    try:
        data = (output / name).read_bytes()
        mtime = (output / name).stat().st_mtime_ns
    except (OSError, ValueError):
        return None
    return OutputEntry(content_digest(data), len(data), mtime=mtime)
