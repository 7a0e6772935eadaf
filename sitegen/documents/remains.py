"""What stays in a PDF document although no page shows it: earlier versions, and parts left behind.

Programs that change a document write the new objects after the old ones (ISO 32000-1, 7.5.6), and
many that delete a page leave it in the file. Anyone can bring it back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_VERSIONS = 20
MAX_OBJECTS = 100_000
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[ \t]*\r?\n?")
_OBJECT = re.compile(rb"(?<![0-9])[0-9]{1,10}[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+obj\b")
# The texts in the orders that draw a page, and the ends of its lines.
_DRAWN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|\bT[dDm*]\b|\bET\b|[\"'](?=\s)", re.DOTALL
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Written by programs, as rows of digits (7.9.4).
_TIME = re.compile(r"D:\d[\d+\-Z']*")
# Streams that draw no text: pictures, fonts, tables of objects.
_NO_WORDS = frozenset({"/Image", "/XRef", "/Type1C", "/CIDFontType0C", "/OpenType"})
_FONT = frozenset({"/Length1", "/Length2", "/Length3"})


def earlier_versions(data: bytes) -> tuple[bytes, ...]:
    """Return the versions that a document had before it was last changed, each a whole document."""
    ends = [match for match in _END.finditer(data) if int(match[1])]
    return tuple(data[: match.end()] for match in ends if data[match.end() :].strip(b"\0 \r\n\t"))


def left_pages(reader: PdfReader) -> Iterator[str]:
    """Yield the text of each page that the document does not list any more.

    Raises what the library raises for a damaged page.
    """
    from pypdf import PageObject
    from pypdf.generic import IndirectObject

    listed = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    numbers = {(number, at) for at, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, at in sorted(numbers):
        reference = IndirectObject(number, at, reader)
        value: Any = reference.get_object()
        if number in listed or not isinstance(value, dict) or value.get("/Type") != "/Page":
            continue
        yield PageObject(reader, reference).extract_text()


def left_texts(data: bytes, reader: PdfReader) -> Iterator[str]:
    """Yield the texts of all objects in the file, also of those that no table of objects names.

    What the contents of pages draw is left out: `reader` tells it better.
    """
    from pypdf.generic import StreamObject, read_object

    drawn = set(_drawn(reader))
    for count, match in enumerate(_OBJECT.finditer(data)):
        if count == MAX_OBJECTS:
            return
        if match.start() in drawn:
            continue
        reader.stream.seek(match.end())
        try:
            value = read_object(_at_word(reader.stream), reader)
            yield from _strings(value)
            if isinstance(value, StreamObject) and _may_draw(value):
                # Objects in a stream are no parts of one line, as pieces of a drawing are.
                between = "\n" if value.get("/Type") == "/ObjStm" else ""
                yield _words(value.get_data(), between)
        except Exception:  # noqa: BLE001, S112 - not an object: digits within a picture, or torn
            continue


def _at_word(stream: Any) -> Any:
    """The stream after the blanks that it stands at."""
    while (sign := stream.read(1)) and sign in b" \t\r\n\0\f":
        pass
    if sign:
        stream.seek(-1, io.SEEK_CUR)
    return stream


def _drawn(reader: PdfReader) -> Iterator[int]:
    """Yield where the objects stand that the pages of the document draw."""
    for page in reader.pages:
        contents = page.get("/Contents")
        raw = page.raw_get("/Contents") if contents is not None else None
        for each in (raw, *(contents if isinstance(contents, list) else ())):
            number = getattr(each, "idnum", None)
            if number is not None:
                yield reader.xref.get(each.generation, {}).get(number, -1)


def _may_draw(stream: Any) -> bool:
    kinds = {stream.get("/Subtype"), stream.get("/Type")}
    return not (kinds & _NO_WORDS or _FONT & stream.keys())


def _strings(value: Any) -> Iterator[str]:
    rest = [value]
    while rest:
        each = rest.pop()
        if isinstance(each, dict):
            rest += each.values()
        elif isinstance(each, list):
            rest += each
        elif isinstance(each, str) and not each.startswith("/") and each.isprintable():
            yield "" if _TIME.fullmatch(each) else each


def _words(orders: bytes, between: str) -> str:
    """The texts that a stream draws, with `between` from one order to draw to the next."""
    parts: list[str] = []
    for found in _DRAWN.findall(orders):
        if found.startswith(b"("):
            parts += (_text(_ESCAPED.sub(_sign, found[1:-1])), between)
        elif found.startswith(b"<"):
            digits = b"".join(found[1:-1].split())
            parts += (_text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())), between)
        else:
            parts.append("\n")
    return "".join(parts)


def _text(written: bytes) -> str:
    if written.startswith(b"\xfe\xff"):
        return written[2:].decode("utf-16-be", "replace")
    text = written.decode("cp1252", "replace")
    return "" if _TIME.fullmatch(text) else text


def _sign(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code.isdigit():
        return bytes([int(code, 8) & 0xFF])
    return b"" if code in {b"\n", b"\r", b"\r\n"} else _LETTERS.get(code, code)
