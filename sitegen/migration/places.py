"""Where the reports of an import go: beside what is there, never over it, and each once however often it is run."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec.structs import replace

from sitegen.city.beneath import read_file
from sitegen.digest import content_digest
from sitegen.i18n import N_
from sitegen.migration.writing import MadeReport
from sitegen.submission.placing import Taken, renamed_in

TWICE = N_("it is in the export twice")
_CHANGED = N_("with another text, which stays as it is")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"(?m)^judul:[ \t]*(.+?)[ \t]*$")


class ReportPlaces:
    """The names below the folder of a unit, those that are there and those that this run gave."""

    def __init__(self, root: Path, folder: str) -> None:
        self._root, self._folder = root, folder
        self._taken = Taken()
        self._taken.add(
            (Path(place) / name).relative_to(root).as_posix()
            for place, _, names in os.walk(root / folder)
            for name in sorted(names)
        )
        self._texts: dict[str, str] = {}
        self._media: dict[str, str] = {}

    def with_free_media(self, made: MadeReport) -> MadeReport:
        """Return a report with its pictures under names that no other picture has."""
        names: dict[str, str] = {}
        folder = self._path(made, made.slug).rpartition("/")[0]
        for name, data in made.media.items():
            own = content_digest(data)
            stem, dot, ending = name.rpartition(".")
            tried, count = name, 1
            while self._bytes_at(f"{folder}/{tried}") not in ("", own) or tried in names.values():
                count += 1
                tried = f"{stem}-{count}{dot}{ending}"
            names[name] = tried
            self._media[f"{folder}/{tried}".casefold()] = own
        changed = {old: new for old, new in names.items() if old != new}
        if not changed:
            return made
        text = renamed_in(made.text.encode(), changed).decode()
        media = {names[name]: data for name, data in made.media.items()}
        return replace(made, text=text, media=media)

    def place(self, made: MadeReport) -> tuple[str, str | None]:
        """Return the path of a report; and None if it is new, "" if it is there word by word.

        A message id says that it is there with another text, or twice in this run.
        """
        own = content_digest(made.text.encode())
        count, slug = 1, made.slug
        while True:
            path = self._path(made, slug)
            found = self._taken.by(path)
            if not found:
                self._taken.add([path])
                self._texts[path] = own
                return path, None
            if self._texts.get(found) == own:
                return found, TWICE
            if found not in self._texts and (known := self._known(found, made, own)) is not None:
                self._texts[found] = own
                return found, known
            count += 1
            slug = f"{made.slug}-{count}"

    def _path(self, made: MadeReport, slug: str) -> str:
        return f"{self._folder}/{made.name(slug)}"

    def _known(self, path: str, made: MadeReport, own: str) -> str | None:
        """Whether the report at a path is this one; people add an `alt`, or correct it, between two runs."""
        data = bytes_of(self._root, path) or b""
        if content_digest(data) == own:
            return ""
        head = _HEAD.match(data.decode("utf-8", "replace").replace("\r\n", "\n"))
        if head is None:
            return None
        title = _TITLE.search(head[1])
        same = title is not None and _words(title[1]) == _words(made.title)
        same = same or any(f'"{alias}"' in head[1] for alias in made.old.aliases)
        return _CHANGED if same else None

    def _bytes_at(self, path: str) -> str:
        """The digest of the picture that has a name, "" for none."""
        if given := self._media.get(path.casefold()):
            return given
        found = self._taken.by(path)
        if not found:
            return ""
        return content_digest(bytes_of(self._root, found) or b"") if found == path else "-"


def bytes_of(root: Path, path: str) -> bytes | None:
    """Return the bytes of a file of the city, None where there is none that can be read."""
    try:
        return read_file(str(root), path)
    except OSError:
        return None


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())
