"""The XML of a workbook's parts as a stream of events: no tree of a large sheet is built."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import IO
from xml.parsers import expat

# The start (attributes by name) or end (None) of an element with this local name, or a text ("");
# comments in the XML, which do not interrupt a text, are an `ASIDE`.
Event = tuple[str, "dict[str, str] | str | None"]
ASIDE = "#"
_CHUNK = 64 * 1024
# Encodings that expat reads by itself and that the library that reads the cells assumes.
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_PREFIXED = ":"
_NAMESPACE = "xmlns"
# A text in several formats is split into runs.
_RUN = frozenset({"r", "t"})
_FORMAT = "rPr"


class XmlError(Exception):
    """The part is not XML as found in a workbook."""


def events(stream: IO[bytes]) -> Iterator[Event]:
    """Yield the contents of a part; attributes keep their prefix.

    Elements go by their local name, whatever their namespace, as in the library. Raises XmlError,
    also for entities and document types, which no workbook has.
    """
    found: list[Event] = []
    for _ in feed(collector(found), stream):
        yield from found
        found.clear()
    yield from found


def collector(found: list[Event]) -> expat.XMLParserType:
    """Return a parser that adds what it finds to `found`."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, given: found.append((local(name), given))
    parser.EndElementHandler = lambda name: found.append((local(name), None))
    parser.CharacterDataHandler = lambda text: found.append(("", text))
    parser.CommentHandler = lambda text: found.append((ASIDE, {"": text}))
    parser.ProcessingInstructionHandler = lambda _, text: found.append((ASIDE, {"": text}))
    parser.StartDoctypeDeclHandler = _refuse
    parser.XmlDeclHandler = _check_encoding
    return parser


def feed(parser: expat.XMLParserType, stream: IO[bytes]) -> Iterator[None]:
    """Parse a part piece by piece, and yield after each. Raises XmlError."""
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise XmlError(str(error)) from None


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(_PREFIXED)[2]


def _refuse(*_: object) -> None:
    raise XmlError("a document type")


def _check_encoding(_: str, encoding: str | None, __: int) -> None:
    if encoding and encoding.casefold() not in _ENCODINGS:
        raise XmlError(encoding)


def text_lines(found: Iterator[Event]) -> str:
    """Return the texts and the attribute values that contain digits, one per line.

    Runs of one text are joined; their formatting is left out.
    """
    lines: list[str] = []
    piece: list[str] = []
    element, formats = "", 0
    for name, given in found:
        if isinstance(given, str):
            if element == "t" or given.strip():
                piece.append(given)
            continue
        if name == ASIDE:
            lines += (given or {}).values()
            continue
        element = "" if given is None else name
        formats += name == _FORMAT and (1 if given is not None else -1)
        if name in _RUN or name == _FORMAT or formats:
            continue
        lines.append("".join(piece))
        piece.clear()
        lines += (text for key, text in (given or {}).items() if not key.startswith(_NAMESPACE))
    return "\n".join(line for line in (*lines, "".join(piece)) if any(map(str.isdigit, line)))


def loose_lines(part: bytes) -> str:
    """Return the same for a part that is not XML: everything between its tags."""
    encoding = "utf-16" if part.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = part.decode(encoding, "replace").translate(dict.fromkeys(map(ord, "<>\"'"), "\n"))
    lines = map(unescape, text.split("\n"))
    return "\n".join(line for line in lines if any(map(str.isdigit, line)))
