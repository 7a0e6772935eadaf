"""An author's text after the Markdown engine: headings, links, pictures and charts in place.

Works on sanitised HTML, whose tags and attributes are written in only one way, so patterns are
enough to find them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Problem, Where
from sitegen.privacy.shown import may_join, shown_text
from sitegen.reports.markdown.direction import with_directions
from sitegen.reports.markdown.fragments import (
    Fragment,
    fragment_problem,
    heading_name,
    resolved_fragment,
)
from sitegen.reports.markdown.html import (
    CHART_LANG,
    DONE,
    ID_PREFIX,
    OPEN,
    allowed,
    bracket_spaces,
    deep_quotation,
    drop_html,
    failed_bold,
    written,
)
from sitegen.reports.markdown.places import SourceMark
from sitegen.reports.markdown.prose.marks import LETTERED
from sitegen.reports.markdown.prose.prose import as_markdown, lettered, plain
from sitegen.reports.markdown.raw import endless_code, raw_marks, unseen_notes
from sitegen.reports.markdown.rendering import Rendered
from sitegen.reports.markdown.summary import first_words, said
from sitegen.reports.markdown.written import Lines, lines_of

# Links and pictures of one text; a list of all villages of a province has some 600.
MAX_LINKS = 2000
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_CHART = re.compile(
    rf'<pre(?: lang="{CHART_LANG}")?><code(?: class="language-{CHART_LANG}")?>([0-9]+)\s*</code></pre>'
)
# Begins with a fixed character, so the search is for that character.
_TOKEN = re.compile(
    r"<(?:(?P<figure>p><img (?P<lone>[^>]*)></p>)|img (?P<img>[^>]*)>|a(?P<a>| [^>]*)>(?P<text>.*?)</a>"
    r'|(?P<table>table>)|(?P<end>/table>)|(?P<cell>t[dh]) align="(?P<align>\w+)">'
    r'|pre(?: lang="[^"]*")?>(?P<pre>))',
    re.DOTALL,
)
# Where a chart or the fragment of a link will go. A chart's own links are right as they are and
# must not be resolved again; no text contains a NUL, because the sanitiser drops it.
_PLACE = re.compile("\x00([cf])(\\d+)\x00")
# Python-Markdown leaves the boxes of a list of tasks as they are written.
_TASK = re.compile(rf"(<li>\s*(?:<p>\s*)?)(?:([{DONE}{OPEN}])|\[([ xX])\](?=\s))")
# Signs without a meaning of their own, which stand for something between two steps here.
_OURS = dict.fromkeys(map(ord, (LETTERED, DONE, OPEN)), "")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_TAGS = re.compile(r"<[^>]+>")
_ALIGN = {"right": "num", "center": "mid", "left": "start"}


class Target(Struct, frozen=True, kw_only=True):
    """Where an author's link leads: an address ready for `href`, without a fragment.

    `fragment` is set for a link into another text of the same run, whose address is `page`:
    `with_fragments` compares it with that text's ids.
    """

    href: str
    external: bool = False
    page: str = ""
    fragment: str = ""


class AuthorText(Struct, frozen=True, kw_only=True):
    """An author's text and where it begins in its file; `typed` says that it may be no Markdown yet
    (`sitegen.reports.markdown.prose`).
    """

    source: str
    path: str
    line: int
    typed: bool = False


class Resolvers(Struct, frozen=True, kw_only=True):
    """How a text finds what it refers to; each is a function of the words in the text.

    `link` returns where an address leads, or the problem; `image` returns the HTML for (address,
    alt, caption, standing alone), or the problem; `chart` takes a block's text and its first line
    and returns its HTML, "" if there is none, and its problems. `table_label` names scroll
    regions, `task_labels` say that a task of a list is done or open, and `parts` are the ids that
    pages of texts give to their own parts.
    """

    link: Callable[[str, Where], Target | Problem]
    image: Callable[[tuple[str, str, str, bool], Where], Markup | Problem]
    chart: Callable[[str, int], tuple[Markup, tuple[Problem, ...]]]
    table_label: str
    task_labels: tuple[str, str] = ("", "")
    parts: frozenset[str] = frozenset()


class Body(Struct, frozen=True, kw_only=True):
    """A finished text: `html` for the page, `summary` its first words without tags.

    `shown` are its words if the page may join digits that were apart, else "". `ids` are the ids of
    its headings and notes. `fragments` are links into other texts that `with_fragments` still has
    to complete; until then they lead to the start of their page. `to_parts` are links to parts
    that a page may have, which only the finished page shows.
    """

    html: Markup
    summary: str
    problems: tuple[Problem, ...]
    shown: str = ""
    ids: tuple[str, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    to_parts: tuple[Fragment, ...] = ()


@dataclass(slots=True)
class _Pass:
    text: AuthorText
    resolvers: Resolvers
    marks: tuple[SourceMark, ...]
    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    to_parts: list[Fragment] = field(default_factory=list)
    ids: dict[str, None] = field(default_factory=dict)
    links: int = 0
    dead: int = 0
    beyond: Where | None = None

    def counts(self, mark: SourceMark) -> bool:
        """Whether a link or picture is one of the first MAX_LINKS; counts it, and keeps its place."""
        self.links += 1
        if self.links > MAX_LINKS and self.beyond is None:
            self.beyond = self.where(mark)
        return self.links <= MAX_LINKS

    def where(self, mark: SourceMark) -> Where:
        """Where a mark is in the file; the text's first line if that is unknown."""
        if mark.start < 0:
            return Where(path=self.text.path, line=self.text.line)
        line, column = self.lines.place(mark.start)
        return Where(path=self.text.path, line=self.text.line + line - 1, column=column)


def render_body(text: AuthorText, engine: Callable[[str], Rendered], resolvers: Resolvers) -> Body:
    """Return the text as HTML for its page with everything in place, and all problems.

    `engine` is `sitegen.reports.markdown.rendering.rendered` for one engine, perhaps in another
    process; its exceptions pass through.
    """
    source, dropped = drop_html(text.source, text.path, text.line)
    if deep := deep_quotation(source, text.path, text.line):
        return Body(html=Markup(), summary="", problems=(*dropped, deep))
    source = source.translate(_OURS)
    prose = as_markdown(source) if text.typed else plain(source)
    source = bracket_spaces(prose.text)
    made = engine(source)
    given = lines_of(text.source, source, prose.origin)
    work = _Pass(text, resolvers, made.marks, given, list(dropped))
    shown = shown_text(made.html) if may_join(text.source) else ""
    work.problems += failed_bold(text.source, made.html, text.path, text.line)
    start = Where(path=text.path, line=text.line)
    work.problems += raw_marks(source, made.html, made.marks, given, start)
    work.problems += unseen_notes(source, made.html, given, start)
    work.problems += endless_code(source, given, start)
    html = _headings(_tasks(lettered(_charts(made.html, work)), resolvers.task_labels))
    work.ids = dict.fromkeys(_ID.findall(html))
    html = _TOKEN.sub(lambda match: _token(match, work), html)
    if work.beyond:
        counts = {"count": str(work.links), "limit": str(MAX_LINKS)}
        work.problems.append(Problem.of("M021", work.beyond, **counts))
    summary = first_words(html)
    html, fragments = _filled(with_directions(html), work)
    return Body(
        html=Markup(html),  # noqa: S704 - sanitised by the engine's policy, completed by us
        summary=summary,
        problems=tuple(work.problems),
        shown=shown,
        ids=tuple(work.ids),
        fragments=fragments,
        to_parts=tuple(work.to_parts),
    )


def with_fragments(
    body: Body, pages: Mapping[str, Collection[str]], parts: Collection[str]
) -> Body:
    """Return a text whose links into other texts lead to the right places.

    `pages` has the ids of each text by the address of its page, `parts` are as in `Resolvers`. A
    link to a place that its page does not have leads to the start of the page and is a problem.
    """
    if not body.fragments:
        return body
    html, pieces, at = str(body.html), [], 0
    problems, to_parts, dead = list(body.problems), list(body.to_parts), 0
    for each in body.fragments:
        ids = pages.get(each.page, ())
        found = resolved_fragment(each.words, ids)
        if found is None and (found := _part(each.words, parts)):
            to_parts.append(each)
        if not found:
            dead += 1
            problems.append(fragment_problem(each.link, each.words, ids, each.where, dead))
        pieces += [html[at : each.at], f"#{escape(found)}" if found else ""]
        at = each.at
    return replace(
        body,
        html=Markup("".join((*pieces, html[at:]))),  # noqa: S704 - as above, with escaped ids
        problems=tuple(problems),
        fragments=(),
        to_parts=tuple(to_parts),
    )


def _part(fragment: str, parts: Collection[str]) -> str:
    """The part of a page that a fragment names exactly, or ""."""
    words = unquote(fragment)
    return words if words in parts else ""


def _filled(html: str, work: _Pass) -> tuple[str, tuple[Fragment, ...]]:
    """The HTML with its charts, and where each fragment goes in it."""
    parts: list[str] = []
    fragments: list[Fragment] = []
    at = size = 0
    for match in _PLACE.finditer(html):
        parts.append(html[at : match.start()])
        size += match.start() - at
        at = match.end()
        if match[1] == "c":
            parts.append(work.charts[int(match[2])])
            size += len(parts[-1])
        else:
            fragments.append(replace(work.fragments[int(match[2])], at=size))
    return "".join((*parts, html[at:])), tuple(fragments)


def _charts(html: str, work: _Pass) -> str:
    if CHART_LANG not in html:
        return html

    def chart(match: re.Match[str]) -> str:
        mark = _mark(match[1], work)
        if mark is None or f'{CHART_LANG}"' not in match[0]:
            return match[0]
        # A block's words begin on the line below its fence.
        line = work.where(mark).line + (mark.start >= 0)
        made, problems = work.resolvers.chart(mark.words, line)
        first = line - work.text.line
        work.problems += [_in_file(problem, mark.words, first, work) for problem in problems]
        if not made:
            return ""
        work.charts.append(str(made))
        return f"\x00c{len(work.charts) - 1}\x00"

    return _CHART.sub(chart, html)


def _in_file(problem: Problem, words: str, first: int, work: _Pass) -> Problem:
    """The problem of a chart block with its column in the file.

    `words` is the block without the marks and spaces of a list or quotation before it; `first` is
    the line of the text on which it begins.
    """
    at = problem.where.line - work.text.line
    own, file = words.split("\n"), work.lines.written
    if not (problem.where.column and first <= at < first + len(own) and at < len(file)):
        return problem
    line, whole = own[at - first], file[at]
    if line == whole:
        return problem
    before = len(whole) - len(line)
    known = whole.endswith(line.lstrip()) and before > 0
    where = replace(problem.where, column=problem.where.column + before if known else 0)
    return replace(problem, where=where, excerpt=whole[:160] if problem.excerpt else "")


def _mark(number: str, work: _Pass) -> SourceMark | None:
    """The mark with this number; None if there is none."""
    known = number.isdecimal() and number.isascii() and int(number) < len(work.marks)
    return work.marks[int(number)] if known else None


def _tasks(html: str, labels: tuple[str, str]) -> str:
    """The HTML with a sign for the state of each task, and words for those who cannot see it."""
    if DONE not in html and OPEN not in html and "<li>" not in html:
        return html

    def sign(match: re.Match[str]) -> str:
        done = (match[2] or match[3]) in {DONE, "x", "X"}
        label = escape(labels[0 if done else 1])
        return f'{match[1]}<span role="img" aria-label="{label}">{"☑" if done else "☐"}</span>'

    return _TASK.sub(sign, html)


def _headings(html: str) -> str:
    """Put the headings below the page's own h1, without skipped levels.

    Each gets an id of its own.
    """
    above: list[int] = []
    used = {name.removeprefix(ID_PREFIX) for name in _ID.findall(html)}
    counts: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        given = int(match[1])
        while above and above[-1] >= given:
            above.pop()
        above.append(given)
        level = min(len(above) + 1, 6)
        slug = heading_name(unescape(_TAGS.sub("", said(match[2]))))
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


def _image(attributes: str, work: _Pass, *, alone: bool) -> str:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    alt = found.get("alt", "")
    mark = _mark(found.get("src", ""), work)
    if mark is None or not work.counts(mark):
        return escape(alt)
    given = (mark.words, alt, found.get("title", ""), alone)
    made = work.resolvers.image(given, work.where(mark))
    if isinstance(made, Problem):
        work.problems.append(made)
        label = escape(alt or mark.words)
        if mark.words.lower().startswith(("http://", "https://")):
            return f'<a href="{written(mark.words)}" rel="noopener nofollow">{label}</a>'
        return label
    return str(made)


def _link(attributes: str, inner: str, work: _Pass) -> str:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    own_id = f' id="{escape(found["id"])}"' if "id" in found else ""
    href = found.get("href", "")
    if href.startswith("#"):  # the engine's own link between a note and its mark
        return f'<a href="#{ID_PREFIX}{escape(unquote(href[1:]))}"{own_id}>{inner}</a>'
    mark = _mark(href, work)
    if mark is None or not work.counts(mark):
        return inner
    where = work.where(mark)
    if mark.words.startswith("#"):
        return f'<a href="#{escape(_own_place(mark, work))}"{own_id}>{inner}</a>'
    target = work.resolvers.link(mark.words, where)
    if isinstance(target, Problem):
        work.problems.append(target)
        return inner
    if not allowed(target.href):
        return inner
    place = ""
    if target.fragment:
        place = f"\x00f{len(work.fragments)}\x00"
        work.fragments.append(_fragment(mark, target.page, target.fragment, where))
    rel = ' rel="noopener nofollow"' if target.external else ""
    return f'<a href="{written(target.href)}{place}"{rel}{own_id}>{inner}</a>'


def _own_place(mark: SourceMark, work: _Pass) -> str:
    """The id of the place in this text that a link refers to, "" for the start of its page."""
    words, where = mark.words[1:], work.where(mark)
    found = resolved_fragment(words, work.ids) if words else ""
    if found is not None:
        return found
    if part := _part(words, work.resolvers.parts):
        work.to_parts.append(_fragment(mark, "", words, where))
        return part
    work.dead += 1
    work.problems.append(fragment_problem(mark.words, words, work.ids, where, work.dead))
    return ""


def _fragment(mark: SourceMark, page: str, words: str, where: Where) -> Fragment:
    return Fragment(at=0, page=page, words=words, link=mark.words, where=where)
