"""The only module that writes the output folder.

Files that changed are staged inside it; then one transaction of the state notes what is to be
moved and removed, the files are moved into place one by one, and the journal is dropped. A
build that ends anywhere leaves the old site, or one that the next start rolls forward.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sitegen.build import files
from sitegen.build.past import Keep
from sitegen.build.state import (
    MARKER,
    STAGE,
    Change,
    DamagedStateError,
    Entry,
    State,
    UnitRow,
    clear_journal,
    has_journal,
    read_state,
    state_path,
    write_change,
)
from sitegen.digest import content_digest, digest
from sitegen.errors import LockedError, UsageError
from sitegen.model import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sitegen.model import Output


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the new site; `at` is where its bytes wait, "" when they are published already."""

    path: str
    entry: Entry
    at: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What a commit did, as sorted paths relative to the output folder; `size` in bytes."""

    written: tuple[str, ...]
    reused: tuple[str, ...]
    pruned: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a worker puts the files of one owner; picklable.

    `run` names a folder of this build alone, so that nothing that a worker of a killed build
    still writes is taken for ours. `last` has the published files of that owner; files with the
    same bytes are not staged.
    """

    folder: str
    run: str
    owner: str
    last: dict[str, Entry]

    def put(self, outputs: Iterable[Output], key: str = "") -> tuple[Staged, ...]:
        """Write the outputs that changed, and return all of them without their bytes."""
        return tuple(self._put(output, key) for output in outputs)

    def _put(self, output: Output, key: str) -> Staged:
        entry = Entry(content_digest(output.body), len(output.body), self.owner, key)
        old = self.last.get(output.path)
        if (
            old is not None
            and old.digest == entry.digest
            and _mtime(self.folder, output.path, old) == old.mtime
        ):
            return Staged(output.path, entry._replace(mtime=old.mtime))
        # A flat folder: making the site's folders twice took a fifth of a clean build.
        at = f"{self.run}/{digest(self.owner, output.path)}"
        mtime = files.stage(f"{self.folder}/{STAGE}/{at}", output.body)
        return Staged(output.path, entry._replace(mtime=mtime), at)


@dataclass(slots=True)
class Publication:
    """An open output folder: files are staged, then committed all together, or dropped."""

    folder: Path
    run: str
    state: State
    force: bool = False
    entries: dict[str, Entry] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)

    def stage(self, owner: str) -> Stage:
        """Return the place for the files of a unit, or of the city ("")."""
        last: dict[str, Entry] = {}
        if not self.force:
            # Files found in a folder without a state have no owner yet: they may be anybody's.
            last = {p: e for p, e in self.state.outputs.items() if e.owner in {owner, ""}}
        return Stage(str(self.folder), self.run, owner, last)

    def take(self, staged: Staged) -> bool:
        """Take a file into the new site; False when another one has its path."""
        if staged.path in self.entries:
            return False
        self.entries[staged.path] = staged.entry
        if staged.at:
            self.moves[staged.path] = staged.at
        return True

    def keep(self, path: str) -> bool:
        """Leave a published file as it is; False when it is not published, or taken."""
        entry = self.state.outputs.get(path)
        if entry is None or path in self.entries:
            return False
        self.entries[path] = entry
        return True

    def commit(
        self,
        units: dict[str, UnitRow],
        meta: dict[str, str],
        stats: Stats,
        keep: Keep = Keep(),  # noqa: B008 - a frozen value
    ) -> Published:
        """Publish what was taken and kept, and remove everything else that the last build wrote.

        `units` are all units' rows, `meta` values to remember, `stats` the sources' digests,
        `keep` the good versions to remember.
        """
        gone = sorted(self.state.outputs.keys() - self.entries.keys())
        journal = {**self.moves, **dict.fromkeys(gone, "")}
        if journal:
            files.sync(self.folder)
        try:
            write_change(self.state, self._change(units, meta, stats, keep, journal))
        except DamagedStateError:
            self.state.reason = "unreadable"
            write_change(self.state, self._change(units, meta, stats, keep, journal))
        _roll_forward(self.folder, self.state, journal)
        written = tuple(sorted(self.moves))
        reused = tuple(sorted(self.entries.keys() - self.moves.keys()))
        size = sum(self.entries[path].size for path in written)
        return Published(written, reused, tuple(gone), size)

    def _change(
        self,
        units: dict[str, UnitRow],
        meta: dict[str, str],
        stats: Stats,
        keep: Keep,
        journal: dict[str, str],
    ) -> Change:
        """The rows that differ from those of the state, and all of them when it is written anew."""
        last, anew = self.state, bool(self.state.reason)
        known = {p: row for p, row in last.stats.items() if anew and p not in stats.gone}
        return Change(
            meta=meta,
            stats=known | stats.changed,
            stats_gone=stats.gone,
            units={k: row for k, row in units.items() if anew or last.units.get(k) != row},
            units_gone=frozenset(last.units.keys() - units.keys()),
            outputs={
                p: e
                for p, e in self.entries.items()
                if anew or p in last.touched or last.outputs.get(p) != e
            },
            journal=journal,
            kept=keep.rows(),
            kept_gone=keep.gone,
        )


@dataclass(frozen=True, slots=True)
class Stats:
    """The rows of the stat cache that changed, and the paths that are gone."""

    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@contextmanager
def publication(root: Path, folder: Path, *, force: bool = False) -> Iterator[Publication]:
    """Open the output folder for one build; what was staged and not committed is dropped.

    A commit that an earlier build could not finish is finished first. Raises UsageError when the
    folder is not empty and not made by sitegen, LockedError when another build holds it.
    """
    path = state_path(root, folder)
    with _lock(path.with_suffix(".lock")):
        _check_ours(folder)
        files.make_folder(folder)
        if not (folder / MARKER).is_file():
            files.write(f"{folder}/{MARKER}", b"")
        state = read_state(path, folder)
        if state.journal and not _complete(folder, state):
            # Somebody took from the stage what was to be moved: the state says more than is true.
            files.remove(path.parent, path.name)
            state = read_state(path, folder)
        if state.journal:
            _roll_forward(folder, state, state.journal)
            state.journal = {}
        _forget_lost(folder, state)
        files.remove_tree(folder / STAGE)
        run = secrets.token_hex(8)
        files.make_folder(folder / STAGE / run)
        try:
            yield Publication(folder, run, state, force)
        finally:
            if not has_journal(path):
                files.remove_tree(folder / STAGE)


def _complete(folder: Path, state: State) -> bool:
    """Whether each file of the journal waits unhurt in the stage, or is in its place already."""
    for name, at in state.journal.items():
        staged, entry = folder / STAGE / at, state.outputs.get(name)
        found = staged if staged.exists() else folder / name
        if at and (entry is None or not _holds(found, entry)):
            return False
    return True


def _holds(path: Path, entry: Entry) -> bool:
    """Whether the file has the bytes of the entry."""
    try:
        return content_digest(path.read_bytes()) == entry.digest
    except OSError:
        return False


def _roll_forward(folder: Path, state: State, journal: dict[str, str]) -> None:
    """Do all moves and removals of the journal, some of which may be done already; drop it."""
    # Removals first: a file may come where a folder was.
    for name in sorted(name for name, at in journal.items() if not at):
        files.remove(folder, name)
    for name, at in sorted(item for item in journal.items() if item[1]):
        staged = f"{folder}/{STAGE}/{at}"
        if os.path.exists(staged):  # noqa: PTH110 - for each file
            files.move(staged, f"{folder}/{name}")
    if journal:
        files.sync(folder)
        clear_journal(state)
    files.remove_tree(folder / STAGE)


def _mtime(folder: str, path: str, entry: Entry) -> int | None:
    """When the file was last changed; None when it is gone or of another size."""
    try:
        status = os.stat(f"{folder}/{path}")  # noqa: PTH116 - for each file
    except OSError:
        return None
    return status.st_mtime_ns if status.st_size == entry.size else None


def _forget_lost(folder: Path, state: State) -> None:
    """Let whoever made a file that somebody removed or changed make it again.

    Files with another time are read: a copy of the folder has the same bytes at other times.
    """
    name = str(folder)
    for path, entry in list(state.outputs.items()):
        mtime = _mtime(name, path, entry)
        if mtime == entry.mtime:
            continue
        if mtime is not None and _holds(folder / path, entry):
            state.outputs[path] = entry._replace(mtime=mtime)
            state.touched.add(path)
            continue
        state.outputs[path] = entry._replace(key="")
        if entry.owner:
            state.units.pop(entry.owner, None)
        else:
            state.meta.pop("city", None)


def clean(root: Path, folder: Path) -> tuple[int, int, bool]:
    """Remove what was published into the output folder, and the state of all output folders.

    Return how many files were removed, how many of others are left in the folder, and whether
    there was a state. Raises LockedError while anything builds or serves this city, UsageError
    when the folder is not ours.
    """
    state = root / ".sitegen"
    path = state_path(root, folder)
    _check_ours(folder)
    if not folder.exists() and not state.is_dir():
        return 0, 0, False
    had_state = path.exists() or (state.is_dir() and any(state.iterdir()))
    with ExitStack() as locks:
        for lock in sorted({path.with_suffix(".lock"), *state.glob("*.lock")}):
            locks.enter_context(_lock(lock))
        removed = _remove_published(folder, read_state(path, folder)) if folder.exists() else 0
        files.remove_tree(state)
    left = sum(1 for each in folder.rglob("*") if not each.is_dir()) if folder.exists() else 0
    return removed, left, had_state


def _remove_published(folder: Path, state: State) -> int:
    """Remove the files that the state lists, our own marks, and the folder if it is empty then."""
    there = [name for name in state.outputs if os.path.lexists(folder / name)]
    for name in there:
        files.remove(folder, name)
    files.remove_tree(folder / STAGE)
    files.remove(folder, MARKER)
    with suppress(OSError):  # files of others are in it
        folder.rmdir()
    return len(there)


def _check_ours(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _refused("S015", folder)
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise _refused("S014", folder)


def _refused(code: str, folder: Path) -> UsageError:
    where = Where(path="")
    return UsageError(
        problems=(Problem(code=code, where=where, params=(("folder", str(folder)),)),)
    )


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a lock file; raises LockedError, with who holds it, when another process does."""
    files.step("lock", path)
    with _locked(path) as handle:
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _locked(path: Path) -> TextIO:
    while True:
        files.make_folder(path.parent)
        handle = path.open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            with handle:
                handle.seek(0)
                holder = handle.read().strip() or "?"
            problem = Problem(code="S016", where=Where(path=""), params=(("holder", holder),))
            raise LockedError(problems=(problem,)) from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle.fileno()), path.stat()):
                return handle
        handle.close()  # `clean` removed it between the two steps: there is another file to lock
