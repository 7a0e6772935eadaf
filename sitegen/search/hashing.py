"""A hash of short texts that the script of the search page computes as well."""

from __future__ import annotations

import math
from functools import lru_cache

# Suggestions begin with the third letter: all words that begin alike lie in one file.
PREFIX = 3


@lru_cache(maxsize=1 << 18)
def fnv(text: str) -> int:
    """Return the FNV-1a hash of the code points of a text, 32 bits."""
    found = 0x811C9DC5
    for sign in text:
        found = ((found ^ ord(sign)) * 0x01000193) & 0xFFFFFFFF
    return found ^ (found >> 15)  # the low bits alone decide


def bucket(text: str, count: int) -> int:
    """Return in which of `count` files a stem lies, or a word by its first letters."""
    return fnv(text) % count


def power(number: float, least: int = 1, most: int = 1024) -> int:
    """Return the power of two that is not less than a number, within these limits."""
    whole = max(1, math.ceil(number))
    return max(least, min(most, 1 << (whole - 1).bit_length()))
