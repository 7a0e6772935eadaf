"""Since when a file has been what it is, along the line of commits that was published.

Dates do not decide: anybody can set them. A change counts from the commit that brought it to the
main line, which has only first parents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from sitegen.city.git.log import parse_log
from sitegen.city.git.run import Objects, Runner, read_objects, run_git

# How many versions of a file are opened; one that says the same in all of them always did.
LIMIT = 50
# How many files' versions are remembered.
REMEMBERED = 200
_LOG = (
    *("log", "-z", "-m", "--first-parent", "--follow", "-M", "--raw", "--no-abbrev"),
    *("--format=%H %ct %P", "--no-relative", "--no-color", "--no-ext-diff", "--no-textconv"),
)
# Whether a version was at the address in question, at another one or at none, or so wrong that the
# version before it went on standing there.
Stay: TypeAlias = Literal["there", "other", "wrong"]
Had: TypeAlias = Callable[[str, bytes], Stay]
Tenure: TypeAlias = Callable[[str, Had], float]
NOT_YET = float("inf")


class Step(Struct, frozen=True, kw_only=True):
    """A file as a commit of the main line left it: its path from the city's root, its object."""

    path: str
    commit: str
    object: str


def tenure(root: Path, *, run: Runner = run_git, objects: Objects = read_objects) -> Tenure:
    """Return the function that says since which commit a file has been where `had` looks for it.

    `had` judges a version by its path and bytes. Commits of the main line are numbered from its
    start, and renames are followed. NOT_YET stands for what no commit has, and for everything where
    git cannot answer. What is read of a file is remembered, so the function is for one build.
    """

    @lru_cache(maxsize=REMEMBERED)
    def versions(path: str) -> tuple[tuple[Step, bytes | None], ...]:
        steps = _steps(root, path, run)
        bodies = dict(objects(root, (step.object for step in steps[:LIMIT])))
        return tuple((step, bodies.get(step.object)) for step in steps)

    @cache
    def count(commit: str) -> float:
        found = _answer(root, run, "rev-list", "--first-parent", "--count", commit).strip()
        return float(found) if found.isdigit() else NOT_YET

    def since(path: str, had: Had) -> float:
        found: Step | None = None
        steps = versions(path)
        for step, body in steps[:LIMIT]:
            stay = "wrong" if body is None else had(step.path, body)
            if stay == "other":
                break
            found = step if stay == "there" else found
        else:
            if found and len(steps) > LIMIT:
                found = steps[-1][0]
        return count(found.commit) if found else NOT_YET

    return since


def _steps(root: Path, path: str, run: Runner) -> tuple[Step, ...]:
    """The file's changes on the main line, newest first, back to where it was added."""
    prefix = _answer(root, run, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape")
    prefix = prefix.removesuffix("\n")
    try:
        return tuple(_until_added(_answer(root, run, *_LOG, "HEAD", "--", path), prefix))
    except ValueError:
        return ()


def _until_added(data: bytes, prefix: str) -> Iterator[Step]:
    for commit in parse_log(data):
        for change in commit.changes[:1]:
            yield Step(
                path=change.path.removeprefix(prefix),
                commit=commit.id,
                object=change.after,
            )
            if change.kind == "add":
                return


def _answer(root: Path, run: Runner, *arguments: str) -> bytes:
    try:
        answer = run(root, arguments)
    except OSError:
        return b""
    return answer.out if answer.code == 0 else b""
