"""Where a build's files wait until they are certain to be published."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec import Struct

from sitegen.digest import content_digest, digest
from sitegen.model import Output
from sitegen.store import files
from sitegen.store.marker import STAGE
from sitegen.store.state import OutputEntry


class Staged(Struct, frozen=True):
    """A file of the new site; `at` is where its bytes wait, "" if they are already published."""

    path: str
    entry: OutputEntry
    at: str = ""


class Stage(Struct, frozen=True):
    """Where a worker puts one owner's files; picklable.

    `run` names a folder of this build alone, so that nothing still written by a worker of a killed
    build is taken for ours. `last` has that owner's published files; files with the same bytes are
    not staged.
    """

    folder: str
    run: str
    owner: str
    last: dict[str, OutputEntry]

    def holds(self, path: str, key: str) -> bool:
        """Return whether this owner's file at `path` is published and was made from `key`.

        Whether someone changed it was looked at when the folder was opened.
        """
        old = self.last.get(path)
        return old is not None and bool(key) and old.key == key and old.owner == self.owner

    def put(self, outputs: Iterable[Output], key: str = "") -> tuple[Staged, ...]:
        """Write the changed outputs, and return all of them without their bytes."""
        return tuple(self._put(output, key) for output in outputs)

    def _put(self, output: Output, key: str) -> Staged:
        entry = OutputEntry(
            content_digest(output.body), len(output.body), self.owner, key or output.key
        )
        old = self.last.get(output.path)
        if (
            old is not None
            and old.digest == entry.digest
            and published_time(self.folder, output.path, old) == old.mtime
        ):
            return Staged(output.path, entry._replace(mtime=old.mtime))
        # A flat folder: making the site's folders twice took a fifth of a clean build.
        at = f"{self.run}/{digest(self.owner, output.path)}"
        mtime = files.stage(f"{self.folder}/{STAGE}/{at}", output.body)
        return Staged(output.path, entry._replace(mtime=mtime), at)


def published_time(folder: str, path: str, entry: OutputEntry) -> int | None:
    """Return when the file was last changed (ns); None if it is gone or its size differs."""
    try:
        status = os.stat(f"{folder}/{path}")  # noqa: PTH116 - for each file
    except OSError:
        return None
    return status.st_mtime_ns if status.st_size == entry.size else None
