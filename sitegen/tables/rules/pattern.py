r"""Patterns that authors write, matched in time that grows with the text alone.

`re` tries one way after another and can take years on `(a+)+b`; here all ways are followed at once
(Thompson 1968), and steps once taken are kept. What that cannot do, such as \1, is refused.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Part = tuple[Any, ...]

MAX_PATTERN = 500
MAX_STATES = 2_000
_MAX_DEPTH = 50
_MAX_MOVES = 100_000
_CHOICE = re.compile(r"[*+?|,]")
_REPEAT = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")
_ESCAPE = re.compile(r"\\(?:[dDwWsSntr]|[^\w\s])", re.ASCII)
_LITERAL = re.compile(r"[^\\()\[\]{}*+?|^$]")
_CLASS = re.compile(r"\[\^?\]?(?:\\[dDwWsSntr]|\\[^\w\s]|[^\\\[\]])*\]", re.ASCII)


class PatternError(ValueError):
    """A pattern that cannot be used; the text says what of it."""


def matcher(pattern: str) -> Callable[[str], bool]:
    r"""Return a function that tells whether a whole text matches `pattern`.

    Groups, `|`, `* + ? {m,n}`, classes, `. \d \w \s` and escaped signs; `^` and `$` at the ends are
    allowed and mean nothing, as whole texts are matched (XML Schema, as Table Schema asks for).
    Raises PatternError.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(pattern[:20] + "...")
    parser = _Parser(pattern.removeprefix("^"))
    tree = parser.either(0)
    if parser.rest not in {"", "$"}:
        raise PatternError(parser.rest)
    if not _CHOICE.search(pattern):  # nothing to try one after another
        return lambda text: re.fullmatch(pattern, text) is not None
    machine = _Machine()
    machine.final = machine.add(tree, machine.state(), machine.state())
    return machine.matches


@dataclass(slots=True)
class _Parser:
    """Reads a pattern from its left; `rest` is what is not read yet."""

    rest: str

    def either(self, depth: int) -> Part:
        if depth > _MAX_DEPTH:
            raise PatternError(self.rest)
        ways = [self.sequence(depth)]
        while self.rest.startswith("|"):
            self.rest = self.rest[1:]
            ways.append(self.sequence(depth))
        return ("either", *ways)

    def sequence(self, depth: int) -> Part:
        parts: list[Part] = []
        while self.rest and self.rest[0] not in "|)" and self.rest != "$":
            parts.append(self.repeated(self.one(depth)))
        return ("sequence", *parts)

    def one(self, depth: int) -> Part:
        sign = self.rest[0]
        if sign == "(":
            self.take("(?:" if self.rest.startswith("(?:") else "(")
            inside = self.either(depth + 1)
            self.take(")")
            return inside
        found = {"[": _CLASS, "\\": _ESCAPE}.get(sign, _LITERAL).match(self.rest)
        if found is None:
            raise PatternError(self.rest)
        self.rest = self.rest[found.end() :]
        return ("sign", _sign(found[0]))

    def repeated(self, part: Part) -> Part:
        least, most = 1, 1
        if self.rest[:1] in {"*", "+", "?"} and self.rest:
            least, most = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[self.rest[0]]
            self.rest = self.rest[1:]
        elif found := _REPEAT.match(self.rest):
            least = int(found[1])
            most = least if found[2] is None else int(found[3] or -1)
            self.rest = self.rest[found.end() :]
        if (self.rest[:1] in {"*", "+", "?", "{"} and self.rest) or 0 <= most < least:
            raise PatternError(self.rest)
        return ("repeat", part, least, most)

    def take(self, sign: str) -> None:
        if not self.rest.startswith(sign):
            raise PatternError(self.rest or sign)
        self.rest = self.rest[len(sign) :]


@dataclass(slots=True, eq=False)
class _Node:
    """A set of states that a text can be in, and where each sign leads from there."""

    states: frozenset[int]
    final: bool
    moves: dict[str, _Node] = field(default_factory=dict)


@dataclass(slots=True)
class _Machine:
    """States, the free moves between them, and those that take a sign."""

    free: list[list[int]] = field(default_factory=list)
    taking: list[tuple[Callable[[str], object], int] | None] = field(default_factory=list)
    nodes: dict[frozenset[int], _Node] = field(default_factory=dict)
    start: _Node | None = None
    final: int = 0
    moves: int = 0

    def state(self) -> int:
        if len(self.free) >= MAX_STATES:
            raise PatternError(f"> {MAX_STATES}")
        self.free.append([])
        self.taking.append(None)
        return len(self.free) - 1

    def add(self, part: Part, start: int, end: int) -> int:
        """Lay `part` from `start` to `end`, and return `end`."""
        name, *rest = part
        if name == "sign":
            self.taking[start] = (rest[0], end)
        elif name == "repeat":
            inside, least, most = rest
            self.repeat((inside, least, most), start, end)
        elif name == "either":
            for way in rest:
                begin = self.state()
                self.free[start].append(begin)
                self.add(way, begin, end)
        else:
            for each in rest:
                start = self.add(each, start, self.state())
            self.free[start].append(end)
        return end

    def repeat(self, given: tuple[Part, int, int], start: int, end: int) -> None:
        part, least, most = given
        for _ in range(least):
            start = self.add(part, self.after(start), self.state())
        for _ in range(most - least):
            self.free[start].append(end)
            start = self.add(part, self.after(start), self.state())
        if most < 0:
            loop = self.after(start)
            begin = self.after(loop)
            self.free[self.add(part, begin, self.state())].append(loop)
            start = loop
        self.free[start].append(end)

    def after(self, start: int) -> int:
        new = self.state()
        self.free[start].append(new)
        return new

    def node(self, states: set[int]) -> _Node:
        waiting = list(states)
        while waiting:
            for each in self.free[waiting.pop()]:
                if each not in states:
                    states.add(each)
                    waiting.append(each)
        known = frozenset(states)
        return self.nodes.setdefault(known, _Node(known, self.final in known))

    def matches(self, text: str) -> bool:
        if self.start is None or self.moves > _MAX_MOVES:
            self.nodes.clear()
            self.moves = 0
            self.start = self.node({0})
        node = self.start
        for sign in text:
            following = node.moves.get(sign)
            if following is None:
                self.moves += 1
                taken = (self.taking[state] for state in node.states)
                following = self.node({move[1] for move in taken if move and move[0](sign)})
                node.moves[sign] = following
            if not following.states:
                return False
            node = following
        return node.final


@cache
def _sign(text: str) -> Callable[[str], object]:
    """Return a test for one sign: a letter, an escape or a class."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return re.compile(text).fullmatch
        except (re.error, FutureWarning):
            raise PatternError(text) from None
