"""A branch moved to another commit with its working tree: begun once, finished even after a kill.

What is about to be done is written down first. Files come first, then the index, and the branch last,
so that whoever finds the note knows whether all is done.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.city.git.replay import PathChange, changes_between
from sitegen.city.git.run import asked, run_git
from sitegen.store import files

_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_FILES = frozenset({"100644", "100755"})


class InTheWayError(Exception):
    """Files of the working tree have changes that nobody committed, and that a move would end."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Move(Struct, frozen=True, kw_only=True):
    """A move that is under way: the branch, and the commits that it ends in before and after."""

    ref: str
    before: str
    after: str


def move(root: Path, ref: str, before: str, after: str, journal: Path) -> None:
    """Let a branch that is checked out end in another commit, with its files and the index.

    Raises InTheWayError, with nothing changed, and OSError.
    """
    changes = changes_between(root, before, after)
    if path := _in_the_way(root, before, changes):
        raise InTheWayError(path)
    note = msgspec.json.encode(Move(ref=ref, before=before, after=after))
    files.step("journal", journal)
    waiting = journal.with_suffix(".baru")
    with waiting.open("wb") as opened:
        opened.write(note)
        opened.flush()
        os.fsync(opened.fileno())
    waiting.replace(journal)
    finish(root, journal)


def finish(root: Path, journal: Path) -> None:
    """Finish a move that was begun, if there is one; raises OSError."""
    try:
        given = msgspec.json.decode(journal.read_bytes(), type=Move)
    except FileNotFoundError:
        return
    except msgspec.DecodeError as error:
        raise OSError(str(error)) from None
    head = asked(root, "rev-parse", "--verify", given.ref).decode("ascii").strip()
    if head == given.before:
        changes = changes_between(root, given.before, given.after)
        top = Path(os.fsdecode(asked(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
        files.step("move files", root)
        there = b"".join(each.path + b"\0" for each in changes if not each.gone)
        if there:
            how = (*_NO_HOOKS, "checkout", "--quiet", given.after)
            paths = ("--pathspec-from-file=-", "--pathspec-file-nul")
            asked(top, *how, *paths, given=there)
        gone = [each.path for each in changes if each.gone]
        for path in gone:
            files.step("move away", os.fsdecode(path))
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                files.remove(top, os.fsdecode(path))
        if gone:
            removed = b"".join(path + b"\0" for path in gone)
            asked(top, "update-index", "-z", "--force-remove", "--stdin", given=removed)
        files.step("move branch", root)
        asked(root, "update-ref", "-m", "sitegen desk", given.ref, given.after, given.before)
    files.step("journal away", journal)
    journal.unlink(missing_ok=True)


def _in_the_way(root: Path, before: str, changes: tuple[PathChange, ...]) -> str:
    """A file that is neither as the branch has it nor as it is to be, "" if there is none."""
    top = Path(os.fsdecode(asked(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    run_git(top, ("update-index", "-q", "--refresh"))
    dirty = frozenset(asked(top, "diff-index", "--name-only", "-z", before).split(b"\0"))
    for each in changes:
        path = os.fsdecode(each.path)
        lies = os.path.lexists(top / path)
        fresh = each.before[0] not in _FILES and lies  # nothing that is committed lies here
        if not (fresh or (each.path in dirty and lies)):
            continue
        if not each.gone and each.after[0] in _FILES:
            name = run_git(top, ("hash-object", "--", path)).out.decode("ascii", "replace").strip()
            if name == each.after[1]:
                continue
        return path
    return ""
