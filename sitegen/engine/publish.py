"""The only module that writes the output folder.

Changed files are staged in it, one transaction journals all moves and removals, and then they are
done one by one. A killed build leaves the old site, or one that the next start rolls forward.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from sitegen.digest import content_digest
from sitegen.engine.place import check_ours, check_place, check_way
from sitegen.engine.stage import Stage, Staged, published_time
from sitegen.store import files
from sitegen.store.lock import lock, lock_folder
from sitegen.store.marker import STAGE, PublishedSite, mark, mark_first, site_name, site_of
from sitegen.store.past import Keep
from sitegen.store.state import (
    DamagedStateError,
    OutputEntry,
    State,
    StateChange,
    UnitRow,
    clear_journal,
    forget_products,
    has_journal,
    read_state,
    state_path,
    write_change,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What a commit did, as sorted paths relative to the output folder; `size` in bytes."""

    written: tuple[str, ...]
    reused: tuple[str, ...]
    pruned: tuple[str, ...]
    size: int


@dataclass(slots=True)
class Publication:
    """An open output folder: files are staged, then committed together or dropped."""

    folder: Path
    run: str
    state: State
    force: bool = False
    entries: dict[str, OutputEntry] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)

    def stage(self, owner: str) -> Stage:
        """Return the place for the files of a unit, or of the city ("")."""
        last: dict[str, OutputEntry] = {}
        if not self.force:
            # Files found in a folder without a state have no owner yet: they may be anyone's.
            last = {p: e for p, e in self.state.outputs.items() if e.owner in {owner, ""}}
        return Stage(str(self.folder), self.run, owner, last)

    def take(self, staged: Staged) -> bool:
        """Take a file into the new site; False when another file has its path."""
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
        strands: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({}),
    ) -> Published:
        """Publish what was taken and kept, and remove everything else that the last build wrote.

        `units` has all units' rows, `meta` the values to remember, `stats` the sources' digests,
        `keep` the good versions to remember, `strands` the names and JSON of the strands of
        each unit that was built.
        """
        gone = sorted(self.state.outputs.keys() - self.entries.keys())
        journal = {**self.moves, **dict.fromkeys(gone, "")}
        check_way(self.folder, journal)
        site = PublishedSite(self.state.site)
        if journal or self.state.reason:
            site = site_of((path, entry.digest) for path, entry in self.entries.items())
        if journal:
            files.sync(self.folder)
        steps = Steps(journal, site)
        try:
            write_change(self.state, self._change(units, meta, stats, keep, steps, strands))
        except DamagedStateError:
            self.state.reason = "unreadable"
            # What was not read from the state is lost, and so are the units that it belongs to.
            whole = {key: row for key, row in units.items() if key in strands or not row.strands}
            write_change(self.state, self._change(whole, meta, stats, keep, steps, strands))
        _roll_forward(self.folder, self.state, steps)
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
        steps: Steps,
        strands: Mapping[str, tuple[tuple[str, str], ...]],
    ) -> StateChange:
        """The rows that differ from those of the state, or all of them when it is created again."""
        last, anew = self.state, bool(self.state.reason)
        known = {p: row for p, row in last.stats.items() if anew and p not in stats.gone}
        return StateChange(
            meta=meta,
            stats=known | stats.changed,
            stats_gone=stats.gone,
            units={k: row for k, row in units.items() if anew or last.units.get(k) != row},
            units_gone=frozenset(last.units.keys() - units.keys()),
            strands={k: own for k, own in strands.items() if anew or not _same(last, units, k)},
            outputs={
                p: e
                for p, e in self.entries.items()
                if anew or p in last.touched or last.outputs.get(p) != e
            },
            journal=steps.journal,
            kept=keep.rows(),
            kept_gone=keep.gone,
            site=(steps.site.name, site_name(self.folder) or ""),
        )


def _same(last: State, units: dict[str, UnitRow], key: str) -> bool:
    """Whether a unit's strands are the same as in the state."""
    return key in last.units and last.units[key].strands == units[key].strands


@dataclass(frozen=True, slots=True)
class Steps:
    """The way to the new site: where the bytes of each file wait ("" to remove), and the site."""

    journal: dict[str, str]
    site: PublishedSite


@dataclass(frozen=True, slots=True)
class Stats:
    """The rows of the stat cache that changed, and the paths that are gone."""

    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@contextmanager
def publication(root: Path, folder: Path, *, force: bool = False) -> Iterator[Publication]:
    """Open the output folder for one build; what is staged but not committed is dropped.

    A commit that an earlier build could not finish is finished first. Raises UsageError when the
    folder is neither empty nor made by sitegen, is inside the sources, or has something foreign in
    the way of a page; LockedError when another build holds the city or the folder.
    """
    check_place(root, folder)
    path = state_path(root, folder)
    with lock(path.with_suffix(".lock")):
        check_ours(folder)
        files.make_folder(folder)
        with lock_folder(folder):
            state = _recovered(path, folder)
            _forget_lost(folder, state)
            files.remove_tree(folder / STAGE)
            run = secrets.token_hex(8)
            files.make_folder(folder / STAGE / run)
            try:
                yield Publication(folder, run, state, force)
            finally:
                if not has_journal(path):
                    files.remove_tree(folder / STAGE)


def _recovered(path: Path, folder: Path) -> State:
    """Finish an unfinished commit and return the state; the folder has its marker afterwards."""
    state = read_state(path, folder)
    if state.journal and not _complete(folder, state):
        # Someone removed staged files that were to be moved: the state claims too much.
        files.remove(path.parent, path.name)
        state = read_state(path, folder)
    site = PublishedSite(state.site, tuple(sorted(state.outputs)))
    if state.journal:
        check_way(folder, state.journal)
        _roll_forward(folder, state, Steps(state.journal, site))
        state.journal = {}
    if site_name(folder) is None:
        mark_first(folder, site)
    return state


def _complete(folder: Path, state: State) -> bool:
    """Whether each file of the journal waits intact in the stage, or is already in place."""
    for name, at in state.journal.items():
        staged, entry = folder / STAGE / at, state.outputs.get(name)
        found = staged if staged.exists() else folder / name
        if at and (entry is None or not _holds(found, entry)):
            return False
    return True


def _holds(path: Path, entry: OutputEntry) -> bool:
    """Whether the file has the bytes of the entry."""
    try:
        return content_digest(path.read_bytes()) == entry.digest
    except OSError:
        return False


def _roll_forward(folder: Path, state: State, steps: Steps) -> None:
    """Do all moves and removals of the journal, some perhaps already done, and drop it."""
    journal = steps.journal
    # Removals first: a file may replace a folder.
    for name in sorted(name for name, at in journal.items() if not at):
        files.remove(folder, name)
    # Between the two, so that the marker always lists every file of ours that is there.
    mark(folder, steps.site)
    for name, at in sorted(item for item in journal.items() if item[1]):
        staged = f"{folder}/{STAGE}/{at}"
        if os.path.exists(staged):  # noqa: PTH110 - for each file
            files.move(staged, f"{folder}/{name}")
    if journal:
        files.sync(folder)
        clear_journal(state)
    files.remove_tree(folder / STAGE)


def _forget_lost(folder: Path, state: State) -> None:
    """Mark the owner of each file that someone removed or changed to make it again.

    Files with a different time are read: a copy of the folder has the same bytes and other times.
    """
    name = str(folder)
    for path, entry in list(state.outputs.items()):
        mtime = published_time(name, path, entry)
        if mtime == entry.mtime:
            continue
        if mtime is not None and _holds(folder / path, entry):
            state.outputs[path] = entry._replace(mtime=mtime)
            state.touched.add(path)
            continue
        state.outputs[path] = entry._replace(key="")
        if entry.owner in state.units:
            state.lost[entry.owner] = state.units.pop(entry.owner)
        elif not entry.owner:
            forget_products(state)
