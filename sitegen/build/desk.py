"""The work table of one unit's build: its files by role, and what was found on the way."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.digest import digest
from sitegen.model import Output, Problem, SiteLink, Skipped, Trace, UnitSource, Where
from sitegen.problems import is_error
from sitegen.read.privacy.gate import Gate, Screening, hushed, own_contacts, screen
from sitegen.read.sources import read_file, role
from sitegen.urls import page_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.build.shared import Kin, Shared
    from sitegen.model import PermitKey, SourceFile
    from sitegen.read.sources import Role


@dataclass(slots=True)
class Desk:
    """Collects problems, outputs, skipped and held-back files of one unit.

    `moments` are the times at which a report appears or expires, in seconds since 1970. `moved`
    says that a file was not, when it was read, what the scan had found. `own` are the unit's own
    contacts, `screenings` what the gate for personal data found in its files. `made` has the output
    files of each source, `shown` the addresses of the pages on which it appears.
    """

    source: UnitSource
    kin: Kin
    shared: Shared
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    held_back: set[str] = field(default_factory=set)
    outputs: dict[str, Output] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    links: dict[str, tuple[SiteLink, ...]] = field(default_factory=dict)
    moments: list[float] = field(default_factory=list)
    moved: bool = False
    own: frozenset[str] = frozenset()
    screenings: dict[str, Screening] = field(default_factory=dict)
    permitted: list[PermitKey] = field(default_factory=list)
    files: dict[str, SourceFile] = field(default_factory=dict)
    roles: dict[Role | None, tuple[str, ...]] = field(default_factory=dict)
    made: dict[str, dict[str, None]] = field(default_factory=dict)
    shown: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The unit's folder, relative to the city's root."""
        return f"content/{self.source.entry.key}"

    def __post_init__(self) -> None:
        """Sort the files by role once: texts ask for them again and again."""
        roles: dict[Role | None, list[str]] = {}
        for file in self.source.files:
            self.files[file.path] = file
            roles.setdefault(role(file.path), []).append(file.path)
        self.roles = {name: tuple(paths) for name, paths in roles.items()}

    def paths(self, kind: Role) -> tuple[str, ...]:
        """Return the paths of all files with this role, sorted."""
        return self.roles.get(kind, ())

    def larger(self, path: str, limit: int) -> int:
        """Return the size of a file that has more than `limit` bytes, 0 for any other.

        Asked before it is read, so that no file fills the memory.
        """
        size = self.files[path].size if path in self.files else 0
        return size if size > limit else 0

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None after reporting that it cannot be read."""
        file = self.files.get(path)
        try:
            data = file.body if file else None
            if data is None:
                data = read_file(self.source.root, path)
        except OSError as error:
            self.moved = True
            params = (("reason", error.strerror or type(error).__name__),)
            self.report(path, (Problem(code="U015", where=Where(path=path), params=params),))
            return None
        expected = file.digest if file else ""
        self.moved = self.moved or bool(expected and digest(data) != expected)
        return data

    def personal(self, path: str, data: bytes) -> tuple[Problem, ...]:
        """Return the problems of personal data in a file, before anything is made of it."""
        gate = Gate(key=self.shared.key, permits=self.source.permits, own=self.own)
        screening = screen(data, path, gate)
        self.permitted += screening.used
        if screening.problems:
            self.screenings[path] = screening
        return screening.problems

    def know_contacts(self, profile: bytes) -> None:
        """Take the contacts in the unit's profile for its own."""
        self.own = own_contacts(profile)

    def told(self) -> tuple[Problem, ...]:
        """Return all problems, each once and without personal data."""
        # A text that is finished twice tells of its charts twice.
        return tuple(
            dict.fromkeys(hushed(p, self.screenings.get(p.where.path)) for p in self.problems)
        )

    def report(self, path: str, problems: Iterable[Problem]) -> bool:
        """Note the problems of a file; return whether one of them holds it back."""
        found = tuple(problems)
        self.problems.extend(found)
        if any(is_error(problem.code) for problem in found):
            self.held_back.add(path)
            return True
        return False

    def trace(self, path: str, outputs: Iterable[str], url: str = "") -> None:
        """Note that these output files are made of the source `path`, and the page that shows it."""
        self.made.setdefault(path, {}).update(dict.fromkeys(outputs))
        if url:
            self.shown.setdefault(path, {})[url] = None

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What became of each source that has come to something, sorted by path."""
        return tuple(
            Trace(
                path=path,
                outputs=tuple(sorted(self.made[path])),
                pages=tuple(sorted(self.shown.get(path, ()))),
            )
            for path in sorted(self.made)
        )

    def put(self, outputs: Iterable[Output]) -> None:
        """Take outputs; two different ones of one path are a problem, and the first stays."""
        for output in outputs:
            first = self.outputs.setdefault(output.path, output)
            if first.body != output.body:
                url, key = page_address(output.path), self.source.entry.key
                params = (("url", url), ("second", key), ("taken", url), ("first", key))
                where = Where(path=self.folder)
                self.problems.append(Problem(code="S011", where=where, params=params))


@dataclass(frozen=True, slots=True)
class Reference:
    """A relative link of an author: the file that it means inside the unit, and its fragment."""

    path: str
    fragment: str
    inside: bool


def reference(link: str, source: str, folder: str) -> Reference:
    """Return the file that `link` in the file `source` means; `folder` is the unit's."""
    try:
        parts = urlsplit(link)
    except ValueError:  # such as a bracket in a host; no file is called so
        return Reference(path="", fragment="", inside=False)
    base = str(PurePosixPath(source).parent)
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    inside = path == folder or path.startswith(folder + "/")
    return Reference(path=path, fragment=parts.fragment, inside=inside)


def nearest_path(path: str, paths: Iterable[str], source: str) -> str:
    """Return the known file whose name is most like that of `path`, as a link from `source`."""
    known = {each.rpartition("/")[2]: each for each in reversed([*paths])}
    name = path.rpartition("/")[2]
    near = [name] if name in known else get_close_matches(name, known, n=1, cutoff=0.6)
    return posixpath.relpath(known[near[0]], posixpath.dirname(source)) if near else "-"
