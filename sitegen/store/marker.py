"""The marker of an output folder of ours: which site it contains, and which files are ours.

It is kept with the site, so that with a lost state, or one from another time or copy of the city,
no foreign file is taken for ours and none of ours is left behind.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sitegen.digest import digest
from sitegen.store import files

MARKER = ".sitegen-output"
STAGE = ".sitegen-stage"
_HEAD = "sitegen-output 1"


class PublishedSite(Struct, frozen=True):
    """What an output folder contains: `name` stands for all paths and bytes, "" for no site yet.

    Derived from the site alone, so that equal sites have equal markers, wherever they were built.
    """

    name: str = ""
    paths: tuple[str, ...] = ()


def site_of(digests: Iterable[tuple[str, str]]) -> PublishedSite:
    """Return the site of these paths and digests of bytes."""
    found = sorted(digests)
    return PublishedSite(digest("\n".join(map(" ".join, found))), tuple(path for path, _ in found))


def mark(folder: Path, site: PublishedSite, *, listing: bool = False) -> None:
    """Write the marker of an output folder unless it already names the same site.

    With `listing`, what matters are the paths: a site that is being replaced keeps its name while
    the files of the next one are joining it.
    """
    if site_name(folder) == site.name and not listing:
        return
    if not (folder / STAGE).is_dir():
        files.remove_tree(folder / STAGE)  # someone put a file there
    at = f"{folder}/{STAGE}/marker"
    files.write(at, _text(site))
    files.move(at, f"{folder}/{MARKER}")


def mark_first(folder: Path, site: PublishedSite) -> None:
    """Write the marker of a folder without a readable one, before anything else is there."""
    files.write(f"{folder}/{MARKER}", _text(site))


def _text(site: PublishedSite) -> bytes:
    lines = (f"{_HEAD} {site.name}".rstrip(), *site.paths, "")
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def site_name(folder: Path) -> str | None:
    """Return the name of the site in an output folder: "" for none yet, None without a marker."""
    try:
        with (folder / MARKER).open(encoding="utf-8", errors="surrogateescape") as marker:
            line = marker.readline(200)
    except OSError:
        return None
    return line.removeprefix(_HEAD).strip() if line.startswith(_HEAD) else None


def our_files(folder: Path) -> Iterator[str]:
    """Yield the existing files of an output folder that its marker lists as ours.

    A marker of an older version, or an empty one, lists none: then all files count, except those
    that no build makes.
    """
    try:
        text = (folder / MARKER).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    head, *paths = text.split("\n")
    listed = head.startswith(_HEAD)
    for path in filter(None, paths) if listed else likely_files(folder):
        # Unlike the method of a path, this never raises, whatever a marker lists.
        if not {".", "..", ""} & set(path.split("/")) and os.path.isfile(f"{folder}/{path}"):  # noqa: PTH113
            yield path


def likely_files(folder: Path) -> Iterator[str]:
    """Yield files that a build may have made: no hidden files, host settings or other sites."""
    waiting = _names(folder)
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(folder / path):  # noqa: PTH112 - as above
            yield path
        elif not os.path.isfile(folder / path / MARKER):  # noqa: PTH113
            waiting += (f"{path}/{name}" for name in _names(folder / path))


def _names(folder: Path) -> list[str]:
    """The names in a folder that a build may have made, the last first; none if it is unreadable."""
    try:
        names = sorted(os.listdir(folder), reverse=True)  # noqa: PTH208 - a name is all it takes
    except OSError:
        return []
    return [
        name
        for name in names
        if not name.startswith(".") and name != "CNAME" and not (folder / name).is_symlink()
    ]
