"""Where a site may be written: a folder that is empty or ours, with nothing in the way inside."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.errors import UsageError
from sitegen.model import Problem, Where
from sitegen.store.marker import MARKER

SOURCES = ("content", "data", "themes", ".sitegen")
# The output folder of `sitegen serve`, which keeps its site out of sight.
SERVED = ".sitegen/serve"


def check_place(root: Path, folder: Path) -> None:
    """Raise UsageError when the folder is in the city's sources or our state, or contains them."""
    city, place = root.resolve(), folder.resolve()
    if place == city / SERVED:
        return
    names = [name for name in SOURCES if place.is_relative_to((city / name).resolve())]
    if city.is_relative_to(place):
        names.append("site.yml")
    if names:
        raise _refused("S032", folder=folder, name=names[0])


def check_ours(folder: Path) -> None:
    """Raise UsageError when anything but an empty folder or one of ours is there."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            if not place.is_dir():
                raise _refused("S015", folder=place)
            break
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise _refused("S014", folder=folder)


def check_way(folder: Path, journal: Mapping[str, str]) -> None:
    """Raise UsageError when something foreign is where a commit will move or remove files.

    That is a file or link where a folder has to be, or a folder with files in it where a file has
    to be. `journal` has the paths of the commit, with "" for those that it removes.
    """
    way = _Way(str(folder), frozenset(path for path, at in journal.items() if not at))
    for path, at in journal.items():
        obstacle = way.obstacle(path, moved=bool(at))
        if obstacle:
            raise _refused("S031", path=folder / obstacle)


@dataclass(slots=True)
class _Way:
    """The output folder as far as it was examined; `gone` are files that are themselves removed.

    `above` has what is in the place of each folder: "" for the folder itself, None for nothing.
    """

    folder: str
    gone: frozenset[str]
    above: dict[str, str | None] = field(default_factory=lambda: {"": ""})

    def obstacle(self, path: str, *, moved: bool) -> str:
        """Return what is in the way of a file that is moved to the path or removed, or ""."""
        found = self._above(path)
        if found:
            # Through a link a foreign file would be removed; below a file there is none.
            return found if moved or os.path.islink(f"{self.folder}/{found}") else ""  # noqa: PTH114
        return path if found == "" and moved and self._has_others(path) else ""

    def _above(self, path: str) -> str | None:
        name = path.rpartition("/")[0]
        if name not in self.above:
            self.above[name] = self._look(name)
        return self.above[name]

    def _look(self, name: str) -> str | None:
        found = self._above(name)
        if found != "":
            return found
        mode = self._mode(name)
        if stat.S_ISDIR(mode):
            return ""
        return name if mode and name not in self.gone else None

    def _mode(self, name: str) -> int:
        try:
            return os.lstat(f"{self.folder}/{name}").st_mode
        except OSError:
            return 0

    def _has_others(self, path: str) -> bool:
        """Whether the path is a folder with files that will not be removed."""
        if not stat.S_ISDIR(self._mode(path)):
            return False
        for folder, _, names in os.walk(f"{self.folder}/{path}"):
            lead = folder[len(self.folder) + 1 :]
            if any(f"{lead}/{name}" not in self.gone for name in names):
                return True
        return False


def _refused(code: str, **params: object) -> UsageError:
    given = tuple((name, str(value)) for name, value in params.items())
    return UsageError(problems=(Problem(code=code, where=Where(path=""), params=given),))
