"""The direction of an author's paragraphs: some are in a script that is written from right to left."""

from __future__ import annotations

import re

# Hebrew, Arabic with its forms, Syriac, Thaana, N'Ko and the scripts beside them (Unicode, Bidi_Class R, AL).
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BLOCK = re.compile(r"<(p|li|blockquote|h[1-6]|td|th|dt|dd)(?=[ >])(?![^>]* dir=)")


def with_directions(html: str) -> str:
    """Return a body in which each block finds its own direction, if any letter of it runs leftward.

    Without such letters `auto` means what there is already, from left to right.
    """
    if html.isascii() or not _LEFTWARD.search(html):
        return html
    return _BLOCK.sub(r'<\1 dir="auto"', html)
