"""Who has which path of the output: one owner each, and nothing that some file system holds as one."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitegen.urls import folded


@dataclass(slots=True)
class Claims:
    """The paths taken so far; `owners` has who took each, a unit's key or "" for the city.

    `settled` are paths that their owners may have as long as no other path comes: those of the
    last build. Only then is it looked at how all of them are spelled and which folders they need,
    which is most of the work.
    """

    settled: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    _judging: bool = False
    _odd: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)

    def take(self, path: str, owner: str) -> str:
        """Let `owner` have the path and return "", or return the path that is in its way.

        That is the same one, one that is spelled alike, a file where this path has a folder, or
        a file in the folder that this path would replace.
        """
        if not self._judging:
            if self.settled.get(path) == owner:
                self.owners[path] = owner
                return ""
            self._judge_all()
        return self._take(path, owner)

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
        # What lies above a known folder was looked at when it came.
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
        """The path that was taken under this folded name, or ""."""
        return name if name in self.owners else self._odd.get(name, "")
