"""Which owner has which output path: one each, and no two that some file system treats as equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sitegen.urls import folded


@dataclass(slots=True)
class Claims:
    """The paths taken so far; `owners` has the owner of each, a unit's key or "" for the city.

    `settled` has the paths of the last build, which their owners may have as long as no other path
    is taken. Only then are the spelling and the folders of all paths checked, which is most of the
    work.
    """

    settled: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    _judging: bool = False
    _odd: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)

    def take(self, path: str, owner: str) -> str:
        """Give `owner` the path and return "", or return the path that is in its way.

        That is the same path, one with an equivalent spelling, a file where this path has a folder,
        or a file in the folder that this path would replace.
        """
        if not self._judging:
            if self.settled.get(path) == owner:
                self.owners[path] = owner
                return ""
            self._judge_all()
        return self._take(path, owner)

    def settle(self, paths: Sequence[str], owner: str) -> bool:
        """Give `owner` these paths, which it had in the last build; False if that has to be checked.

        Nothing is given then. What has not changed is most of a city: this saves a call for each.
        """
        if self._judging:
            return False
        self.owners.update(dict.fromkeys(paths, owner))
        return True

    def _judge_all(self) -> None:
        self._judging = True
        taken, self.owners = self.owners, {}
        for path, owner in taken.items():
            self._take(path, owner)

    def _take(self, path: str, owner: str) -> str:
        if self.owners.get(path) == owner:
            return ""
        name = folded(path)
        other = self._file(name) or self._folders.get(name, "")
        above: list[str] = []
        folder = name.rpartition("/")[0]
        # What is above a known folder was checked when that folder was added.
        while folder and not other and folder not in self._folders:
            other = self._file(folder)
            above.append(folder)
            folder = folder.rpartition("/")[0]
        if other:
            return other
        self.owners[path] = owner
        if name != path:
            self._odd[name] = path
        for folder in above:
            self._folders[folder] = path
        return ""

    def _file(self, name: str) -> str:
        """The path taken under this folded name, or ""."""
        return name if name in self.owners else self._odd.get(name, "")
