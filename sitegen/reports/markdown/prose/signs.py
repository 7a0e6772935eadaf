"""Signs within a line: WhatsApp's bold, waves between figures, addresses with blanks, fences of charts."""

from __future__ import annotations

import re

from sitegen.reports.markdown.places import code_areas, covers
from sitegen.reports.markdown.prose.lines import Change, TextLine

# What WhatsApp shows as bold: no blank inside the stars, no letter or star outside.
_STARRED = re.compile(r"(?<![\w*\\])\*(?![\s*])([^*\n]*[^\s*\\])\*(?![\w*])")
_DOUBLE = re.compile(r"\*\*|__")
# A line that begins with bold words and ends with them, a colon or a picture sign.
_TITLE = re.compile(
    r"[ \t]*(?:[-+] |[0-9]{1,3}[.)] )?[^\w\s*]*[ \t]*\*(?![\s*])[^*\n]*[^\s*]\*[ \t]*(?:[:\uff1a].*|[^\w\n]*)$"
)
_WAVE = re.compile(r"(?<=[\w)])(?<!\\)~(?=[\w(])")
_BRACKETS = re.compile(r"\]\((?!<)")
# No address is longer; looking further for each of many brackets would take too long.
LONGEST = 2_000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FENCE = re.compile(
    r"(?P<indent>[ \t]*)(?:`{3,}|~{3,}|['\u2018\u2019\u00b4]{3,})[ \t]*\{?(?P<word>grafik)\}?[ \t]*$",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[ \t]*['\u2018\u2019\u00b4]{3,}[ \t]*$")


def with_fences(lines: list[TextLine]) -> list[Change]:
    """Write the fences of charts as they have to be; before lines are sorted out for good."""
    done: list[Change] = []
    odd = False
    for line in lines:
        if found := _FENCE.match(line.text):
            sign = line.text.strip()[0]
            odd = sign not in "`~"
            made = f"{found['indent']}{'~~~' if sign == '~' else '```'}grafik"
            if line.text.rstrip() != made:
                line.text = made
                done.append(Change(kind="fence", line=line.number))
        elif odd and _CLOSE.match(line.text):
            line.text, odd = "```", False
    return done


def with_signs(lines: list[TextLine]) -> list[Change]:
    """Write what stands within lines as Markdown has it; return what was done."""
    text = "\n".join(line.text for line in lines)
    bold = not _DOUBLE.search(text) and any(
        _TITLE.match(line.text) for line in lines if line.kind != "code"
    )
    if not (bold or "~" in text or "](" in text):
        return []
    areas, at = code_areas(text), 0
    done: list[Change] = []
    for line in lines:
        start, at = at, at + len(line.text) + 1
        if line.kind == "code":
            continue
        made = line.text
        if bold:
            made = _outside(_STARRED, r"**\1**", made, areas, start)
        if "~" in made and "~~" not in made:
            made = _WAVE.sub(r"\\~", made) if made.count("~") > 1 else made
        if made == line.text and "](" in made:
            made = _addresses(made)
        if made != line.text:
            line.text = made
            done.append(Change(kind="sign", line=line.number))
    return done


def _outside(
    pattern: re.Pattern[str], new: str, text: str, areas: tuple[tuple[int, int], ...], start: int
) -> str:
    """Replace a pattern outside of code; `start` is where the line begins in the text."""
    return pattern.sub(lambda m: m[0] if covers(areas, start + m.start()) else m.expand(new), text)


def _addresses(text: str) -> str:
    """Write the addresses with blanks in them so that they end where their brackets close."""
    pieces: list[str] = []
    at = 0
    for match in _BRACKETS.finditer(text):
        end = _closed(text, match.end())
        if match.end() < at or end < 0:
            continue
        pieces += [text[at : match.end()], _address(text[match.end() : end])]
        at = end
    return "".join((*pieces, text[at:]))


def _closed(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` is closed, -1 if it never is."""
    depth = 0
    for at in range(start, min(len(text), start + LONGEST)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0:
            return at
    return -1


def _address(written: str) -> str:
    address = written.strip()
    if not re.search(r"\s", address) or re.search("[<>\"']", address):
        return written  # nothing to mend, or a title behind it
    scheme = _SCHEME.match(address)
    if scheme:
        return re.sub(r"\s+", "" if scheme[0].lower() == "tel:" else "%20", address)
    return f"<{address}>"
