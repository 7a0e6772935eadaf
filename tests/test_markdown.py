"""Markdown to clean HTML, by both engines."""

from __future__ import annotations

import re
from functools import partial
from html import escape

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.city.config import MarkdownEngine
from sitegen.model import Where
from sitegen.reports.markdown.body import AuthorText, Resolvers, Target, render_body
from sitegen.reports.markdown.html import (
    ATTRIBUTES,
    MAX_QUOTES,
    TAGS,
    bracket_spaces,
    clean,
    deep_quotation,
    drop_html,
    failed_bold,
)
from sitegen.reports.markdown.places import code_areas
from sitegen.reports.markdown.rendering import rendered
from tests.conftest import told

# Puts every address in as it is written, whatever it is.
CARELESS = Resolvers(
    link=lambda address, _: Target(href=address, external=True),
    image=lambda given, _: Markup('<img src="{}">').format(given[0]),
    chart=lambda block, _: (Markup("{}").format(block), ()),
    table_label="Tabel",
)
FENCE = "```\n<b>x</b>\n```\n"


def to_html(text: str, engine: MarkdownEngine) -> str:
    """The HTML of a text with its addresses in their places."""
    made = rendered(text, engine)

    def address(match: re.Match[str]) -> str:
        return f'{match[1]}="{escape(made.marks[int(match[2])].words)}"'

    return re.sub(r'(href|src)="([0-9]+)"', address, made.html)


@pytest.fixture(params=["cmark", "python-markdown"])
def engine(request: pytest.FixtureRequest) -> MarkdownEngine:
    found: MarkdownEngine = request.param
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# A\n\n## B\n", "<h1>A</h1> <h2>B</h2>", id="headings"),
        pytest.param("**a** *b*", "<p><strong>a</strong> <em>b</em></p>", id="emphasis"),
        pytest.param("[a](b.md 'J')", '<p><a href="b.md" title="J">a</a></p>', id="link"),
        pytest.param("[a][x]\n\n[x]: b.md", '<p><a href="b.md">a</a></p>', id="reference"),
        pytest.param(
            "<https://a.example>",
            '<p><a href="https://a.example">https://a.example</a></p>',
            id="autolink",
        ),
        pytest.param(
            "<a@b.example>", '<p><a href="mailto:a@b.example">a@b.example</a></p>', id="mail"
        ),
        pytest.param("- a\n- b\n", "<ul> <li>a</li> <li>b</li> </ul>", id="list"),
        pytest.param("3. a\n4. b\n", '<ol start="3"> <li>a</li> <li>b</li> </ol>', id="numbered"),
        pytest.param("> a", "<blockquote> <p>a</p> </blockquote>", id="quotation"),
        pytest.param("a  \nb", "<p>a<br> b</p>", id="line break"),
        pytest.param("a\n\n---\n\nb", "<p>a</p> <hr> <p>b</p>", id="rule"),
        pytest.param(r"\*a\* &lt; &", "<p>*a* &lt; &amp;</p>", id="escapes"),
        pytest.param("`<b>x</b>`", "<p><code>&lt;b&gt;x&lt;/b&gt;</code></p>", id="code span"),
        pytest.param(FENCE, "<pre><code>&lt;b&gt;x&lt;/b&gt; </code></pre>", id="fence"),
        pytest.param(
            FENCE.replace("`", "~"), "<pre><code>&lt;b&gt;x&lt;/b&gt; </code></pre>", id="tildes"
        ),
    ],
)
def test_both_engines_make_the_same_of_common_markdown(
    engine: MarkdownEngine, text: str, expected: str
) -> None:
    assert " ".join(to_html(text, engine).split()) == expected


def test_the_alignment_of_table_columns_is_kept(engine: MarkdownEngine) -> None:
    made = to_html("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n", engine)
    for cell in ('<th align="left">a', '<th align="center">b', '<th align="right">c'):
        assert cell in made
    for cell in ('<td align="left">1', '<td align="center">2', '<td align="right">3'):
        assert cell in made


def test_a_footnote_and_its_mark_find_each_other(engine: MarkdownEngine) -> None:
    made = to_html("Teks[^1].\n\n[^1]: Catatan.\n", engine)
    document = html5lib.parse(made, namespaceHTMLElements=False)
    ids = {element.get("id") for element in document.iter() if element.get("id")}
    links = {element.get("href", "").replace("#", "isi-") for element in document.iter("a")}
    assert len(ids) == 2
    assert links == ids


def test_a_chart_block_can_be_told_from_other_code(engine: MarkdownEngine) -> None:
    assert "grafik" in to_html("```grafik\njenis: garis\n```\n", engine)
    assert "python" not in clean('<pre><code class="language-python">x</code></pre>')


def test_only_cmark_takes_a_list_without_a_blank_line_before_it() -> None:
    assert "<li>" in to_html("Bahan:\n- a\n", "cmark")
    assert "<li>" not in to_html("Bahan:\n- a\n", "python-markdown")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("<b>tebal</b>", "tebal", id="tag"),
        pytest.param("a<br>b<br/>c", "a b c", id="line break"),
        pytest.param("a <!-- rahasia --> b", "a  b", id="comment"),
        pytest.param("<script>alert(1)</script>Teks", "Teks", id="script"),
        pytest.param("<STYLE>\np {}\n</style >Teks", "\n\nTeks", id="style"),
        pytest.param("<p\nclass='x'>a</p>", "\na", id="tag over two lines"),
        pytest.param("`<b>`", "`<b>`", id="code span"),
        pytest.param("``<b> ` <i>``", "``<b> ` <i>``", id="long code span"),
        pytest.param(FENCE, FENCE, id="fence"),
        pytest.param("~~~\n<b>\n", "~~~\n<b>\n", id="fence without end"),
        pytest.param("a < b dan c > d", "a < b dan c > d", id="less than"),
        pytest.param("<https://a.example>", "<https://a.example>", id="autolink"),
        pytest.param("<staf@a.example>", "<staf@a.example>", id="mail"),
        pytest.param("[a](<b c.pdf>)", "[a](<b c.pdf>)", id="destination with a space"),
        pytest.param("[a]: <b c.pdf>", "[a]: <b c.pdf>", id="reference with a space"),
        pytest.param("<!-- tanpa akhir", "<!-- tanpa akhir", id="comment without end"),
        pytest.param("<script>tanpa akhir", "tanpa akhir", id="script without end"),
        pytest.param("<!DOCTYPE html>Teks", "Teks", id="document type"),
        pytest.param("a <![CDATA[x\n]]> b", "a \n b", id="character data"),
        pytest.param("a <?php echo 1 ?> b", "a  b", id="program"),
        pytest.param("<? tanpa akhir", "<? tanpa akhir", id="program without end"),
        pytest.param("""<a title="a < b" href='x>y'>b</a>""", "b", id="angle in a value"),
        pytest.param("a&nbsp;b &nbsp; c", "a b   c", id="pasted space"),
        pytest.param("10&nbsp;km", "10&nbsp;km", id="space before a unit"),
        pytest.param("`a&nbsp;b`", "`a&nbsp;b`", id="pasted space in code"),
        pytest.param("[caption id='a']Teks[/caption] b", "Teks b", id="caption without a picture"),
        pytest.param(
            '[caption width="9"]![Meja](m.jpg) Hari "dua"[/caption]\n',
            '![Meja](m.jpg "Hari &quot;dua&quot;")\n',
            id="caption",
        ),
        pytest.param(
            '\\[caption id="a" width="9"\\]![](m.jpg) Hari dua\\[/caption\\]',
            '![](m.jpg "Hari dua")',
            id="escaped caption",
        ),
        pytest.param("[caption]![a](m.jpg)[/caption]", "![a](m.jpg)", id="caption without words"),
        pytest.param(
            "b [caption]![a](m.jpg) Hari dua[/caption]",
            "b ![a](m.jpg) Hari dua",
            id="within a line",
        ),
    ],
)
def test_html_is_dropped_outside_of_code_only(text: str, kept: str) -> None:
    assert drop_html(text, "a.md", 1)[0] == kept


def test_a_dropped_tag_is_told_once_a_kind_with_its_first_place() -> None:
    text = "Baris satu\n\nlalu <b>a</b> dan <b>b</b>\n<i>c</i> `<u>`\n"
    _, problems = drop_html(text, "a.md", 7)
    assert [told(problem) for problem in problems] == [
        (
            "a.md:9:6: [M003] the HTML tag `<b>` was dropped (2 times); the words in it stay = "
            "paste as plain text, and use Markdown: **bold**, ## heading, - list"
        ),
        (
            "a.md:10:1: [M003] the HTML tag `<i>` was dropped (1 times); the words in it stay = "
            "paste as plain text, and use Markdown: **bold**, ## heading, - list"
        ),
    ]
    assert problems[0].excerpt == "lalu <b>a</b> dan <b>b</b>"


def test_what_is_dropped_or_replaced_is_told_for_what_it_is() -> None:
    text = (
        "<style>\np {}\n</style>\n&nbsp;a&nbsp;\n[caption]b[/caption] <?php x ?>\n<!DOCTYPE html>\n"
    )
    _, problems = drop_html(text, "a.md", 1)
    assert [told(problem) for problem in problems] == [
        (
            "a.md:1:1: [M015] `<style>` was dropped with all that stands in it (1 times) = "
            "remove it; the theme alone decides how pages look"
        ),
        (
            "a.md:4:1: [M014] `&nbsp;` was replaced by a space (2 times) = "
            "paste as plain text, and type spaces"
        ),
        (
            "a.md:5:1: [M013] `[caption]` of WordPress was taken out (1 times); its words stay = "
            'write the caption behind the picture: `![Meja](meja.jpg "Hari kedua")`'
        ),
        (
            "a.md:5:22: [M015] `<?>` was dropped with all that stands in it (1 times) = "
            "remove it; the theme alone decides how pages look"
        ),
        (
            "a.md:6:1: [M003] the HTML tag `<!doctype>` was dropped (1 times); the words in it "
            "stay = paste as plain text, and use Markdown: **bold**, ## heading, - list"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "column", "found", "right"),
    [
        ("**Palu -**Dalam rangka", 1, "**Palu -**Dalam", "**Palu -** Dalam"),
        ("pada **hari (Senin)**di balai", 6, "**hari (Senin)**di", "**hari (Senin)** di"),
        ("lalu ** tebal ** lagi", 6, "** tebal **", "**tebal**"),
        ("lalu **tebal **lagi", 6, "**tebal **lagi", "**tebal** lagi"),
        ('kata**"tebal"** lagi', 5, '**"tebal"**', ' **"tebal"**'),
    ],
)
def test_bold_that_commonmark_does_not_make_bold_is_told(
    text: str, column: int, found: str, right: str
) -> None:
    html = to_html(text, "cmark")
    assert "<strong>" not in html
    assert [told(problem) for problem in failed_bold(text, html, "a.md", 4)] == [
        (
            f"a.md:4:{column}: [M016] `{found}` does not become bold; the stars stay visible = "
            f"write `{right}` in its place"
        )
    ]
    assert "<strong>" in to_html(text.replace(found, right), "cmark")


@pytest.mark.parametrize(
    "text",
    [
        "**Palu** - Dalam",
        "**Palu** -Dalam",
        "kata**tebal**kata",
        "**(Senin)** di balai",
        "`**Palu -**Dalam`",
        r"\*\*Palu -\*\*Dalam",
        "2 ** 3",
    ],
)
def test_bold_that_is_bold_or_not_meant_is_left_alone(text: str, engine: MarkdownEngine) -> None:
    assert failed_bold(text, to_html(text, engine), "a.md", 1) == ()


def test_python_markdown_makes_bold_what_commonmark_does_not() -> None:
    text = "**Palu -**Dalam rangka"
    assert failed_bold(text, to_html(text, "python-markdown"), "a.md", 1) == ()


def test_quotations_without_end_name_their_place() -> None:
    deep = "> " * (MAX_QUOTES + 1) + "a"
    problem = deep_quotation(f"a\n\n```\n{deep}\n```\n{deep}", "a.md", 3)
    assert problem
    assert told(problem) == (
        "a.md:8:1: [M017] quotations are nested deeper than 30 levels here = "
        "remove signs > from the start of the line"
    )
    assert deep_quotation("> " * MAX_QUOTES + "a > b", "a.md", 3) is None
    assert deep_quotation("- > 1. >" * MAX_QUOTES, "a.md", 3) is not None


def test_a_tag_behind_a_dropped_script_keeps_its_place() -> None:
    _, problems = drop_html("<script>\nx</script><b>a</b>", "a.md", 1)
    assert [problem.where for problem in problems] == [
        Where(path="a.md", line=1, column=1),
        Where(path="a.md", line=2, column=11),
    ]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="<>/ab!-` \n~scriptSTYLE=?[]&nbsp;\"'", max_size=80))
def test_dropping_html_keeps_the_lines(text: str) -> None:
    assert drop_html(text, "a.md", 1)[0].count("\n") == text.count("\n")


def test_a_chart_block_stands_where_the_engine_sees_it(engine: MarkdownEngine) -> None:
    text = "a\n```grafik\nx\n```\n~~~\n```grafik\n~~~\n\n~~~ grafik\ny\n~~~\n"
    made = rendered(text, engine)
    assert [(mark.words, mark.start) for mark in made.marks] == [("x\n", 2), ("y\n", 37)]


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        pytest.param("a `b` ``c ` d`` \\`e\\`", ["`b`", "``c ` d``"], id="spans"),
        pytest.param("a\n\n```\nb\n```\nc", ["```\nb\n```\n"], id="a fence"),
        pytest.param(
            "- a\n  - b\n\n    ```\n    <b>\n    ```\n",
            ["    ```\n    <b>\n    ```\n"],
            id="in a list",
        ),
        pytest.param(
            "> ~~~\n> <b>\n> ~~~\n> `c`", ["> ~~~\n> <b>\n> ~~~\n", "`c`"], id="in a quotation"
        ),
        pytest.param("<div>\n```\nb\n```\n</div>", ["```\nb\n```\n"], id="within a tag"),
        pytest.param("~~~\na", ["~~~\na"], id="without an end"),
        pytest.param("    `a`\n\nb", [], id="no fence"),
        pytest.param(
            "```\r\na\r\n```\r\n`é` `ü`",
            ["```\r\na\r\n```\r\n", "`é`", "`ü`"],
            id="other line ends",
        ),
        pytest.param(
            "| `a\\|b` | `c` |\n|---|---|\n| d | `e` |", ["`a\\|b`", "`c`", "`e`"], id="in a table"
        ),
        pytest.param("`a\nb`", ["`a\nb`"], id="over two lines"),
    ],
)
def test_code_is_where_the_engine_sees_it(text: str, areas: list[str]) -> None:
    assert [text[start:end] for start, end in code_areas(text)] == areas


@pytest.mark.parametrize(
    "attack",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](javascript:x)",
        '<img src=x onerror="alert(1)">',
        "<scr<b>ipt>alert(1)</scr</b>ipt>",
        "<svg/onload=alert(1)>",
        "<iframe src='//evil.example'>",
        "<math><style><img src=x onerror=alert(1)></style></math>",
        '<a href="https://a.example" style="position:fixed" onclick="x()">a</a>',
        "<form action=x><input name=y>",
    ],
)
def test_nothing_live_is_left_of_an_attack(engine: MarkdownEngine, attack: str) -> None:
    made = render_body(
        AuthorText(source=attack, path="a.md", line=1), partial(rendered, engine=engine), CARELESS
    )
    for html in (rendered(attack, engine).html, made.html):
        document = html5lib.parse(html, namespaceHTMLElements=False)
        for element in document.iter():
            if element.tag in {"html", "head", "body"}:
                continue
            assert element.tag in TAGS
            assert set(element.attrib) <= {"rel", *ATTRIBUTES.get(element.tag, set())}
            assert not element.get("href", "").lower().strip().startswith(("javascript:", "data:"))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_becomes_html(text: str) -> None:
    assert to_html(text, "cmark") == to_html(text, "cmark")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("![" * 10_000, id="pictures"),
        pytest.param("*a **b" * 5_000, id="emphasis"),
        pytest.param("".join("`" * n + " " for n in range(150)), id="code spans"),
        pytest.param("<script>" * 20_000, id="scripts without end"),
        pytest.param("<!--" * 30_000, id="comments without end"),
        pytest.param("<a " * 30_000, id="tags without end"),
        pytest.param("&" * 50_000, id="entities"),
        pytest.param("|a" * 2_000 + "\n" + "|-" * 2_000, id="wide table"),
        pytest.param("[^a]" * 1_000 + "\n\n[^a]: x\n", id="footnotes"),
        pytest.param(">" * 1_000, id="quotations"),
    ],
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    assert isinstance(to_html(drop_html(text, "a.md", 1)[0], "cmark"), str)


def test_file_names_with_spaces_make_links_but_not_in_code() -> None:
    text = "[R](Rencana Kerja.pdf) `[R](a b.pdf)` ![m](Foto Balai.JPG) [x](a b)"
    assert bracket_spaces(text) == (
        "[R](<Rencana Kerja.pdf>) `[R](a b.pdf)` ![m](<Foto Balai.JPG>) [x](a b)"
    )
