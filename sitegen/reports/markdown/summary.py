"""The first words of a finished text, for lists and feeds."""

from __future__ import annotations

import re
from html import unescape

from sitegen.reports.markdown.html import ID_PREFIX

SUMMARY_LENGTH = 180
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
# The mark of a note is a raised link; authors have no other way to raise anything.
_UNSAID = re.compile(r"<sup[^>]*><a [^>]*>[^<]*</a></sup>|<del>.*?</del>", re.DOTALL)
_NOTE = re.compile(rf'<li id="{ID_PREFIX}fn[:-]')


def first_words(html: str) -> str:
    """Return the words of the first paragraph that has any, without tags, cut at a space.

    Notes at the end of a text are none of its words.
    """
    notes = _NOTE.search(html)
    for match in _PARAGRAPH.finditer(said(html[: notes.start()] if notes else html)):
        words = " ".join(unescape(_TAGS.sub("", match[1])).split())
        if len(words) > SUMMARY_LENGTH:
            start = words[:SUMMARY_LENGTH]
            return (start.rpartition(" ")[0] or start).rstrip(",;:") + " …"
        if words:
            return words
    return ""


def said(html: str) -> str:
    """Return HTML without what is not said in it: marks of notes, and words that are struck out.

    A mark right after a figure would read as its last digit.
    """
    return _UNSAID.sub("", html)
