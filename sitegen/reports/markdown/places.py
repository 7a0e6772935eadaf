"""Where links, pictures and code are in a Markdown text, according to the engine's own tree.

Within a block the tree's positions are wrong after a reference, a backslash at the end of a line
or a two-line title, so its words are followed through the block's source instead.
"""

from __future__ import annotations

import ctypes
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from sitegen.reports.markdown import cmark

# Line endings as in CommonMark 2.1.
_LINE_END = re.compile(r"\r\n|\n|\r")
# What may come between two words of a tree without being a word, and the `>` of quotations.
_MARKS = re.compile(r"(?:[ \t*_~|#>]|\r?\n|\r)*")
_START = re.compile(r"[ \t>]*")
_GAPS = re.compile(r"[ \t>|#]*")
_SIGNS = re.compile(r"\*+|_+|~+")
_GAP = r"(?:[ \t]|(?:\r\n|\n|\r)[ \t>]*+)*+"
_TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
_TARGET = re.compile(
    rf"\({_GAP}(?P<target><(?:\\.|[^<>\n\\])*>|(?:\\.|[^\s\\()]|\((?:\\.|[^\s\\()]|\([^\s()]*\))*\))*)"
    rf"(?:{_GAP}{_TITLE})?{_GAP}\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[(?:\\.|[^\[\]\\])*\]", re.DOTALL)
_DEFINITION = re.compile(
    rf"{_START.pattern}\[(?!\^)(?:\\.|[^\[\]\\])+\]:{_GAP}(?:<(?:\\.|[^<>\n\\])*>|[^\s<]\S*)"
    rf"(?:{_GAP}{_TITLE})?[ \t]*(?:\r\n|\n|\r|$)",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,40});")
_RUN = re.compile(r"`+")
# Runs of backticks that are tried for one code span; a text of nothing else is no report.
_MAX_RUNS = 50
# Stands for `<`, so that no tag hides a link or code; the length of the text stays the same.
_BLIND = "\x01"
# Without the first a block has no link or picture, without the second no code span.
LINKS = re.compile(r"\[|<|://|@|www\.")
SPANS = re.compile("`")

Kind = Literal["link", "image", "code", "block"]


class SourceMark(Struct, frozen=True, kw_only=True):
    """A link, a picture, a code span or a fenced block, from `start` to `end` in the text.

    `words` are the address as the author means it, or the code; for a link or picture, `start` is
    the address where it is written out, or the use of a reference. `lang` is the first word after
    a fence. `shown` is false for a link in the words of a picture: the page has only its words.
    """

    kind: Kind
    words: str
    start: int
    end: int
    lang: str = ""
    shown: bool = True


def marks(text: str, root: int, signs: re.Pattern[str]) -> Iterator[tuple[SourceMark, int]]:
    """Yield (mark, its node) in the order of the page, by the text's tree; see `cmark.parsed`.

    Blocks of words are followed only if they contain one of the `signs`, LINKS or SPANS.
    """
    lines = line_starts(text)
    lib = cmark.library()
    wanted = frozenset(bisect_right(lines, m.start()) for m in _worth(signs).finditer(text))
    for node, kind in _blocks(lib, root, wanted):
        first, last, column = _extent(lib, node, kind)
        start = lines[first - 1]
        end = lines[max(first, last)] if max(first, last) < len(lines) else len(text)
        if kind == cmark.CODE_BLOCK:
            if _is_fenced(lib, node):
                lang = (cmark.decoded(lib.cmark_node_get_fence_info(node)).split() or ("",))[0]
                words = cmark.decoded(lib.cmark_node_get_literal(node))
                yield SourceMark(kind="block", words=words, start=start, end=end, lang=lang), node
            continue
        if signs.search(text, start, end):
            source = text[start:end]
            at = _behind_definitions(source, column - 1)
            for mark, inside in _followed(source, at, _inside(lib, node)):
                yield replace(mark, start=start + mark.start, end=start + mark.end), inside


@lru_cache(maxsize=2)
def code_areas(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of fenced blocks and code spans, in order and without overlaps."""
    if "`" not in text and "~~~" not in text:
        return ()
    blind = text.replace("<", _BLIND)
    with cmark.parsed(blind) as tree:
        found = [m for m, _ in marks(blind, tree.root, SPANS) if m.kind in {"code", "block"}]
    return tuple(sorted((mark.start, mark.end) for mark in found))


def covers(areas: tuple[tuple[int, int], ...], at: int) -> bool:
    """Return whether a position is in one of these areas, as `code_areas` returns them."""
    index = bisect_right(areas, (at, sys.maxsize)) - 1
    return index >= 0 and at < areas[index][1]


@lru_cache(maxsize=2)
def line_starts(text: str) -> tuple[int, ...]:
    """Return where each line of a text begins."""
    if "\r" in text:
        return (0, *(match.end() for match in _LINE_END.finditer(text)))
    lengths = [len(line) + 1 for line in text.split("\n")]
    return tuple(accumulate(lengths[:-1], initial=0))


def line_of(starts: tuple[int, ...], at: int) -> tuple[int, int]:
    """Return the line and column of a position in a text, both counted from 1."""
    line = bisect_right(starts, at)
    return line, at - starts[line - 1] + 1


def _extent(lib: Any, node: int, kind: int) -> tuple[int, int, int]:
    """Return the first and last line of a block, and the column where it begins.

    For a paragraph right above a table, cmark loses these and gives them to the table's header.
    """
    first, last = lib.cmark_node_get_start_line(node), lib.cmark_node_get_end_line(node)
    column = lib.cmark_node_get_start_column(node)
    if kind == cmark.PARAGRAPH and not first and (table := lib.cmark_node_next(node)):
        first, last = lib.cmark_node_get_start_line(table), _header_line(lib, table) - 1
        return first, last, lib.cmark_node_get_start_column(table)
    if kind == cmark.number("TABLE_ROW"):
        table = lib.cmark_node_parent(node)
        if lib.cmark_node_first_child(table) == node and first != (
            line := _header_line(lib, table)
        ):
            return line, line, 1
    return max(first, 1), last, max(column, 1)


def _header_line(lib: Any, table: int) -> int:
    """The line of a table's header, two above the first row: the line of dashes is between them."""
    below = lib.cmark_node_next(lib.cmark_node_first_child(table))
    if below:
        return int(lib.cmark_node_get_start_line(below)) - 2
    return int(lib.cmark_node_get_end_line(table)) - 1


def _is_fenced(lib: Any, node: int) -> bool:
    length, offset, sign = ctypes.c_int(), ctypes.c_int(), ctypes.c_char()
    given = (ctypes.byref(length), ctypes.byref(offset), ctypes.byref(sign))
    return bool(lib.cmark_node_get_fenced(node, *given))


@lru_cache(maxsize=2)
def _worth(signs: re.Pattern[str]) -> re.Pattern[str]:
    """What makes a line worth looking at: one of the `signs`, or a fence."""
    return re.compile(rf"{signs.pattern}|```|~~~")


def _blocks(lib: Any, root: int, wanted: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield (node, kind) of blocks that hold words or code, not of containers.

    Blocks without any of the `wanted` lines are left out, unless cmark has lost their lines or their
    end, as it does above and inside tables.
    """
    ends = {cmark.CODE_BLOCK, cmark.PARAGRAPH, cmark.HEADING, cmark.number("TABLE_ROW")}
    waiting = [lib.cmark_node_first_child(root)]
    while waiting:
        node = waiting.pop()
        if not node:
            continue
        waiting.append(lib.cmark_node_next(node))
        first, last = lib.cmark_node_get_start_line(node), lib.cmark_node_get_end_line(node)
        if 0 < first <= last and wanted.isdisjoint(range(first, last + 1)):
            continue
        kind = lib.cmark_node_get_type(node)
        if kind in ends:
            yield node, kind
        elif child := lib.cmark_node_first_child(node):
            waiting.append(child)


_Step = tuple[int, int, bool]


def _inside(lib: Any, block: int) -> Iterator[_Step]:
    """Yield (node, kind, whether it begins) for everything within a block."""
    node = lib.cmark_node_first_child(block)
    while node:
        kind = lib.cmark_node_get_type(node)
        yield node, kind, True
        if child := lib.cmark_node_first_child(node):
            node = child
            continue
        yield node, kind, False
        while not (after := lib.cmark_node_next(node)):
            node = lib.cmark_node_parent(node)
            if node == block:
                return
            yield node, lib.cmark_node_get_type(node), False
        node = after


def _followed(source: str, at: int, steps: Iterator[_Step]) -> Iterator[tuple[SourceMark, int]]:
    """Yield (mark, its node) of one block, which runs from `at` to the end of `source`."""
    lib = cmark.library()
    signs = {cmark.EMPHASIS: 1, cmark.STRONG: 2, cmark.number("STRIKETHROUGH"): 2}
    opened: list[int] = []  # where each link and picture that is still open begins
    pictures = 0
    for node, kind, begins in steps:
        if kind in {cmark.LINK, cmark.IMAGE}:
            if begins:
                at = _MARKS.match(source, at).end()  # type: ignore[union-attr]  # matches nothing too
                at += kind == cmark.IMAGE and source.startswith("!", at)
                opened.append(at)
                at += source[at : at + 1] in {"[", "<", _BLIND}
                pictures += kind == cmark.IMAGE
                continue
            pictures -= kind == cmark.IMAGE
            start, at = _address(source, opened.pop(), at)
            words = cmark.decoded(lib.cmark_node_get_url(node))
            name: Kind = "link" if kind == cmark.LINK else "image"
            yield SourceMark(kind=name, words=words, start=start, end=at, shown=not pictures), node
        elif kind in signs:
            sign = _SIGNS.match(source, at if not begins else _GAPS.match(source, at).end())  # type: ignore[union-attr]
            at = min(sign.end(), sign.start() + signs[kind]) if sign else at
        elif not begins:
            continue
        elif kind in {cmark.TEXT, cmark.HTML}:
            at = _behind(source, at, cmark.decoded(lib.cmark_node_get_literal(node)))
        elif kind in {cmark.SOFT_BREAK, cmark.LINE_BREAK}:
            found = _LINE_END.search(source, at)
            at = _START.match(source, found.end()).end() if found else at  # type: ignore[union-attr]
        elif kind == cmark.CODE:
            words = cmark.decoded(lib.cmark_node_get_literal(node))
            start, at = _span(source, at, words)
            yield SourceMark(kind="code", words=words, start=start, end=at), node
        elif kind == cmark.FOOTNOTE_MARK:
            begin = source.find("[^", at)
            at = source.find("]", begin) + 1 if begin >= 0 else at


def _address(source: str, opened: int, at: int) -> tuple[int, int]:
    """Return where the address of the link opened at `opened` begins, and where the link ends.

    `at` is where its words end.
    """
    sign = source[opened : opened + 1]
    if sign in {"<", _BLIND}:
        return opened + 1, source.find(">", at) + 1 or at
    close = source.find("]", at) + 1
    if sign != "[" or not close:
        return opened, at
    if target := _TARGET.match(source, close):
        start = target.start("target")
        return start + (source[start : start + 1] == "<"), target.end()
    label = _LABEL.match(source, close)
    return opened, label.end() if label else close


def _behind(source: str, at: int, words: str) -> int:
    """Return the position after the tree's words, which begin at `at` or after some marks."""
    words = words.strip(" \t")  # spaces at line ends are skipped like marks
    if not words:
        return at
    begin = _MARKS.match(source, at).end()  # type: ignore[union-attr]  # matches nothing too
    # `&` and `\` may be written as `&amp;` and `\\`, which begin with the sign itself.
    for start in (at, begin) if "&" not in words and "\\" not in words else ():
        if source.startswith(words, start):
            return start + len(words)
    place, done = at, 0
    while done < len(words):
        sign = source[place : place + 1]
        if (found := _ENTITY.match(source, place)) and words.startswith(unescape(found[0]), done):
            place, done = found.end(), done + len(unescape(found[0]))
        elif sign == "\\" and source[place + 1 : place + 2] == words[done]:
            place, done = place + 2, done + 1
        elif sign == words[done]:
            place, done = place + 1, done + 1
        elif sign and _MARKS.fullmatch(sign):
            place += 1
        else:
            again = source.find(words, at)
            return again + len(words) if again >= 0 else at
    return place


def _span(source: str, at: int, words: str) -> tuple[int, int]:
    """Return the start and end of the code span with these words, backticks included."""
    first = (at, at)
    for _ in range(_MAX_RUNS):
        run = _RUN.search(source, at)
        if run is None:
            break
        close = next(
            (m for m in _RUN.finditer(source, run.end()) if len(m[0]) == len(run[0])), None
        )
        at = run.end()
        if close is None:
            continue
        inside = re.sub(r"(?:\r\n|\n|\r)[ \t>]*", " ", source[run.end() : close.start()])
        if inside[:1] == inside[-1:] == " " and inside.strip(" "):
            inside = inside[1:-1]
        if words in {inside, inside.replace("\\|", "|")}:
            return run.start(), close.end()
        if first[0] == first[1]:
            first = (run.start(), close.end())
    return first


def _behind_definitions(source: str, at: int) -> int:
    """Return where the words of a paragraph begin, after any reference definitions."""
    while found := _DEFINITION.match(source, at):
        if found.end() >= len(source):
            break
        at = found.end()
    return at
