"""The examples of the CommonMark specification through our default engine, before our policy."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from cmarkgfm import cmark

from sitegen.reports.markdown import cmark as binding
from tests.gfm import gfm
from tests.sample import REPOSITORY

SUITE = REPOSITORY.parent / "shared" / "suites" / "commonmark" / "commonmark-0.31.2.json"
EXAMPLES = 652
LANG = "the language of a code block stands in `pre lang`, which our policy lets pass"
AUTOLINK = "GFM makes a link of a bare address"
NESTED = "GFM writes strong text inside of strong text once, which reads the same"
# The intended differences: number of the example and reason.
DIFFERENT: dict[int, str] = {
    **dict.fromkeys((24, 34, 142, 143, 144, 146), LANG),
    28: "version 0.29 of the specification: a number that is no character becomes U+FFFD",
    173: "the tag filter of GFM disarms `<style`",
    354: "version 0.29 of the specification: currency signs are no punctuation",
    **dict.fromkeys((389, 417, 425, 426, 427, 464, 465, 466, 468), NESTED),
    **dict.fromkeys((602, 606, 608, 611, 612), AUTOLINK),
}

pytestmark = pytest.mark.skipif(
    not SUITE.is_file(), reason=f"no examples of CommonMark: {SUITE} is not there"
)


class Normal(HTMLParser):
    """Reduces HTML to what it means: order of attributes and space between blocks do not count."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []
        self.pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pre += tag == "pre"
        written = "".join(f' {name}="{value or ""}"' for name, value in sorted(attrs))
        self.tokens.append(f"<{tag}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.pre -= tag == "pre"
        self.tokens.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = data if self.pre else re.sub(r"\s+", " ", data)
        self.tokens.append(text)

    def handle_comment(self, data: str) -> None:
        self.tokens.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.tokens.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.tokens.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.tokens.append(f"<?{data}>")


_BLOCK = "blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul"
_BLOCK_SPACE = re.compile(rf"\s*(</?(?:{_BLOCK})(?: [^>]*)?>)\s*")


def normal(html: str) -> str:
    """Return `html` as tokens on lines; space beside the tags of blocks is dropped."""
    parser = Normal()
    parser.feed(html)
    parser.close()
    parts = re.split(r"(<pre.*?</pre>)", "".join(parser.tokens), flags=re.DOTALL)
    return "".join(
        part if part.startswith("<pre") else _BLOCK_SPACE.sub(r"\1", part).strip() for part in parts
    )


@cache
def examples() -> tuple[tuple[int, str, str], ...]:
    """Return (number, Markdown, HTML) of all examples."""
    read = json.loads(SUITE.read_text(encoding="utf-8"))
    return tuple((each["example"], each["markdown"], each["html"]) for each in read)


@pytest.fixture
def raw_html_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine write raw HTML, which it leaves out otherwise; the examples hold much of it."""
    options = binding._options() | cmark.Options.CMARK_OPT_UNSAFE
    monkeypatch.setattr(binding, "_options", lambda: options)


def test_the_suite_is_whole() -> None:
    assert [number for number, _, _ in examples()] == list(range(1, EXAMPLES + 1))


@pytest.mark.usefixtures("raw_html_kept")
def test_the_engine_differs_from_the_specification_exactly_where_it_is_listed() -> None:
    different = {
        number: (markdown, html, gfm(markdown))
        for number, markdown, html in examples()
        if normal(gfm(markdown)) != normal(html)
    }
    unlisted = {number: found for number, found in different.items() if number not in DIFFERENT}
    gone = sorted(set(DIFFERENT) - set(different))
    assert (unlisted, gone) == ({}, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p><em>a</em> b</p>", "<p><em>a</em>b</p>"),
        ("<pre><code>a  b</code></pre>", "<pre><code>a b</code></pre>"),
        ('<a href="a">b</a>', '<a href="c">b</a>'),
        ("<!-- a -->", "<!-- b -->"),
        ("<p>&amp;lt;</p>", "<p>&lt;</p>"),
    ],
    ids=["words", "space", "space beside a tag", "code", "attribute", "comment", "entity"],
)
def test_the_comparison_sees_a_difference_of(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_the_comparison_passes_over_order_and_layout() -> None:
    one = '<ul>\n<li>a</li>\n</ul>\n<p><img alt="b" src="c" /></p>'
    assert normal(one) == normal('<ul><li>a</li></ul><p><img src="c" alt="b"></p>')
