"""The only module that writes the output folder.

Files that changed are staged inside it; then one transaction of the state notes what is to be
moved and removed, the files are moved into place one by one, and the journal is dropped. A
build that ends anywhere leaves the old site, or one that the next start rolls forward.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.build import files
from sitegen.build.past import Keep
from sitegen.build.state import (
    MARKER,
    STAGE,
    Change,
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

    `last` has the published files of that owner; files with the same bytes are not staged.
    """

    folder: str
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
            and _intact(self.folder, output.path, entry)
        ):
            return Staged(output.path, entry)
        # A flat folder for each owner: making the site's folders twice took a fifth of a clean build.
        at = f"{digest(self.owner)[:12]}/{digest(output.path)}"
        files.write(f"{self.folder}/{STAGE}/{at}", output.body)
        return Staged(output.path, entry, at)


@dataclass(slots=True)
class Publication:
    """An open output folder: files are staged, then committed all together, or dropped."""

    folder: Path
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
        return Stage(str(self.folder), owner, last)

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
        last = self.state.outputs
        gone = sorted(last.keys() - self.entries.keys())
        journal = {**self.moves, **dict.fromkeys(gone, "")}
        change = Change(
            meta=meta,
            stats=stats.changed,
            stats_gone=stats.gone,
            units={k: row for k, row in units.items() if self.state.units.get(k) != row},
            units_gone=frozenset(self.state.units.keys() - units.keys()),
            # Files that were listed for want of a state are not in it yet.
            outputs={
                p: e for p, e in self.entries.items() if self.state.reason or last.get(p) != e
            },
            journal=journal,
            kept=keep.rows(),
            kept_gone=keep.gone,
        )
        if journal:
            files.sync(self.folder)
        write_change(self.state, change)
        _roll_forward(self.folder, self.state, journal)
        written = tuple(sorted(self.moves))
        reused = tuple(sorted(self.entries.keys() - self.moves.keys()))
        size = sum(self.entries[path].size for path in written)
        return Published(written, reused, tuple(gone), size)


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
    files.make_folder(path.parent)
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
        try:
            yield Publication(folder, state, force)
        finally:
            if not has_journal(path):
                files.remove_tree(folder / STAGE)


def _complete(folder: Path, state: State) -> bool:
    """Whether each file of the journal waits unhurt in the stage, or is in its place already."""
    for name, at in state.journal.items():
        staged, entry = folder / STAGE / at, state.outputs.get(name)
        try:
            if at and (
                entry is None
                or content_digest((staged if staged.exists() else folder / name).read_bytes())
                != entry.digest
            ):
                return False
        except OSError:
            return False
    return True


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


def _intact(folder: str, path: str, entry: Entry) -> bool:
    try:
        return os.stat(f"{folder}/{path}").st_size == entry.size  # noqa: PTH116 - for each file
    except OSError:
        return False


def _forget_lost(folder: Path, state: State) -> None:
    """Let whoever made a file that somebody removed or cut from the folder make it again."""
    name = str(folder)
    for path, entry in list(state.outputs.items()):
        if _intact(name, path, entry):
            continue
        state.outputs[path] = replace(entry, key="")
        if entry.owner:
            state.units.pop(entry.owner, None)
        else:
            state.meta.pop("city", None)


def clean(root: Path, folder: Path) -> tuple[int, bool]:
    """Remove the output folder if it is ours, and the state; return (files removed, state too)."""
    removed = 0
    if folder.exists():
        _check_ours(folder)
        removed = sum(1 for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
        files.remove_tree(folder)
    state = root / ".sitegen"
    had_state = state.is_dir()
    files.remove_tree(state)
    return removed, had_state


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
