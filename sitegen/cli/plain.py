"""Text of others on a terminal or in a log: no sign in it moves the cursor or begins a line."""

from __future__ import annotations

# What a terminal obeys or a reader cannot see: C0 and C1, marks of direction, and the signs that
# some programs take for the end of a line. The first have pictures of their own in Unicode.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_OTHERS = dict.fromkeys(
    (
        *range(0x80, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ),
    0xFFFD,
)
_SHOWN = _PICTURES | _OTHERS


def plain(text: str) -> str:
    """Return `text` on one line, with a visible sign for each that a terminal would obey.

    Its length stays the same, so that a caret below it points to the same sign.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def plain_lines(text: str) -> list[str]:
    """Return the lines of `text`, each as `plain` returns it."""
    return [plain(line) for line in text.split("\n")]
