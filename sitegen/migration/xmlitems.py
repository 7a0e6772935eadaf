"""The items of a feed or export in XML, one after another, within bounds; nothing else is kept of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from sitegen.i18n import N_

_ITEMS = frozenset({"item", "entry"})
_CHUNK = 256 * 1024
# Signs that XML forbids, and that exports have all the same, from texts pasted out of other programs.
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
# More than any text may have here; what is longer is left out later, with its reason.
_MAX_TEXT = 1024 * 1024
_MAX_PARTS = 2_000
MAX_ITEMS = 100_000
# What people hand in for an export, by its first bytes.
_OTHERS = {
    b"PK\x03\x04": N_("it is a zip: unpack it, and import each file in it"),
    b"\x1f\x8b": N_("it is packed with gzip: unpack it first"),
    b"%PDF": N_("it is a PDF"),
    b"SQLite": N_("it is a database"),
    b"-- ": N_("it is a copy of a database: use the file of Tools, Export instead"),
}
_ENCODING = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_DECLARATION = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]{1,300}\?>)?")
# The names that the parts of an item have here, whatever prefix an export gives to their kind.
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://search.yahoo.com/mrss/": "media",
}
_WORDPRESS = re.compile(r"https?://wordpress\.org/export/1\.\d/(excerpt/)?")


class UnreadableError(Exception):
    """The export is no XML that is read; the message is a message id, `line` where that was seen."""

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


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
        for chunk in _pieces(stream):
            reader.parser.Parse(chunk, False)
            yield from reader.finished()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(N_("it is no whole XML"), line=error.lineno) from None
    yield from reader.finished()
    if not reader.count:
        raise UnreadableError(N_("there are no posts in it"))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """An export piece by piece as expat reads it: in UTF-8, without its declaration and controls.

    Plugins of WordPress leave empty lines before the declaration, which XML does not allow.
    """
    piece = stream.read(_CHUNK)
    reason = next((text for sign, text in _OTHERS.items() if piece.startswith(sign)), "")
    if reason:
        raise UnreadableError(reason)
    try:
        decoder = _decoder(piece)
        text = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), decoder.decode(piece))
        while piece:
            yield text.encode("utf-8", "replace").translate(None, _CONTROLS)
            piece = stream.read(_CHUNK)
            text = decoder.decode(piece, final=not piece)
    except (LookupError, ValueError):
        raise UnreadableError(N_("its encoding is not known")) from None


def _decoder(piece: bytes) -> codecs.IncrementalDecoder:
    """What reads the encoding of an export; bytes that it cannot have become U+FFFD."""
    said = _ENCODING.match(piece)
    encoding = said[1].decode() if said else "utf-8"
    if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    b"<".decode(encoding, "replace")  # which knows encodings of texts alone
    return codecs.getincrementaldecoder(encoding)("replace")


class _Reader:
    """What a parser has found: `path` are the open elements of the item."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _refuse
        # Entities of HTML, such as &nbsp;, which feeds have without saying what they mean.
        self.parser.UseForeignDTD(True)
        self.parser.SkippedEntityHandler = self._entity
        self.parser.ExternalEntityRefHandler = lambda *_: 1
        self.count = 0
        self._ready: list[XmlItem] = []
        self._item: XmlItem | None = None
        self._path: list[str] = []
        self._attributes: dict[str, str] = {}
        self._text: list[str] = []
        self._size = 0
        self._key = ""
        self._prefixes: dict[str, str] = {}
        self._markup = False

    def finished(self) -> list[XmlItem]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._learn(attributes)
        name = self._named(name)
        if self._item is None:
            if name in _ITEMS:
                self.count += 1
                if self.count > MAX_ITEMS:
                    raise UnreadableError(N_("there are more than 100,000 posts in it"))
                self._item, self._path = XmlItem(self.parser.CurrentLineNumber), []
            return
        if self._path and self._markup:
            given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
            self._characters(f"<{name}{given}>", whole=True)
        self._path.append(name)
        if len(self._path) == 1:
            self._attributes = attributes
            self._markup = attributes.get("type") == "xhtml"
        if len(self._path) == 1 or self._path[0] == "wp:postmeta":
            self._text, self._size = [], 0

    def _learn(self, attributes: dict[str, str]) -> None:
        """Take what an element says that its prefixes mean."""
        for key, value in attributes.items():
            if key == "xmlns" or key.startswith("xmlns:"):
                own = key.removeprefix("xmlns").lstrip(":")
                if found := _WORDPRESS.fullmatch(value):
                    self._prefixes[own] = "excerpt" if found[1] else "wp"
                elif value in _PREFIXES:
                    self._prefixes[own] = _PREFIXES[value]

    def _named(self, name: str) -> str:
        prefix, colon, own = name.rpartition(":")
        if prefix not in self._prefixes or not (colon or self._prefixes[prefix]):
            return name
        usual = self._prefixes[prefix]
        return f"{usual}:{own}" if usual else own

    def _entity(self, name: str, _parameter: bool) -> None:
        if f"{name};" not in html5:
            raise UnreadableError(N_("it is no whole XML"), line=self.parser.CurrentLineNumber)
        self._characters(html5[f"{name};"])

    def _characters(self, text: str, *, whole: bool = False) -> None:
        if self._item is not None and self._path and self._size < _MAX_TEXT:
            text = escape(text) if self._markup and not whole else text
            self._text.append(text[: _MAX_TEXT - self._size])
            self._size += len(text)

    def _end(self, name: str) -> None:
        item = self._item
        if item is None:
            return
        name = self._named(name)
        if not self._path:
            self._ready.append(item)
            self._item = None
            return
        self._path.pop()
        if self._path and self._markup:
            self._characters(f"</{name}>", whole=True)
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
