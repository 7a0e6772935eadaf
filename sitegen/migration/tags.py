"""HTML as tags and texts one after another, in a time that grows with its size alone.

Python's own parser looks for the end of a comment or tag again and again where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# A start tag (name, attributes), an end tag (name, None), or a text ("", text).
Token = tuple[str, "dict[str, str] | str | None"]
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})(?=[\s/>])")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]*) ?(?:= ?("[^"]*"|'[^']*'|[^\s"']+))?""")
# No tag that anybody wrote is longer.
_MAX_TAG = 8_000


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of HTML; comments and declarations are left out."""
    at = start = 0
    while (at := html.find("<", at)) >= 0:
        end = _end(html, at)
        if end < 0:
            at += 1
            continue
        if start < at:
            yield "", unescape(html[start:at])
        if name := _NAME.match(html, at):
            closing = html[at + 1] == "/"
            yield name[1].lower(), None if closing else _attributes(html[name.end() : end - 1])
        at = start = end
    if start < len(html):
        yield "", unescape(html[start:])


def _end(html: str, at: int) -> int:
    """Where the tag or comment that begins here ends; -1 if the sign is only a sign."""
    if html.startswith("<!--", at):
        found = html.find("-->", at + 4)
        return found + 3 if found >= 0 else len(html)
    if not (_NAME.match(html, at) or html.startswith(("<!", "<?"), at)):
        return -1
    end = html.find(">", at, at + _MAX_TAG)
    # A value may have the sign; an odd number of marks says that it has not ended.
    for _ in range(3):
        if end >= 0 and html.count('"', at, end) % 2:
            end = html.find(">", end + 1, at + _MAX_TAG)
    return end + 1 if end >= 0 else -1


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(" ".join(text.split())):
        found.setdefault(each[1].lower(), unescape((each[2] or "").strip("\"'")))
    return found
