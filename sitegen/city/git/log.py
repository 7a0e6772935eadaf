"""What git's log says about each file: when it came and when it last changed.

A file restored under its old name keeps its first date, since the address is the same. A
rename carries the dates along; without a change of bytes it is no change, nor is `chmod`.
Where a text may have had another address is kept with what says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

LAST_SECOND = 253_370_764_800  # the start of 9999: later ones are out of range in some zones

# An earlier path of a text and the lines that its front matter had there about its address.
Former = tuple[str, str]
# A change of a table: seconds, commit, and the objects with its bytes before and after.
Edit = tuple[int, str, str, str]
# As many changes of a table are kept: those that its page lists, and those of branches that came in with them.
EDITS = 12
TABLES = (".csv", ".tsv", ".xlsx", ".xls")
_NO_LINES: Mapping[str, tuple[str, str]] = MappingProxyType({})


class FileChange(Struct, frozen=True, kw_only=True):
    """What a commit did to a file; `source` is its old path, `edited` whether its bytes changed.

    `before` and `after` are the objects with its bytes; `before` is "" for a new file.
    """

    kind: Literal["add", "edit", "move"]
    path: str
    source: str = ""
    edited: bool = True
    before: str = ""
    after: str = ""


class Commit(Struct, frozen=True, kw_only=True):
    """A commit; `when` is the committer's date in seconds, or None if it is impossible."""

    id: str
    when: int | None
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]


class Lives(Struct, frozen=True, kw_only=True):
    """First and last seconds of every path that ever existed, and the paths of all renames.

    `renamed` has old and new names; `moved` the old names that no new file has taken. `former` has
    what each text may have had another address by, sorted, as their order does not matter, and each table,
    the first first.
    `edits` has the last changes of each table, newest first by the clocks of their commits.
    """

    spans: dict[str, tuple[int | None, int | None]]
    renamed: frozenset[str]
    moved: frozenset[str]
    former: dict[str, tuple[Former, ...]] = {}
    edits: dict[str, tuple[Edit, ...]] = {}


@dataclass(slots=True)
class _Life:
    """First and last seconds of a file while they are found out, and its former addresses."""

    first: int | None = None
    last: int | None = None
    former: dict[Former, None] = field(default_factory=dict)


NOTHING = Lives(spans={}, renamed=frozenset(), moved=frozenset())


def parse_log(data: bytes) -> tuple[Commit, ...]:
    """Return the commits of `git log` with the options of LOG, in their order.

    Removed files are left out. Raises ValueError if `data` is not such a log.
    """
    commits: list[tuple[str, list[FileChange]]] = []
    tokens = iter(data.split(b"\0"))
    for token in tokens:
        text = token.lstrip(b"\n").decode("ascii")
        if not text.startswith(":"):
            if text:
                commits.append((text, []))
        elif not commits:
            raise ValueError(text)
        elif change := _change(text, tokens):
            commits[-1][1].append(change)
    return tuple(_commit(header, tuple(changes)) for header, changes in commits)


def replay(
    commits: Iterable[Commit],
    *,
    since: Lives = NOTHING,
    unknown: frozenset[str] = frozenset(),
    lines: Mapping[str, tuple[str, str]] = _NO_LINES,
) -> Lives:
    """Return the lives of all paths after `commits`, whose parents come before children.

    `since` is the result of earlier commits. `unknown` names commits that stand for all commits
    before them: what they add has no dates. `lines` has, by object, what the front matter of a text
    says about its address (`sitegen.city.git.front`).
    """
    # Renamed files share one life, so that a change that another branch makes under the old name
    # still goes to that file.
    lives = {
        path: _Life(*span, dict.fromkeys(since.former.get(path, ())))
        for path, span in since.spans.items()
    }
    moved, renamed = set(since.moved), set(since.renamed)
    edits = dict(since.edits)
    for commit in _in_order(commits):
        when = None if commit.id in unknown else commit.when
        for change in commit.changes:
            path, added = change.path, change.kind == "add"
            if change.kind == "move":
                lives[path] = lives.get(change.source) or _Life()
                moved.add(change.source)
                renamed |= {path, change.source}
            elif path not in lives or (added and path in moved):
                lives[path] = _Life(when if added else None, when)
            life = lives[path]
            if added or change.kind == "move":
                moved.discard(path)
            if change.edited and when is not None:
                life.last = when if life.last is None else max(life.last, when)
            if added:
                life.first = None if life.first is None or when is None else min(life.first, when)
            if left := _left(change, lines):
                life.former[left] = None
            if when is not None and change.kind == "edit" and path.lower().endswith(TABLES):
                edit = (when, commit.id, change.before, change.after)
                several = sorted({*edits.get(path, ()), edit}, reverse=True)
                edits[path] = tuple(several[:EDITS])
    return Lives(
        spans={path: (life.first, life.last) for path, life in lives.items()},
        renamed=frozenset(renamed),
        moved=frozenset(moved),
        former={
            path: tuple(sorted(life.former, key=_by_name))
            for path, life in lives.items()
            if life.former
        },
        edits=edits,
    )


def _left(change: FileChange, lines: Mapping[str, tuple[str, str]]) -> Former | None:
    """What told the address that this change may have ended, None if it ended none."""
    before, after = lines.get(change.before), lines.get(change.after)
    if before is None or change.kind == "add":
        return None
    old = PurePosixPath(change.source or change.path)
    same_name = old.name == PurePosixPath(change.path).name and old.stem not in {"index", "_index"}
    if same_name and (after is None or after[0] == before[0]):
        return None
    return str(old), "\n".join(part for part in before if part)


def _by_name(former: Former) -> Former:
    """The order of what a text has been; a table keeps the order of its moves."""
    return ("", "") if former[0].lower().endswith(TABLES) else former


def follows(commits: Iterable[Commit], head: str, since: Lives) -> bool:
    """Return whether replaying `commits` after those up to `head` gives the same as all at once.

    It does if all descend from `head`. Others come from a branch that began before it: their
    order matters only if a file was renamed.
    """
    line, beside, moves = {head}, False, False
    for commit in commits:
        moves = moves or any(change.kind == "move" for change in commit.changes)
        if line.intersection(commit.parents):
            line.add(commit.id)
        else:
            beside = True
            if any(change.path in since.renamed for change in commit.changes):
                return False
    return not (beside and moves)


def _in_order(commits: Iterable[Commit]) -> list[Commit]:
    """Return commits in a fixed order, whichever branch was read first.

    So continuing from an earlier HEAD gives the same dates as reading everything. The length of
    the longest path to a root never changes as history grows; the clocks of machines differ.
    """
    depth: dict[str, int] = {}
    found = list(commits)
    for commit in found:
        depth[commit.id] = 1 + max((depth.get(parent, 0) for parent in commit.parents), default=0)
    return sorted(found, key=lambda commit: (depth[commit.id], commit.id))


def _commit(header: str, changes: tuple[FileChange, ...]) -> Commit:
    name, seconds, *parents = header.split()
    when = int(seconds)
    possible = 0 < when < LAST_SECOND
    return Commit(id=name, when=when if possible else None, parents=tuple(parents), changes=changes)


def _change(text: str, tokens: Iterator[bytes]) -> FileChange | None:
    """Return the change that `text` begins, taking its paths from `tokens`; None if it is none.

    A merge has as many colons, old modes, old objects and letters as parents, then a path for
    each parent and one for the result. It lists only what differs from every parent.
    """
    parents = len(text) - len(text.lstrip(":"))
    fields = text[parents:].split(" ")
    letters = [letter for letter in fields[-1] if letter.isalpha()]
    if len(fields) != 2 * parents + 3 or len(letters) != parents:
        raise ValueError(text)
    count = parents + 1 if parents > 1 or letters[0] in "RC" else 1
    *old, path = [path_of(next(tokens, b"")) for _ in range(count)]
    if not path:
        raise ValueError(text)
    *before, after = fields[parents + 1 : -1]
    edited = after not in before
    if set(letters) <= {"A", "C"}:
        return FileChange(kind="add", path=path, after=after)
    if set(letters) <= {"A", "C", "R"}:
        at = letters.index("R")
        return FileChange(
            kind="move",
            path=path,
            source=old[at],
            edited=edited,
            before=before[at],
            after=after,
        )
    removed = set(letters) == {"D"}
    if removed or not edited:
        return None
    return FileChange(kind="edit", path=path, before=before[0], after=after)


def path_of(data: bytes) -> str:
    """Return a path as file system functions return it, whatever its bytes."""
    return data.decode("utf-8", "surrogateescape")
