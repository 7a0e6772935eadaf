"""Earlier versions of files, from git's history of their paths.

Only the path itself is followed: under another name a file was another page. What a shallow
clone does not have is treated as never there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from sitegen.city.git.log import LAST_SECOND, path_of
from sitegen.city.git.run import Runner, run_git

# How many commits of a file are looked at: somebody who is wrong more often needs help.
LIMIT = 20
# Usually the version before the newest is valid: git need not search back to the file's beginning.
_FIRST = 2
_LOG = ("log", "--no-renames", "--format=%H %ct")
_REGULAR = "100"


class Version(Struct, frozen=True, kw_only=True):
    """Files as they were after a commit, on its date; None for a file that was not there.

    `commit` is "" and `date` None for a version that is not from git.
    """

    bodies: tuple[bytes | None, ...]
    commit: str = ""
    date: date | None = None


def read_versions(
    root: Path, paths: tuple[str, ...], *, zone: tzinfo = UTC, run: Runner = run_git
) -> Iterator[Version]:
    """Yield the files at `paths` below `root` after each of their last commits, newest first.

    Ends where the first of them did not exist, since what somebody removed does not come back, and
    when git or the repository fails.
    """
    for line in _changes(root, paths, run):
        commit, seconds = line.split(" ")
        entries = _answer(root, run, "ls-tree", "-z", commit, "--", *paths)
        if entries is None:
            return
        objects = _objects(entries)
        if paths[0] not in objects:
            return
        bodies = {path: _answer(root, run, "cat-file", "blob", objects[path]) for path in objects}
        # A partial clone may lack the bytes of this version, but have older ones.
        if None not in bodies.values():
            day = _day(int(seconds), zone)
            yield Version(bodies=tuple(map(bodies.get, paths)), commit=commit, date=day)


def read_removed(
    root: Path, path: str, *, zone: tzinfo = UTC, run: Runner = run_git
) -> Iterator[Version]:
    """Yield a removed file as it was before it was removed, with that commit and its date."""
    line = _answer(root, run, *_LOG, "--max-count=1", "HEAD", "--", path)
    commit, _, seconds = path_of(line or b"").strip().partition(" ")
    entries = _answer(root, run, "ls-tree", "-z", f"{commit}^", "--", path) if seconds else None
    found = _objects(entries or b"").get(path)
    body = _answer(root, run, "cat-file", "blob", found) if found else None
    if body is not None:
        yield Version(bodies=(body,), commit=commit, date=_day(int(seconds), zone))


def _day(when: int, zone: tzinfo) -> date | None:
    return datetime.fromtimestamp(when, zone).date() if 0 < when < LAST_SECOND else None


def is_committed(root: Path, path: str, *, run: Runner = run_git) -> bool:
    """Return whether a file is in HEAD, or git does not answer."""
    entries = _answer(root, run, "ls-tree", "-z", "HEAD", "--", path)
    return entries is None or path in _objects(entries)


def lacks_versions(root: Path, path: str, *, run: Runner = run_git) -> bool:
    """Return whether git names versions of a file that it cannot show, or does not answer.

    That is so in a clone made with a filter, and in a damaged repository.
    """
    lines = _answer(root, run, *_LOG, f"--max-count={LIMIT}", "HEAD", "--", path)
    if lines is None:
        return True
    for line in map(path_of, lines.splitlines()):
        entries = _answer(root, run, "ls-tree", "-z", line.split(" ")[0], "--", path)
        if entries is None:
            return True
        objects = _objects(entries)
        if path not in objects:
            return False
        if _answer(root, run, "cat-file", "-e", objects[path]) is None:
            return True
    return False


def _changes(root: Path, paths: tuple[str, ...], run: Runner) -> Iterator[str]:
    """Yield "commit seconds" for each of the last changes of the files, newest first."""
    for skip, count in ((0, _FIRST), (_FIRST, LIMIT - _FIRST)):
        limits = (f"--skip={skip}", f"--max-count={count}")
        lines = (_answer(root, run, *_LOG, *limits, "HEAD", "--", *paths) or b"").splitlines()
        yield from map(path_of, lines)
        if len(lines) < count:
            return


def _objects(entries: bytes) -> dict[str, str]:
    """The objects of the regular files in the output of `git ls-tree -z`, by path."""
    found: dict[str, str] = {}
    for entry in entries.split(b"\0"):
        head, _, path = path_of(entry).partition("\t")
        if head.startswith(_REGULAR):
            found[path] = head.split(" ")[2]
    return found


def _answer(root: Path, run: Runner, *arguments: str) -> bytes | None:
    try:
        answer = run(root, arguments)
    except OSError:
        return None
    return answer.out if answer.code == 0 else None
