"""Where a site may be written: a folder that is empty or ours, with nothing in the way inside."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from sitegen.errors import UsageError
from sitegen.i18n import N_
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, OF_THE_CITY
from sitegen.store.marker import MARKER

SOURCES = (CONTENT, *OF_THE_CITY, ".sitegen")
# The output folder of `sitegen serve`, which keeps its site out of sight.
SERVED = ".sitegen/serve"
# Deeper folders trip programs that copy sites, long before a file system refuses them.
MOST_PARTS = 64


def check_place(root: Path, folder: Path) -> None:
    """Raise UsageError when the folder is in the city's sources or our state, or contains them."""
    city, place = root.resolve(), folder.resolve()
    if place == city / SERVED:
        return
    names = [name for name in SOURCES if place.is_relative_to((city / name).resolve())]
    if city.is_relative_to(place):
        names.append("site.yml")
    if names:
        raise UsageError.of("S032", folder=str(folder), name=names[0])


def check_ours(folder: Path) -> None:
    """Raise UsageError when anything but an empty folder or one of ours is there."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            if not place.is_dir():
                raise UsageError.of("S015", folder=str(place))
            break
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise UsageError.of("S014", folder=str(folder))


def check_removals(folder: Path, paths: Mapping[str, object]) -> None:
    """Raise UsageError when one of these files is behind a link: it would be a foreign file."""
    way = Way(str(folder), paths)
    for path in paths:
        obstacle = way.obstacle(path, moved=False)
        if obstacle:
            raise UsageError.of("S031", path=str(folder / obstacle))


class Limits(Struct, frozen=True, kw_only=True):
    """The longest name and the longest path below the output folder, in bytes."""

    name: int
    path: int


def limits_of(folder: Path) -> Limits:
    """Return what the file system of an output folder can store, also before the folder is there.

    The absolute path counts, so that another working directory changes nothing.
    """
    place = folder.absolute()
    there = next(each for each in (place, *place.parents) if os.path.isdir(each))  # noqa: PTH112 - never raises
    name, path = 255, 4096
    with suppress(OSError, ValueError):
        name, path = os.pathconf(there, "PC_NAME_MAX"), os.pathconf(there, "PC_PATH_MAX")
    # A slash before the path, and the zero that ends it.
    return Limits(name=name, path=path - len(os.fsencode(place)) - 2)


def unstorable(path: str, limits: Limits) -> str:
    """Return why no file can have this path in the output folder, as a message id, or ""."""
    size = len(path.encode("utf-8", "surrogateescape"))
    if size <= min(limits.name, limits.path) and path.count("/") < MOST_PARTS:
        return ""
    parts = path.encode("utf-8", "surrogateescape").split(b"/")
    if max(map(len, parts)) > limits.name:
        return N_("a part of it is longer than a name may be")
    if len(parts) > MOST_PARTS:
        return N_("it has too many parts")
    if size > limits.path:
        return N_("with the path of the output folder it is too long")
    return ""


@dataclass(slots=True)
class Way:
    """The output folder as far as it was examined; `ours` are files of ours, which may give way.

    `above` has what is in the place of each folder: "" for the folder itself, None for nothing.
    """

    folder: str
    ours: Container[str]
    above: dict[str, str | None] = field(default_factory=lambda: {"": ""})
    open: dict[str, bool] = field(default_factory=dict)

    def obstacle(self, path: str, *, moved: bool) -> str:
        """Return what is in the way of a file that is moved to the path or removed, or "".

        That is a file or link where a folder has to be, or a folder with files of others in it
        where a file has to be.
        """
        found = self._above(path)
        if found:
            # Through a link a foreign file would be removed; below a file there is none.
            return found if moved or os.path.islink(f"{self.folder}/{found}") else ""  # noqa: PTH114
        return path if found == "" and moved and self._has_others(path) else ""

    def closed(self, path: str) -> str:
        """Return the folder that nothing may be written into, though the path is in it, or ""."""
        name = path.rpartition("/")[0]
        while self._above(f"{name}/") != "":
            name = name.rpartition("/")[0]
        if name not in self.open:
            self.open[name] = os.access(f"{self.folder}/{name}", os.W_OK | os.X_OK)
        return "" if self.open[name] else f"{self.folder}/{name}".rstrip("/")

    def _above(self, path: str) -> str | None:
        name = path.rpartition("/")[0]
        unknown: list[str] = []
        while name not in self.above:
            unknown.append(name)
            name = name.rpartition("/")[0]
        found = self.above[name]
        for each in reversed(unknown):
            # What is above a folder is in the way of all that is below.
            found = self.above[each] = self._look(each) if found == "" else found
        return found

    def _look(self, name: str) -> str | None:
        mode = self._mode(name)
        if stat.S_ISDIR(mode):
            return ""
        return name if mode and name not in self.ours else None

    def _mode(self, name: str) -> int:
        try:
            return os.lstat(f"{self.folder}/{name}").st_mode
        except (OSError, ValueError):
            return 0

    def _has_others(self, path: str) -> bool:
        """Whether the path is a folder with files that are not ours."""
        if not stat.S_ISDIR(self._mode(path)):
            return False
        waiting = [path]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(f"{self.folder}/{folder}") as found:
                    for each in found:
                        name = f"{folder}/{each.name}"
                        if each.is_dir(follow_symlinks=False):
                            waiting.append(name)
                        elif name not in self.ours:
                            return True
            except OSError:
                return True  # what cannot be looked into is nothing of ours
        return False


def hindrance(way: Way, path: str, where: str) -> Problem | None:
    """Return the problem of a file that cannot be moved to its path now, None if it can be."""
    obstacle = way.obstacle(path, moved=True)
    if obstacle:
        return Problem.of("S031", where, path=f"{way.folder}/{obstacle}")
    closed = way.closed(path)
    if closed:
        return Problem.of("S037", where, path=closed, reason=N_("there is no right to it"))
    return None
