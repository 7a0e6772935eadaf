"""Marks of Markdown that a page would show as they are written, because they failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.model import CHART_KINDS, Problem, Where
from sitegen.reports.markdown.places import SourceMark, code_areas, covers
from sitegen.reports.markdown.written import Lines

# Each begins with a fixed sign, so that the search is for that sign.
_SHOWN_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_LINK = re.compile(r"\]\([^\s()][^\n()]{0,60}\)?")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_HEADING = re.compile(r"^[ ]*##[^\n]{0,40}", re.MULTILINE)
_ROW = re.compile(r"^[ ]*\|[^|\n]*\|[^\n]{0,40}", re.MULTILINE)
_CHART = re.compile(rf"^[ ]*jenis:[ ]*(?:{'|'.join(CHART_KINDS)})\b", re.MULTILINE)
_PATTERNS = (("](", _LINK), ("[^", _NOTE), ("##", _HEADING), ("|", _ROW), ("jenis:", _CHART))
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
    shown = unescape(_TAGS.sub("", _SHOWN_CODE.sub("", html)))
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
