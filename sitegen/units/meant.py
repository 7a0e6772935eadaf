"""What a text probably means by a name that leads nowhere: a file, a picture, a dataset, a site."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from urllib.parse import unquote

from sitegen.keys.likeness import Names
from sitegen.model.roles import TABLE_ENDINGS
from sitegen.urls import slugify

# The address of another site without its beginning.
_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:id|com|org|net|info|gov|io|me|tv|be|gl|ly)(?::\d+)?(?:/.*)?",
    re.IGNORECASE,
)
# What is left of `https://` after a slip: a sign is missing, doubled or turned around.
_SLIPPED = re.compile(
    r"(?P<kind>h?t{1,3}p{0,2}s?s?|)(?:[:;][/\\]*|[/\\]{2})(?P<rest>(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?)",
    re.IGNORECASE,
)
# `C:\laporan\a.pdf`, `file:///C:/a.pdf`, `\\server\a.pdf`
_ON_DEVICE = re.compile(r"[a-z]:[/\\]|file:|\\", re.IGNORECASE)


class TargetNames:
    """The file names among the targets of a unit's links, for guesses at what a dead one means."""

    __slots__ = ("_names", "_paths")

    def __init__(self, targets: Iterable[str]) -> None:
        self._paths = {path.rpartition("/")[2]: path for path in reversed([*targets])}
        self._names = Names(self._paths)

    def nearest(self, path: str, source: str) -> str:
        """Return the file with the name most similar to that of `path`, as a link from `source`.

        "-" means none.
        """
        name = path.rpartition("/")[2]
        near = name if name in self._paths else self._names.nearest(name, 0.6)
        if not near or not _alike(name, near):
            return "-"
        return posixpath.relpath(self._paths[near], posixpath.dirname(source))

    def named(self, name: str, source: str) -> str:
        """Return the file of this name, whatever its capitals, as a link from `source`, or ""."""
        found = self._names.nearest(name, 1.0)
        return posixpath.relpath(self._paths[found], posixpath.dirname(source)) if found else ""


def _alike(name: str, other: str) -> bool:
    """Whether two names of files are alike in more than their ending."""
    own, its = (each.rpartition(".")[0].casefold() or each for each in (name, other))
    return SequenceMatcher(None, own, its).ratio() >= 0.6


def picture_meant(path: str, pictures: Iterable[str], source: str) -> str:
    """Return the picture that the text `source` means by `path`, as a link from there, or "".

    It differs in capitals, in its ending or in its folder, in this order, or else a little in its
    name; two that could be meant are none.
    """
    here, wanted = posixpath.dirname(source), _folded(path)
    known = {each: _folded(each) for each in pictures}
    stem, base = wanted.rpartition(".")[0], posixpath.basename(wanted)
    for alike in (
        [each for each, own in known.items() if own == wanted],
        [each for each, own in known.items() if own.rpartition(".")[0] == stem],
        [each for each, own in known.items() if posixpath.basename(own) == base],
    ):
        if alike:
            return posixpath.relpath(alike[0], here) if len(alike) == 1 else ""
    beside = Names(posixpath.basename(each) for each in known if posixpath.dirname(each) == here)
    return beside.nearest(posixpath.basename(path), 0.8)


def dataset_meant(written: str, names: Collection[str]) -> str:
    """Return the name of the dataset that a chart means by it, or by the name of its file."""
    if written in names:
        return written
    stem, _, ending = written.rpartition("/")[2].rpartition(".")
    file = stem if f".{ending.lower()}" in TABLE_ENDINGS else written
    return slugify(file) or written


def web_meant(address: str) -> str:
    """Return the address of another site that is meant by one with a slip at its start, or "".

    Such as `https:/x.id`, `http:x.id`, `https//x.id`, `htps://x.id` and `//x.id`.
    """
    found = _SLIPPED.fullmatch(address)
    return (
        f"{'http' if found['kind'].lower() == 'http' else 'https'}://{found['rest']}"
        if found
        else ""
    )


def file_meant(address: str) -> str:
    """Return the name of the file that a path on the author's own device means, or ""."""
    return re.split(r"[/\\]", unquote(address))[-1] if _ON_DEVICE.match(address) else ""


def is_host(address: str) -> bool:
    """Return whether a link looks like the address of another site without `https://`."""
    return bool(_HOST.fullmatch(address))


def line_of_key(key: str, block: str) -> int:
    """Return how many lines of a chart's block stand before that of a key."""
    lines = block.split("\n")
    return next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), 0)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
