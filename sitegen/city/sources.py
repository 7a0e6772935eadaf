"""The files of a city: found without following links, each opened inside its unit's folder."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sitegen.keys.field import nearest
from sitegen.model import (
    PermitKey,
    Problem,
    SourceFile,
    UnitSource,
)
from sitegen.model.roles import (
    CONTENT,
    DOCUMENT_ENDINGS,
    IMAGE_ENDINGS,
    named_in_text,
    right_place,
    role,
)
from sitegen.privacy.names import screened_name
from sitegen.urls import folded, is_device

if TYPE_CHECKING:
    from sitegen.city.git.history import History
    from sitegen.city.register import Register

Digest = Callable[[str, os.stat_result], str]
# What is told of a picture or document in a folder that nothing reads.
_BESIDE_TEXTS = dict.fromkeys(IMAGE_ENDINGS, "G014") | dict.fromkeys(DOCUMENT_ENDINGS, "L013")
_OTHER_TABLES = frozenset({".xlsm", ".xlsb", ".ods"})
# Left behind by systems and editors; nobody wrote them, so they are not reported.
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "readme.md"})
_IGNORED_STARTS = (".", "~$")
_IGNORED_ENDINGS = ("~", ".tmp", ".bak", ".swp")
MAX_DEPTH = 8
# Five reports a day for ten years, with a photo each, are 36,500; hosts refuse 54,000 in a folder.
MAX_FILES = 40_000
# The form of nearly every report and photo name: it passes every rule for names below, so one
# check saves eight for each of 73,000 files.
_USUAL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[a-z]+)*(?:-[0-9]{1,6})?\.(?:md|jpe?g|png|webp)"
)
# How alike the names of a stray folder and of a unit without one are, if one is a slip of the other.
_ALIKE = 0.8
# Characters that Windows cannot store.
_NOT_ON_WINDOWS = re.compile(r'[<>:"\\|?*]')


class Sources(Struct, frozen=True):
    """The units that have a folder, in register order, and what is wrong with the tree.

    `held_back` are files and folders held back for their names, masked; `permitted` the
    exceptions that other names needed. `unread` are folders that could not be opened, or are something else. `strays`
    are the keys of folders that the register does not name, `misplaced` those of its units
    without a folder of their own whose files seem to lie in one with a mistaken name.
    """

    units: tuple[UnitSource, ...]
    problems: tuple[Problem, ...]
    held_back: tuple[str, ...] = ()
    permitted: tuple[PermitKey, ...] = ()
    unread: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    root: Path
    digest: Digest | None = None
    key: bytes = b""
    permits: tuple[PermitKey, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)
    permitted: list[PermitKey] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    def report(self, code: str, path: str, **params: str) -> None:
        self.problems.append(Problem.of(code, path, **params))

    def cannot_open(self, path: str, error: OSError) -> None:
        """Report a folder that cannot be opened; without `content/` itself there is no city."""
        self.report(
            "S040" if path == CONTENT else "U015", path, reason=error.strerror or str(error)
        )
        if not isinstance(error, FileNotFoundError):
            self.unread.append(path)

    def may_pass(self, path: str) -> bool:
        """Hold back a file or folder whose name has personal data; return whether it has none."""
        problem, used = screened_name(path, self.key, self.permits)
        self.permitted += used
        if problem is None:
            return True
        self.problems.append(problem)
        self.held_back.append(problem.where.path)
        return False


def scan(
    root: Path,
    register: Register,
    digest: Digest | None = None,
    *,
    key: bytes = b"",
    permits: tuple[PermitKey, ...] = (),
    only: Collection[str] = (),
) -> Sources:
    """Return the sources below `root/content`, each unit's files sorted by path.

    `digest` returns the digest of a file's bytes, given its path and its stat. `key` and `permits`
    decide which personal data may pass. `only` limits the scan to the units with these keys.
    """
    walk = _Walk(root, digest, key, permits)
    found: dict[str, UnitSource] = {}
    known = {entry.key: entry for entry in register.entries}
    kinds = tuple(kind.name for kind in register.kinds)
    wanted = {key.partition("/")[0] for key in only}
    for kind in _folders(walk, CONTENT):
        if only and kind not in wanted:
            continue
        if kind not in kinds:
            _not_a_kind(walk, kind, kinds, known)
            continue
        for unit in _folders(walk, f"{CONTENT}/{kind}"):
            unit_key = f"{kind}/{unit}"
            if only and unit_key not in only:
                continue
            entry = known.get(unit_key)
            if entry is None:
                ids = [e.id for e in register.entries if e.kind == kind]
                after = register.successors(unit_key)
                likely_id = nearest(unit, ids or [e.id for e in register.entries], 0.0)
                near = after[0].key if after else likely_id or "..."
                walk.report("U013", f"{CONTENT}/{unit_key}", found=unit, kind=kind, nearest=near)
                walk.strays.append(unit_key)
                likely = "" if after else nearest(unit, ids, _ALIKE)
                if likely:
                    walk.misplaced.append(f"{kind}/{likely}")
                continue
            files = _bounded(walk, f"{CONTENT}/{unit_key}")
            own = tuple(sorted(p for p in permits if p[0].startswith(f"{CONTENT}/{unit_key}/")))
            found[unit_key] = UnitSource(root=str(root), entry=entry, files=files, permits=own)
    return Sources(
        units=tuple(found[entry.key] for entry in register.entries if entry.key in found),
        problems=tuple(walk.problems),
        held_back=tuple(walk.held_back),
        permitted=tuple(walk.permitted),
        unread=tuple(walk.unread),
        strays=tuple(walk.strays),
        misplaced=tuple(key for key in dict.fromkeys(walk.misplaced) if key not in found),
    )


def _not_a_kind(walk: _Walk, kind: str, kinds: tuple[str, ...], known: Container[str]) -> None:
    """Report a folder beside those of the kinds.

    Units that it may be meant for are misplaced; its folders are strays, which may have been
    published while the city had this kind.
    """
    near = nearest(kind, kinds, 0.5)
    where = f"{CONTENT}/{kind}"
    walk.report("U012", where, found=kind, allowed=", ".join(kinds), nearest=near or kinds[0])
    try:
        names = sorted(entry.name for entry in os.scandir(walk.root / where))
    except OSError as error:
        walk.cannot_open(where, error)
        walk.unread.append(f"{CONTENT}/{near}")
        return
    walk.misplaced += [f"{near}/{name}" for name in names if f"{near}/{name}" in known]
    walk.strays += [f"{kind}/{name}" for name in names]


def _bounded(walk: _Walk, unit: str) -> tuple[SourceFile, ...]:
    """The files of a unit up to the limit; reports names that other systems cannot store.

    Linux, where cities are built, can store names that Windows cannot, or not side by side; with
    them, colleagues could no longer fetch the repository.
    """
    files, odd = _files(walk, unit)
    if len(files) > MAX_FILES:
        walk.report("U034", unit, count=str(len(files)), limit=str(MAX_FILES))
    known: dict[str, str] = {}
    for file in files[:MAX_FILES]:
        if file.path in odd:
            name = file.path.rpartition("/")[2]
            if is_device(name) or _NOT_ON_WINDOWS.search(name):
                walk.report("U035", file.path, found=name)
        alike = folded(file.path)
        first = known.setdefault(alike, file.path)
        if first != file.path:
            walk.report("U036", file.path, other=first)
    return files[:MAX_FILES]


def dated(sources: Sources, history: History, *, days: bool = True) -> Sources:
    """Return the sources with the dates that git knows for each file.

    Without `days` only with their former addresses: commits of a sample city say nothing of its days.
    """
    if not history.dates:
        return sources
    dates, former, edits = history.dates, history.former, history.edits

    def with_dates(file: SourceFile) -> SourceFile:
        known = dates.get(file.path)
        if known is None:
            return file
        if not days:
            return replace(file, former=former.get(file.path, ()))
        first = known.first.date() if known.first else None
        return replace(
            file,
            first=first,
            last=known.last.date(),
            former=former.get(file.path, ()),
            edits=edits.get(file.path, ()),
        )

    units = tuple(
        replace(unit, files=tuple([with_dates(file) for file in unit.files]))
        for unit in sources.units
    )
    return replace(sources, units=units)


def unused(files: tuple[SourceFile, ...]) -> Iterator[Problem]:
    """Yield a problem for each file that nothing reads, so that none is skipped silently."""
    kinds = [(file, role(file.path)) for file in files]
    paths = {file.path for file in files}
    tables = {stem(f.path) for f, kind in kinds if kind == "table"}
    for file, kind in kinds:
        if kind not in {None, "metadata"}:
            continue
        path = PurePosixPath(file.path)
        suffix = path.suffix.lower()
        if kind is None:
            if (beside := _BESIDE_TEXTS.get(suffix)) and not right_place(file.path):
                yield Problem.of(beside, file.path, **named_in_text(path.name))
                continue
            code = "D014" if suffix in _OTHER_TABLES else "U014"
            fix = right_place(file.path) if code == "U014" else ""
            moved = {"rename": fix} if fix and fix not in paths else {}
            yield Problem.of(code, file.path, found=suffix or path.name, name=path.stem, **moved)
        elif stem(file.path) not in tables:
            yield Problem.of("D015", file.path, expected=f"{path.stem}.csv")


def stem(path: str) -> str:
    """Return a path without its ending, in one form however its system stores accents."""
    return unicodedata.normalize("NFC", str(PurePosixPath(path).with_suffix("")))


def _folders(walk: _Walk, path: str) -> list[str]:
    names: list[str] = []
    try:
        entries = sorted(os.scandir(walk.root / path), key=lambda entry: entry.name)
    except OSError as error:
        if path == CONTENT or not isinstance(error, FileNotFoundError):
            walk.cannot_open(path, error)
        return names
    for entry in entries:
        if _ignored(entry.name):
            continue
        where = f"{path}/{entry.name}"
        if not _sound_name(entry.name):
            shown = _shown(entry.name)
            walk.report("U018", f"{path}/{shown}", found=shown)
        elif entry.is_symlink():
            walk.report("U016", where)
            walk.unread.append(where)
        elif not entry.is_dir(follow_symlinks=False):
            walk.report("U017", where)
            walk.unread.append(where)
        else:
            names.append(entry.name)
    return names


def _files(walk: _Walk, unit: str) -> tuple[tuple[SourceFile, ...], set[str]]:
    """The files below a unit's folder, sorted by path, and those of them without a usual name."""
    found: list[SourceFile] = []
    odd: set[str] = set()
    waiting = [(unit, 0)]
    while waiting:
        path, depth = waiting.pop()
        try:
            entries = _entries(walk.root / path)
        except FileNotFoundError:
            continue  # removed since its name was read
        except OSError as error:
            walk.cannot_open(path, error)
            continue
        for entry, status in entries:
            where = f"{path}/{entry.name}"
            if not _USUAL.fullmatch(entry.name):
                if _ignored(entry.name):
                    continue
                if not _sound_name(entry.name):
                    shown = _shown(entry.name)
                    walk.report("U018", f"{path}/{shown}", found=shown)
                    continue
                if not walk.may_pass(where):
                    continue
                odd.add(where)
            mode = status.st_mode
            if stat.S_ISDIR(mode) and depth < MAX_DEPTH:
                waiting.append((where, depth + 1))
            elif stat.S_ISREG(mode):
                name = walk.digest(where, status) if walk.digest else ""
                found.append(SourceFile(path=where, size=status.st_size, digest=name))
            else:
                walk.report("U019" if stat.S_ISDIR(mode) else "U016", where)
    return tuple(sorted(found, key=attrgetter("path"))), odd


def _entries(folder: Path) -> list[tuple[os.DirEntry[str], os.stat_result]]:
    """The entries of a folder; raises OSError when it cannot be listed, or not be entered."""
    found = []
    for entry in os.scandir(folder):
        try:
            found.append((entry, entry.stat(follow_symlinks=False)))
        except FileNotFoundError:  # removed since it was listed
            continue
    return found


def _ignored(name: str) -> bool:
    low = name.casefold()
    return (
        low in _IGNORED_NAMES or name.startswith(_IGNORED_STARTS) or low.endswith(_IGNORED_ENDINGS)
    )


def _shown(name: str) -> str:
    return name.encode("unicode_escape").decode()


def _sound_name(name: str) -> bool:
    """Whether a name is UTF-8 text without control or direction-changing characters."""
    if name.isascii() and name.isprintable():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in name)
