"""Finds the state of an output folder under the name of another folder, and brings it to its own.

A state is called after the way from the city to its output folder. Another place of the city changes
that way when the folder is outside, an older version took the absolute path, and folders are renamed.
Which site a state tells of it says itself, and so does the marker of the folder.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from sitegen.digest import digest
from sitegen.errors import LockedError
from sitegen.store import files
from sitegen.store.lock import lock
from sitegen.store.marker import site_name
from sitegen.store.state import STATES, VERSION, WAY


class _Told(Struct, frozen=True, kw_only=True):
    """What a state says of itself: its schema, its site, the way to its output folder.

    `site` and `way` are "" when it does not say.
    """

    version: int
    site: str
    way: str


def adopt(root: Path, output: Path, path: Path) -> None:
    """Bring the state that tells of the site in the output folder to `path`, if it is elsewhere.

    It is moved, or copied when it belongs to another folder with the same site. States that only an
    older version could read, and of which nobody knows the folder, are removed. The caller holds the
    lock of `path`; a state that another build holds is left alone.
    """
    if path.exists():
        return
    before = path.with_name(f"state-{digest(str(output.resolve()))[:12]}.sqlite")
    name = site_name(output)
    for other in sorted(path.parent.glob(STATES), key=lambda each: (each != before, each.name)):
        with suppress(LockedError), lock(other.with_suffix(".lock")):
            told = _told(other)
            if path.exists():
                pass
            elif other == before:
                files.move(other, path)
            elif name and told.version == VERSION and told.site == name:
                _bring(other, path, kept=_has_site(root / told.way, name) if told.way else False)
            if told.version < VERSION and not told.way:
                files.remove(other.parent, other.name)
            if not other.exists():
                files.remove(other.parent, other.with_suffix(".lock").name)


def _bring(other: Path, path: Path, *, kept: bool) -> None:
    if not kept:
        files.move(other, path)
        return
    half = path.with_suffix(".half")  # a copy that is cut short must not be taken for a state
    files.write(half, other.read_bytes())
    files.move(half, path)


def _has_site(output: Path, name: str) -> bool:
    return site_name(output) == name


def _told(path: Path) -> _Told:
    """Return what the state at `path` says of itself; a damaged one says nothing.

    One with an open journal tells of no site that is there already.
    """
    version, site, way = VERSION, "", ""
    where = path.absolute().as_uri() + "?mode=rw"
    with suppress(sqlite3.Error, TypeError), closing(sqlite3.connect(where, uri=True)) as db:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        found = db.execute("SELECT value FROM meta WHERE key = ?", (WAY,)).fetchone()
        way = str(found[0]) if found else ""
        if not db.execute("SELECT 1 FROM journal LIMIT 1").fetchone():
            site = str((db.execute("SELECT name FROM site").fetchone() or ("",))[0])
    return _Told(version=version, site=site, way=way)
