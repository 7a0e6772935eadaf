"""A copy of the desk's folder, made while the desk runs, with which a desk can be started.

SQLite's own way of copying gives one moment of each file of it; what was sent is copied after that, so that no item
lacks its file. Git has the rest.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from sitegen.desk.access.database import NAME as ACCESS
from sitegen.desk.access.door import KEY_FILE
from sitegen.desk.bodies import FOLDER, sync_folder
from sitegen.desk.settings import NAME as SETTINGS
from sitegen.desk.store import NAME as STORE
from sitegen.errors import UsageError
from sitegen.model import Problem

# Pages of SQLite copied at once, between which the desk may write.
_PAGES = 256
_PART = ".baru"


class Backup(Struct, frozen=True, kw_only=True):
    """A copy that was made: its folder, how many items it has, the bytes of all files."""

    folder: Path
    items: int
    size: int


def make_backup(state: Path, target: Path) -> Backup:
    """Copy the desk's folder `state` into a new folder in `target`; whole from the moment it has its name.

    Raises UsageError where there is no desk, or what it has is damaged; OSError.
    """
    if not (state / STORE).is_file():
        raise UsageError.of("K034", folder=str(state))
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    made, part = target / f"meja-{moment}", target / f"meja-{moment}{_PART}"
    part.mkdir(mode=0o700)
    try:
        items, bodies = _databases(state, part)
        (part / FOLDER).mkdir(mode=0o700)
        for name in bodies:
            shutil.copyfile(state / FOLDER / name, part / FOLDER / name)
        for name in (SETTINGS, KEY_FILE):
            if (state / name).is_file():
                shutil.copyfile(state / name, part / name)
        size = _sealed(part)
        part.rename(made)
        sync_folder(target)
    except FileNotFoundError as error:
        raise UsageError(
            problems=(Problem.of("K035", "", file=Path(error.filename or "").name),)
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Backup(folder=made, items=items, size=size)


def _databases(state: Path, part: Path) -> tuple[int, tuple[str, ...]]:
    """Copy both files of SQLite; return how many items there are, and the names of their bodies."""
    for name in (STORE, ACCESS):
        if not (state / name).is_file():
            continue
        address = f"{(state / name).resolve().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(address, uri=True, timeout=30)) as old,
            closing(sqlite3.connect(part / name)) as new,
        ):
            old.backup(new, pages=_PAGES)
            if name == ACCESS:  # who signed in then is not signed in by a copy
                new.executescript("DELETE FROM sessions; DELETE FROM started;")
            if new.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise UsageError.of("K035", file=name)
    with closing(sqlite3.connect(part / STORE)) as new:
        rows = new.execute("SELECT body FROM items").fetchall()
    return len(rows), tuple(sorted({str(name) for (name,) in rows if name}))


def _sealed(folder: Path) -> int:
    """Have all files on the disk, for their owner alone; return their bytes."""
    size = 0
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        path.chmod(0o600)
        with path.open("rb") as opened:
            os.fsync(opened.fileno())
        size += path.stat().st_size
    for each in (folder / FOLDER, folder):
        sync_folder(each)
    return size
