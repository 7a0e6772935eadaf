"""Marks at the start of a line, as phones and Word write them: bullets, letters, numbers, signs of headings."""

from __future__ import annotations

import re

from sitegen.reports.markdown.prose.lines import ITEM, Change, TextLine, sort_out

# What stands between a mark and its words in copied texts, besides blanks and tabs.
_GAP = r"[ \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000]"
# Invisible signs that phones and programs leave at the start of a line.
_UNSEEN = re.compile(r"^([ \t]*)[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]+")
# U+F0xx are the bullets of Word's symbol fonts, which show as an empty box elsewhere.
_BULLET = re.compile(
    rf"([ \t\u00a0]*)([•●○◦▪▫■□◆◇►▶➤➢❖·‣\u2043∙\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf0fc])\ufe0f?{_GAP}*(?=\S)"
)
# These say something: done, or not.
_TELLING = re.compile(rf"([ \t\u00a0]*)((?:[✅✔☑✓❌✗✘☐]\ufe0f?))({_GAP}*)(?=\S)")
_DASH = re.compile(rf"([ \t]*)([–—\u2212]{_GAP}+|[-–—](?=[^\W\d_]))(?=\S)")
_MARKDOWN = re.compile(rf"([ \t]*)([-*+]|[0-9]{{1,9}}[.)]|#{{1,6}})({_GAP}+)(?=\S)")
_HEADING = re.compile(r"( {0,3})([#\uff03]{2,6})(?=[^\s#\uff03])")
_WIDE_HEADING = re.compile(rf"( {{0,3}})(\uff03{{1,6}}){_GAP}*(?=\S)")
_NUMBER = re.compile(rf"([ \t]*)(\(?)([0-9]{{1,3}})([.)])({_GAP}*)(?=[^\W\d_]|\S)")
_LETTER = re.compile(rf"([ \t]*)(\(?)([a-z])([.)]){_GAP}+(?=\S)")
# How many lines above and below an item are looked at for its list.
NEAR = 60
# At the start of an item: the list counts in letters. Dropped again after the engine.
LETTERED = "\ue000"
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "unseen": _UNSEEN,
    "bullet": _BULLET,
    "telling": _TELLING,
    "dash": _DASH,
    "markdown": _MARKDOWN,
    "heading": _HEADING,
    "wide_heading": _WIDE_HEADING,
    "number": _NUMBER,
    "letter": _LETTER,
}


def with_plain_marks(lines: list[TextLine]) -> list[Change]:
    """Write bullets, letters and signs of headings as Markdown has them; return what was done."""
    done: list[Change] = []
    for line in lines:
        if line.kind == "code":
            continue
        line.text = _UNSEEN.sub(r"\1", line.text)
        line.text = _WIDE_HEADING.sub(lambda m: f"{m[1]}{'#' * len(m[2])} ", line.text)
        if found := _HEADING.match(line.text):
            line.text = f"{found[1]}{'#' * len(found[2])} {line.text[found.end() :]}"
            done.append(Change(kind="heading", line=line.number))
        elif found := _BULLET.match(line.text):
            line.text = f"{_plain(found[1])}- {line.text[found.end() :]}"
            done.append(Change(kind="item", line=line.number))
        elif found := _TELLING.match(line.text):
            line.text = f"{_plain(found[1])}- {found[2]} {line.text[found.end() :]}"
            done.append(Change(kind="item", line=line.number))
        elif (found := _MARKDOWN.match(line.text)) and found[3].strip(" \t"):
            line.text = f"{found[1]}{found[2]} {line.text[found.end() :]}"
    sort_out(lines)
    done += _dashes(lines)
    done += _numbers(lines)
    done += _letters(lines)
    sort_out(lines)
    return done


def _plain(indent: str) -> str:
    return indent.replace("\u00a0", " ")


def _dashes(lines: list[TextLine]) -> list[Change]:
    """Dashes before words, where there are at least two or other items beside them.

    A single one may begin what somebody said, or a name under a quotation.
    """
    done: list[Change] = []
    found = [_DASH.match(line.text) if line.kind == "text" else None for line in lines]
    for at, match in enumerate(found):
        if match is None:
            continue
        beside = (lines[at - 1].kind if at else "blank", _kind(lines, at + 1))
        if "item" in beside or any(
            0 <= near < len(found) and found[near] for near in (at - 1, at + 1)
        ):
            line = lines[at]
            line.text = f"{match[1]}- {line.text[match.end() :]}"
            done.append(Change(kind="item", line=line.number))
    return done


def _kind(lines: list[TextLine], at: int) -> str:
    return lines[at].kind if at < len(lines) else "blank"


def _numbers(lines: list[TextLine]) -> list[Change]:
    """`1.Senam` and `(1) Senam`, where the next or the last number stands near."""
    done: list[Change] = []
    numbered = [(at, m) for at, m in _matches(lines, _NUMBER) if m[2] or not m[5]]
    known = {at: int(m[3]) for at, m in _matches(lines, _NUMBER)}
    for at, match in numbered:
        if not match[2] and not match.string[match.end() : match.end() + 1].isalpha():
            continue  # 1.250 is a figure, and 08.00 an hour
        if match[2] and match[4] != ")":
            continue
        number = int(match[3])
        near = [known[each] for each in range(at - 3, at + 4) if each != at and each in known]
        if number + 1 in near or number - 1 in near:
            line = lines[at]
            line.text = f"{match[1]}{number}{match[4]} {line.text[match.end() :]}"
            done.append(Change(kind="item", line=line.number))
    return done


def _matches(lines: list[TextLine], pattern: re.Pattern[str]) -> list[tuple[int, re.Match[str]]]:
    return [
        (at, match)
        for at, line in enumerate(lines)
        if line.kind != "code" and (match := pattern.match(line.text))
    ]


def _letters(lines: list[TextLine]) -> list[Change]:
    """`a.`, `b.`, `c.` as items of a list that counts in letters, below a number if one is above."""
    done: list[Change] = []
    waiting, inside, above, sign = "a", 0, False, "."
    for at, line in enumerate(lines):
        if line.kind == "code":
            continue
        match = _LETTER.match(line.text)
        item = ITEM.match(line.text)
        if match and match[3] == waiting and (waiting != "a" or _goes_on(lines, at)):
            if waiting == "a":
                inside = _content_above(lines, at)
            indent = " " * max(inside, _width(match[1]) if inside == 0 else inside)
            if waiting == "a":
                sign = _other_sign(lines, at)
            number = ord(waiting) - ord("a") + 1
            line.text = f"{indent}{number}{sign} {LETTERED}{line.text[match.end() :]}"
            done.append(Change(kind="item", line=line.number))
            waiting = chr(ord(waiting) + 1) if waiting != "z" else "a"
        elif item or (line.kind == "text" and above and line.indent == 0 and waiting != "a"):
            waiting = "a" if item and line.indent < max(inside, 1) else waiting
        above = line.kind == "blank"
    return done


def _other_sign(lines: list[TextLine], at: int) -> str:
    """The sign behind the numbers of a list that is not to go on with the list before it."""
    items = (ITEM.match(line.text) for line in reversed(lines[max(0, at - NEAR) : at]))
    return ")" if any(item and item["sign"].endswith(".") for item in items) else "."


def _goes_on(lines: list[TextLine], at: int) -> bool:
    """Whether a `b.` follows an `a.` before the text does."""
    for line in lines[at + 1 : at + 1 + NEAR]:
        match = _LETTER.match(line.text)
        if match:
            return match[3] == "b"
        if line.kind in {"heading", "rule", "code"}:
            return False
    return False


def _content_above(lines: list[TextLine], at: int) -> int:
    """Where the words of the numbered item right above begin, 0 if there is none."""
    for line in reversed(lines[max(0, at - NEAR) : at]):
        if line.kind == "blank":
            return 0
        item = ITEM.match(line.text)
        if item:
            return line.content if item["sign"][0].isdigit() else 0
    return 0


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))
