"""What the last build wrote: the path, digest and size of each file, in SQLite.

Never a pickle, and no blob that grows with the city. An unreadable or older manifest is no
manifest: everything is compared with the files themselves.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.digest import content_digest, digest

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
MARKER = ".sitegen-output"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the output: SHA-256 of its bytes, and its size."""

    digest: str
    size: int


def manifest_path(root: Path, output: Path) -> Path:
    """Return where the manifest of this output folder is kept."""
    name = digest(str(output.resolve()))[:12]
    return root / ".sitegen" / f"manifest-{name}.sqlite"


def read_manifest(path: Path, output: Path) -> dict[str, Entry]:
    """Return the entries of the last build by path.

    Where there is no readable manifest but the folder is ours, its files are listed and read.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version == VERSION:
                rows = db.execute("SELECT path, digest, size FROM output")
                return {name: Entry(value, size) for name, value, size in rows}
    except sqlite3.Error:
        pass
    return _from_folder(output)


def write_manifest(path: Path, entries: dict[str, Entry]) -> None:
    """Replace the manifest in one step; the old one stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as db, db:
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute(
            "CREATE TABLE output (path TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL)"
            " WITHOUT ROWID"
        )
        rows = ((name, entry.digest, entry.size) for name, entry in sorted(entries.items()))
        db.executemany("INSERT INTO output VALUES (?, ?, ?)", rows)
    new.replace(path)


def _from_folder(output: Path) -> dict[str, Entry]:
    if not (output / MARKER).is_file():
        return {}
    found: dict[str, Entry] = {}
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.name != MARKER:
            data = path.read_bytes()
            found[path.relative_to(output).as_posix()] = Entry(content_digest(data), len(data))
    return found
