"""Receiving a package: read, placed, checked as a build does, committed with the office as author."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.beneath import read_file
from sitegen.city.git.commit import (
    Tip,
    name_of,
    read_files,
    read_tip,
    read_trailers,
    refused,
    staged_files,
)
from sitegen.city.owners import read_owners
from sitegen.city.register import Register, read_register
from sitegen.digest import digest
from sitegen.engine.arriving import check_arrival, concerning
from sitegen.engine.options import Options
from sitegen.errors import UsageError
from sitegen.i18n import N_, Translator
from sitegen.keys.field import nearest
from sitegen.model import Problem, UnitEntry
from sitegen.model.roles import role
from sitegen.problems import is_error
from sitegen.submission.bringing import bring
from sitegen.submission.city_rules import city_rules
from sitegen.submission.commits import (
    CONTENTS,
    Lines,
    commit_of,
    folder_of,
    mark_of,
    office_of,
    title_of,
)
from sitegen.submission.package import Piece, SentPackage, parse_package
from sitegen.submission.placing import PlacedPiece, Taken, place
from sitegen.submission.profile import says_the_same, written_into
from sitegen.submission.refused import RefusedPackage

State = Literal["accepted", "known", "returned"]
# Others may commit between reading the branch and moving it; a few times in a row is chance.
_TRIES = 5
# Pictures that are damaged, too large, or of endless passes.
_UNSHOWN = frozenset({"G004", "G006", "G007", "G008", "G011"})


class ReceivedPiece(Struct, frozen=True, kw_only=True):
    """What became of a piece: accepted, returned with its problems, or known from before.

    `path` is the city's, `commit` the one that brought it, "" while there is none; `kind` is as the
    package says, `sent` its name there.
    """

    kind: str
    sent: str
    title: str
    path: str
    state: State
    problems: tuple[Problem, ...] = ()
    commit: str = ""


class Receipt(Struct, frozen=True, kw_only=True):
    """What became of a package; one that was refused as a whole has `refusal` and no pieces."""

    name: str
    unit: UnitEntry | None = None
    made: str = ""
    pieces: tuple[ReceivedPiece, ...] = ()
    refusal: Problem | None = None

    @property
    def whole(self) -> bool:
        """Whether everything in the package is taken, now or before."""
        return self.refusal is None and all(each.state != "returned" for each in self.pieces)


def open_package(
    root: Path, data: bytes, name: str, unit: str = ""
) -> tuple[SentPackage, UnitEntry]:
    """Return the package in `data` and the unit that it is of, if that is `unit` where one is given.

    Raises RefusedPackage; ConfigError when the register cannot be read.
    """
    package = parse_package(data, name)
    entry = _unit_of(package, read_register(root))
    if unit and unit != entry.key:
        raise RefusedPackage("K012", found=entry.key, unit=unit)
    for piece in package.pieces:
        _refuse_outdated(root, piece, entry, package.manifest.id)
    return package, entry


def _refuse_outdated(root: Path, piece: Piece, entry: UnitEntry, package: str) -> None:
    """Refuse a profile that was made from another version than the one that is there, unless it is in it."""
    path = f"{folder_of(entry)}/{piece.item.file}"
    now = _bytes(root, path) if piece.item.base else None
    if now is None or digest(now) == piece.item.base:
        return
    if says_the_same(now, piece.files[piece.item.file], path, city_rules(root)):
        return
    tip = read_tip(root)
    if tip.commit and mark_of(piece, package) in read_trailers(root, CONTENTS):
        return
    reason = N_("the profile was changed since it was opened in the form; its page has the new one")
    raise RefusedPackage("K005", reason=reason)


def receive(
    options: Options,
    package: SentPackage,
    entry: UnitEntry,
    t: Translator,
    *,
    dry: bool = False,
    lines: Lines = (),
) -> Receipt:
    """Check a package and commit what is right in it, each piece by itself; with `dry`, only check.

    `lines` are further ones at the end of each message, by their names. Raises UsageError where
    nothing can be committed, and as a build does.
    """
    for _ in range(_TRIES):
        receipt = _attempt(options, package, entry, t, lines=None if dry else lines)
        if receipt is not None:
            return receipt
    raise refused(N_("others commit to this branch at the same time"))


def _unit_of(package: SentPackage, register: Register) -> UnitEntry:
    key = package.manifest.unit
    entry = register.get(key)
    if entry is None or not entry.active:
        near = nearest(key, [each.key for each in register.entries if each.active], 0.0)
        raise RefusedPackage("K017" if entry else "K015", found=key, nearest=near or "-")
    return entry


def _attempt(
    options: Options, package: SentPackage, entry: UnitEntry, t: Translator, *, lines: Lines | None
) -> Receipt | None:
    """One attempt, without `lines` a dry one; None when the branch was moved by somebody else meanwhile."""
    root = options.root
    tip = read_tip(root)
    placed = _placed(root, tip, package, entry)
    marks = read_trailers(root, CONTENTS) if tip.commit else {}
    known = {
        each.main: marks.get(mark, tip.commit)
        for each in placed
        for mark in (mark_of(each.piece, package.manifest.id),)
        if mark in marks or not each.new
    }
    fresh = tuple(each for each in placed if each.main not in known)
    judged = _judged(options, tip, entry, fresh)
    good = tuple(each for each in fresh if not any(map(is_error, judged[each.main])))
    if len(good) < len(fresh):  # what is right must be so without what is returned
        again = _judged(options, tip, entry, good)
        judged |= again
        good = tuple(each for each in good if not any(map(is_error, again[each.main])))
    commits: dict[str, str] = {}
    if good and lines is not None:
        made = _commit(root, tip, good, (package, entry, lines), t)
        if made is None:
            return None
        commits = dict(zip((each.main for each in good), made, strict=True))
    pieces = [
        ReceivedPiece(
            kind=each.piece.item.kind,
            sent=each.piece.item.file,
            title=title_of(each),
            path=each.main,
            state="known" if each.main in known else "accepted" if each in good else "returned",
            problems=judged.get(each.main, ()),
            commit=known.get(each.main) or commits.get(each.main, ""),
        )
        for each in placed
    ]
    return Receipt(name=package.name, unit=entry, made=package.manifest.made, pieces=tuple(pieces))


def placed_files(
    root: Path, package: SentPackage, entry: UnitEntry
) -> tuple[Tip, dict[str, bytes]]:
    """Return the tip of the branch, and the files of a package by the paths that they would get there."""
    tip = read_tip(root)
    placed = _placed(root, tip, package, entry)
    return tip, {path: data for each in placed for path, data in each.contents.items()}


def _placed(
    root: Path, tip: Tip, package: SentPackage, entry: UnitEntry
) -> tuple[PlacedPiece, ...]:
    """Each piece of a package with the places of its files, none of which anything else has."""
    below = folder_of(entry)
    committed, staged = read_files(root, tip, below), staged_files(root, below)
    paths = {*committed, *staged, *_present(root, below)}
    taken = Taken()
    taken.add(sorted(paths))
    ours: dict[str, bytes] = {}

    def there(path: str, data: bytes) -> str:
        if path in ours:
            return "free" if ours[path] == data else "other"
        name = name_of(root, data)
        if path in committed:
            return "committed" if committed[path] == name else "other"
        if path in staged and staged[path] != name:
            return "other"
        found = _bytes(root, path)
        return "free" if found in (None, data) else "other"

    placed = []
    for piece in package.pieces:
        each = _in_what_is_there(root, place(piece, entry.key, taken, there), there)
        ours |= {path: each.contents[path] for path in each.new}
        placed.append(each)
    return tuple(placed)


def _in_what_is_there(
    root: Path, placed: PlacedPiece, there: Callable[[str, bytes], str]
) -> PlacedPiece:
    """A profile that a form made of the one that is there, written into that one; else the piece as it is."""
    main, base = placed.main, placed.piece.item.base
    now = _bytes(root, main) if base and role(main) == "profile" else None
    if now is None:
        return placed
    written = written_into(now, placed.contents[main], main, city_rules(root))
    if written is None:
        return replace(placed, anew=main.rpartition("/")[2])
    contents = {**placed.contents, main: written.data}
    new = frozenset(path for path, data in contents.items() if there(path, data) != "committed")
    return replace(placed, contents=contents, new=new, anew=", ".join(written.anew))


def _present(root: Path, below: str) -> tuple[str, ...]:
    """The files of a unit in the working tree."""
    return tuple(
        (Path(folder) / name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root / below)
        for name in names
    )


def _bytes(root: Path, path: str) -> bytes | None:
    """The bytes of a file in the working tree; nothing where there is none, b"" for what cannot be read."""
    try:
        return read_file(str(root), path)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _judged(
    options: Options, tip: Tip, entry: UnitEntry, pieces: tuple[PlacedPiece, ...]
) -> dict[str, tuple[Problem, ...]]:
    """The problems of each of these pieces, by its main file."""
    if not pieces:
        return {}
    contents = {path: data for each in pieces for path, data in each.contents.items()}
    found = check_arrival(options, (tip.commit, tip.folder), entry.key, contents)
    judged: dict[str, tuple[Problem, ...]] = {}
    for each in pieces:
        own = concerning(found, each.contents)
        judged[each.main] = (*own, *_not_shown(own), *each.warnings())
    return judged


def _not_shown(problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """What holds a piece back for its pictures: a site is built without one, but here its sender can mend it."""
    for problem in problems:
        file = dict(problem.params).get("file", "")
        if problem.code in _UNSHOWN and file:
            ending = f".{file.rpartition('.')[2]}"
            reason = N_("a picture that cannot be shown")
            yield Problem.of("K010", problem.where, entry=file, expected=ending, reason=reason)


def _commit(
    root: Path,
    tip: Tip,
    pieces: tuple[PlacedPiece, ...],
    whose: tuple[SentPackage, UnitEntry, Lines],
    t: Translator,
) -> tuple[str, ...] | None:
    """Commit these pieces, one after another, all or none; None when the branch was moved meanwhile."""
    package, entry, lines = whose
    office = office_of(entry, read_register(root), read_owners(root, frozenset({entry.key}))[0])
    new = tuple(commit_of(each, office, package.manifest.id, t, lines) for each in pieces)
    contents = {path: data for each in new for path, data in each.files.items() if data is not None}
    return bring(root, tip, new, _replaced(root, tip, entry, contents))


def _replaced(
    root: Path, tip: Tip, entry: UnitEntry, contents: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The bytes of a profile that gives way to a new one.

    Raises UsageError (K018) when it has changes that are not committed: they would be lost.
    """
    below = folder_of(entry)
    committed, staged = read_files(root, tip, below), staged_files(root, below)
    found: dict[str, bytes] = {}
    for path, data in contents.items():
        if role(path) != "profile":
            continue
        now = _bytes(root, path)
        if now is None or now == data:
            continue
        name = name_of(root, now)
        if name != committed.get(path) or staged.get(path, name) != name:
            raise UsageError(problems=(Problem.of("K018", path),))
        found[path] = now
    return found
