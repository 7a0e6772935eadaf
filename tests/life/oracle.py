"""What a build is held to: trees compared byte for byte, and a clean build that remembers nothing.

The clean build and the build that it judges share no cache: what a page takes from somewhere else
than its view would come out of a shared one the same for both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

from jinja2 import Environment

from sitegen import i18n
from sitegen.city.git.history import read_history
from sitegen.city.git.registered import read_registered
from sitegen.city.git.run import Objects, read_objects, run_git
from sitegen.images import lettering
from sitegen.portal.api import description
from sitegen.portal.office_form import javascript
from sitegen.processes.worker import Worker
from sitegen.store import files

Tree: TypeAlias = dict[str, bytes | None]
Codes: TypeAlias = dict[tuple[object, ...], Any]
_Memory = type(lru_cache(run_git))
_compile = Environment.compile
# What these remember is of the program alone: its words, its types, its patterns and its letters.
_OF_THE_PROGRAM: tuple[object, ...] = (
    i18n._catalogue,
    description._components,
    javascript._written,
    lettering._sign,
)


def tree(folder: Path) -> Tree:
    """Return all that is below a folder: bytes of files, None for folders."""
    found: Tree = {}
    for place, folders, names in os.walk(folder):
        start = Path(place).relative_to(folder).as_posix() + "/" if place != str(folder) else ""
        found |= dict.fromkeys((start + name for name in folders), None)
        for name in names:
            with open(f"{place}/{name}", "rb") as file:  # noqa: PTH123 - thousands of them
                found[start + name] = file.read()
    return dict(sorted(found.items()))


def differences(found: Tree, expected: Tree) -> str:
    """Return what is missing, stray and different, one line each."""
    lines = [f"missing: {name}" for name in sorted(expected.keys() - found.keys())]
    lines += [f"stray: {name}" for name in sorted(found.keys() - expected.keys())]
    both = sorted(expected.keys() & found.keys())
    lines += [f"different: {name}" for name in both if found[name] != expected[name]]
    return "\n".join(lines)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave out the waiting for disks, which costs most of a small build and decides nothing."""

    def sync(folder: Path) -> None:
        files.step("sync", folder)

    with patch.object(files, "sync", sync):
        yield


remembered_git = lru_cache(maxsize=None)(run_git)
_remembered_objects: dict[tuple[Path, tuple[str, ...]], tuple[tuple[str, bytes], ...]] = {}
_codes_of_lives: Codes = {}
_codes_of_clean_builds: Codes = {}


@contextmanager
def remembering() -> Iterator[None]:
    """Build as a process does that has built this city before.

    It keeps what the package keeps in memory, compiled templates, and git's answers for as long as
    nobody commits (`remembered_git.cache_clear`).
    """
    with _compiling(_codes_of_lives), _asking(remembered_git, _known_objects):
        yield


def _known_objects(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """As `read_objects`; names of objects stand for what is in them."""
    key = (root, tuple(names))
    if key not in _remembered_objects:
        _remembered_objects[key] = tuple(read_objects(*key))
    return iter(_remembered_objects[key])


@contextmanager
def newborn(*, compiling: bool) -> Iterator[None]:
    """Build as a process does that has built nothing before: every memory is empty, then gone.

    Four things are kept from one clean build to the next. Compiled templates cost more than all the
    rest of a build; they stand for the source of a template and the settings of its engine, no
    build but a clean one sees them, and with `compiling` none is taken from there. Child processes
    that draw charts start slowly; they get all that they draw as an argument, and a clean build's
    own folder has no drawings to take instead. The words of the program are read from its own folder,
    in which no event changes a file. And what is made of the program alone, from its types, patterns
    and letters, is the same in each city.
    """
    with ExitStack() as stack:
        _empty_memories(stack)
        stack.enter_context(_compiling({} if compiling else _codes_of_clean_builds))
        stack.enter_context(_asking(run_git, read_objects))
        yield


def _empty_memories(stack: ExitStack) -> None:
    """Put an empty memory in the place of each that a module of the package has, for so long."""
    known = set(_modules())
    made: dict[Callable[..., Any], Callable[..., Any]] = {}
    for name in known:
        for attribute, memory in _memories(name):
            if memory not in made:
                fresh = lru_cache(**memory.cache_parameters())(memory.__wrapped__)
                made[memory] = fresh
            stack.enter_context(patch.object(sys.modules[name], attribute, made[memory]))
    stack.callback(_forget_newcomers, known)


def _forget_newcomers(known: set[str]) -> None:
    """Empty the memories of modules that were imported meanwhile: theirs were not replaced."""
    for name in set(_modules()) - known:
        for _, memory in _memories(name):
            memory.cache_clear()


def _modules() -> list[str]:
    return [name for name in sys.modules if name == "sitegen" or name.startswith("sitegen.")]


def _memories(module: str) -> list[tuple[str, Any]]:
    """The functions with a memory in a module, but for children and what is of the program alone."""
    return [
        (name, value)
        for name, value in vars(sys.modules[module]).items()
        if isinstance(value, _Memory)
        and all(value is not each for each in _OF_THE_PROGRAM)
        and not str(value.__annotations__.get("return", "")).startswith(Worker.__name__)
    ]


@contextmanager
def _compiling(codes: Codes) -> Iterator[None]:
    """Take the code of templates from `codes` where it is known, and put it there."""

    def compiled(engine: Environment, source: str, *rest: Any) -> Any:
        key = (source, *rest, _settings(engine))
        if key not in codes:
            codes[key] = _compile(engine, source, *rest)
        return codes[key]

    with patch.object(Environment, "compile", compiled):
        yield


def _settings(engine: Environment) -> tuple[object, ...]:
    """All that the code of a template is made from, besides its source."""
    return (
        engine.autoescape,
        engine.trim_blocks,
        engine.lstrip_blocks,
        engine.undefined,
        engine.finalize,
        *sorted(engine.extensions),
        *engine.filters.items(),
        *engine.tests.items(),
    )


@contextmanager
def _asking(run: Any, objects: Objects) -> Iterator[None]:
    dated, registered = partial(read_history, run=run), partial(read_registered, git=(run, objects))
    with (
        patch("sitegen.engine.scan.read_history", dated),
        patch("sitegen.engine.scan.read_registered", registered),
    ):
        yield
