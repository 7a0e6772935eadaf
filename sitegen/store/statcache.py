"""Digests of the sources without reading unchanged files, as in git's index.

A file with the same size, times and inode as last time has the same bytes, unless it changed at
the very moment it was read: such racy files are read again (as in git's "racy git" rule).
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from sitegen.city.beneath import OpenFolder
from sitegen.digest import digest

# At least as coarse as the time stamps of any file system in use (FAT has 2 s).
RACY_NS = 2_000_000_000


@dataclass(slots=True)
class StatCache:
    """`last` has (stat mark, digest) by path, read at `read_at` (ns); `now` collects new ones.

    In a fresh clone every mark is new, and every file is read once. `close` when all are scanned.
    """

    root: str
    last: dict[str, tuple[str, str]]
    read_at: int
    now: dict[str, tuple[str, str]] = field(default_factory=dict)
    started: int = field(default_factory=time.time_ns)
    _folder: OpenFolder = field(init=False)

    def __post_init__(self) -> None:
        self._folder = OpenFolder(self.root)

    def digest(self, path: str, status: os.stat_result) -> str:
        """Return the digest of a file's bytes; an unreadable file gets a new one each time."""
        mark = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
        known = self.last.get(path)
        if (
            known is not None
            and known[0] == mark
            and status.st_mtime_ns < self.read_at - RACY_NS
            and status.st_ctime_ns < self.read_at - RACY_NS
        ):
            self.now[path] = known
            return known[1]
        try:
            value = digest(self._folder.read(path))
        except OSError as error:
            return f"unreadable {error.errno} {self.started}"
        self.now[path] = (mark, value)
        return value

    def close(self) -> None:
        """Close the folder that was read last."""
        self._folder.close()

    def changed(self) -> dict[str, tuple[str, str]]:
        """Return the rows that are new or different."""
        return {path: row for path, row in self.now.items() if self.last.get(path) != row}

    def gone(self) -> frozenset[str]:
        """Return the paths that are no longer there."""
        return frozenset(self.last.keys() - self.now.keys())
