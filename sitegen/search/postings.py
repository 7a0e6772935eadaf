"""Which documents have a stem: numbers as gaps, a sign for most of them.

Hosts compress a text of such signs to half a byte for each document, and a browser reads them
without any library.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from operator import sub

# What JSON writes as it is: 92 signs. The last twelve are digits before the sign that ends a number.
SIGNS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
ENDS = 80
_HIGH = len(SIGNS) - ENDS
# How much a document is about a stem, from its words to its title.
LEVELS = 3


def _sign(number: int) -> str:
    high, low = divmod(number, ENDS)
    text = SIGNS[low]
    while high:
        high, digit = divmod(high, _HIGH)
        text = SIGNS[ENDS + digit] + text
    return text


_SHORT = [_sign(number) for number in range(ENDS * _HIGH)]


def encoded_gaps(numbers: Iterable[int]) -> str:
    """Return rising numbers as text."""
    own = list(numbers)
    if not own:
        return ""
    # Of the numbers less their place the difference is the gap.
    first, *rest = map(sub, own, count())
    gaps = (first, *map(sub, rest, (first, *rest)))
    try:
        return "".join(map(_SHORT.__getitem__, gaps))
    except IndexError:  # some are far apart
        return "".join(map(_sign, gaps))


def decoded_gaps(text: str) -> list[int]:
    """Return the numbers that were encoded."""
    numbers: list[int] = []
    last, high = -1, 0
    for sign in text:
        value = SIGNS.index(sign)
        if value >= ENDS:
            high = high * _HIGH + value - ENDS
            continue
        last += high * ENDS + value + 1
        numbers.append(last)
        high = 0
    return numbers


def encoded_levels(levels: Iterable[Iterable[int]]) -> str:
    """Return the documents of a stem, from its words to its title, as text."""
    return " ".join(map(encoded_gaps, levels)).rstrip()
