"""Marks of other generators in Markdown: shortcodes of Hugo, tags of Jekyll and Grav, styles and scripts."""

from __future__ import annotations

import re

from sitegen.i18n import N_

_FIGURE = re.compile(r"\{\{[<%]\s*figure\s([^{}]{1,2000}?)[>%]\}\}")
_VALUE = re.compile(r"""(src|link|alt|caption|title)\s*=\s*"([^"]*)\"""")
_BASE = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url|github\.url)|page\.url|base_url(?:_absolute)?)\s*-?\}\}"
    r"|\{\{\s*[\"']([^\"'}]+)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}"
)
_MARK = re.compile(r"\{\{[<%]?[^{}]{0,2000}[>%]?\}\}|\{%[^{}]{0,2000}%\}|\{:[^{}\n]{0,500}\}")
_STYLE = re.compile(r"<(/?)(?:style|script)\b[^<>]{0,500}>", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*more\s*-->|(?m:^===[ \t]*$)")
_GAPS = re.compile(r"\n{3,}")


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return Markdown without marks of other generators, and message ids of what went with them."""
    lost = []
    text = _MORE.sub("", text)
    if "<script" in text.casefold():
        lost.append(N_("a script"))
    text = _without_styles(text)
    if "{{" in text or "{%" in text or "{:" in text:
        text = _FIGURE.sub(_picture, text)
        text = _BASE.sub(lambda found: found[1] or "", text)
        text, marks = _MARK.subn("", text)
        if marks:
            lost.append(N_("a block of a plugin"))
    return _GAPS.sub("\n\n", text), tuple(lost)


def _without_styles(text: str) -> str:
    """The text without styles and scripts; one that does not end goes to the end."""
    kept, start, inside = [], 0, False
    for found in _STYLE.finditer(text):
        if not inside and not found[1]:
            kept.append(text[start : found.start()])
        inside, start = not found[1], found.end()
    return "".join([*kept, "" if inside else text[start:]])


def _picture(found: re.Match[str]) -> str:
    values = dict(_VALUE.findall(found[1]))
    words = values.get("alt") or values.get("caption") or ""
    caption = values.get("caption", "")
    picture = f"\n\n![{words}]({values.get('src', '')})\n\n"
    return picture + (f"{caption}\n\n" if caption and caption != words else "")
