"""Commits brought into the branch, the index and the working tree, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.city.git.commit import (
    NewCommit,
    Tip,
    move_branch,
    stage,
    staged_files,
    unstage,
    write_commits,
)
from sitegen.store import files
from sitegen.submission.worktree import put_files


def bring(
    root: Path, tip: Tip, new: tuple[NewCommit, ...], replaced: Mapping[str, bytes]
) -> tuple[str, ...] | None:
    """Return the names of commits that now follow the tip; None when somebody else was faster.

    `replaced` has the bytes of the working tree that give way. First come the objects, which nobody sees;
    then the files in the working tree, the index, and at last the branch. A run that is cut leaves files
    that are whole, and the next one commits them.
    """
    made = write_commits(root, tip, new)
    contents = {path: data for each in new for path, data in each.files.items()}
    staged = _staged(root, contents)
    try:
        with put_files(root, contents, replaced) as put:
            files.step("index", root)
            stage(root, tip, contents)
            try:
                files.step("branch", root)
                if move_branch(root, tip, made[-1]):
                    put.keep()
            finally:
                if not put.kept:
                    unstage(root, tip, staged, tuple(contents))
    except FileExistsError:
        return None  # somebody made a file of this name since it was looked for
    return made if put.kept else None


def _staged(root: Path, contents: Mapping[str, bytes | None]) -> dict[str, str]:
    """What the index has in the folders of these files."""
    folders = sorted({path.rpartition("/")[0] for path in contents})
    return {path: name for each in folders for path, name in staged_files(root, each).items()}
