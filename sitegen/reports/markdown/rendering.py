"""A text through the Markdown engine: clean HTML, and where its links, pictures and charts are.

cmark-gfm is the default; Python-Markdown is for cities whose pages rely on its habits
(docs/decisions/001). It gives no positions, so only what both engines see alike has one.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from sitegen.reports.markdown import cmark
from sitegen.reports.markdown.html import CHART_LANG, clean
from sitegen.reports.markdown.places import LINKS, Kind, SourceMark, marks

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from sitegen.city.config import MarkdownEngine

# The start of a mark whose position is unknown.
NOWHERE = -1
_CHART = re.compile(
    rf'(<pre><code class="language-{CHART_LANG}">)(.*?)(?=</code></pre>)', re.DOTALL
)
# Python-Markdown's own: its stand-in for &, and the links of footnotes.
_AMPERSAND = "\x02amp\x03"
_FOOTNOTES = frozenset({"footnote-ref", "footnote-backref"})


class Rendered(Struct, frozen=True, kw_only=True):
    """Clean HTML, and the links, pictures and charts in it.

    In `html` the number of a mark replaces the address of a link or picture, as in `href="3"`, and
    the words of a chart block, so no address has to be found again, whatever an author writes.
    """

    html: str
    marks: tuple[SourceMark, ...]


def rendered(text: str, engine: MarkdownEngine) -> Rendered:
    """Return a text as the engine renders it; the same text gives the same HTML.

    Raises EngineError when the cmark library lacks a function.
    """
    return _by_cmark(text) if engine == "cmark" else _by_python_markdown(text)


def _by_cmark(text: str) -> Rendered:
    kept: list[SourceMark] = []
    with cmark.parsed(text) as tree:
        lib = cmark.library()
        for mark, node in _looked_for(text, tree.root):
            if mark.kind == "block":
                lib.cmark_node_set_literal(node, b"%d" % len(kept))
            else:
                lib.cmark_node_set_url(node, b"%d" % len(kept))
            kept.append(mark)
        return Rendered(html=clean(tree.html()), marks=tuple(kept))


def _looked_for(text: str, root: int) -> tuple[tuple[SourceMark, int], ...]:
    """The marks that a text's page needs, with their nodes; most texts have none: a quick check."""
    charts = CHART_LANG in text and ("```" in text or "~~~" in text)
    if not charts and not LINKS.search(text):
        return ()
    return tuple(
        (mark, node)
        for mark, node in marks(text, root, LINKS)
        if (mark.lang == CHART_LANG if mark.kind == "block" else mark.kind != "code" and mark.shown)
    )


def _by_python_markdown(text: str) -> Rendered:
    html, found = python_markdown(text)
    known: dict[tuple[Kind, str], deque[SourceMark]] = defaultdict(deque)
    with cmark.parsed(text) as tree:
        for mark, _ in _looked_for(text, tree.root):
            known[mark.kind, unquote(mark.words)].append(mark)
    kept: list[SourceMark] = []

    def keep(kind: Kind, words: str) -> None:
        same = known[kind, unquote(words)]
        start = same.popleft().start if same else NOWHERE
        kept.append(SourceMark(kind=kind, words=words, start=start, end=start))

    def chart(match: re.Match[str]) -> str:
        keep("block", unescape(match[2]))
        return f"{match[1]}{len(kept) - 1}"

    for kind, words in found:
        keep(kind, words)
    return Rendered(html=_CHART.sub(chart, clean(html)), marks=tuple(kept))


def python_markdown(text: str) -> tuple[str, tuple[tuple[Kind, str], ...]]:
    """Return Python-Markdown's unsanitised HTML, with numbers for addresses, and the addresses."""
    from markdown import Markdown
    from markdown.treeprocessors import Treeprocessor

    found: list[tuple[Kind, str]] = []

    class _Numbers(Treeprocessor):
        def run(self, root: Element) -> None:
            for element, name, kind in _addresses(root):
                found.append((kind, unescape(element.get(name, "").replace(_AMPERSAND, "&"))))
                element.set(name, str(len(found) - 1))

    engine = Markdown(
        extensions=["tables", "fenced_code", "footnotes", "sane_lists", "def_list"],
        extension_configs={"tables": {"use_align_attribute": True}},
    )
    # After all others, including the one that restores escaped signs.
    engine.treeprocessors.register(_Numbers(engine), "numbers", -10)
    return engine.convert(text), tuple(found)


def _addresses(root: Element) -> Iterator[tuple[Element, str, Kind]]:
    for element in root.iter():
        if element.tag == "img":
            yield element, "src", "image"
        elif element.tag == "a" and element.get("class") not in _FOOTNOTES:
            yield element, "href", "link"
