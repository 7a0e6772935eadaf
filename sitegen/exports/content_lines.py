"""Lines of calendars and of contact cards: both write texts and fold lines alike (RFC 5545, RFC 2426)."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A line has at most 75 bytes besides its end.
_WIDTH = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def written(text: str) -> str:
    """Return a text with its special signs written as these formats ask."""
    plain = _CONTROL.sub(" ", text)
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return plain


def folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 bytes, each but the first after a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > _WIDTH:
            yield part
            part = " "
        part += sign
    yield part
