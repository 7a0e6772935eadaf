"""A unit's files by role, and how they are opened."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from sitegen.city.beneath import read_file
from sitegen.digest import digest
from sitegen.model import Problem, SourceFile, UnitSource
from sitegen.model.roles import Role, role


class Opened(Struct, frozen=True, kw_only=True):
    """The result of opening a file: its bytes, or None and the problem that says why.

    `moved` says that the file has changed since the scan.
    """

    data: bytes | None = None
    problem: Problem | None = None
    moved: bool = False


class UnitFiles(Struct, frozen=True, kw_only=True):
    """The files of one unit by path and by role; paths are sorted.

    `composed` has the paths that are not plain ASCII by their composed form: macOS stores `é` as
    `e` and an accent, and people type it as one letter.
    """

    source: UnitSource
    by_path: dict[str, SourceFile]
    by_role: dict[Role | None, tuple[str, ...]]
    composed: dict[str, str] = {}

    @property
    def folder(self) -> str:
        """The unit's folder, relative to the city's root."""
        return f"content/{self.source.entry.key}"

    def paths(self, kind: Role) -> tuple[str, ...]:
        """Return the paths of all files with this role."""
        return self.by_role.get(kind, ())

    def stored(self, path: str) -> str:
        """Return a path in the form in which the unit's file has it; as it is if there is none."""
        if path.isascii() or path in self.by_path:
            return path
        return self.composed.get(unicodedata.normalize("NFC", path), path)

    def larger(self, path: str, limit: int) -> int:
        """Return the size of a file of more than `limit` bytes, 0 for any other.

        Check before reading, so that no file fills up memory.
        """
        size = self.by_path[path].size if path in self.by_path else 0
        return size if size > limit else 0


def unit_files(source: UnitSource) -> UnitFiles:
    """Return the files of a unit, sorted into roles."""
    roles: dict[Role | None, list[str]] = {}
    for file in source.files:
        roles.setdefault(role(file.path), []).append(file.path)
    return UnitFiles(
        source=source,
        by_path={file.path: file for file in source.files},
        by_role={name: tuple(paths) for name, paths in roles.items()},
        composed={
            unicodedata.normalize("NFC", file.path): file.path
            for file in source.files
            if not file.path.isascii()
        },
    )


def open_file(files: UnitFiles, path: str) -> Opened:
    """Return a file's current content; any failure is a problem (U037), never an exception."""
    file = files.by_path.get(path)
    try:
        data = file.body if file else None
        if data is None:
            data = read_file(files.source.root, path)
    except OSError as error:
        problem = Problem.of("U037", path, reason=error.strerror or type(error).__name__)
        return Opened(problem=problem, moved=True)
    expected = file.digest if file else ""
    return Opened(data=data, moved=bool(expected and digest(data) != expected))
