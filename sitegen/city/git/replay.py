"""Own commits put on top of what others pushed: made anew as objects, by whole files.

Nothing of the working tree or the index is touched. A commit fits where each file that it changes is
still as it was before it; one that does not is left out and named.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.run import run_git

_ABSENT = "000000"


class PathChange(Struct, frozen=True, kw_only=True):
    """A path with what it was and what it becomes: mode and object, mode 000000 for nothing."""

    path: bytes
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def gone(self) -> bool:
        """Whether nothing is there any more."""
        return self.after[0] == _ABSENT


class Replayed(Struct, frozen=True, kw_only=True):
    """The commit that comes last now, what became of each commit, and those that do not fit."""

    tip: str
    renamed: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()


def changes_between(root: Path, before: str, after: str) -> tuple[PathChange, ...]:
    """Return what differs between two commits, file by file; raises OSError."""
    how = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-relative")
    parts = _asked(root, *how, before, after).split(b"\0")
    found = []
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        old_mode, new_mode, old, new, _ = head.decode("ascii").removeprefix(":").split(" ")
        found.append(PathChange(path=path, before=(old_mode, old), after=(new_mode, new)))
    return tuple(found)


def own_commits(root: Path, upstream: str, head: str) -> tuple[str, ...]:
    """Return the commits that `head` has and `upstream` has not, first to last; raises OSError."""
    return tuple(
        _asked(root, "rev-list", "--reverse", "--topo-order", f"{upstream}..{head}")
        .decode("ascii")
        .split()
    )


def replay(root: Path, onto: str, commits: Sequence[str]) -> Replayed:
    """Put these commits, none of which is a merge, on top of another one; raises OSError."""
    tip, renamed, dropped = onto, [], []
    with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        for commit in commits:
            changes = changes_between(root, f"{commit}^", commit)
            tree = _tree(root, tip, changes, index)
            if not tree:
                dropped.append(commit)
                continue
            tip = _again(root, commit, tree, tip)
            renamed.append((commit, tip))
    return Replayed(tip=tip, renamed=tuple(renamed), dropped=tuple(dropped))


def _tree(root: Path, tip: str, changes: Sequence[PathChange], index: dict[str, str]) -> str:
    """The tree of a commit with these changes; "" if they do not fit, or are there already."""
    there = dict(_entries(root, tip, [each.path for each in changes]))
    zero = (_ABSENT, "0" * len(tip))
    now = [there.get(each.path, zero) for each in changes]
    fresh = [each for each, found in zip(changes, now, strict=True) if found != each.after]
    if not fresh or any(there.get(each.path, zero) != each.before for each in fresh):
        return ""
    rows = b"".join(
        f"{'0' if each.gone else each.after[0]} {each.after[1]}\t".encode() + each.path + b"\0"
        for each in fresh
    )
    for arguments, given in (
        (("read-tree", tip), b""),
        (("update-index", "-z", "--index-info"), rows),
        (("write-tree",), b""),
    ):
        answer = run_git(root, arguments, given, also=index)
        if answer.code:
            return ""  # such as a file where a folder is needed
    return answer.out.decode("ascii").strip()


def _entries(
    root: Path, commit: str, paths: Sequence[bytes]
) -> Iterator[tuple[bytes, tuple[str, str]]]:
    """What a commit has at these paths."""
    for start in range(0, len(paths), 200):
        some = [path.decode("utf-8", "surrogateescape") for path in paths[start : start + 200]]
        for entry in _asked(root, "ls-tree", "-z", "--full-tree", commit, "--", *some).split(b"\0"):
            head, _, path = entry.partition(b"\t")
            if head:
                mode, _, name = head.decode("ascii").split(" ")
                yield path, (mode, name)


def _again(root: Path, commit: str, tree: str, parent: str) -> str:
    """The commit once more: whose it is, when and why stay, a signature would be wrong now."""
    head, _, text = _asked(root, "cat-file", "commit", commit).partition(b"\n\n")
    kept = [
        line
        for line in head.split(b"\n")
        if line.startswith((b"author ", b"committer ", b"encoding "))
    ]
    lines = [f"tree {tree}".encode(), f"parent {parent}".encode(), *kept]
    data = b"\n".join(lines) + b"\n\n" + text
    answer = run_git(root, ("hash-object", "-w", "-t", "commit", "--stdin"), data)
    if answer.code:
        raise OSError(answer.err)
    return answer.out.decode("ascii").strip()


def _asked(root: Path, *arguments: str) -> bytes:
    answer = run_git(root, arguments)
    if answer.code:
        raise OSError(answer.err)
    return answer.out
