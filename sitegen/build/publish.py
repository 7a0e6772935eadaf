"""The only module that writes the output folder.

Files that changed are staged inside it, then renamed into place; bytes that did not change are
not touched, and only what the last build wrote is ever removed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.build.manifest import (
    MARKER,
    Entry,
    manifest_path,
    read_manifest,
    write_manifest,
)
from sitegen.digest import content_digest
from sitegen.errors import LockedError, UsageError
from sitegen.model import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.model import Output

STAGE = ".sitegen-stage"


@dataclass(frozen=True, slots=True)
class Published:
    """What a commit did, as sorted paths relative to the output folder; `size` in bytes."""

    written: tuple[str, ...]
    reused: tuple[str, ...]
    pruned: tuple[str, ...]
    size: int


@dataclass(slots=True)
class Publication:
    """An open output folder: files are staged, then committed all together, or dropped."""

    folder: Path
    manifest: Path
    last: dict[str, Entry]
    force: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    staged: list[str] = field(default_factory=list)
    written_bytes: int = 0

    def add(self, output: Output) -> bool:
        """Stage a file unless its bytes are published already; False when the path is taken."""
        if output.path in self.entries:
            return False
        entry = Entry(content_digest(output.body), len(output.body))
        self.entries[output.path] = entry
        if (
            not self.force
            and self.last.get(output.path) == entry
            and self._intact(output.path, entry)
        ):
            return True
        path = self.folder / STAGE / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.body)
        self.staged.append(output.path)
        self.written_bytes += entry.size
        return True

    def keep(self, path: str) -> None:
        """Leave a published file as it is, although it was not made in this build."""
        if path in self.last:
            self.entries[path] = self.last[path]

    def _intact(self, path: str, entry: Entry) -> bool:
        try:
            return (self.folder / path).stat().st_size == entry.size
        except OSError:
            return False

    def commit(self) -> Published:
        """Move the staged files into place, remove what no source makes any more."""
        (self.folder / MARKER).touch()
        for name in self.staged:
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / STAGE / name).replace(target)
        gone = sorted(set(self.last) - set(self.entries))
        for name in gone:
            _remove(self.folder, name)
        write_manifest(self.manifest, self.entries)
        reused = sorted(set(self.entries) - set(self.staged))
        written = tuple(sorted(self.staged))
        return Published(written, tuple(reused), tuple(gone), self.written_bytes)


@contextmanager
def publication(root: Path, folder: Path, *, force: bool = False) -> Iterator[Publication]:
    """Open the output folder for one build; what was staged and not committed is dropped.

    Raises UsageError when the folder is not empty and not made by sitegen, LockedError when
    another build holds it.
    """
    state = root / ".sitegen"
    state.mkdir(parents=True, exist_ok=True)
    manifest = manifest_path(root, folder)
    with _lock(manifest.with_suffix(".lock")):
        _check_ours(folder)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / STAGE, ignore_errors=True)
        try:
            yield Publication(folder, manifest, read_manifest(manifest, folder), force)
        finally:
            shutil.rmtree(folder / STAGE, ignore_errors=True)


def clean(root: Path, folder: Path) -> tuple[int, bool]:
    """Remove the output folder if it is ours, and the state; return (files removed, state too)."""
    removed = 0
    if folder.exists():
        _check_ours(folder)
        removed = sum(1 for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
        shutil.rmtree(folder)
    state = root / ".sitegen"
    had_state = state.is_dir()
    if had_state:
        shutil.rmtree(state)
    return removed, had_state


def _check_ours(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused("S015", folder)
    # A stage alone is what a first build leaves behind when it is killed.
    foreign = any(path.name != STAGE for path in folder.iterdir())
    if foreign and not (folder / MARKER).is_file():
        raise _refused("S014", folder)


def _refused(code: str, folder: Path) -> UsageError:
    where = Where(path="")
    return UsageError(
        problems=(Problem(code=code, where=where, params=(("folder", str(folder)),)),)
    )


def _remove(folder: Path, name: str) -> None:
    """Remove a file, and the folders above it that are empty then."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder:
            return
        try:
            parent.rmdir()
        except OSError:
            return


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            holder = handle.read().strip() or "?"
            problem = Problem(code="S016", where=Where(path=""), params=(("holder", holder),))
            raise LockedError(problems=(problem,)) from None
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield
