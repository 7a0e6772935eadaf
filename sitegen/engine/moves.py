"""What a commit does in the output folder, and in which order.

New files come first and removals last, and what is linked to comes before what links to it: so at
no moment does a page link to one that is not there, nor a new list to a text that is still old.
"""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.engine.place import Way
from sitegen.problems.system import system_words
from sitegen.store import files
from sitegen.store.marker import STAGE, PublishedSite, mark
from sitegen.store.state import COMPRESSED, OutputEntry, original

HOME = "index.html"
# Importing it from the themes would cost each build half a second (`ASSETS_URL`).
ASSETS = "aset/"
# What lies in a unit's own folder, `<jenis>/<unit>/`, lists what is below it.
_UNIT_DEPTH = 2
_FEEDS = ("/feed.xml", "/feed.json")
# These stop every file: what else is to be done would fail in the same way.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Steps(Struct, frozen=True):
    """The way to the new site: where the bytes of each file wait ("" to remove), and the site.

    `new` are the files that are not there yet, `before` the name of the site that is online.
    """

    journal: dict[str, str]
    site: PublishedSite
    new: frozenset[str] = frozenset()
    before: str = ""


class Failure(Struct, frozen=True, kw_only=True):
    """Why a step failed: a problem code, the path of what prevents it, and a message id."""

    code: str
    path: str
    reason: str = ""


class Outcome(Struct, frozen=True):
    """What was not done: `failed` for a reason of its own, `left` since the disk stopped all.

    `cut` is the step at which it did, "" if it did not.
    """

    failed: dict[str, Failure] = {}
    left: tuple[str, ...] = ()
    cut: str = ""

    @property
    def undone(self) -> frozenset[str]:
        """All paths that are not as the journal wants them."""
        return frozenset((*self.failed, *self.left))


def position(path: str, owner: str) -> tuple[int, int, int, str]:
    """Return the place of a file in the order in which a commit moves files.

    First what pages are made with: pictures, tables, styles. Then units' pages, the deeper ones
    first, so that a report comes before the lists that name it, and the unit's feed, sitemap and
    home page come last of its own. Then the city's pages in the same way, feeds and sitemaps, and
    the home page. The feed of a page, such as that of a dataset, names it and so follows it. `owner` is the unit's key, or "" for the city's files.
    """
    depth, page = path.count("/"), path.endswith(".html")
    if path == HOME:
        rank = 4
    elif owner:
        feed = path.endswith(_FEEDS)
        if feed and depth > _UNIT_DEPTH:
            return 1, -depth, 2, path
        rank = 1 if page or depth <= _UNIT_DEPTH else 0
    else:
        rank = 0 if path.startswith(ASSETS) else 2 if page else 3
    return rank, -depth, int(path.endswith(f"/{HOME}")), path


def in_order(steps: Steps, outputs: Mapping[str, OutputEntry]) -> tuple[str, ...]:
    """Return the paths of all steps in the order in which they are to be done.

    New files come first: nothing links to them yet. Files that are replaced come next, and
    removals, in the opposite order, when nothing links to these any more. Only what stands where
    a new file needs a folder, or the other way round, is removed earlier, just before that file.
    """

    def placed(path: str) -> tuple[int, int, int, str]:
        owner = outputs[path].owner if path in outputs else ""
        if owner != COMPRESSED:
            return position(path, owner)
        page = original(path)  # of which no other form may stay online for long
        rank, depth, home, _ = position(page, outputs[page].owner if page in outputs else "")
        return rank, depth, home, path

    def fresh(path: str) -> bool:
        """Whether nothing links to it yet; of a form of a file that is moved, whether that is new."""
        form = path in outputs and outputs[path].owner == COMPRESSED
        page = original(path) if form else path
        return (page if page in moved else path) in steps.new

    gone = {path for path, at in steps.journal.items() if not at}
    moved = dict.fromkeys(sorted((p for p, at in steps.journal.items() if at), key=placed))
    freed = dict(_freed(moved, gone))
    early = {path for paths in freed.values() for path in paths}
    return (
        *(path for path in moved if fresh(path) and path not in freed),
        *sorted(early),
        *(path for path in moved if path in freed),
        *(path for path in moved if not fresh(path) and path not in freed),
        *sorted(gone - early, key=placed, reverse=True),
    )


def _freed(moved: Collection[str], gone: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each file that takes the place of others, with the files that must go before it."""
    if not gone:
        return
    below: dict[str, list[str]] = {}
    for path in gone:
        for folder in _above(path):
            below.setdefault(folder, []).append(path)
    for path in moved:
        others = [*below.get(path, ()), *(folder for folder in _above(path) if folder in gone)]
        if others:
            yield path, others


def _above(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def carry_out(folder: Path, steps: Steps, outputs: Mapping[str, OutputEntry]) -> Outcome:
    """Do all steps that can be done, and return what was not.

    A step that fails for a reason of its own is left out. Where the disk fails as such, all that
    follow are left out too, so that what is online stays without a dead link. Raises OSError when
    the marker cannot be written; then nothing was moved.
    """
    gone = {path for path, at in steps.journal.items() if not at}
    if steps.new:
        # The marker lists every file of ours that is there, at any moment.
        paths = tuple(sorted({*steps.site.paths, *gone}))
        mark(folder, PublishedSite(steps.before, paths) if gone else steps.site, listing=True)
    way = Way(str(folder), gone)
    failed: dict[str, Failure] = {}
    order = in_order(steps, outputs)
    for number, path in enumerate(order):
        obstacle = way.obstacle(path, moved=bool(steps.journal[path]))
        if obstacle:
            failed[path] = Failure(code="S031", path=f"{folder}/{obstacle}")
            continue
        try:
            _do(folder, path, steps.journal[path])
        except (OSError, ValueError) as error:
            failed[path] = _failure(folder, path, error)
            files.tidy(folder, path)
            if not _still_works(folder, error):
                return Outcome(failed, order[number + 1 :], path)
    return Outcome(failed)


def _do(folder: Path, path: str, at: str) -> None:
    if at:
        files.move(f"{folder}/{STAGE}/{at}", f"{folder}/{path}")
    else:
        files.remove(folder, path)


def _failure(folder: Path, path: str, error: OSError | ValueError) -> Failure:
    reason = system_words(error) if isinstance(error, OSError) else str(error)
    return Failure(code="S037", path=f"{folder}/{path}", reason=reason)


def _still_works(folder: Path, error: OSError | ValueError) -> bool:
    """Whether a file can still be written and moved in the folder, so that only one path is bad."""
    if isinstance(error, ValueError):
        return True
    if error.errno in _FULL:
        return False
    trial, moved = f"{folder}/{STAGE}/trial", f"{folder}/{STAGE}/tried"
    try:
        files.write(trial, b"sitegen")
        files.move(trial, moved)
    except OSError:
        return False
    return True
