"""The few letters that stand for a unit where it has no logo."""

from __future__ import annotations

import re

from sitegen.model import UnitEntry

# As many letters as fit beside the name of a unit on a phone.
MOST = 10
_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("aeiou")
# Words that nobody counts in an abbreviation.
_SMALL = frozenset({"dan", "di", "ke", "serta", "untuk"})


def monogram(entry: UnitEntry, short_name: str) -> str:
    """Return the letters: an office's abbreviation (`DLH`, `Disdik`), three or four of an area's name.

    It depends on the unit alone, so that a new unit changes no other. Names of areas often begin
    alike, so their letters come from the beginning, the middle and the end: `Cigadung` is `CDG`.
    """
    if entry.level == "dinas":
        return _office(entry, short_name)
    words = _WORD.findall(entry.name) or [entry.id]
    first, last = words[0], words[-1]
    if len(words) == 1:
        letters = first if len(first) < 4 else first[0] + first[len(first) // 2] + first[-1]
    else:
        second = next((sign for sign in first[1:] if sign.lower() not in _VOWELS), "")
        letters = first[0] + second + last[0] + (last[-1] if len(last) > 1 else "")
    return str(letters).upper()


def _office(entry: UnitEntry, short_name: str) -> str:
    """An office's abbreviation: its short name, else its id, else the initials of its name."""
    if 0 < len(short_name) <= MOST:
        return short_name
    words = [word for word in _WORD.findall(entry.name) if word.lower() not in _SMALL]
    initials = "".join(word if word.isupper() else word[0].upper() for word in words)[:MOST]
    own = entry.id
    if "-" in own or len(own) > MOST:
        return initials if len(words) > 1 else entry.name[:4]
    spoken = len(own) > 4 and own.upper() != initials and _VOWELS & set(own[1:-1])
    return own.capitalize() if spoken else own.upper()
