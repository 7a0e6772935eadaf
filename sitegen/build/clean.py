"""Takes back what was published, and the state with it."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from sitegen.build import files
from sitegen.build.lock import lock
from sitegen.build.place import check_ours
from sitegen.build.state import MARKER, STAGE, State, read_state, state_path

if TYPE_CHECKING:
    from pathlib import Path


def clean(root: Path, folder: Path) -> tuple[int, int, bool]:
    """Remove what was published into the output folder, and the state of all output folders.

    Return how many files were removed, how many of others are left in the folder, and whether
    there was a state. Raises LockedError while anything builds or serves this city, UsageError
    when the folder is not ours.
    """
    state = root / ".sitegen"
    path = state_path(root, folder)
    check_ours(folder)
    if not folder.exists() and not state.is_dir():
        return 0, 0, False
    had_state = path.exists() or (state.is_dir() and any(state.iterdir()))
    with ExitStack() as locks:
        for held in sorted({path.with_suffix(".lock"), *state.glob("*.lock")}):
            locks.enter_context(lock(held))
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
