"""Markdown to clean HTML: one pure function, two engines, one policy.

cmark-gfm is the default; Python-Markdown serves cities whose pages use its habits
(docs/decisions/001). HTML tags in the text are dropped before the parser sees them, and
the result passes an allowlist: two independent layers.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import nh3

from sitegen.model import Problem, Where
from sitegen.render.cmark import gfm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.read.config import MarkdownEngine

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
# Before every id in an author's text, so that none can take the place of one of the page's.
ID_PREFIX = "isi-"
CHART_LANG = "grafik"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SPACED = re.compile(
    r"\]\(([^()<>\n\"]{1,200} [^()<>\n\"]{1,200}\.(?:jpe?g|png|webp|hei[cf]|pdf|md|csv))\s*(?=\))",
    re.IGNORECASE,
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
# A destination in angle brackets, `[a](<b c.pdf>)` or `[a]: <b c.pdf>`, is no tag.
_TAG = re.compile(
    r"(?<!\]\()(?<!\]: )"
    r"(?:</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>|<![A-Z][^<>]*>|<!--)"
)
# What goes with its content, and how it ends.
_ENDS = {
    tag: re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    for tag in ("script", "style", "textarea", "title")
}
_ENDS["!"] = re.compile(r"-->")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def to_html(text: str, engine: MarkdownEngine) -> str:
    """Return the HTML of `text` by the engine, sanitised; the same text gives the same HTML."""
    raw = gfm(text) if engine == "cmark" else _python_markdown(text)
    return clean(raw)


def clean(html: str) -> str:
    """Return `html` with nothing but the allowed tags, attributes and URL schemes."""
    return _cleaner().clean(html)


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


def _python_markdown(text: str) -> str:
    from markdown import Markdown

    return Markdown(
        extensions=["tables", "fenced_code", "footnotes", "sane_lists", "def_list"],
        extension_configs={"tables": {"use_align_attribute": True}},
    ).convert(text)


def drop_html(text: str, path: str, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    """Return `text` without HTML tags outside of code, and one warning per kind of tag.

    The words between tags stay; scripts and styles go with their content; `<br>` becomes a
    space. Line breaks are kept, so that later positions hold. Comments go without a word.
    """
    if "<" not in text:
        return text, ()
    dropped: dict[str, list[int]] = {}
    parts: list[str] = []
    at = 0
    for start, end in _code_areas(text):
        parts.append(_without_tags(text, at, start, dropped))
        parts.append(text[start:end])
        at = end
    parts.append(_without_tags(text, at, len(text), dropped))
    lines = text.split("\n")
    problems: list[Problem] = []
    for tag, places in dropped.items():
        line = text.count("\n", 0, places[0])
        column = places[0] - (text.rfind("\n", 0, places[0]) + 1) + 1
        where = Where(path=path, line=first_line + line, column=column)
        params = (("tag", f"<{tag}>"), ("count", str(len(places))))
        problems.append(Problem(code="M003", where=where, params=params, excerpt=lines[line][:160]))
    return "".join(parts), tuple(problems)


def _without_tags(text: str, start: int, end: int, dropped: dict[str, list[int]]) -> str:
    parts: list[str] = []
    endless: set[str] = set()  # looked for once, so that no text takes forever
    at = start
    while match := _TAG.search(text, at, end):
        parts.append(text[at : match.start()])
        at = match.end()
        opens = not match[0].startswith("</")
        tag = (match[1] or "!").lower() if opens else ""
        if tag not in {"", "!", "br"}:
            dropped.setdefault(tag, []).append(match.start())
        if tag in _ENDS and tag not in endless:
            found = _ENDS[tag].search(text, at, end)
            if found:
                at = found.end()
            else:
                endless.add(tag)
        if match[0] == "<!--" and tag in endless:
            parts.append(match[0])
        breaks = "\n" * text.count("\n", match.start(), at)
        parts.append(breaks or (" " if tag == "br" else ""))
    parts.append(text[at:end])
    return "".join(parts)


def _code_areas(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of fenced blocks and code spans, in order and without overlap."""
    at = 0
    for start, end in _fences(text):
        yield from _spans(text, at, start)
        yield start, end
        at = end
    yield from _spans(text, at, len(text))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text.count("`", start, end) > 2_000:
        return  # the pattern is quadratic on runs of backticks; so many are no code spans
    for match in _SPAN.finditer(text, start, end):
        yield match.start(), match.end()


def _fences(text: str) -> Iterator[tuple[int, int]]:
    opened: str | None = None
    start = position = 0
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if opened is None and match:
            opened, start = match[1], position
        elif opened and match and match[1].startswith(opened) and not match[2].strip():
            yield start, min(position + len(line) + 1, len(text))
            opened = None
        position += len(line) + 1
    if opened is not None:
        yield start, len(text)


def bracket_spaces(text: str) -> str:
    """Return `text` with file names that hold spaces made links: `](<Rencana Kerja.pdf>)`.

    Markdown wants the angle brackets; people who name files do not know that, and both engines
    would show the brackets as text.
    """
    if "](" not in text or not _SPACED.search(text):
        return text
    parts: list[str] = []
    at = 0
    for start, end in _code_areas(text):
        parts.append(_SPACED.sub(r"](<\1>", text[at:start]))
        parts.append(text[start:end])
        at = end
    parts.append(_SPACED.sub(r"](<\1>", text[at:]))
    return "".join(parts)


def fence_lines(text: str, first_line: int, lang: str = CHART_LANG) -> tuple[int, ...]:
    """Return the line of the file on which each fenced block of `lang` begins."""
    found: list[int] = []
    for start, _ in _fences(text):
        line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
        if line.strip().lstrip("`~").strip().split(" ")[0] == lang:
            found.append(first_line + text.count("\n", 0, start))
    return tuple(found)
