"""Where the files of a piece go: to their own names, or beside what has these already, never over it.

A file that must have another name gets one with a number, and what names it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from sitegen.images.stripping import stripped
from sitegen.images.variants import ImageMistake
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, role
from sitegen.reports.parse import file_date_and_name
from sitegen.submission.package import Piece
from sitegen.urls import slugify

# Before and behind a file's name in a text: it must not be a part of another one.
_BEFORE, _BEHIND = r"(?<![\w.%-])", r"(?![\w%-]|\.\w)"
_COUNTED = re.compile(r"-\d+")


@dataclass(slots=True)
class Taken:
    """The names that a unit's files have: paths by their folded form, and the addresses of texts."""

    paths: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def add(self, paths: Iterable[str]) -> None:
        """Add these paths; the first one with a name or an address keeps it."""
        for path in paths:
            self.paths.setdefault(path.casefold(), path)
            if address := _address(path):
                self.addresses.setdefault(address, path)

    def by(self, path: str) -> str:
        """Return the path that has this name or its address already, "" for none."""
        return self.paths.get(path.casefold()) or self.addresses.get(_address(path), "")


def _address(path: str) -> str:
    """What the address of a text comes from, as far as its file's name says it; "" for other files."""
    kind = role(path)
    if kind not in {"report", "page"}:
        return ""
    day, name = file_date_and_name(path)
    return f"{kind} {f'{day:%Y-%m}' if day and kind == 'report' else ''} {slugify(name)}"


class PlacedPiece(Struct, frozen=True, kw_only=True):
    """A piece with the city's path for each of its files: the main one is `main`.

    `renamed` has, by name as sent, the name that a file got instead. `new` are the files that are not
    committed yet; a piece without any is there already. `anew` is what of a profile could not be
    written into the one before, "" for nothing.
    """

    piece: Piece
    main: str
    contents: dict[str, bytes]
    new: frozenset[str]
    renamed: dict[str, str]
    anew: str = ""

    def warnings(self) -> tuple[Problem, ...]:
        """Return a warning for each file with another name than was sent, but photos made JPEG.

        And one for what of a profile was written anew.
        """
        folder = f"{CONTENT}/"
        renamed = tuple(
            Problem.of("K011", f"{folder}{new}", found=old, rename=new.rpartition("/")[2])
            for old, new in self.renamed.items()
            if _COUNTED.search(new)
        )
        return (*renamed, Problem.of("K038", self.main, what=self.anew)) if self.anew else renamed


def place(piece: Piece, unit: str, taken: Taken, there: Callable[[str, bytes], str]) -> PlacedPiece:
    """Return where the files of a piece go; `taken` gets their paths.

    `there` says of a path and bytes that it is
    "committed" with them, "free" for them, or has "other" ones.
    """
    home = f"{CONTENT}/{unit}/"
    contents: dict[str, bytes] = {}
    moved: dict[str, str] = {}
    main = piece.item.file
    rest = [name for name in piece.files if name != main]
    for name in rest:
        if role(home + name) == "metadata":
            continue
        data, ending = _without_metadata(home + name, piece.files[name])
        wanted = home + (name.rpartition(".")[0] + ending if ending else name)
        moved[name] = _free(wanted, data, taken, there)
        contents[moved[name]] = data
    names = {
        old.rpartition("/")[2]: new.rpartition("/")[2]
        for old, new in moved.items()
        if old.rpartition("/")[2] != new.rpartition("/")[2]
    }
    text = renamed_in(piece.files[main], names) if names else piece.files[main]
    if role(home + main) == "profile":
        moved[main] = home + main
    else:
        moved[main] = _free(home + main, text, taken, there)
    contents = {moved[main]: text, **contents}
    stem = moved[main].rpartition(".")[0]
    for name in rest:
        if role(home + name) == "metadata":
            moved[name] = f"{stem}.{name.rpartition('.')[2]}"
            contents[moved[name]] = piece.files[name]
    taken.add(contents)
    return PlacedPiece(
        piece=piece,
        main=moved[main],
        contents=contents,
        new=frozenset(p for p, data in contents.items() if there(p, data) != "committed"),
        renamed={
            old: new.removeprefix(f"{CONTENT}/") for old, new in moved.items() if home + old != new
        },
    )


def renamed_in(data: bytes, names: Mapping[str, str]) -> bytes:
    """Return a text in which each of these file names, where it stands alone, is the other one."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data  # the check says what is wrong with it
    whole = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(f"{_BEFORE}({whole}){_BEHIND}", lambda found: names[found[1]], text).encode()


def _without_metadata(path: str, data: bytes) -> tuple[bytes, str]:
    """A photo without what it tells of its maker, and its new ending; other files as they are.

    What is no picture after all goes on as it is: the check says what is wrong with it.
    """
    if role(path) != "image":
        return data, ""
    try:
        return stripped(data)
    except ImageMistake:
        return data, ""


def _free(path: str, data: bytes, taken: Taken, there: Callable[[str, bytes], str]) -> str:
    """The path, or the first one with a number, whose name and address no other file has."""
    stem, _, ending = path.rpartition(".")
    tried, count = path, 1
    while found := taken.by(tried):
        if found == tried and there(tried, data) != "other":
            return tried
        count += 1
        tried = f"{stem}-{count}.{ending}"
    return tried
