"""The items of a feed or export in XML, one after another, within bounds; nothing else is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from sitegen.i18n import N_

_ITEMS = frozenset({"item", "entry"})
_CHUNK = 256 * 1024
# Signs that XML forbids, and that exports have all the same, from texts pasted out of other programs.
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
# More than any text may have here; what is longer is left out later, with its reason.
_MAX_TEXT = 1024 * 1024
_MAX_PARTS = 2_000
MAX_ITEMS = 100_000


class UnreadableError(Exception):
    """The export is no XML that is read; the message is a message id."""


@dataclass(slots=True)
class XmlItem:
    """An item: its direct parts as (name, attributes, text), with their prefix, and its `wp:postmeta`.

    `line` is where it begins.
    """

    line: int
    parts: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """The text of the first part with one of these names."""
        return next((text.strip() for name in names for n, _, text in self.parts if n == name), "")

    def all(self, name: str) -> Iterator[tuple[dict[str, str], str]]:
        """Each part of this name: attributes and text."""
        return ((given, text.strip()) for n, given, text in self.parts if n == name)


def read_items(stream: IO[bytes]) -> Iterator[XmlItem]:
    """Yield the items of an export. Raises UnreadableError, also for document types and entities."""
    reader = _Reader()
    try:
        while chunk := stream.read(_CHUNK):
            reader.parser.Parse(_clean(chunk), False)
            yield from reader.finished()
        reader.parser.Parse(b"", True)
    except expat.ExpatError:
        raise UnreadableError(N_("it is no whole XML")) from None
    except LookupError:
        raise UnreadableError(N_("its encoding is not known")) from None
    yield from reader.finished()
    if not reader.count:
        raise UnreadableError(N_("there are no posts in it"))


def _clean(chunk: bytes) -> bytes:
    """A piece of a file without controls; one in UTF-16 has zeros everywhere and stays as it is."""
    return chunk if b"\0" in chunk[:4] else chunk.translate(None, _CONTROLS)


class _Reader:
    """What a parser has found: `path` are the open elements of the item."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _refuse
        self.count = 0
        self._ready: list[XmlItem] = []
        self._item: XmlItem | None = None
        self._path: list[str] = []
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._size = 0
        self._key = ""

    def finished(self) -> list[XmlItem]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._item is None:
            if name in _ITEMS:
                self.count += 1
                if self.count > MAX_ITEMS:
                    raise UnreadableError(N_("there are more than 100,000 posts in it"))
                self._item, self._path = XmlItem(self.parser.CurrentLineNumber), []
            return
        self._path.append(name)
        if len(self._path) == 1:
            self._attributes = attributes
        if len(self._path) == 1 or self._path[0] == "wp:postmeta":
            self._text, self._size = [], 0

    def _characters(self, text: str) -> None:
        if self._item is not None and self._path and self._size < _MAX_TEXT:
            self._text.append(text[: _MAX_TEXT - self._size])
            self._size += len(text)

    def _end(self, name: str) -> None:
        item = self._item
        if item is None:
            return
        if not self._path:
            self._ready.append(item)
            self._item = None
            return
        self._path.pop()
        text = "".join(self._text)
        if not self._path and name != "wp:postmeta" and len(item.parts) < _MAX_PARTS:
            item.parts.append((name, self._attributes, text))
        elif self._path == ["wp:postmeta"]:
            if name == "wp:meta_key":
                self._key = text.strip()
            elif len(item.meta) < _MAX_PARTS:
                item.meta[self._key] = text.strip()


def _refuse(*_: object) -> None:
    raise UnreadableError(N_("it has a document type, which no export has"))
