"""Copies of built-in files in a city's theme: made, compared with their originals, merged, checked."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen import __version__
from sitegen.city.config import read_config
from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.keys.likeness import nearest
from sitegen.model import Problem, Where
from sitegen.pages.contract import contract_problems
from sitegen.pages.merging import merged
from sitegen.pages.originals import (
    Original,
    aged,
    extends_built_in,
    has_changed,
    of_built_in,
    parse_originals,
    record_of,
    short,
)
from sitegen.pages.theme import built_in_folder, read_theme
from sitegen.pages.theme_files import TEMPLATES, read_files

if TYPE_CHECKING:
    from sitegen.i18n import Translator

_OPENED = (f"{TEMPLATES}/", "assets/")


class Copies(Struct, frozen=True, kw_only=True):
    """A city's theme beside the built-in one: the files of both by their paths in them."""

    folder: str
    own: dict[str, bytes]
    built_in: dict[str, bytes]
    originals: dict[str, Original]

    def path(self, name: str) -> str:
        """Return the path of a built-in file in a theme; raises UsageError (T015) without one."""
        plain = name.removeprefix(f"{self.folder}/")
        for path in (plain, *(start + plain for start in _OPENED)):
            if path in self.built_in:
                return path
        known = {short(path) for path in self.built_in}
        near = nearest(plain, known) or "unit.html"
        raise UsageError(problems=(Problem.of("T015", "", name=name, nearest=near),))

    def copy(self, name: str) -> str:
        """Return the path of the city's copy of a file; raises UsageError (T015) without one."""
        path = self.path(name)
        if path not in self.own:
            raise UsageError(problems=(Problem.of("T015", "", name=name, nearest=short(path)),))
        return path

    @property
    def copied(self) -> tuple[str, ...]:
        """The paths of all copies: files of both themes that are not the same."""
        both = self.own.keys() & self.built_in.keys()
        return tuple(sorted(path for path in both if self.own[path] != self.built_in[path]))


def read_copies(root: Path) -> Copies:
    """Return the theme of the city at `root` beside the built-in one; raises ConfigError."""
    folder = f"themes/{read_config(root).theme}"
    own = read_files(root / folder)
    return Copies(
        folder=folder,
        own=own,
        built_in=read_files(built_in_folder()),
        originals=parse_originals(own),
    )


def copied(root: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Copy built-in files into the city's theme and return their new paths.

    Raises UsageError, with nothing written, for a name that the built-in theme lacks, and for a file
    that the city has already.
    """
    copies = read_copies(root)
    paths = tuple(dict.fromkeys(copies.path(name) for name in names))
    there = [path for path in paths if path in copies.own]
    if there:
        problems = tuple(Problem.of("S020", "", path=f"{copies.folder}/{path}") for path in there)
        raise UsageError(problems=problems)
    _write(root, copies, {path: copies.built_in[path] for path in paths}, paths)
    return tuple(f"{copies.folder}/{path}" for path in paths)


def kept(root: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Record that the city's copies go with the present originals; return their paths.

    Raises UsageError for a name without a copy.
    """
    copies = read_copies(root)
    paths = tuple(dict.fromkeys(copies.copy(name) for name in names))
    _write(root, copies, {}, paths)
    return tuple(f"{copies.folder}/{path}" for path in paths)


def merged_copies(root: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Take over into copies what has changed in their originals; return the paths of those copies.

    Raises UsageError, with nothing written, for a name without a copy, for one without a recorded
    original (T011), and where both changed the same lines (T013).
    """
    copies = read_copies(root)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(copies.copy(name) for name in names):
        original = copies.originals.get(path)
        if original is None or original.data is None:
            problems.append(_unrecorded(copies, path))
            continue
        try:
            texts = [_lines(x) for x in (original.data, copies.own[path], copies.built_in[path])]
        except UnicodeDecodeError:
            problems.append(_colliding(copies, path, 1))
            continue
        result = merged(*texts)
        problems += [_colliding(copies, path, line) for line in result.conflicts]
        files[path] = "".join(result.lines).encode()
    if problems:
        raise UsageError(problems=tuple(problems))
    _write(root, copies, files, tuple(files))
    return tuple(f"{copies.folder}/{path}" for path in files)


def differences(root: Path, names: tuple[str, ...], t: Translator, *, own: bool) -> str:
    """Return what has changed in the originals of copies as a unified diff, "" if nothing has.

    With `own`, what the city has changed in its copies. Without names, of all copies. A copy without
    a recorded original is compared with the present one. Raises UsageError for a name without a copy.
    """
    copies = read_copies(root)
    paths = tuple(copies.copy(name) for name in names) or copies.copied
    return "".join(_difference(copies, path, t, own=own) for path in dict.fromkeys(paths))


def theme_problems(root: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with the city's theme; raises ConfigError and ThemeError."""
    config = read_config(root)
    copies = read_copies(root)
    theme, _ = read_theme(root, config.theme, config.lang, config.brand)
    old = aged(copies.own, copies.built_in, copies.folder)
    return (*theme.problems, *old, *_contract(copies), *_without_record(copies))


def _contract(copies: Copies) -> Iterator[Problem]:
    start = f"{TEMPLATES}/"
    own, built_in = (
        {path.removeprefix(start): data for path, data in files.items() if path.startswith(start)}
        for files in (copies.own, copies.built_in)
    )
    for name in sorted(own):
        path = f"{copies.folder}/{start}{name}"
        yield from contract_problems(name, path, own, built_in)


def _without_record(copies: Copies) -> Iterator[Problem]:
    """Copies of which nothing says what they were copied from."""
    for path in copies.copied:
        name = short(path)
        if path not in copies.originals and not extends_built_in(name, copies.own[path]):
            yield _unrecorded(copies, path)


def _unrecorded(copies: Copies, path: str) -> Problem:
    return Problem.of("T011", f"{copies.folder}/{path}", name=short(path))


def _colliding(copies: Copies, path: str, line: int) -> Problem:
    where = Where(path=f"{copies.folder}/{path}", line=line)
    return Problem.of("T013", where, name=short(path))


def _difference(copies: Copies, path: str, t: Translator, *, own: bool) -> str:
    original = copies.originals.get(path)
    now = copies.built_in[path]
    if original is not None and original.data is None:
        # Only its digest is left: whether it has changed is known, but not what.
        if not own and not has_changed(original, now):
            return ""
        original = None
    before = original or of_built_in(now)
    if original is None or own:
        after, label = copies.own[path], t.gettext(N_("the city's copy"))
    else:
        after, label = now, t.gettext(N_("built-in, {version}")).format(version=__version__)
    first = t.gettext(N_("original, {version}")).format(version=before.version)
    name = short(path)
    try:
        lines = unified_diff(
            _lines(before.data or b""),
            _lines(after),
            f"{name} ({first})",
            f"{name} ({label})",
        )
    except UnicodeDecodeError:
        same = before.data == after
        return "" if same else t.gettext(N_("{name}: no text; it differs")).format(name=name) + "\n"
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n", "\n").splitlines(keepends=True)


def _write(root: Path, copies: Copies, files: dict[str, bytes], paths: tuple[str, ...]) -> None:
    """Write copies, and the record that those at `paths` go with the present originals."""
    now = {path: of_built_in(copies.built_in[path]) for path in paths}
    for path, data in {**files, **record_of({**copies.originals, **now})}.items():
        target = root / copies.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
