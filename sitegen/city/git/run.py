"""How git is run: in a neutral environment, without any program that its settings name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

# Settings of people and machines must not change what is read, and git must not ask or fetch.
SETTINGS = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.quotepath=false", "-c", "log.showSignature=false", "-c", "log.follow=false"),
    *("-c", "protocol.allow=never", "-c", "color.ui=false", "-c", "core.fsmonitor=false"),
)
# Seconds: a history of 73,000 commits takes one minute; a repository on a dead disk, forever.
PATIENCE = 600.0
# Which repositories people trust, and where git itself is, stays configurable.
KEPT = frozenset(
    {
        *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"),
        *("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    }
)


class GitAnswer(Struct, frozen=True, kw_only=True):
    """What git answered: exit code, standard output and standard error."""

    code: int
    out: bytes
    err: str


Runner: TypeAlias = "Callable[[Path, tuple[str, ...]], GitAnswer]"
# Yields the bytes of objects by name; what the repository lacks is left out.
Objects: TypeAlias = "Callable[[Path, Iterable[str]], Iterator[tuple[str, bytes]]]"

# Objects asked for at once, and the largest that are: together they fit into memory.
_BATCH = 200
_LARGEST = 1024 * 1024


def run_git(
    root: Path,
    arguments: tuple[str, ...],
    given: bytes = b"",
    limit: float = PATIENCE,
    also: Mapping[str, str] | None = None,
) -> GitAnswer:
    """Return git's answer, run in `root` in a neutral environment; `given` is its input.

    `also` comes on top of that environment.

    Raises TimeoutError when git has not answered in `limit` seconds, and other errors of the system.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ("git", *SETTINGS, *arguments),  # noqa: S607 - the git of this machine
            cwd=root,
            env=neutral(os.environ) | dict(also or {}),
            input=given,
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from None
    return GitAnswer(
        code=done.returncode, out=done.stdout, err=done.stderr.decode("utf-8", "replace")
    )


def asked(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git writes for a command that must succeed; raises OSError with what it says else."""
    answer = run_git(root, arguments, given)
    if answer.code:
        raise OSError(answer.err)
    return answer.out


def is_within(root: Path, older: str, newer: str) -> bool:
    """Return whether a commit is the other one or comes before it."""
    return not run_git(root, ("merge-base", "--is-ancestor", older, newer)).code


def read_objects(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each of these objects.

    Those that git cannot give are left out, and those larger than a text may be.
    """
    wanted = list(names)
    for start in range(0, len(wanted), _BATCH):
        chosen = wanted[start : start + _BATCH]
        try:
            sizes = _cat(root, "--batch-check", chosen).decode("ascii", "replace")
            rows = [line.split(" ") for line in sizes.splitlines()]
            small = [
                row[0]
                for row in rows
                if len(row) == 3 and row[2].isdecimal() and int(row[2]) <= _LARGEST
            ]
            yield from parse_objects(_cat(root, "--batch", small))
        except OSError:
            return


def _cat(root: Path, how: str, names: Iterable[str]) -> bytes:
    return run_git(root, ("cat-file", how), "\n".join((*names, "")).encode("ascii")).out


def parse_objects(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each object in the output of `git cat-file --batch`.

    Missing objects are left out, and what a stopped git could not finish.
    """
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        name, *rest = data[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if len(rest) != 2 or not rest[1].isdecimal():
            continue
        body = data[at : at + int(rest[1])]
        if len(body) < int(rest[1]):
            return
        at += len(body) + 1
        yield name, body


def neutral(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` without what redirects git or makes it ask, fetch or change language."""
    kept = {k: v for k, v in environment.items() if not k.startswith("GIT_") or k in KEPT}
    fixed = {"LANG": "C", "LC_ALL": "C", "LANGUAGE": "", "GIT_TERMINAL_PROMPT": "0"}
    return kept | fixed | {"GIT_NO_LAZY_FETCH": "1", "GIT_GRAFT_FILE": os.devnull}
