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
# How messages to a superior begin and end in Indonesian; each is a line of its own.
_GREETING = re.compile(
    r"\W*(?:(?:as+al+amu.?alaikum|wa.?alaikum|was+al+am|bis?mil+ah|salam (?:sejahtera|sehat|kebajikan|rahayu)"
    r"|sampurasun|shal?om|om swasti?y?astu|namo bud+h?aya|rahayu|selamat (?:pagi|siang|sore|malam)"
    r"|(?:mohon )?i[jz]in (?:me)?lapor(?:kan)?|kepada yth|yth\b|yang terhormat|dengan hormat"
    r"|demikian(?:lah)?\b|terima ?kasih|sekian\b|hormat kami|laporan kegiatan\W*$)[^\n]{0,120})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NOTE = re.compile(rf'<li id="{ID_PREFIX}fn[:-]')
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"greeting": _GREETING, "address": _ADDRESS}


def first_words(html: str) -> str:
    """Return the words of the first paragraph that has any, without tags, cut at a space.

    Notes at the end of a text are none of its words, and neither are greetings (`is_greeting`).
    """
    notes = _NOTE.search(html)
    for match in _PARAGRAPH.finditer(said(html[: notes.start()] if notes else html)):
        lines = (unescape(_TAGS.sub("", line)) for line in match[1].split("<br>"))
        words = " ".join(" ".join(line for line in lines if _says_something(line)).split())
        if len(words) > SUMMARY_LENGTH:
            start = words[:SUMMARY_LENGTH]
            return (start.rpartition(" ")[0] or start).rstrip(",;:") + " …"
        if words:
            return words
    return ""


def _says_something(line: str) -> bool:
    """Whether a line is more than a greeting, or an address alone."""
    return not is_greeting(line) and not _ADDRESS.fullmatch(line.strip())


def is_greeting(line: str) -> bool:
    """Whether a line of a message only greets, addresses somebody, or ends it."""
    return bool(_GREETING.fullmatch(" ".join(line.split())))


def said(html: str) -> str:
    """Return HTML without what is not said in it: marks of notes, and words that are struck out.

    A mark right after a figure would read as its last digit.
    """
    return _UNSAID.sub("", html)
