"""Where a line ends: breaks that are meant, prose that an editor wrapped, lists and paragraphs apart."""

from __future__ import annotations

import re
from itertools import pairwise

from sitegen.reports.markdown.prose.lines import ITEM, Change, TextLine, sort_out

# Editors wrap between these widths; a longer line was never wrapped, and shorter ones are meant.
NARROWEST, WIDEST = 50, 120
# This share of the breaks of a paragraph has to be where the next word did not fit.
_MOSTLY = 0.6
# `Waktu : 08.00`, also after a sign; the label of a line of its own.
_LABEL = re.compile(r"\W{0,3}[^\W\d_][^:\n]{0,30}?[ \t]*:(?:[ \t]|$)")
_SIGN = re.compile(r"[^\w\s\"'“‘(\[*_~`<>&!\\-]")
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*$")
BREAK = "  "
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {"label": _LABEL, "sign": _SIGN, "underline": _UNDERLINE}


def with_breaks(lines: list[TextLine]) -> list[Change]:
    """Write breaks, paragraphs and lists as Markdown has them; return what was done."""
    done = [*_underlines(lines), *_indents(lines)]
    sort_out(lines)
    done += _nested(lines)
    done += _lists_apart(lines)
    width = _width(lines)
    for first, end in _paragraphs(lines):
        if _wrapped([line.text for line in lines[first:end]], width):
            continue
        for line in lines[first : end - 1]:
            line.text = line.text.rstrip(" \t") + BREAK
            done.append(Change(kind="break", line=line.number))
    return done


def _underlines(lines: list[TextLine]) -> list[Change]:
    """A line of dashes or equal signs under words is a rule, not the mark of a heading."""
    done: list[Change] = []
    for above, line in pairwise(lines):
        words = above.kind in {"text", "item"} and line.kind in {"text", "rule"}
        if words and _UNDERLINE.match(line.text):
            line.text = "***"
            done.append(Change(kind="rule", line=line.number))
    return done


def _indents(lines: list[TextLine]) -> list[Change]:
    """A paragraph or list whose first line is indented is none of code: only fences are."""
    done: list[Change] = []
    listed, fresh, dedent = False, True, 0
    for line in lines:
        if line.kind == "blank":
            fresh = True
            continue
        if line.kind == "code":
            listed, fresh, dedent = listed and line.indent > 1, True, 0
            continue
        if fresh and not listed:
            dedent = line.indent if line.indent >= 4 else 0
        if dedent and line.indent:
            words = line.text.lstrip(" \t")
            line.text = " " * max(0, line.indent - dedent) + words
            done.append(Change(kind="indent", line=line.number))
        if ITEM.match(line.text):
            listed = True
        elif fresh and not line.indent:
            listed, dedent = False, 0
        fresh = False
    return done


def _nested(lines: list[TextLine]) -> list[Change]:
    """An item that is indented at all below a numbered one belongs to it, if by two blanks only."""
    done: list[Change] = []
    above: TextLine | None = None
    shift = 0
    for line in lines:
        if line.kind == "item":
            if above is not None and above.indent < line.indent < above.content:
                shift = above.content - line.indent
            elif above is not None and line.indent <= above.indent:
                above, shift = line, 0
            if above is None:
                above = line
            if shift and line is not above:
                line.text = " " * shift + line.text
                done.append(Change(kind="item", line=line.number))
        elif line.kind not in {"blank", "text"} or (line.kind == "text" and not line.indent):
            above, shift = None, 0
    return done


def _lists_apart(lines: list[TextLine]) -> list[Change]:
    """Put a blank line between words and a list where Markdown would take one into the other."""
    done: list[Change] = []
    at = 1
    open_item = lines[0] if lines and lines[0].kind == "item" else None
    while at < len(lines):
        above, line = lines[at - 1], lines[at]
        ends = (
            open_item is not None
            and line.kind == "text"
            and above.kind in {"item", "text"}
            and line.indent < 2
            and not _fills(above.text, line.text, WIDEST)
        )
        begins = line.kind == "item" and above.kind == "text" and open_item is None
        if ends or (begins and not line.text.lstrip().startswith(("1.", "1)", "-", "*", "+"))):
            lines.insert(at, TextLine("", 0, "blank"))
            done.append(Change(kind="paragraph", line=line.number))
            open_item = None
            at += 1
        if line.kind == "item":
            open_item = line
        elif line.kind in {"blank", "heading", "rule", "code", "row"} or ends:
            open_item = None if line.kind != "blank" or ends else open_item
            if line.kind == "blank" and at + 1 < len(lines) and lines[at + 1].indent < 2:
                open_item = lines[at + 1] if lines[at + 1].kind == "item" else None
        at += 1
    return done


def _paragraphs(lines: list[TextLine]) -> list[tuple[int, int]]:
    """The runs of lines that Markdown would join: words, perhaps after the first line of an item."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].kind in {"text", "item"}:
            while end < len(lines) and lines[end].kind == "text":
                end += 1
        elif lines[at].kind == "quote":
            while end < len(lines) and lines[end].kind == "quote":
                end += 1
        if end - at > 1:
            found.append((at, end))
        at = end
    return found


def _width(lines: list[TextLine]) -> int:
    """The width at which the text was wrapped, 0 if nothing says that it was."""
    lengths = [
        len(line.text.rstrip())
        for first, end in _paragraphs(lines)
        for line in lines[first : end - 1]
    ]
    return max((length for length in lengths if length <= WIDEST), default=0)


def _wrapped(texts: list[str], width: int) -> bool:
    """Whether an editor broke these lines, since the next word did not fit in most of them."""
    pairs = list(pairwise(texts))
    if any(len(text.rstrip()) > WIDEST for text in texts[:-1]):
        return False
    if any(_meant(after) for after in texts[1:]):
        return False
    full = sum(_fills(before, after, width) for before, after in pairs)
    return full >= _MOSTLY * len(pairs)


def _meant(text: str) -> bool:
    """Whether a line begins as one of its own does: a label, or a sign that is no letter."""
    words = text.lstrip(" \t>")
    return bool(_LABEL.match(words) or _SIGN.match(words))


def _fills(before: str, after: str, width: int) -> bool:
    """Whether the first word of a line did not fit behind the line before."""
    length, words = len(before.rstrip()), after.lstrip(" \t>")
    if length < NARROWEST or _meant(after) or not words:
        return False
    first = words.split(maxsplit=1)[0]
    return words[0].islower() or length + 1 + len(first) > min(width, WIDEST)
