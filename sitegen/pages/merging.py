"""Three texts of one file put together by lines: the original, the city's copy, and the original now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct


class Merged(Struct, frozen=True, kw_only=True):
    """The lines of both changes together; `conflicts` are lines of the copy where they collide."""

    lines: tuple[str, ...]
    conflicts: tuple[int, ...]


def merged(original: Sequence[str], copy: Sequence[str], now: Sequence[str]) -> Merged:
    """Return the copy with what has changed between the original and `now`.

    Where both changed the same lines, or lines next to each other, in other ways, the copy's stay
    and the place is a conflict.
    """
    lines: list[str] = []
    conflicts: list[int] = []
    for base, ours, theirs in _regions(original, copy, now):
        first, own, new = original[base], copy[ours], now[theirs]
        if new in (own, first):
            lines += own
        elif own == first:
            lines += new
        else:
            lines += own
            conflicts.append(min(ours.start + 1, max(len(copy), 1)))
    return Merged(lines=tuple(lines), conflicts=tuple(conflicts))


def _regions(
    original: Sequence[str], copy: Sequence[str], now: Sequence[str]
) -> Iterator[tuple[slice, slice, slice]]:
    """Yield the ranges of the three texts between and in what is the same in all of them."""
    in_copy, in_now = _same(original, copy), _same(original, now)
    at = (0, 0, 0)
    shared = sorted(in_copy.keys() & in_now.keys())
    for line in (*shared, len(original)):
        ours = in_copy.get(line, len(copy))
        theirs = in_now.get(line, len(now))
        if (line, ours, theirs) != at:
            yield slice(at[0], line), slice(at[1], ours), slice(at[2], theirs)
        if line < len(original):
            yield slice(line, line + 1), slice(ours, ours + 1), slice(theirs, theirs + 1)
        at = (line + 1, ours + 1, theirs + 1)


def _same(original: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The lines of the original that the other text has, by number."""
    blocks = SequenceMatcher(None, original, other, autojunk=False).get_matching_blocks()
    return {b.a + n: b.b + n for b in blocks for n in range(b.size)}
