"""Rows that a Markdown table cannot be made of: from Excel with tabs, or with cells that would be lost."""

from __future__ import annotations

import re

from sitegen.reports.markdown.prose.lines import Change, TextLine, sort_out

# At least this many rows, of at least this many cells, are a table; a single tab may stand anywhere.
ROWS, CELLS = 2, 2
_TAB = re.compile(r"[ ]*\t[ ]*")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# A cell of the line of dashes below a header, also as phones and Word write dashes.
_RULER = re.compile(r":?[-–—\u2212]*:?")
_DASHES = re.compile(r"[–—\u2212]+")
# Rows one below the other, and the words right below them, if any. Begins with one sign, which is quick
# to search for.
_BLOCK = re.compile(r"(?P<rows>\n[ ]*\|[^\n]*(?:\n[ ]*\|[^\n]*)*)(?P<after>\n[ ]*[^\s])?")
_STRAIGHT = frozenset(" |:-")
_FIGURE = re.compile(r"[\d.,\s%Rp()+-]+")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "tab": _TAB,
    "code": _CODE,
    "ruler": _RULER,
    "dashes": _DASHES,
    "figure": _FIGURE,
}


def with_tables(lines: list[TextLine]) -> list[Change]:
    """Write rows as Markdown has them, and keep every cell; return what was done."""
    done = _from_tabs(lines)
    sort_out(lines)
    done += _rulers(lines)
    sort_out(lines)
    return done


def tables_hold(text: str) -> bool:
    """Whether all rows of a text, which has no tabs, are those of tables as they should be."""
    for block in _BLOCK.finditer(f"\n{text}") if "|" in text else ():
        rows = block["rows"].strip("\n").split("\n")
        same = len({row.strip().count("|") for row in rows}) == 1
        ruled = len(rows) > 1 and "-" in rows[1] and _STRAIGHT.issuperset(rows[1])
        if not (same and ruled and block["after"] is None) or "`" in block[0]:
            return False
    return True


def _from_tabs(lines: list[TextLine]) -> list[Change]:
    done: list[Change] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_tabbed(lines[end]):
            end += 1
        if end - at < ROWS:
            at = max(end, at + 1)
            continue
        rows = [_cells(line.text) for line in lines[at:end]]
        width = max(map(len, rows))
        made = [
            TextLine(_row(cells, width), line.number, "row")
            for cells, line in zip(rows, lines[at:end], strict=True)
        ]
        done += [Change(kind="row", line=line.number) for line in lines[at:end]]
        ruler = TextLine(_row(["---"] * width, width), 0, "row")
        head = [] if _is_header(rows) else [TextLine(_row([], width), 0, "row")]
        body = [*head, made[0], ruler, *made[1:]] if not head else [*head, ruler, *made]
        before = [] if at == 0 or lines[at - 1].kind == "blank" else [TextLine("", 0, "blank")]
        after = (
            [] if end == len(lines) or lines[end].kind == "blank" else [TextLine("", 0, "blank")]
        )
        lines[at:end] = [*before, *body, *after]
        at += len(before) + len(body) + len(after)
    return done


def _is_tabbed(line: TextLine) -> bool:
    return line.kind in {"text", "item"} and len(_cells(line.text)) >= CELLS


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in _TAB.split(text.strip("\n ").strip("\t"))]


def _is_header(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: no figures where the others have them."""
    return not any(cell and _FIGURE.fullmatch(cell) for cell in rows[0])


def _row(cells: list[str], width: int) -> str:
    filled = [cell.replace("\\|", "|").replace("|", "\\|") for cell in cells]
    filled += [""] * (width - len(filled))
    return f"| {' | '.join(filled)} |"


def _rulers(lines: list[TextLine]) -> list[Change]:
    """The line of dashes under a header: there, of hyphens, and as wide as the widest row."""
    done: list[Change] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].kind == "row":
            end += 1
        if end - at >= ROWS:
            changed, end = _ruled(lines, at, end)
            done += changed
        at = max(end, at + 1)
    return done


def _ruled(lines: list[TextLine], first: int, end: int) -> tuple[list[Change], int]:
    done: list[Change] = []
    for line in lines[first:end]:
        safe = _CODE.sub(_escaped, line.text)
        if safe != line.text:
            line.text = safe
            done.append(Change(kind="row", line=line.number))
    if not _is_ruler(lines[first + 1].text):
        if any(_is_ruler(line.text) for line in lines[first:end]):
            return done, end
        lines.insert(first + 1, TextLine("|---|", 0, "row"))
        done.append(Change(kind="row", line=lines[first].number))
        end += 1
    ruler = lines[first + 1]
    straight = _DASHES.sub(lambda m: "-" * max(3, len(m[0])), ruler.text)
    rows = [_split(line.text) for line in lines[first:end] if line is not ruler]
    width = max(map(len, rows))
    marks = [mark or "---" for mark in _split(straight)]
    if straight != ruler.text or len(marks) != width or len(rows[0]) != width:
        marks = [*marks, *["---"] * width][:width]
        ruler.text = f"| {' | '.join(marks)} |"
        header = lines[first]
        if len(rows[0]) != width:
            header.text = f"| {' | '.join([*rows[0], *[''] * width][:width])} |"
        done.append(Change(kind="row", line=header.number))
    if end < len(lines) and lines[end].kind == "text":
        lines.insert(end, TextLine("", 0, "blank"))
        done.append(Change(kind="paragraph", line=lines[end + 1].number))
        end += 1
    return done, end


def _is_ruler(text: str) -> bool:
    cells = _split(text)
    return any(cells) and all(map(_RULER.fullmatch, cells))


def _escaped(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"(?<!\\)\|", r"\\|", match[2]) + match[1]


def _split(text: str) -> list[str]:
    words = text.strip().removeprefix("|")
    if words.endswith("|") and not words.endswith("\\|"):
        words = words[:-1]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", words)]
