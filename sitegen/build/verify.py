"""Proof on the living site: units and city pages rebuilt from nothing and compared byte for byte."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build import files
from sitegen.build.cache import Cache
from sitegen.build.parallel import Task, build_task
from sitegen.build.stage import Stage
from sitegen.build.state import STAGE
from sitegen.digest import content_digest
from sitegen.model import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.build.shared import Kin, Shared
    from sitegen.build.state import Entry
    from sitegen.model import UnitSource
    from sitegen.render.city import Planned

# Share of the units and of the city's pages that a sample looks at, and the least of each.
SHARE = 20
LEAST = 5


def sample(items: tuple[object, ...], *, everything: bool) -> list[int]:
    """Return the places of the items to look at: all of them, or a random twentieth."""
    places = range(len(items))
    if everything:
        return list(places)
    count = min(len(items), max(LEAST, len(items) // SHARE))
    return sorted(random.SystemRandom().sample(places, count))


def verify_units(
    units: Iterable[tuple[UnitSource, Kin]], shared: Shared, published: dict[str, Entry]
) -> tuple[str, ...]:
    """Return the paths at which units built from nothing, without any cache, are not as published."""
    bare = replace(shared, cache=Cache(""))
    found: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        run = "verify"
        files.make_folder(Path(folder, STAGE, run))
        for source, kin in units:
            owner = source.entry.key
            built = build_task(Task(source, kin, Stage(folder, run, owner, {})), bare)
            clean = {staged.path: staged.entry.digest for staged in built.staged}
            online = {p: e.digest for p, e in published.items() if e.owner == owner}
            found |= {path for path, _ in clean.items() ^ online.items()}
    return tuple(sorted(found))


def verify_pages(pages: Iterable[Planned], published: dict[str, Entry]) -> tuple[str, ...]:
    """Return the paths of city pages that are not as published when made again."""
    return tuple(
        page.path
        for page in pages
        if page.path not in published
        or content_digest(page.make().body) != published[page.path].digest
    )


def verify_files(folder: Path, published: dict[str, Entry]) -> tuple[str, ...]:
    """Return the published files whose bytes on disk are not those that were written."""
    found = []
    for path, entry in sorted(published.items()):
        try:
            data = (folder / path).read_bytes()
        except OSError:
            data = b""
        if content_digest(data) != entry.digest:
            found.append(path)
    return tuple(found)


def differences(paths: Iterable[str]) -> tuple[Problem, ...]:
    """Return a problem for each path that a rebuild did not confirm."""
    return tuple(Problem(code="S023", where=Where(path=path)) for path in sorted(set(paths)))
