"""Text as a reader of the page sees it, without what hides or splits digits.

People paste numbers with no-break spaces, invisible signs, full-width digits and bold marks;
the page shows the number all the same.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from msgspec import Struct

# Tags are taken all together or not at all (`++`): giving them back one by one takes a time that
# grows with the square of their number. The longest HTML entity name has 31 letters; tags pasted from word processors have hundreds.
_HIDING = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});"
    r"|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
    r"|(?<=\d)(?:</?[a-zA-Z][^<>\n]{0,2000}>|<!--[^<>\n]{0,2000}-->|!?\[\]\([^()\s]{0,500}\))++(?=\W*\d)"
    r"|[*`~\\]"
    r"|[^\x00-\x7f]"
)
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"hiding": _HIDING}


class Folded(Struct, frozen=True):
    """A folded text; `moved` has (position here, position in the original) where they diverge."""

    text: str
    moved: tuple[tuple[int, int], ...] = ()

    def origin(self, at: int) -> int:
        """Return the position in the original text for a position here."""
        index = bisect_right(self.moved, (at, 1 << 60)) - 1
        if index < 0:
            return at
        here, there = self.moved[index]
        return there + at - here


def fold(text: str) -> Folded:
    """Return `text` with ASCII digits, plain spaces and hyphens, and no invisible characters."""
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    length = done = 0
    for match in _HIDING.finditer(text):
        plain = _plain(match[0])
        if plain == match[0]:
            continue
        before = text[done : match.start()]
        parts += (before, plain)
        length += len(before) + len(plain)
        done = match.end()
        moved.append((length, done))
    if not parts:
        return Folded(text)
    return Folded("".join((*parts, text[done:])), tuple(moved))


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign.startswith("&"):
        read = html.unescape(sign)
        return read if read == sign else "".join(map(_plain, read))
    if sign[:2] in {"\\x", "\\u"}:
        return _plain(chr(int(sign.removeprefix("\\x").removeprefix("\\u"), 16)))
    if sign.startswith(("<", "[", "![")) or sign in {"*", "`", "~", "\\"}:
        return ""
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category in {"Nd", "No"}:
        digit = unicodedata.digit(sign, -1)
        return sign if digit < 0 else str(digit)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    wide = unicodedata.normalize("NFKC", sign)
    return wide if wide.isascii() and len(wide) == 1 else sign
