"""The work table of one unit's build: its files by role, and what was found on the way."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from sitegen.city.sources import read_file
from sitegen.digest import digest
from sitegen.model import (
    Output,
    PermitKey,
    Problem,
    SiteLink,
    Skipped,
    SourceFile,
    StandIn,
    Trace,
    UnitSource,
    Where,
)
from sitegen.model.roles import Role, role
from sitegen.privacy.gate import (
    Gate,
    Screening,
    hushed,
    own_contacts,
    screen,
    screen_shown,
    screen_table,
    together,
)
from sitegen.problems import is_error
from sitegen.store.past import earlier_versions
from sitegen.tables.files.raw import RawTable, parse_raw
from sitegen.urls import output_path, page_address

if TYPE_CHECKING:
    from sitegen.units.media import Shelf
    from sitegen.units.shared import Kin, Shared


@dataclass(slots=True)
class Desk:
    """Collects problems, outputs, skipped and held-back files of one unit.

    `moments` are the times at which a report appears or expires, in seconds since 1970. `moved`
    says that a file was not, when it was read, what the scan had found. `stand_ins` are the
    earlier versions that files are taken from, by path; `refused` are paths of files whose kept
    version holds personal data. `own` are the unit's own contacts, `screenings` what the gate for
    personal data found in its files as they are. `raw` has the cells of tables that were
    screened and not yet typed, `made` the output files of each source,
    `shown` the addresses of the pages on which it appears.
    """

    source: UnitSource
    kin: Kin
    shared: Shared
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    held_back: set[str] = field(default_factory=set)
    stand_ins: dict[str, StandIn] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
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
    raw: dict[str, RawTable | Problem] = field(default_factory=dict)
    tries: dict[str, Iterator[tuple[bytes | None, ...]]] = field(default_factory=dict)

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

    def know_contacts(self, profile: bytes) -> None:
        """Take the contacts in the unit's profile for its own."""
        self.own |= own_contacts(profile)

    def told(self) -> tuple[Problem, ...]:
        """Return all problems, each once and without personal data."""
        # A text that is finished twice tells of its charts twice.
        return tuple(
            dict.fromkeys(hushed(p, self.screenings.get(p.where.path)) for p in self.problems)
        )

    def version(self, *paths: str, large: Problem | None = None) -> tuple[bytes | None, ...] | None:
        """Return the files as they are; asked again, as they were before; None after the last.

        The first path is that of the file that may be held back, others belong to it; None
        stands for one of these that was not there. Personal data in the files as they are hold
        them back; an earlier version with such is not handed out. `large` is the problem of a file
        that has too many bytes to be read as it is.
        """
        return next(self.tries.setdefault(paths[0], self._versions(paths, large)), None)

    def _versions(
        self, paths: tuple[str, ...], large: Problem | None
    ) -> Iterator[tuple[bytes | None, ...]]:
        path = paths[0]
        if large:
            self.report(path, (large,))
        now = tuple(None if large else self.read(each) for each in paths)
        if None in now:
            self.held_back.add(path)
        else:
            self._screen(paths, now)
            yield now
        tried = {now}
        file, zone = self.files[path], self.shared.now.tzinfo
        for version in earlier_versions(self.shared.past, self.source.root, paths, zone):
            bodies = version.bodies
            if not version.commit:
                if not self._passed(paths, bodies):
                    self.refused.add(path)
                # What git has beside a kept file is not kept, and is as it is.
                bodies = tuple(
                    was if was is not None else body for was, body in zip(bodies, now, strict=True)
                )
            if bodies not in tried and self._passed(paths, bodies):
                tried.add(bodies)
                self.stand_ins[path] = StandIn(path=path, commit=version.commit, date=version.date)
                self.files[path] = replace(file, last=version.date)
                yield bodies
        self.stand_ins.pop(path, None)

    def _screenings(
        self, paths: tuple[str, ...], bodies: tuple[bytes | None, ...]
    ) -> Iterator[tuple[str, Screening]]:
        for path, data in zip(paths, bodies, strict=True):
            if data is not None:
                yield path, self._screened(path, data)

    def _screened(self, path: str, data: bytes) -> Screening:
        """What is personal in a file; the cells of a table are kept for whoever types them."""
        if role(path) != "table":
            return screen(data, path, self._gate)
        raw = self.raw[path] = parse_raw(data, path)
        return Screening() if isinstance(raw, Problem) else screen_table(raw, path, self._gate)

    @property
    def _gate(self) -> Gate:
        return Gate(key=self.shared.key, permits=self.source.permits, own=self.own)

    def _screen(self, paths: tuple[str, ...], now: tuple[bytes | None, ...]) -> None:
        """Note the personal data in files as they are, before anything is made of them."""
        for path, screening in self._screenings(paths, now):
            self.permitted += screening.used
            if screening.problems:
                self.screenings[path] = screening
            self.report(paths[0], screening.problems)

    def screen_shown(self, shown: str, source: str, where: Where) -> tuple[Problem, ...]:
        """Return what is personal in a text as its page shows it; the text begins at `where`."""
        screening = screen_shown(shown, source, where, self._gate)
        self.permitted += screening.used
        if screening.problems and where.path not in self.stand_ins:
            known = self.screenings.get(where.path, Screening())
            self.screenings[where.path] = together((known, screening))
        return screening.problems

    def _passed(self, paths: tuple[str, ...], bodies: tuple[bytes | None, ...]) -> bool:
        """Whether an earlier version may be published; nothing else of what is found is kept."""
        screenings = [screening for _, screening in self._screenings(paths, bodies)]
        passed = all(screening.passed for screening in screenings)
        if passed:
            self.permitted += [key for screening in screenings for key in screening.used]
        return passed

    def report(self, path: str, problems: Iterable[Problem]) -> bool:
        """Note the problems of a file; return whether it is held back, by these or earlier ones.

        Those of an earlier version are not told: nobody can mend them any more.
        """
        found = tuple(problems)
        wrong = any(is_error(problem.code) for problem in found)
        if path in self.stand_ins:
            return wrong
        self.problems.extend(found)
        if wrong:
            self.held_back.add(path)
        return path in self.held_back

    def skip(
        self, path: str, reason: Literal["draft", "future", "expired"], day: date | None
    ) -> None:
        """Note that a source is right but not published now; an earlier version is just not there."""
        if self.stand_ins.pop(path, None) is None:
            self.skipped.append(Skipped(path=path, reason=reason, date=day))

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

    def put_shelf(self, path: str, shelf: Shelf) -> None:
        """Take the files beside the page of the source `path`, and note what the page shows."""
        self.put(shelf.outputs.values())
        self.trace(path, (output_path(shelf.url), *shelf.outputs), shelf.url)
        for source, outputs in shelf.sources.items():
            self.trace(source, outputs, shelf.url)


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
