"""Earlier versions of the tables of many units, read from git in a few goes.

Each unit of a clean build has tables to compare with their earlier versions. Two processes for each would cost
more than the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from sitegen.city.git.run import read_objects
from sitegen.engine.plan import Stale
from sitegen.model import UnitSource

# Fewer units ask git themselves, if at all: most of their pages need no earlier version.
MANY = 8
# So many units are read for at once, and so many bytes are kept for them.
_TOGETHER = 32
_MOST_BYTES = 16 * 1024 * 1024


def with_earlier_tables(stale: tuple[Stale, ...], root: Path) -> Iterator[Stale]:
    """Yield the units with the bytes of earlier versions, unless they are few."""
    if len(stale) < MANY:
        yield from stale
        return
    left = iter(stale)
    while together := tuple(islice(left, _TOGETHER)):
        wanted = {
            edit.before
            for item in together
            for file in item.source.files
            for edit in file.edits
            if edit.body is None
        }
        bodies = _read(root, sorted(wanted)) if wanted else {}
        for item in together:
            yield replace(item, source=_filled(item.source, bodies)) if bodies else item


def _read(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    bodies: dict[str, bytes] = {}
    room = _MOST_BYTES
    for name, body in read_objects(root, names):
        room -= len(body)
        if room < 0:  # their units ask for the others
            break
        bodies[name] = body
    return bodies


def _filled(source: UnitSource, bodies: dict[str, bytes]) -> UnitSource:
    files = tuple(
        replace(
            file,
            edits=tuple(
                replace(edit, body=bodies.get(edit.before, edit.body)) for edit in file.edits
            ),
        )
        if file.edits
        else file
        for file in source.files
    )
    return replace(source, files=files)
