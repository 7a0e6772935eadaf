"""What a PDF document would do by itself, or carries along: programs, actions, other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sitegen.i18n import N_

if TYPE_CHECKING:
    from pypdf import PdfReader

_PROGRAM = N_("a program (JavaScript)")
_STARTS = N_("an action that starts another program or file")
_OPENS = N_("an action that runs when the document or a page is opened")
_SENDS = N_("a form that sends what is typed to another place")
_CARRIES = N_("a file within it")
_PLAYS = N_("a film, a sound or a 3D scene")
# Actions by their name (ISO 32000-1, 12.6.4); those that lead to a place or an address do nothing.
_ACTIONS = {
    "/JavaScript": _PROGRAM,
    "/Launch": _STARTS,
    "/GoToE": _STARTS,
    "/ImportData": _STARTS,
    "/SubmitForm": _SENDS,
    "/Rendition": _PLAYS,
    "/Movie": _PLAYS,
    "/Sound": _PLAYS,
    "/RichMediaExecute": _PLAYS,
}
_KEYS = {
    "/JS": _PROGRAM,
    "/JavaScript": _PROGRAM,
    "/XFA": _PROGRAM,
    "/EmbeddedFiles": _CARRIES,
    "/EF": _CARRIES,
    "/RichMediaContent": _PLAYS,
}
_KINDS = {
    "/EmbeddedFile": _CARRIES,
    "/FileAttachment": _CARRIES,
    "/RichMedia": _PLAYS,
    "/Movie": _PLAYS,
    "/Sound": _PLAYS,
    "/Screen": _PLAYS,
    "/3D": _PLAYS,
}
_AT_ONCE = ("/OpenAction", "/AA")
_HARMLESS = frozenset({"/GoTo"})
MAX_OBJECTS = 500_000


class TooManyObjectsError(Exception):
    """The document has more parts than are looked at."""


def what_it_does(reader: PdfReader) -> str:
    """Return the first thing that a document does or carries (a message id), "" for none.

    Every object of the file is looked at, whether something refers to it or not. Raises
    TooManyObjectsError, and whatever the library raises for a damaged document.
    """
    for value in _dictionaries(reader):
        for key, words in _KEYS.items():
            if key in value:
                return words
        action = value.get("/S")
        if isinstance(action, str) and action in _ACTIONS and not _is_structure(value):
            return _ACTIONS[action]
        for kind in (value.get("/Subtype"), value.get("/Type")):
            if isinstance(kind, str) and kind in _KINDS:
                return _KINDS[kind]
        if any(_acts(value.get(key)) for key in _AT_ONCE):
            return _OPENS
    return ""


def _is_structure(value: dict[Any, Any]) -> bool:
    """Whether a dictionary is part of the tree of headings and paragraphs, which has `/S` too."""
    return "/P" in value and "/K" in value


def _acts(value: Any) -> bool:
    """Whether what happens at once is more than a jump to a page."""
    value = _whole(value)
    if not isinstance(value, dict):
        return False  # a place in the document
    if "/S" in value:
        return _whole(value["/S"]) not in _HARMLESS
    return any(_acts(each) for each in value.values())


def _dictionaries(reader: PdfReader) -> Iterator[dict[Any, Any]]:
    """Yield every dictionary in the file, those within others too."""
    from pypdf.generic import IndirectObject

    numbers = {(n, g) for g, entries in reader.xref.items() for n in entries}
    numbers |= {(n, 0) for n in reader.xref_objStm}
    count = 0
    rest: list[Any] = [reader.trailer]
    rest += [IndirectObject(number, generation, reader) for number, generation in sorted(numbers)]
    while rest:
        value = rest.pop()
        if isinstance(value, IndirectObject):
            value = value.get_object()
        count += 1
        if count > MAX_OBJECTS:
            raise TooManyObjectsError
        if isinstance(value, dict):
            yield value
            rest += [each for each in value.values() if isinstance(each, dict | list)]
        elif isinstance(value, list):
            rest += [each for each in value if isinstance(each, dict | list)]


def _whole(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
