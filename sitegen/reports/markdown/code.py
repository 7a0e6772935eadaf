"""Where code stands in a Markdown text: fenced blocks and code spans, which nothing may touch."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def code_areas(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of fenced blocks and code spans, in order and without overlap."""
    at = 0
    for start, end in fences(text):
        yield from _spans(text, at, start)
        yield start, end
        at = end
    yield from _spans(text, at, len(text))


def fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of fenced blocks; one that is never closed ends with the text."""
    if "```" not in text and "~~~" not in text:
        return
    opened: str | None = None
    start = position = 0
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if opened is None and match:
            opened, start = match[1], position
        elif opened and match and match[1].startswith(opened) and not match[2].strip():
            yield start, min(position + len(line) + 1, len(text))
            opened = None
        position += len(line) + 1
    if opened is not None:
        yield start, len(text)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text.count("`", start, end) > 2_000:
        return  # the pattern is quadratic on runs of backticks; so many are no code spans
    for match in _SPAN.finditer(text, start, end):
        yield match.start(), match.end()
