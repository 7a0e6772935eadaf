"""The words and properties of a PDF document, for the gate; run in a process that may die.

pypdf is pure Python and follows no link out of the file. A document that is damaged in a way that
viewers mend is read as they read it.
"""

from __future__ import annotations

import io
import logging
import resource
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.documents.actions import TooManyObjectsError, what_it_does
from sitegen.documents.kind import other_kind
from sitegen.documents.remains import MAX_VERSIONS, earlier_versions, left_pages, left_texts

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 1_000
MAX_TEXT = 20_000_000
# Of address space, for the process that reads documents.
MAX_MEMORY = 2 * 1024**3
# Signs that a page of pictures may have beside them, such as a number put on by the scanner.
_FEW = 10
# The end of a file says in plain letters how the rest is locked.
_LOCK = b"/Encrypt"
_NO_TABLE = b"\nstartxref\n0\n%%EOF\n"
# Written by programs, as rows of digits.
_TIMES = frozenset({"/CreationDate", "/ModDate"})


class DocumentText(Struct, frozen=True, kw_only=True):
    """What a document says: the text of each page, and its properties, remarks and form fields.

    `left` are texts that no page shows any more. `code` and `reason` are a problem for which it must
    not be published, or "". `pictures` counts the pages without a text of their own that show something.
    """

    code: str = ""
    reason: str = ""
    pages: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    pictures: int = 0


def checked_document(data: bytes) -> DocumentText:
    """Return what a document says, or the problem that keeps it from being published.

    Raises nothing that bytes can bring about; limits the memory of the process that it runs in.
    """
    if other := other_kind(data):
        return DocumentText(code="L001", reason=other)
    logging.getLogger("pypdf").disabled = True  # it quotes the document
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return parse_document(data)


def parse_document(data: bytes) -> DocumentText:
    """Return what the bytes of a PDF document say, or the problem with it; raises nothing."""
    from pypdf import PdfReader

    try:
        versions = earlier_versions(data)
        if len(versions) > MAX_VERSIONS:
            return DocumentText(code="L012", reason=str(len(versions)))
        # Without a table of its objects they are looked for, as viewers do.
        table = b"" if b"startxref" in data else _NO_TABLE
        reader = PdfReader(io.BytesIO(data + table))
        if reader.is_encrypted:
            return DocumentText(code="L003")
        if does := what_it_does(reader):
            return DocumentText(code="L004", reason=does)
        if len(reader.pages) > MAX_PAGES:
            return DocumentText(code="L005", reason=str(len(reader.pages)))
        found = _read(reader)
        return found if found.code else replace(found, left=_left(data, versions, reader, found))
    except (MemoryError, TooManyObjectsError):
        return DocumentText(code="L005", reason="?")
    except Exception:  # noqa: BLE001 - pypdf raises what it meets: KeyError, RecursionError, its own
        return DocumentText(code="L003" if _LOCK in data else "L002")


def _read(reader: PdfReader) -> DocumentText:
    pages: list[str] = []
    beside = [*_properties(reader), *_fields(reader)]
    pictures = length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MAX_TEXT:
            return DocumentText(code="L005", reason=str(len(reader.pages)))
        few = sum(map(str.isalnum, text)) < _FEW
        pictures += few and _shows(page, text)
        beside += _remarks(page)
        pages.append(text)
    if not pages:
        return DocumentText(code="L002")
    return DocumentText(pages=tuple(pages), beside=tuple(beside), pictures=pictures)


def _left(
    data: bytes, versions: tuple[bytes, ...], reader: PdfReader, now: DocumentText
) -> tuple[str, ...]:
    """What earlier versions of a document and its unused parts say, and it does not say now."""
    texts = [text for version in versions for text in _readable(_all(version))]
    texts += (*_readable(left_pages(reader)), *_readable(left_texts(data, reader)))
    known = {each.strip() for each in ("", *now.pages, *now.beside)}
    return tuple(text for text in dict.fromkeys(map(str.strip, texts)) if text not in known)


def _all(version: bytes) -> Iterator[str]:
    """Yield what an earlier version of a document said."""
    from pypdf import PdfReader

    found = _read(PdfReader(io.BytesIO(version)))
    yield from (*found.pages, *found.beside)


def _readable(texts: Iterator[str]) -> Iterator[str]:
    """Yield texts up to the first that is damaged: nobody can bring that back either."""
    try:
        yield from texts
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as in `parse_document`
        return


def _shows(page: PageObject, text: str) -> bool:
    """Whether a page is a picture, or draws something without any text: an empty one says nothing."""
    contents = page.get_contents()
    if contents is None or not contents.get_data().strip():
        return False
    shown = _within(_within(page, "/Resources"), "/XObject")
    kinds = [_within(shown, name).get("/Subtype") for name in shown]
    return not text.strip() or "/Image" in kinds


def _within(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value[key].get_object() if key in value else {}
    return found if isinstance(found, dict) else {}


def _properties(reader: PdfReader) -> Iterator[str]:
    """Yield title, author and the like, and the texts of the XMP block."""
    from sitegen.tables.files.xmlparts import loose_lines

    given = (reader.metadata or {}).items()
    yield from (str(value) for key, value in given if key not in _TIMES)
    stream = reader.root_object.get("/Metadata")
    if stream is not None:
        yield loose_lines(stream.get_object().get_data())


def _fields(reader: PdfReader) -> Iterator[str]:
    """Yield what was typed into a form, and the names of bookmarks."""
    for field in (reader.get_fields() or {}).values():
        yield from (str(field[key]) for key in ("/V", "/DV", "/TU") if field.get(key) is not None)
    rest: list[Any] = [*reader.outline]
    while rest:
        each = rest.pop()
        if isinstance(each, list):
            rest += each
        else:
            yield str(each.title)


def _remarks(page: PageObject) -> Iterator[str]:
    """Yield what is written in remarks, and where links lead."""
    for each in page.annotations or ():
        remark = each.get_object()
        address = _within(remark, "/A").get("/URI")
        yield from () if address is None else (str(address),)
        yield from (str(remark[key]) for key in ("/Contents", "/T") if key in remark)
