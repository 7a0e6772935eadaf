r"""Patterns of Python as browsers write them, so that both find the same.

A pattern stands once, where the build uses it. What differs is small: `\w` and `\b` know letters of
all languages here and only those of ASCII there, groups are named in another way, and in the mode
that knows all letters (`u`) a browser refuses a backslash before a sign that needs none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

_WORD = r"\p{L}\p{N}_"
_EDGE = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_NO_EDGE = f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_OUTSIDE = {"w": f"[{_WORD}]", "W": f"[^{_WORD}]", "b": _EDGE, "B": _NO_EDGE, "Z": "$", "A": "^"}
# What a backslash may stand before in that mode.
_KEPT = frozenset("dDsSnrtfvpPuxk0123456789^$\\.*+?()[]{}|/")
_KEPT_IN_CLASS = _KEPT | {"-"}
# Classes that have a short form there too.
_CLASSES = {r"[^\W\d_]": r"\p{L}", r"[^\W_]": r"[\p{L}\p{N}]"}
_GLOBAL = re.compile(r"\(\?([ims]+)\)")
_CASELESS = re.compile(r"\(\?i:")
_LONG = re.compile(r"\\U([0-9a-fA-F]{8})")


class Patterned(Protocol):
    """A pattern of `re` or of `re2`."""

    @property
    def pattern(self) -> str | bytes:
        """The text that it was made of."""

    @property
    def flags(self) -> int:
        """Its flags, if it is one of `re`."""


def as_javascript(given: Patterned | str) -> tuple[str, str]:
    """Return the source and the flags of a pattern for `new RegExp`; the flags always have `u`.

    Raises ValueError for what browsers cannot do alike.
    """
    source = given if isinstance(given, str) else given.pattern
    text = source.decode() if isinstance(source, bytes) else source
    flags = set("u")
    if isinstance(given, re.Pattern):
        flags |= {sign for bit, sign in _FLAGS if given.flags & bit}
        if given.flags & re.VERBOSE:
            raise ValueError(f"a pattern with remarks has to be written without: {text}")
    if found := _GLOBAL.match(text):
        flags |= set(found[1])
        text = text[found.end() :]
    elif _CASELESS.search(text):
        # Where part of a pattern is without regard to case, all of it is: none has capitals elsewhere
        # that would matter, but that is for those who export it to see.
        raise ValueError(f"only a whole pattern can be without regard to case: {text}")
    return _written(text), "".join(sorted(flags))


_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


@lru_cache(maxsize=512)
def _written(text: str) -> str:
    pieces: list[str] = []
    at, within = 0, False
    while at < len(text):
        piece, step = _piece(text, at, within)
        if piece == "[" and not within:
            within = True
            if text[at + 1 : at + 2] == "^":
                piece, step = "[^", 2
        elif piece == "]" and within:
            within = False
        pieces.append(piece)
        at += step
    return "".join(pieces)


def _piece(text: str, at: int, within: bool) -> tuple[str, int]:
    """What stands for the piece of a pattern that begins at `at`, and how long the piece is."""
    sign = text[at]
    if not within and sign == "[":
        for known, made in _CLASSES.items():
            if text.startswith(known, at):
                return made, len(known)
    if text.startswith("(?P<", at) and not within:
        return "(?<", 4
    if text.startswith("(?P=", at) and not within:
        end = text.index(")", at)
        return rf"\k<{text[at + 4 : end]}>", end + 1 - at
    if sign == "\\":
        return _escaped(text, at, within)
    if within and sign == "[":
        return r"\[", 1
    if not within and sign in "{}" and not _counts(text, at):
        return f"\\{sign}", 1
    if not within and sign == "]":
        return r"\]", 1
    if not within and sign == "+" and text[at - 1 : at] in {"+", "*", "?", "}"} and at > 1:
        return "", 1  # possessive: what is taken differs in time alone
    return sign, 1


def _escaped(text: str, at: int, within: bool) -> tuple[str, int]:
    after = text[at + 1]
    if found := _LONG.match(text, at):
        return f"\\u{{{found[1].lstrip('0')}}}", len(found[0])
    if within:
        if after == "w":
            return _WORD, 2
        if after == "W":
            raise ValueError(f"a class with \\W in it has no short form: {text}")
        kept = after in _KEPT_IN_CLASS
    else:
        if after in _OUTSIDE:
            return _OUTSIDE[after], 2
        kept = after in _KEPT
    return (f"\\{after}" if kept else after), 2


_COUNT = re.compile(r"\{\d*,?\d*\}")


def _counts(text: str, at: int) -> bool:
    """Whether a brace belongs to a number of times."""
    start = at if text[at] == "{" else text.rfind("{", 0, at)
    found = _COUNT.match(text, start) if start >= 0 else None
    return bool(found and found.end() > at and len(found[0]) > 2)
