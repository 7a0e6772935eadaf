r"""Texts without the characters that no page, feed or drawing may contain.

Controls make a feed unreadable as a whole, HTML forbids them and the code points that are no
characters, and half of a pair of surrogates cannot be written as UTF-8. Authors put them there by
accident: `&#65535;` in a text, `\x07` in a quoted key, a bell in a cell that was pasted.
"""

from __future__ import annotations

import re

# It also keeps apart what the character stood between: digits must not join to a number.
INSTEAD = "\ufffd"
_CONTROLS = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# The same code points in UTF-8: more controls, and what is no character.
_MORE_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_NO_CHARACTERS = re.compile(rb"\xef\xb7[\x90-\xaf]|\xbf[\xbe\xbf]")

# Signs that nobody sees: soft hyphens, spaces without width, marks that turn the direction of a line,
# fillers, tags. Those that join emoji and letters have a meaning between others.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\U000e0000-\U000e0fff]+|^[\u200c\u200d]+|[\u200c\u200d]+$"
)


def without_unseen(text: str) -> str:
    """Return the text without signs that nobody sees, some of which turn a line around."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def legible(text: str) -> str:
    """Return the text with U+FFFD for each character that HTML or XML forbids."""
    return _FORBIDDEN.sub(INSTEAD, text)


def encoded(text: str) -> bytes:
    """Return the text in UTF-8 with U+FFFD for each character that HTML or XML forbids."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return legible(text).encode()
    return data if _is_legible(data) else legible(text).encode()


def _is_legible(data: bytes) -> bool:
    """Whether UTF-8 has none of these characters; looking for single bytes first takes no time."""
    if len(data.translate(None, _CONTROLS)) < len(data) or _MORE_CONTROLS.search(data):
        return False
    return not ((b"\xbf" in data or b"\xef" in data) and _NO_CHARACTERS.search(data))
