"""The first words of a finished text, for lists and feeds."""

from __future__ import annotations

import re
from html import unescape

SUMMARY_LENGTH = 180
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def first_words(html: str) -> str:
    """Return the words of the first paragraph that has any, without tags, cut at a space."""
    for match in _PARAGRAPH.finditer(html):
        words = " ".join(unescape(_TAGS.sub("", match[1])).split())
        if len(words) > SUMMARY_LENGTH:
            start = words[:SUMMARY_LENGTH]
            return (start.rpartition(" ")[0] or start).rstrip(",;:") + " …"
        if words:
            return words
    return ""
