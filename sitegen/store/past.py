"""Earlier versions of a unit's files: where a build finds them, and which ones it keeps.

Git's history comes first, so that a server without a state finds the same version. The state
keeps only what git does not have.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Iterable, Iterator
from datetime import UTC, tzinfo
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sitegen.city.beneath import read_file
from sitegen.city.git.history import History
from sitegen.city.git.versions import Version, read_versions
from sitegen.digest import digest
from sitegen.model import UnitRecord, UnitSource
from sitegen.model.roles import role
from sitegen.store.state import State, read_kept

# Pictures and documents have no versions of their own, and could make the state arbitrarily large.
KEPT_ROLES = frozenset({"profile", "report", "page", "table", "metadata"})
# A text is smaller than this; with windows of its size, preparing them does not take twice as long
# as compressing it (0.11 against 0.30 ms for 3.4 KB).
_SMALL, _SMALL_WINDOW, _SMALL_MEMORY = 1 << 14, 12, 5
_LEVEL = 3


class Past(Struct, frozen=True, kw_only=True):
    """Where earlier versions are: `git` if git has any, `state` is the path of the state or "".

    `whole` says that git's history is all here: a file without a date is not committed yet.
    Picklable, and read only when a file is held back. Cluster workers get an empty one.
    """

    git: bool = False
    state: str = ""
    whole: bool = False


def past_of(history: History, state: State) -> Past:
    """Return where a build with this history and this state finds earlier versions."""
    return Past(
        git=bool(history.key),
        state=str(state.path) if state.kept or not state.reason else "",
        whole=bool(history.key) and not history.reason,
    )


def history_mark(history: History) -> str:
    """Return what a unit with held-back files records of git's history; never ""."""
    return history.key or "-"


class Keep(Struct, frozen=True, kw_only=True):
    """What the state is to keep, as file digests by path, and the paths that it is to forget."""

    root: str = ""
    put: dict[str, str] = {}
    gone: frozenset[str] = frozenset()

    def rows(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield path, digest and compressed bytes of each file that is still what was built."""
        for path, expected in self.put.items():
            try:
                data = read_file(self.root, path)
            except OSError:
                continue  # the next build finds out what happened to it
            if digest(data) == expected:
                yield path, expected, _packed(data)


def _packed(data: bytes) -> bytes:
    if len(data) > _SMALL:
        return zlib.compress(data, _LEVEL)
    work = zlib.compressobj(_LEVEL, zlib.DEFLATED, _SMALL_WINDOW, _SMALL_MEMORY)
    return work.compress(data) + work.flush()


def earlier_versions(
    past: Past, root: str, paths: tuple[str, ...], zone: tzinfo | None
) -> Iterator[Version]:
    """Yield earlier versions of the files at `paths`: git's, newest first, then the kept one."""
    if past.git and root:
        yield from read_versions(Path(root), paths, zone=zone or UTC)
    kept = read_kept(Path(past.state), paths) if past.state else {}
    if paths[0] in kept:
        yield Version(bodies=tuple(map(kept.get, paths)))


def to_keep(
    built: Iterable[tuple[UnitSource, UnitRecord]], known: dict[str, str], units: Container[str]
) -> Keep:
    """Return what the state is to change once these units are built; `units` has all keys.

    A published file that is not in git is kept as it is. For a file that is held back, what was
    kept stays: that is its last good version. Everything else is forgotten, such as drafts, files
    that are gone, and versions now known to contain personal data.
    """
    put: dict[str, str] = {}
    root = ""
    of_unit = _by_unit(known)
    gone = {path for key, paths in of_unit.items() if key not in units for path in paths}
    for source, result in built:
        if not result.until:
            continue  # made from other bytes than those scanned, or after a fault: judged next time
        root = source.root
        stems = set(map(_stem, result.held_back))
        held = {file.path for file in source.files if _stem(file.path) in stems} if stems else set()
        waiting = {_stem(skipped.path) for skipped in result.skipped}
        drafts = {file.path for file in source.files if waiting and _stem(file.path) in waiting}
        good = _good(source, held | drafts)
        refused = set(map(_stem, result.refused))
        stay = {path for path in held if _stem(path) not in refused}
        gone |= of_unit.get(source.entry.key, set()) - stay - good.keys()
        put |= {path: name for path, name in good.items() if known.get(path) != name}
    return Keep(root=root, put=put, gone=frozenset(gone))


def _good(source: UnitSource, others: Container[str]) -> dict[str, str]:
    """The digests of files that are published as they are and that git does not have."""
    return {
        file.path: file.digest
        for file in source.files
        if file.last is None and file.path not in others and role(file.path) in KEPT_ROLES
    }


def _by_unit(paths: Iterable[str]) -> dict[str, set[str]]:
    """The paths of each unit; the paths of one unit are mostly adjacent."""
    found: dict[str, set[str]] = {}
    folder, own = "/", set[str]()
    for path in paths:
        if not path.startswith(folder):
            unit = "/".join(path.split("/")[1:3])
            folder, own = f"content/{unit}/", found.setdefault(unit, set())
        own.add(path)
    return found


def _stem(path: str) -> str:
    """The path without its ending: a table and its description are held back together."""
    return str(PurePosixPath(path).with_suffix(""))
