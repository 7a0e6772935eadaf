"""Marks of Markdown that a page would show as they are written, because they failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.model import CHART_KINDS, Problem, Where
from sitegen.reports.markdown.html import SHOWN_CODE
from sitegen.reports.markdown.places import SourceMark, code_areas, covers
from sitegen.reports.markdown.written import Lines

# Each begins with a fixed sign, so that the search is for that sign.
_TAGS = re.compile(r"<[^>]*>")
_LINK = re.compile(r"\]\([^\s()][^\n()]{0,60}\)?")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_REFERENCE = re.compile(r"\]\[[^\]\n^]{1,60}\]")
_HEADING = re.compile(r"^[ ]*##[^\n]{0,40}", re.MULTILINE)
_ROW = re.compile(r"^[ ]*\|[^|\n]*\|[^\n]{0,40}", re.MULTILINE)
_CHART = re.compile(rf"^[ ]*jenis:[ ]*(?:{'|'.join(CHART_KINDS)})\b", re.MULTILINE)
_PATTERNS = (
    ("](", _LINK),
    ("][", _REFERENCE),
    ("[^", _NOTE),
    ("##", _HEADING),
    ("|", _ROW),
    ("jenis:", _CHART),
)
_DEFINITION = re.compile(r"^ {0,3}(\[\^[^\]\s]{1,80}\]):[ \t]*([^\n]*)", re.MULTILINE)
_LETTERS = re.compile(r"[^\W_]{3,}")
# A fence at the start of a block of code, perhaps of an item or a quotation; code spans have none.
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})")
# So many of one text are told; the others are of the same kind.
TOLD = 10


def raw_marks(
    source: str, html: str, marks: tuple[SourceMark, ...], lines: Lines, where: Where
) -> Iterator[Problem]:
    """Yield a problem for each mark that stands in the words of the page, at its place.

    `source` is what the engine was given, `html` its clean page, `where` the text's first line.
    """
    if not any(sign in html for sign, _ in _PATTERNS):
        return
    shown = unescape(_TAGS.sub("", SHOWN_CODE.sub("", html)))
    code = code_areas(source)
    made = {mark.start for mark in marks}
    told = 0
    for sign, pattern in _PATTERNS:
        if sign not in shown or not pattern.search(shown):
            continue
        for match in pattern.finditer(source):
            at = match.start()
            if told == TOLD:
                return
            if covers(code, at) or made & {at + 2, at + 3} or match[0].strip() not in shown:
                continue
            told += 1
            line, column = lines.place(at)
            place = Where(path=where.path, line=where.line + line - 1, column=column)
            yield Problem.of("M026", place, found=match[0].strip())


def unseen_notes(source: str, html: str, lines: Lines, where: Where) -> Iterator[Problem]:
    """Yield a problem for each note at the end of a text whose words the page does not have.

    No mark in the text leads to it, or another note has the same mark. Arguments as above.
    """
    if "[^" not in source:
        return
    code = code_areas(source)
    found = [m for m in _DEFINITION.finditer(source) if not covers(code, m.start())]
    known: set[str] = set()
    for match in found:
        mark = match[1].casefold()
        used = _uses(source, match[1], code) > sum(m[1].casefold() == mark for m in found)
        if used and mark not in known:
            known.add(mark)
            continue
        words = _LETTERS.findall(match[2])[:3]
        if not words or all(word in html for word in words):
            continue
        line, column = lines.place(match.start(1))
        place = Where(path=where.path, line=where.line + line - 1, column=column)
        yield Problem.of("M028" if used else "M027", place, found=match[1])


def _uses(source: str, mark: str, code: tuple[tuple[int, int], ...]) -> int:
    """How often a mark stands in a text outside of code, its notes included."""
    places = re.finditer(re.escape(mark), source, re.IGNORECASE)
    return sum(not covers(code, match.start()) for match in places)


def endless_code(source: str, lines: Lines, where: Where) -> Iterator[Problem]:
    """Yield a problem for a block of code that nobody closed; arguments as in `raw_marks`."""
    if "```" not in source and "~~~" not in source:
        return
    for start, end in code_areas(source):
        opening = _FENCE.match(source, start, end)
        if opening is None:
            continue
        sign = opening[1]
        last = source[opening.end() : end].rstrip().rpartition("\n")
        words = last[2].strip(" \t>")
        if last[1] and words.startswith(sign) and not words.strip(sign[0]):
            continue
        line, column = lines.place(opening.start(1))
        place = Where(path=where.path, line=where.line + line - 1, column=column)
        yield Problem.of("M029", place, found=sign)
