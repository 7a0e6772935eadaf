"""What HTML an author's text may become: one policy for both engines.

HTML tags in the text are dropped before the parser sees them, and the result passes an
allowlist: two independent layers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from html import escape
from urllib.parse import quote

import nh3

from sitegen.model import Problem, Where
from sitegen.reports.markdown.places import code_areas, covers

TAGS = frozenset(
    [
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "section",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "li": {"id"},
    "sup": {"id"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "pre": {"lang"},
}
# Prefix of every id in an author's text, so that none can clash with one of the page's own.
ID_PREFIX = "isi-"
CHART_LANG = "grafik"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\s]*):")
# What is not escaped in an address, as in cmark (houdini_href_e.c).
_IN_ADDRESS = "-_.+!*'(),%#@?=;:/&$~"
_SPACED = re.compile(
    r"\]\(([^()<>\n\"]{1,200} [^()<>\n\"]{1,200}\.(?:jpe?g|png|webp|hei[cf]|pdf|md|csv))\s*(?=\))",
    re.IGNORECASE,
)
# nh3 took 0.1 s for 5,000 nested quotations and 2 s for 20,000; no reader follows thirty.
MAX_QUOTES = 30
_QUOTES = re.compile(
    rf"^(?:[ \t]*(?:[-*+][ \t]+|\d{{1,9}}[.)][ \t]+)*>){{{MAX_QUOTES + 1}}}", re.MULTILINE
)
# What counts as a tag: one that ends at the first `>`, or one with a `<` or `>` in a quoted value.
# A destination in angle brackets, `[a](<b c.pdf>)` or `[a]: <b c.pdf>`, is no tag.
_FOREIGN = re.compile(
    r"(?<!\]\()(?<!\]: )"
    r"(?:</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)"
    r"(?:\s[^<>]*|\s(?:[^<>\"']++|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'){0,40}+)?/?>"
    r"|<(?P<other>!--|!\[CDATA\[|\?|![A-Za-z]+)"
    r"|(?P<space>&nbsp;)"
    r"|\\?\[/?caption\b[^\]\n]{0,300}\])"
)
# A picture with its caption, alone on its line, as WordPress writes it.
_CAPTIONED = re.compile(
    r"\\?\[caption\b[^\]\n]{0,300}\][ \t]*(!\[[^\]\n]*\]\([^()\s]+)\)[ \t]*([^\n<]*?)[ \t]*"
    r"\\?\[/caption\\?\](?=[ \t]*(?:\n|$))"
)
_LINE_END = re.compile(r"\n")
# A box of a list of tasks as cmark-gfm writes it, and what stands for it until the page is made.
_BOX = re.compile(r'<input type="checkbox"( checked="")? disabled="" />')
DONE, OPEN = "\ue001", "\ue002"
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)([^*\n]{1,200})\*\*(?!\*)")
SHOWN_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
# What is removed with its content, and how it ends.
_ENDS = {
    tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    for tag in ("script", "style", "textarea", "title")
}
_ENDS |= {"!--": re.compile(r"-->"), "![CDATA[": re.compile(r"\]\]>"), "?": re.compile(r"\?>")}
_END_OF_TAG = re.compile(r"[^<>]*>")


def clean(html: str) -> str:
    """Return `html` with nothing but the allowed tags, attributes and URL schemes.

    Control characters, which references such as `&#7;` become, are dropped. The boxes of a list of
    tasks become DONE and OPEN.
    """
    if "<input " in html:
        html = _BOX.sub(lambda box: DONE if box[1] else OPEN, html)
    return _CONTROL.sub("", _cleaner().clean(html))


def allowed(address: str) -> bool:
    """Return whether an address is on the site or has an allowed scheme, as in `clean`."""
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in SCHEMES


def written(address: str) -> str:
    """Return an address as it is written in an attribute."""
    return escape(quote(address, safe=_IN_ADDRESS))


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        tag_attribute_values={"code": {"class": {f"language-{CHART_LANG}"}}},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
        id_prefix=ID_PREFIX,
        clean_content_tags={"script", "style"},
    )


def drop_html(text: str, path: str, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    """Return `text` without HTML and WordPress marks outside code, and one warning per kind.

    The words between tags stay; scripts, styles and the like go with their content; `<br>` and
    `&nbsp;` become spaces. Line breaks are kept, so that line numbers stay right. Comments are
    removed without a warning.
    """
    if "<" not in text and "&nbsp;" not in text and "[caption" not in text:
        return text, ()
    dropped: dict[tuple[str, str], list[int]] = {}
    parts: list[str] = []
    at = 0
    for start, end in code_areas(text):
        parts.append(_without_html(text, at, start, dropped))
        parts.append(text[start:end])
        at = end
    parts.append(_without_html(text, at, len(text), dropped))
    lines = text.split("\n")
    problems: list[Problem] = []
    for (code, tag), places in dropped.items():
        where = _where(text, places[0], path, first_line)
        excerpt = lines[where.line - first_line][:160]
        problems.append(
            Problem.of(code, where, excerpt=excerpt, tag=f"<{tag}>", count=str(len(places)))
        )
    return "".join(parts), tuple(problems)


def _where(text: str, at: int, path: str, first_line: int) -> Where:
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return Where(path=path, line=first_line + text.count("\n", 0, at), column=column)


def _without_html(
    text: str, start: int, end: int, dropped: dict[tuple[str, str], list[int]]
) -> str:
    parts: list[str] = []
    endless: set[str] = set()  # searched for only once, so that no text takes forever
    at = start
    while match := _FOREIGN.search(text, at, end):
        parts.append(text[at : match.start()])
        code, tag, at, left = _taken(match, text, end, endless)
        if code:
            dropped.setdefault((code, tag), []).append(match.start())
        breaks = text.count("\n", match.start(), at) - left.count("\n")
        parts.append(left + "\n" * breaks)
    parts.append(text[at:end])
    return "".join(parts)


def _taken(
    match: re.Match[str], text: str, end: int, endless: set[str]
) -> tuple[str, str, int, str]:
    """Return the problem code of what was found, its tag, where it ends and what replaces it."""
    words, after = match[0], match.end()
    if match["space"]:
        kept = (
            text[match.start() - 1 : match.start()].isdigit() and text[after : after + 1].isalpha()
        )
        return ("", "", after, words) if kept else ("M014", "", after, " ")
    if "[" in words[:2]:
        whole = _CAPTIONED.match(text, match.start(), end)
        if whole is None or text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip():
            return ("" if "/" in words[:3] else "M013"), "", after, ""
        caption = whole[2].replace('"', "&quot;")
        return "M013", "", whole.end(), f'{whole[1]} "{caption}")' if caption else f"{whole[1]})"
    if words.startswith("</"):
        return "", "", after, ""
    tag = (match["tag"] or match["other"]).lower()
    left = " " if tag == "br" else ""
    if tag in _ENDS and tag not in endless:
        found = _ENDS[tag].search(text, after, end)
        if found:
            return ("" if tag == "!--" else "M015"), tag, found.end(), ""
        endless.add(tag)
    if not match["other"]:
        return ("" if tag == "br" else "M003"), tag, after, left
    closed = None if tag in _ENDS else _END_OF_TAG.match(text, after, end)
    return ("M003", tag, closed.end(), "") if closed else ("", "", after, words)


def deep_quotation(text: str, path: str, first_line: int) -> Problem | None:
    """Return the problem of quotations nested too deeply, or None."""
    if text.count(">") <= MAX_QUOTES:
        return None
    code = code_areas(text)
    for match in _QUOTES.finditer(text):
        if not covers(code, match.start()):
            where = _where(text, match.start(), path, first_line)
            return Problem.of("M017", where, limit=str(MAX_QUOTES))
    return None


def failed_bold(text: str, html: str, path: str, first_line: int) -> tuple[Problem, ...]:
    """Return the problem of each `**bold**` in `text` whose stars are still in its `html`.

    The engine decides: Python-Markdown takes `**Palu -**Dalam` for bold, CommonMark does not.
    """
    if "**" not in html or "**" not in SHOWN_CODE.sub("", html):
        return ()
    code = code_areas(text)
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    problems: list[Problem] = []
    for match in _BOLD.finditer(text):
        at, after = match.span()
        if _is_bold(match[1], text[at - 1 : at] if at else "", text[after : after + 1]):
            continue
        if covers(code, at) or not any(map(str.isalnum, match[1])):
            continue
        found = match[0] + text[after : after + 20].partition("\n")[0].partition(" ")[0]
        number = bisect_right(starts, at)
        line = starts[number - 1]
        excerpt = text[line : line + 160].partition("\n")[0]
        where = Where(path=path, line=first_line + number - 1, column=at - line + 1)
        right = _bold(match[1], text[at - 1 : at] if at else "", found.removeprefix(match[0]))
        problems.append(Problem.of("M016", where, excerpt=excerpt, found=found, instead=right))
    return tuple(problems)


def _is_bold(words: str, before: str, after: str) -> bool:
    """Whether CommonMark 6.2 lets the stars around `words` open and close."""
    if words[0].isspace() or words[-1].isspace():
        return False
    opens = words[0].isalnum() or not before.isalnum()
    return opens and (words[-1].isalnum() or not after.isalnum())


def _bold(words: str, before: str, after: str) -> str:
    """The words in stars that make them bold, with what stands right behind them."""
    core = words.strip()
    inside = words[0].isspace() or (before.isalnum() and not core[0].isalnum())
    lead = " " if inside and before.strip() else ""
    apart = words[-1].isspace() or (after[:1].isalnum() and not core[-1].isalnum())
    return f"{lead}**{core}**{' ' if apart and after else ''}{after}"


def bracket_spaces(text: str) -> str:
    """Return `text` with links to file names with spaces in brackets: `](<Rencana Kerja.pdf>)`.

    Markdown requires the angle brackets; people who name files do not know that, and without them
    both engines would show the link as text.
    """
    if "](" not in text or not _SPACED.search(text):
        return text
    parts: list[str] = []
    at = 0
    for start, end in code_areas(text):
        parts.append(_SPACED.sub(r"](<\1>", text[at:start]))
        parts.append(text[start:end])
        at = end
    parts.append(_SPACED.sub(r"](<\1>", text[at:]))
    return "".join(parts)
