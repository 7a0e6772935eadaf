"""The only module that writes the output folder.

Changed files are staged in it, one transaction journals all moves and removals, and then they are
done one by one. A killed build leaves the old site, or one that the next start rolls forward.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from sitegen.engine.lost import forget_lost, holds
from sitegen.engine.moves import Outcome, Steps, carry_out
from sitegen.engine.place import Way, check_ours, check_place, hindrance
from sitegen.engine.stage import Stage, Staged
from sitegen.engine.undone import failures, given_up, settled, stopped
from sitegen.errors import HalfPublished
from sitegen.model import Problem
from sitegen.store import files
from sitegen.store.adopted import adopt
from sitegen.store.change import (
    DamagedStateError,
    MadeRows,
    StateChange,
    clear_journal,
    write_change,
)
from sitegen.store.lock import lock, lock_folder
from sitegen.store.marker import STAGE, PublishedSite, mark, mark_first, site_name, site_of
from sitegen.store.past import Keep
from sitegen.store.state import OutputEntry, State, UnitRow, has_journal, read_state, state_path


class Published(Struct, frozen=True):
    """What a commit did, as sorted paths relative to the output folder; `size` in bytes.

    `problems` tells of files that it could not move or remove; the next build tries again.
    """

    written: tuple[str, ...]
    reused: tuple[str, ...]
    pruned: tuple[str, ...]
    size: int
    problems: tuple[Problem, ...] = ()


class BuiltUnits(Struct, frozen=True, kw_only=True):
    """What the state is to keep of each unit that was built: the names and JSON of its strands,
    and what was made of its sources.
    """

    strands: Mapping[str, tuple[tuple[str, str], ...]] = {}
    made: Mapping[str, MadeRows] = {}


@dataclass(slots=True)
class Publication:
    """An open output folder: files are staged, then committed together or dropped.

    `problems` tells what could not be finished of the last commit.
    """

    folder: Path
    run: str
    state: State
    force: bool = False
    problems: tuple[Problem, ...] = ()
    entries: dict[str, OutputEntry] = field(default_factory=dict)
    _owned: dict[str, dict[str, OutputEntry]] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    way: Way = field(init=False)

    def __post_init__(self) -> None:
        self.way = Way(str(self.folder), self.state.outputs)

    def stage(self, owner: str) -> Stage:
        """Return the place for the files of a unit, or of the city ("")."""
        if not self._owned and not self.force:
            for path, entry in self.state.outputs.items():
                self._owned.setdefault(entry.owner, {})[path] = entry
        # Files of the city may become a unit's; without a state no file has an owner yet.
        first = "" if self.state.reason or not owner else f"{owner}/"
        free = self._owned.get("", {})
        last = {path: entry for path, entry in free.items() if path.startswith(first)} | (
            self._owned.get(owner, {})
        )
        return Stage(str(self.folder), self.run, owner, last)

    def take(self, staged: Staged) -> bool:
        """Take a file into the new site; False when another file has its path."""
        if staged.path in self.entries:
            return False
        self.entries[staged.path] = staged.entry
        if staged.at:
            self.moves[staged.path] = staged.at
        return True

    def owns(self, path: str, owner: str) -> bool:
        """Return whether a file of this owner, or of nobody known, is published at the path."""
        entry = self.state.outputs.get(path)
        return entry is not None and entry.owner in {owner, ""}

    def hindrance(self, staged: Staged, where: str) -> Problem | None:
        """Return why a changed file could not be moved to its path, None if it could be."""
        return hindrance(self.way, staged.path, where) if staged.at else None

    def keep(self, path: str) -> bool:
        """Leave a published file as it is; False when it is not published, or taken."""
        entry = self.state.outputs.get(path)
        if entry is None or path in self.entries:
            return False
        self.entries[path] = entry
        return True

    def keep_all(self, paths: Sequence[str]) -> None:
        """Leave these published files as they are, of which none is taken."""
        outputs = self.state.outputs
        self.entries.update({path: outputs[path] for path in paths})

    def commit(
        self,
        units: dict[str, UnitRow],
        meta: dict[str, str],
        stats: Stats,
        keep: Keep = Keep(),  # noqa: B008 - a frozen value
        built: BuiltUnits = BuiltUnits(),  # noqa: B008 - as above
    ) -> Published:
        """Publish what was taken and kept, and remove everything else that the last build wrote.

        `units` has all units' rows, `meta` the values to remember, `stats` the sources' digests,
        `keep` the good versions to remember, `built` what to keep of the units that were built.
        Raises OSError before any file is moved, HalfPublished when the disk fails afterwards.
        """
        gone = sorted(self.state.outputs.keys() - self.entries.keys())
        journal = {**self.moves, **dict.fromkeys(gone, "")}
        site = PublishedSite(self.state.site)
        if journal or self.state.reason:
            site = site_of((path, entry.digest) for path, entry in self.entries.items())
        if journal:
            files.sync(self.folder)
        new = frozenset(path for path in self.moves if not self._is_there(path))
        steps = Steps(journal, site, new, site_name(self.folder) or "")
        try:
            write_change(self.state, self._change(units, meta, stats, keep, steps, built))
        except DamagedStateError:
            self.state.reason = "unreadable"
            # What was not read from the state is lost, and so are the units that it belongs to.
            units = {k: row for k, row in units.items() if k in built.strands or not row.strands}
            write_change(self.state, self._change(units, meta, stats, keep, steps, built))
        last = self.state.outputs
        self.state.outputs, self.state.units = self.entries, units
        try:
            outcome = _roll_forward(self.folder, self.state, steps, last)
        except OSError as error:
            raise HalfPublished(problems=(stopped(error),)) from error
        if outcome.cut:
            raise HalfPublished(problems=(*failures(outcome, self.entries), stopped(outcome)))
        return self._published(gone, outcome)

    def _published(self, gone: list[str], outcome: Outcome) -> Published:
        undone = outcome.undone
        written = tuple(sorted(self.moves.keys() - undone))
        return Published(
            written,
            tuple(sorted(self.entries.keys() - self.moves.keys())),
            tuple(path for path in gone if path not in undone),
            sum(self.entries[path].size for path in written),
            failures(outcome, self.entries),
        )

    def _is_there(self, path: str) -> bool:
        return path in self.state.outputs and _lies(self.folder, path)

    def _change(
        self,
        units: dict[str, UnitRow],
        meta: dict[str, str],
        stats: Stats,
        keep: Keep,
        steps: Steps,
        built: BuiltUnits,
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
            strands={k: v for k, v in built.strands.items() if anew or not _same(last, units, k)},
            made=dict(built.made),
            outputs={
                p: e
                for p, e in self.entries.items()
                if anew or p in last.touched or last.outputs.get(p) != e
            },
            journal=steps.journal,
            kept=keep.rows(),
            kept_gone=keep.gone,
            site=(steps.site.name, steps.before),
        )


def _same(last: State, units: dict[str, UnitRow], key: str) -> bool:
    """Whether a unit's strands are the same as in the state."""
    return key in last.units and last.units[key].strands == units[key].strands


class Stats(Struct, frozen=True):
    """The rows of the stat cache that changed, and the paths that are gone."""

    changed: dict[str, tuple[str, str]] = {}
    gone: frozenset[str] = frozenset()


@contextmanager
def publication(root: Path, folder: Path, *, force: bool = False) -> Iterator[Publication]:
    """Open the output folder for one build; what is staged but not committed is dropped.

    A commit that an earlier build could not finish is finished first. Raises UsageError when the
    folder is neither empty nor made by sitegen, or is inside the sources; LockedError when another
    build holds the city or the folder.
    """
    check_place(root, folder)
    path = state_path(root, folder)
    with lock(path.with_suffix(".lock")):
        check_ours(folder)
        adopt(root, folder, path)
        files.make_folder(folder)
        with lock_folder(folder):
            state, problems = _recovered(path, folder)
            forget_lost(folder, state)
            files.remove_tree(folder / STAGE)
            run = secrets.token_hex(8)
            files.make_folder(folder / STAGE / run)
            try:
                yield Publication(folder, run, state, force, problems)
            finally:
                if not has_journal(path):
                    _drop_stage(folder)


def _recovered(path: Path, folder: Path) -> tuple[State, tuple[Problem, ...]]:
    """Finish an unfinished commit; return the state, and what could not be finished.

    The folder has its marker afterwards, and the state no journal: what cannot be done now will be
    made anew, and nothing is tried for ever.
    """
    state = read_state(path, folder)
    if state.journal and not _complete(folder, state):
        # Someone removed staged files that were to be moved: the state claims too much.
        files.remove(path.parent, path.name)
        state = read_state(path, folder)
    site = PublishedSite(state.site, tuple(sorted(state.outputs)))
    problems: tuple[Problem, ...] = ()
    if state.journal:
        waiting = {p: at for p, at in state.journal.items() if not at or _waits(folder, at)}
        new = frozenset(p for p, at in waiting.items() if at and not _lies(folder, p))
        steps = Steps(waiting, site, new, state.before)
        outcome = _roll_forward(folder, state, steps, {})
        if outcome.undone:
            problems = (given_up(outcome),)
            state = read_state(path, folder)
        state.journal = {}
    if site_name(folder) is None:
        mark_first(folder, site)
    return state, problems


def _waits(folder: Path, at: str) -> bool:
    return os.path.exists(f"{folder}/{STAGE}/{at}")  # noqa: PTH110 - never raises


def _lies(folder: Path, path: str) -> bool:
    return os.path.lexists(f"{folder}/{path}")


def _complete(folder: Path, state: State) -> bool:
    """Whether each file of the journal waits intact in the stage, or is already in place."""
    for name, at in state.journal.items():
        entry = state.outputs.get(name)
        found = folder / STAGE / at if _waits(folder, at) else folder / name
        if at and (entry is None or not holds(found, entry)):
            return False
    return True


def _roll_forward(
    folder: Path, state: State, steps: Steps, last: Mapping[str, OutputEntry]
) -> Outcome:
    """Do the steps of the journal and drop it, correcting the state where some were not done.

    `state` is what the state now claims, `last` what it did before, if that is known.
    """
    outcome = carry_out(folder, steps, state.outputs)
    site, change = steps.site, None
    if outcome.undone:
        site, change = settled(folder, state, outcome, last)
    mark(folder, site, listing=bool(outcome.undone))
    if steps.journal:
        files.sync(folder)
    if steps.journal or state.journal:
        clear_journal(state, change)
    _drop_stage(folder)
    return outcome


def _drop_stage(folder: Path) -> None:
    """Remove what is left of a build; where that fails, the next build does it at its start."""
    with suppress(OSError):
        files.remove_tree(folder / STAGE)
