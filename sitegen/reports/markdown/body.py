"""An author's text after the Markdown engine: headings, links, pictures and charts in place.

Works on sanitised HTML, whose tags and attributes are written in one way only, so that
patterns are enough to find them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from markupsafe import Markup

from sitegen.model import Problem, Where
from sitegen.privacy.shown import may_join, shown_text
from sitegen.reports.markdown.html import (
    CHART_LANG,
    ID_PREFIX,
    SCHEMES,
    bracket_spaces,
    deep_quotation,
    drop_html,
    failed_bold,
    fence_lines,
)
from sitegen.urls import slugify

SUMMARY_LENGTH = 180
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_CHART = re.compile(
    rf'<pre(?: lang="{CHART_LANG}")?><code(?: class="language-{CHART_LANG}")?>(.*?)</code></pre>',
    re.DOTALL,
)
# Begins with one fixed character, so that the search is for that character.
_TOKEN = re.compile(
    r"<(?:(?P<figure>p><img (?P<lone>[^>]*)></p>)|img (?P<img>[^>]*)>|a(?P<a>| [^>]*)>(?P<text>.*?)</a>"
    r'|(?P<table>table>)|(?P<end>/table>)|(?P<cell>t[dh]) align="(?P<align>\w+)">'
    r'|pre(?: lang="[^"]*")?>(?P<pre>))',
    re.DOTALL,
)
# Where a chart will stand. Its own links are right as they are, and must not be resolved again;
# no text holds a NUL, because the sanitiser drops it.
_PLACE = re.compile("\x00(\\d+)\x00")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_ID = re.compile(rf' id="{ID_PREFIX}([^"]*)"')
# Links whose scheme the Markdown engine or the allowlist takes away, as the author wrote them.
_SCHEME_LINK = re.compile(r"\](?:\(|:)\s*<?(?P<link>(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):[^)\s>]*)")
_TAGS = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link of an author leads: an address ready for `href`."""

    href: str
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An author's text and where it stands in its file."""

    source: str
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolvers:
    """How a text finds what it refers to; each is a function of the words in the text.

    `link` returns where a relative or site address leads, or the problem; `image` returns the
    HTML for (address, alt, caption, standing alone), or the problem; `chart` the HTML of a
    block's text that begins on a line, or its problems. `table_label` names scroll regions.
    """

    link: Callable[[str, Where], Target | Problem]
    image: Callable[[tuple[str, str, str, bool], Where], Markup | Problem]
    chart: Callable[[str, int], Markup | tuple[Problem, ...]]
    table_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A finished text: `html` for the page, `summary` its first words without tags.

    `shown` are its words where the page may join digits that stood apart, else "".
    """

    html: Markup
    summary: str
    problems: tuple[Problem, ...]
    shown: str = ""


@dataclass(slots=True)
class _Pass:
    text: Text
    resolvers: Resolvers
    problems: list[Problem] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def render_body(text: Text, to_html: Callable[[str], str], resolvers: Resolvers) -> Body:
    """Return the text as HTML for its page with everything in place, and all problems.

    `to_html` is `sitegen.reports.markdown.html.to_html` for one engine, maybe in another process; what
    it raises passes through.
    """
    source, dropped = drop_html(text.source, text.path, text.line)
    if deep := deep_quotation(source, text.path, text.line):
        return Body(html=Markup(), summary="", problems=(*dropped, deep))
    work = _Pass(text, resolvers, list(dropped))
    work.refused += [
        match["link"]
        for match in _SCHEME_LINK.finditer(source)
        if match["scheme"].lower() not in SCHEMES
    ]
    html = to_html(bracket_spaces(source))
    shown = shown_text(html) if may_join(text.source) else ""
    work.problems += failed_bold(text.source, html, text.path, text.line)
    html = _headings(_charts(html, work))
    html = _TOKEN.sub(lambda match: _token(match, work), html)
    summary = _summary(html)
    html = _PLACE.sub(lambda match: work.charts[int(match[1])], html)
    safe = Markup(html)  # noqa: S704 - sanitised by to_html, completed by us
    return Body(html=safe, summary=summary, problems=tuple(work.problems), shown=shown)


def _charts(html: str, work: _Pass) -> str:
    if CHART_LANG not in html:
        return html
    lines = iter(fence_lines(work.text.source, work.text.line))

    def chart(match: re.Match[str]) -> str:
        if f'"{CHART_LANG}"' not in match[0][:60] and f"-{CHART_LANG}" not in match[0][:60]:
            return match[0]
        line = next(lines, work.text.line)
        made = work.resolvers.chart(unescape(match[1]), line + 1)
        if isinstance(made, Markup):
            work.charts.append(str(made))
            return f"\x00{len(work.charts) - 1}\x00"
        work.problems.extend(made)
        return ""

    return _CHART.sub(chart, html)


def _headings(html: str) -> str:
    """Put the headings below the page's own h1, each at most one level below the one before
    it and with an id of its own.
    """
    above: list[int] = []
    used = set(_ID.findall(html))
    counts: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        given = int(match[1])
        while above and above[-1] >= given:
            above.pop()
        above.append(given)
        level = min(len(above) + 1, 6)
        slug = slugify(unescape(_TAGS.sub("", match[2]))) or "bagian"
        name = slug
        while name in used:
            counts[slug] = counts.get(slug, 1) + 1
            name = f"{slug}-{counts[slug]}"
        used.add(name)
        return f'<h{level} id="{ID_PREFIX}{name}">{match[2]}</h{level}>'

    return _HEADING.sub(heading, html)


def _token(match: re.Match[str], work: _Pass) -> str:
    if match["figure"]:
        return _image(match["lone"], work, alone=True)
    if match["img"] is not None:
        return _image(match["img"], work, alone=False)
    if match["a"] is not None:
        inner = _TOKEN.sub(lambda inside: _token(inside, work), match["text"])
        return _link(match["a"], inner, work)
    if match["table"]:
        label = escape(work.resolvers.table_label)
        return f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>'
    if match["end"]:
        return "</table></div>"
    if match["cell"]:
        return f'<{match["cell"]} class="{_ALIGN.get(match["align"], "start")}">'
    return '<pre tabindex="0">'


_ALIGN = {"right": "num", "center": "mid", "left": "start"}


def _image(attributes: str, work: _Pass, *, alone: bool) -> str:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    src = found.get("src", "")
    if not src and work.refused:
        src = work.refused.pop(0)
    where = _place(src, work.text)
    made = work.resolvers.image((src, found.get("alt", ""), found.get("title", ""), alone), where)
    if isinstance(made, Problem):
        work.problems.append(made)
        label = escape(found.get("alt", "") or src)
        if src.lower().startswith(("http://", "https://")):
            return f'<a href="{escape(src)}" rel="noopener nofollow">{label}</a>'
        return label
    return str(made)


def _link(attributes: str, inner: str, work: _Pass) -> str:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    own_id = f' id="{escape(found["id"])}"' if "id" in found else ""
    href = found.get("href", "")
    if href.startswith("#"):
        return f'<a href="#{ID_PREFIX}{escape(unquote(href[1:]))}"{own_id}>{inner}</a>'
    if not href and work.refused:
        href = work.refused.pop(0)
    where = _place(href, work.text) if href else Where(path=work.text.path, line=work.text.line)
    target = work.resolvers.link(href, where)
    if isinstance(target, Problem):
        work.problems.append(target)
        return inner
    rel = ' rel="noopener nofollow"' if target.external else ""
    return f'<a href="{escape(target.href)}"{rel}{own_id}>{inner}</a>'


def _place(address: str, text: Text) -> Where:
    """Where an address stands in the source; found by its words, so only looked for when asked."""
    at = text.source.find(address)
    if at < 0:
        at = text.source.find(unquote(address))
    if at < 0:
        return Where(path=text.path, line=text.line)
    line = text.source.count("\n", 0, at)
    column = at - (text.source.rfind("\n", 0, at) + 1) + 1
    return Where(path=text.path, line=text.line + line, column=column)


def _summary(html: str) -> str:
    for match in _PARAGRAPH.finditer(html):
        words = " ".join(unescape(_TAGS.sub("", match[1])).split())
        if len(words) > SUMMARY_LENGTH:
            start = words[:SUMMARY_LENGTH]
            return (start.rpartition(" ")[0] or start).rstrip(",;:") + " …"
        if words:
            return words
    return ""
