"""The lines of a text as its author wrote it, for positions in what the engine was given."""

from __future__ import annotations

import re

from msgspec import Struct

from sitegen.reports.markdown.places import line_of, line_starts

_WORD = re.compile(r"[^\s()<>\[\]]+")
# In a longer line that was changed no column is told: finding one takes longer with each before it.
LONGEST_LINE = 4000


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of a text as it was `written`, and as it was `given` to the engine.

    Dropped HTML and added brackets move only what follows them on the same line; `changed` has the
    numbers of these lines. `origin` has the number of each given line among the written ones, 0 for
    one that was put in; without it they are the same.
    """

    written: tuple[str, ...]
    given: tuple[str, ...]
    starts: tuple[int, ...]
    changed: frozenset[int] = frozenset()
    origin: tuple[int, ...] = ()

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column, in the text as written, for a position in the text as given."""
        given, column = line_of(self.starts, at)
        line = self._written_at(given)
        if given not in self.changed:
            return line, column
        was, now = self.written[line - 1], self.given[given - 1]
        return line, _column(was, now, column) if len(now) <= LONGEST_LINE else 0

    def _written_at(self, given: int) -> int:
        """The written line of a given one; of one that was put in, that of the next."""
        if not self.origin:
            return given
        return next((number for number in self.origin[given - 1 :] if number), len(self.written))


def lines_of(written: str, given: str, origin: tuple[int, ...] = ()) -> Lines:
    """Return the lines of a text as written and as given to the engine; `origin` is as in `Lines`."""
    own = tuple(written.split("\n"))
    starts = line_starts(given)
    if written == given:
        return Lines(written=own, given=own, starts=starts)
    made = tuple(given.split("\n"))
    numbers = origin or range(1, len(made) + 1)
    changed = frozenset(
        at
        for at, (number, now) in enumerate(zip(numbers, made, strict=False), start=1)
        if not 0 < number <= len(own) or own[number - 1] != now
    )
    return Lines(written=own, given=made, starts=starts, changed=changed, origin=origin)


def _column(was: str, now: str, column: int) -> int:
    """The column in the line `was` of what is at `column` in `now`; 0 if that is uncertain."""
    rest = now[column - 1 :]
    if was.startswith(now[:column]):
        return column
    if was.endswith(rest):
        return len(was) - len(rest) + 1
    word = _WORD.match(rest)
    # First with the signs before it, which set `](jadwal.md` apart from the words around it.
    for before in (2, 0) if word else ():
        known = now[max(0, column - 1 - before) : column - 1] + (word[0] if word else "")
        if was.count(known) == now.count(known):
            at = -1
            for _ in range(now.count(known, 0, column - 1) + 1):
                at = was.find(known, at + 1)
            return at + 1 + min(before, column - 1)
    return 0
