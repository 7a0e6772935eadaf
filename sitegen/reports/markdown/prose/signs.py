"""Signs within a line: WhatsApp's bold, waves between figures, addresses with blanks, fences of charts."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.reports.markdown.places import code_areas, covers
from sitegen.reports.markdown.prose.lines import FENCE, Change, TextLine

# What WhatsApp shows as bold: no blank inside the stars, no letter or star outside.
_STARRED = re.compile(r"(?<![\w*\\])\*(?![\s*])([^*\n]*[^\s*\\])\*(?![\w*])")
_DOUBLE = re.compile(r"\*\*|__")
# A line that begins with bold words and ends with them, a colon or a picture sign.
_TITLE = re.compile(
    r"[ \t]*(?:[-+] |[0-9]{1,3}[.)] )?[^\w\s*]*[ \t]*\*(?![\s*])[^*\n]*[^\s*]\*[ \t]*(?:[:\uff1a].*|[^\w\n]*)$"
)
_WAVE = re.compile(r"(?<=[\w)])(?<!\\)~(?=[\w(])")
_BRACKETS = re.compile(r"\]\((?!<)")
# Endings of files that people link to and show.
_ENDING = r"\.(?:csv|docx?|gif|hei[cf]|jfif|jpe?g|md|pdf|png|webp|xlsx?)"
_FILE_NAME = re.compile(rf"[^\n]*{_ENDING}", re.IGNORECASE)
# The words behind an address, in quotes as keyboards write them.
_WORDS = "(?:\"[^\\n]*?\"|'[^\\n]*?'|[“”„][^\\n]*?[“”]|[‘’][^\\n]*?[‘’])"
_QUOTES = {'"': '"', "'": "'", **dict.fromkeys("“”", "“”„"), **dict.fromkeys("‘’", "‘’")}
# A name whose bracket is never closed, up to its ending; and the rest of one with a lone `)`.
_FILE = re.compile(rf"[^<>\n]*?{_ENDING}(?:\s+{_WORDS})?\s*(?=\))", re.IGNORECASE)
_REST = re.compile(rf"\)[^\s()<>]*{_ENDING}(?=\))", re.IGNORECASE)
# `[SK] (sk.pdf)`: what can only be a link, with a blank before its address.
_APART = re.compile(
    r"(?<!\\)(\[(?!\^|[xX ]\])[^\[\]\n]{1,200}\]) (?=\("
    rf"(?:https?://[^\s()]+|[^()\n]{{1,200}}{_ENDING})\))",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"( {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*)([^<\s][^\n]*)")
# A bracket with something behind it that may have to be mended; a quick check of whole texts.
ADDRESSED = re.compile(r"\](?:\([^)\n]*(?:[ (]|\)\w*\.\w)| \(|:[ \t]*[^\s<][^\n]* )")
# No address is longer; looking further for each of many brackets would take too long.
LONGEST, LONGEST_NAME = 2_000, 500
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FENCE = re.compile(
    r"(?P<indent>[ \t]*)(?:`{3,}|~{3,}|['\u2018\u2019\u00b4]{3,})[ \t]*\{?(?P<word>grafik)\}?[ \t]*$",
    re.IGNORECASE,
)
_CHART_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})grafik[ \t]*$", re.MULTILINE)
_ANY_FENCE = re.compile(r"^[ \t]*(?:`{3,}(?=[^`\n]*$)|~{3,})[ \t]*(\S?)", re.MULTILINE)
# A line of a chart's block: a key, a part of a list, what belongs to the line above, a remark.
_CHART_KEY = re.compile(r"[ \t]*(?:[a-z_]+[ \t]*:|-[ \t]|#[ \t])|[ \t]+\S")
_CLOSE = re.compile(r"[ \t]*['\u2018\u2019\u00b4]{3,}[ \t]*$")
# For those who look for the same elsewhere, as the form for offices does in a browser.
PATTERNS: dict[str, re.Pattern[str]] = {
    "starred": _STARRED,
    "double": _DOUBLE,
    "title": _TITLE,
    "wave": _WAVE,
    "addressed": ADDRESSED,
}


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
    return [*done, *_with_ends(lines)]


def has_open_chart(text: str) -> bool:
    """Whether the block of a chart may have no end: fences do not open and close in turn."""
    if "grafik" not in text or not _CHART_FENCE.search(text):
        return False
    inside = False
    for fence in _ANY_FENCE.finditer(text):
        if fence[1] and inside:
            return True
        inside = not inside
    return inside


def _with_ends(lines: list[TextLine]) -> list[Change]:
    """Close the block of each chart that nobody closed, behind the last of its keys."""
    open_charts: list[tuple[int, str]] = []
    fence, chart = "", False
    for at, line in enumerate(lines):
        words = line.text.strip()
        opening = FENCE.match(line.text)
        if fence and words.startswith(fence) and not words.strip(fence[0]):
            if chart:
                open_charts.pop()
            fence, chart = "", False
        elif opening and (not fence or (chart and words.strip("`~"))):
            fence = opening["sign"]
            chart = bool(_CHART_FENCE.match(line.text))
            if chart:
                open_charts.append((at, fence))
    done: list[Change] = []
    for at, sign in reversed(open_charts):
        end = at + 1
        margin = lines[at].indent
        while (
            end < len(lines) and _CHART_KEY.match(lines[end].text) and lines[end].indent >= margin
        ):
            end += 1
        words = lines[at].text
        indent = words[: len(words) - len(words.lstrip())]
        lines.insert(end, TextLine(f"{indent}{sign}", 0, "code"))
        done.append(Change(kind="fence", line=lines[at].number))
    return done


def with_signs(lines: list[TextLine]) -> list[Change]:
    """Write what stands within lines as Markdown has it; return what was done."""
    text = _joined(lines)
    steps: list[_Step] = []
    if not _DOUBLE.search(text) and any(
        _TITLE.match(line.text) for line in lines if line.kind != "code"
    ):
        steps.append(_starred)
    if "~" in text:
        steps.append(_waves)
    if ADDRESSED.search(text):
        steps += [_together, _addresses]
    changed: set[int] = set()
    for step in steps:
        changed |= _mended(lines, step)
    return [Change(kind="sign", line=number) for number in sorted(changed)]


# Gets a line, and whether a position of it is in code; returns the line as it has to be.
_Step = Callable[[str, Callable[[int], bool]], str]


def _joined(lines: list[TextLine]) -> str:
    return "\n".join(line.text for line in lines)


def _mended(lines: list[TextLine], step: _Step) -> set[int]:
    """Mend all lines outside of blocks of code; return the numbers of those that changed."""
    areas, end = code_areas(_joined(lines)), 0
    changed: set[int] = set()
    for line in lines:
        start, end = end, end + len(line.text) + 1
        if line.kind == "code":
            continue
        made = step(line.text, lambda at, start=start: covers(areas, start + at))  # type: ignore[misc]
        if made != line.text:
            line.text = made
            changed.add(line.number)
    return changed


def _starred(text: str, in_code: Callable[[int], bool]) -> str:
    return _STARRED.sub(lambda m: m[0] if in_code(m.start()) else m.expand(r"**\1**"), text)


def _waves(text: str, in_code: Callable[[int], bool]) -> str:
    if "~~" in text or text.count("~") < 2:
        return text
    return _WAVE.sub(lambda m: m[0] if in_code(m.start()) else r"\~", text)


def _addresses(text: str, in_code: Callable[[int], bool]) -> str:
    """Write addresses with blanks or brackets in them so that they end where they are meant to."""
    if (found := _DEFINED.match(text)) and _FILE_NAME.fullmatch(_parted(found[2])[0]):
        return found[1] + _address(found[2])
    pieces: list[str] = []
    at = 0
    for match in _BRACKETS.finditer(text):
        end = _end(text, match.end())
        if match.end() < at or end < 0 or in_code(match.start()):
            continue
        pieces += [text[at : match.end()], _address(text[match.end() : end])]
        at = end
    return "".join((*pieces, text[at:]))


def _together(text: str, in_code: Callable[[int], bool]) -> str:
    return _APART.sub(lambda m: m[0] if in_code(m.start()) else m[1], text)


def _end(text: str, start: int) -> int:
    """Where the address behind a bracket ends, -1 if it never does.

    That is where its brackets close; the name of a file may also have one that does not.
    """
    after = text.find("](", start)
    limit = min(len(text) if after < 0 else after, start + LONGEST)
    close = _closed(text, start, limit)
    address = _parted(text[start : close if close >= 0 else limit].strip())[0]
    if close >= 0 and (_SCHEME.match(address) or _FILE_NAME.fullmatch(address)):
        return close
    if rest := _REST.match(text, close, limit) if close >= 0 else None:
        return rest.end()
    if (close < 0 or re.search(r"\s", address)) and (
        file := _FILE.match(text, start, min(limit, start + LONGEST_NAME))
    ):
        return file.end()
    return close


def _closed(text: str, start: int, limit: int) -> int:
    """Where the bracket that was opened before `start` is closed, -1 if it is not by `limit`."""
    depth = 0
    for at in range(start, limit):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth < 0:
            return at
    return -1


def _parted(written: str) -> tuple[str, str]:
    """The address of a link, and the words behind it with their quotes."""
    signs = _QUOTES.get(written[-1:])
    if signs is None:
        return written, ""
    # Behind the ending of a file, since names have quotes in them too.
    found = re.search(rf"(?i:{_ENDING})\s+(?=[{signs}])", written[:-1]) or re.search(
        rf"\S\s+(?=[{signs}])", written[:-1]
    )
    return (written[: found.end()].rstrip(), written[found.end() :]) if found else (written, "")


def _address(written: str) -> str:
    """The words between the brackets of a link as Markdown has them."""
    address, words = _parted(written.strip())
    blank = re.search(r"\s", address)
    if "<" in address or ">" in address:
        return written
    if blank and (scheme := _SCHEME.match(address)):
        address = re.sub(r"\s+", "" if scheme[0].lower() == "tel:" else "%20", address)
    elif (
        blank or address.count("(") != address.count(")") or _closed(address, 0, len(address)) >= 0
    ):
        address = f"<{address}>"
    elif not words or (words[0] in "\"'" and words[0] not in words[1:-1]):
        return written
    inner = words[1:-1].replace('"', "&quot;")
    return f'{address} "{inner}"' if words else address
