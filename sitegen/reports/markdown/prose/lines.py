"""The lines of a text: what each one is, and where it was in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

Kind = Literal["blank", "code", "heading", "rule", "item", "row", "quote", "note", "text"]

# CommonMark 4.5: the words after three backticks have none themselves, else they are a code span.
# Within an item it is indented.
FENCE = re.compile(r"[ \t]*(?P<sign>`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<sign>[-*+]|[0-9]{1,9}[.)])(?P<gap>[ \t]+)(?=\S)")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$|[ \t]*\|.*\|")
_QUOTE = re.compile(r" {0,3}>")
_NOTE = re.compile(r" {0,3}\[[^\]]+\]:")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "fence": FENCE,
    "heading": _HEADING,
    "rule": _RULE,
    "item": ITEM,
    "row": _ROW,
    "quote": _QUOTE,
    "note": _NOTE,
}


@dataclass(slots=True)
class TextLine:
    """A line with its `number` in the text, counted from 1; 0 for one that was put in."""

    text: str
    number: int
    kind: Kind = "text"

    @property
    def indent(self) -> int:
        """How far the words stand from the margin; a tab counts to the next of four columns."""
        width = 0
        for sign in self.text:
            if sign == "\t":
                width += 4 - width % 4
            elif sign == " ":
                width += 1
            else:
                break
        return width

    @property
    def content(self) -> int:
        """Where the words of a list item begin, counted from the margin."""
        match = ITEM.match(self.text)
        return self.indent + len(match["sign"]) + 1 if match else self.indent


class Change(Struct, frozen=True, kw_only=True):
    """What was made of a line: `kind` is a word for people, `line` its number."""

    kind: str
    line: int


def lines_of_text(text: str) -> list[TextLine]:
    """Return the lines of a text, each with its kind."""
    lines = [TextLine(words, number) for number, words in enumerate(text.split("\n"), start=1)]
    sort_out(lines)
    return lines


def sort_out(lines: Iterable[TextLine]) -> None:
    """Set the kind of each line anew, after some were changed or put in."""
    fence = ""
    for line in lines:
        opening = FENCE.match(line.text)
        if fence:
            line.kind = "code"
            words = line.text.strip()
            if words.startswith(fence) and not words.strip(fence[0]):
                fence = ""
        elif opening:
            line.kind, fence = "code", opening["sign"]
        else:
            line.kind = kind_of(line.text)


def kind_of(text: str) -> Kind:
    """Return what a line outside of code is by itself."""
    if not text.strip():
        return "blank"
    for pattern, kind in _KINDS:
        if pattern.match(text):
            return kind
    return "text"


_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_HEADING, "heading"),
    (_RULE, "rule"),
    (ITEM, "item"),
    (_ROW, "row"),
    (_QUOTE, "quote"),
    (_NOTE, "note"),
)


def runs(lines: list[TextLine], kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield (first, one behind the last) of each run of lines of a kind."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind == kind:
            end += 1
        if end > at:
            yield at, end
        at = max(end, at + 1)
