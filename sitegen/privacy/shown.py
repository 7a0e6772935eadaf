"""Text as the finished page shows it: no tags, comments or link addresses split its digits."""

from __future__ import annotations

import html
import re

# Whatever the page may drop or shorten between two digits begins with one of these; what the
# search itself skips (stars, entities) does no harm here.
_VANISHING = "<&[!_"
_BETWEEN = 3
_DIGIT = re.compile(r"[0-9]")
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_INLINE = frozenset({"a", "code", "del", "em", "img", "strong", "sup"})
_WORDS = re.compile(r'\b(alt|title)="([^"]*)"')


def may_join(text: str) -> bool:
    """Return whether digits of an author's text may be joined on its page; a quick check."""
    return any(_follows_digit(text, sign) for sign in _VANISHING)


def shown_text(page: str) -> str:
    """Return the words of sanitised HTML, at least one line per block, link titles last."""
    titles: list[str] = []

    def left(match: re.Match[str]) -> str:
        words = dict(_WORDS.findall(match[3]))
        titles.extend(filter(None, (words.get("title"),)))
        return words.get("alt", "") if match[2] in _INLINE else "\n"

    return html.unescape("\n".join((_TAG.sub(left, page), *titles)))


def _follows_digit(text: str, sign: str) -> bool:
    at = text.find(sign)
    while at >= 0:
        if _DIGIT.search(text, max(0, at - 1 - _BETWEEN), at):
            return True
        at = text.find(sign, at + 1)
    return False
