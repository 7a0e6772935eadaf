"""Removal of what was published, together with the state."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

from sitegen.engine.place import check_ours, check_place, check_removals
from sitegen.store import files
from sitegen.store.lock import lock, lock_folder
from sitegen.store.marker import MARKER, STAGE, PublishedSite, mark
from sitegen.store.state import State, read_state, state_path


def clean(root: Path, folder: Path) -> tuple[int, int, bool]:
    """Remove what was published into the output folder, and the state of all output folders.

    Return how many files were removed, how many foreign ones are left in the folder, and whether
    there was a state. Raises LockedError while anything builds or serves this city, UsageError
    when the folder is not ours.
    """
    state = root / ".sitegen"
    path = state_path(root, folder)
    check_place(root, folder)
    check_ours(folder)
    if not folder.exists() and not state.is_dir():
        return 0, 0, False
    had_state = path.exists() or (state.is_dir() and any(state.iterdir()))
    with ExitStack() as locks:
        for held in sorted({path.with_suffix(".lock"), *state.glob("*.lock")}):
            locks.enter_context(lock(held))
        removed = left = 0
        if folder.exists():
            locks.enter_context(lock_folder(folder))
            removed, kept = _remove_published(folder, read_state(path, folder))
            left = _count_others(folder)
            _unmark(folder, kept, left)
        files.remove_tree(state)
    return removed, left, had_state


def _remove_published(folder: Path, state: State) -> tuple[int, tuple[str, ...]]:
    """Remove the files that the state lists; return how many, and those that cannot be removed.

    The journal of a commit that was cut lists files too, which may be there already or still.
    """
    listed = {**state.outputs, **state.journal}
    there = [name for name in listed if os.path.lexists(folder / name)]
    check_removals(folder, dict.fromkeys(there))
    kept: list[str] = []
    for name in there:
        try:
            files.remove(folder, name)
        except OSError:
            kept.append(name)
    files.remove_tree(folder / STAGE)
    return len(there) - len(kept), tuple(sorted(kept))


def _count_others(folder: Path) -> int:
    count, waiting = 0, [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as found:
            for each in found:
                if each.is_dir(follow_symlinks=False):
                    waiting.append(each.path)
                elif each.path != str(folder / MARKER):
                    count += 1
    return count


def _unmark(folder: Path, kept: tuple[str, ...], left: int) -> None:
    """Remove the marker and the folder; with files left in it, keep both usable for a build."""
    if left:
        mark(folder, PublishedSite(paths=kept), listing=True)
        files.remove_tree(folder / STAGE)
        return
    files.remove(folder, MARKER)
    with suppress(OSError):  # it contains empty folders that are not ours
        folder.rmdir()
