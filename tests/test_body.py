"""An author's text after the Markdown engine."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import replace

from sitegen.city.config import MarkdownEngine
from sitegen.model import Problem, Where
from sitegen.reports.markdown.body import AuthorText, Body, Resolvers, Target, render_body
from sitegen.reports.markdown.engine import markdown
from sitegen.reports.markdown.rendering import rendered


def link(address: str, where: Where) -> Target | Problem:
    """`ada.md` is a page, addresses with a scheme are outside, all else leads nowhere."""
    if address == "ada.md":
        return Target(href="/ada/")
    if address.startswith("https://"):
        return Target(href=address, external=True)
    code = "M006" if ":" in address or not address else "M004"
    return Problem(code=code, where=where, params=(("found", address),))


def image(given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
    src, alt, caption, alone = given
    if src == "ada.jpg":
        return Markup("[{} {} {} {}]").format(src, alt, caption, "sendiri" if alone else "sebaris")
    code = "G003" if ":" in src else "G001"
    return Problem(code=code, where=where, params=(("file", src),))


def chart(block: str, line: int) -> tuple[Markup, tuple[Problem, ...]]:
    if "rusak" in block:
        at = line + block.split("\n").index("rusak")
        where = Where(path="a.md", line=at, column=1)
        return Markup(), (Problem(code="C013", where=where, excerpt="rusak"),)
    return Markup("<figure>{} di {}</figure>").format(block.strip(), line), ()


RESOLVERS = Resolvers(link=link, image=image, chart=chart, table_label='Tabel "A"')


@pytest.fixture(params=["cmark", "python-markdown"])
def engine(request: pytest.FixtureRequest) -> MarkdownEngine:
    found: MarkdownEngine = request.param
    return found


def body(source: str, engine: MarkdownEngine = "cmark", line: int = 1) -> Body:
    return render_body(
        AuthorText(source=source, path="a.md", line=line),
        partial(rendered, engine=engine),
        RESOLVERS,
    )


def headings(made: Body) -> list[tuple[int, str]]:
    return [(int(n), i) for n, i in re.findall(r'<h(\d) id="isi-([^"]*)">', made.html)]


def test_an_address_alone_is_no_summary() -> None:
    assert body("https://contoh.example/a\n\nIsi laporan.").summary == "Isi laporan."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# A\n\n## B\n", [(2, "a"), (3, "b")], id="below the title"),
        pytest.param("#### A\n\n#### B\n", [(2, "a"), (2, "b")], id="deep ones come up"),
        pytest.param("# A\n\n##### B\n\n# C\n", [(2, "a"), (3, "b"), (2, "c")], id="no gap"),
        pytest.param(
            "# A\n\n### B\n\n## C\n\n### D\n",
            [(2, "a"), (3, "b"), (3, "c"), (4, "d")],
            id="uneven levels",
        ),
        pytest.param("### A\n\n# B\n", [(2, "a"), (2, "b")], id="deep one first"),
        pytest.param(
            "# A\n\n# A\n\n# A 2\n", [(2, "a"), (2, "a-2"), (2, "a-2-2")], id="same words"
        ),
        pytest.param("# 会議\n\n# 会\n", [(2, "bagian"), (2, "bagian-2")], id="other script"),
        pytest.param("# **A** & `b`\n", [(2, "a-b")], id="marks in a heading"),
    ],
)
def test_headings_go_below_the_title_with_ids_of_their_own(
    engine: MarkdownEngine, source: str, expected: list[tuple[int, str]]
) -> None:
    assert headings(body(source, engine)) == expected


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["A", "B", "A 2", "fn 1", "!"]))))
def test_no_heading_skips_a_level_and_no_id_stands_twice(rows: list[tuple[int, str]]) -> None:
    made = body("x[^1]\n\n[^1]: y\n\n" + "\n\n".join("#" * n + " " + words for n, words in rows))
    levels = [1, *(level for level, _ in headings(made))]
    assert len(levels) == len(rows) + 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert min(levels[1:], default=2) == 2
    ids = re.findall(r' id="([^"]*)"', made.html)
    assert len(set(ids)) == len(ids)


def test_a_link_to_a_source_becomes_its_address(engine: MarkdownEngine) -> None:
    assert body("[a](ada.md)", engine).html.strip() == '<p><a href="/ada/">a</a></p>'


def test_a_link_outside_says_so_to_the_browser(engine: MarkdownEngine) -> None:
    made = body("[a](https://a.example/?x=1&y=2)", engine).html.strip()
    assert made == ('<p><a href="https://a.example/?x=1&amp;y=2" rel="noopener nofollow">a</a></p>')


def test_a_broken_link_leaves_its_words_and_tells_its_place(engine: MarkdownEngine) -> None:
    made = body("Baris\n\nlihat [**jadwal**](hilang.md) kami", engine, 10)
    assert "<p>lihat <strong>jadwal</strong> kami</p>" in made.html
    where = Where(path="a.md", line=12, column=20)
    assert made.problems == (Problem(code="M004", where=where, params=(("found", "hilang.md"),)),)


def test_a_refused_scheme_is_told_with_what_the_author_wrote(engine: MarkdownEngine) -> None:
    made = body("Teks\n\n[a](ada.md) [klik](javascript:alert) [b](FTP://x/y)", engine)
    assert "javascript" not in made.html
    assert made.html.strip().endswith('<p><a href="/ada/">a</a> klik b</p>')
    found = [(p.code, p.where.line, p.where.column, dict(p.params)["found"]) for p in made.problems]
    assert found == [
        ("M006", 3, 20, "javascript:alert"),
        ("M006", 3, 42, "FTP://x/y"),
    ]


def test_an_empty_link_is_told(engine: MarkdownEngine) -> None:
    made = body("[a]()", engine)
    assert made.html.strip() == "<p>a</p>"
    assert [problem.code for problem in made.problems] == ["M006"]


def test_a_fragment_finds_the_heading(engine: MarkdownEngine) -> None:
    made = body("[ke bawah](#jam-layanan)\n\n## Jam layanan\n", engine).html
    assert '<a href="#isi-jam-layanan">ke bawah</a>' in made
    assert '<h2 id="isi-jam-layanan">' in made


def test_footnotes_keep_their_ways(engine: MarkdownEngine) -> None:
    made = body("Teks[^1].\n\n[^1]: Catatan.\n", engine)
    targets = set(re.findall(r'href="#([^"]*)"', made.html))
    assert targets == set(re.findall(r' id="([^"]*)"', made.html))
    assert len(targets) == 2
    assert made.problems == ()


def test_a_picture_alone_differs_from_one_in_a_line(engine: MarkdownEngine) -> None:
    alone = body('![Meja](ada.jpg "Di balai")', engine).html.strip()
    assert alone == "[ada.jpg Meja Di balai sendiri]"
    inline = body("Ini ![Meja](ada.jpg) ya", engine).html.strip()
    assert inline == "<p>Ini [ada.jpg Meja  sebaris] ya</p>"


def test_a_picture_may_be_a_link(engine: MarkdownEngine) -> None:
    made = body("[![Meja](ada.jpg)](ada.md)", engine).html.strip()
    assert made == '<p><a href="/ada/">[ada.jpg Meja  sebaris]</a></p>'


def test_a_remote_picture_becomes_a_link(engine: MarkdownEngine) -> None:
    made = body("![Peta](https://a.example/p.jpg)", engine)
    assert made.html.strip() == (
        '<a href="https://a.example/p.jpg" rel="noopener nofollow">Peta</a>'
    )
    assert [p.code for p in made.problems] == ["G003"]


def test_a_missing_picture_leaves_its_words(engine: MarkdownEngine) -> None:
    made = body("a\n\n![Meja <3](hilang.jpg)", engine, 4)
    assert made.html.strip().endswith("Meja &lt;3")
    where = Where(path="a.md", line=6, column=12)
    assert made.problems == (Problem(code="G001", where=where, params=(("file", "hilang.jpg"),)),)


def test_charts_know_the_line_of_their_block(engine: MarkdownEngine) -> None:
    source = "```grafik\nsatu\n```\n\nTeks\n\n```\ngrafik\n```\n\n```grafik\ndua < 3\n```\n"
    made = body(source, engine, 20).html
    assert "<figure>satu di 21</figure>" in made
    assert "<figure>dua &lt; 3 di 31</figure>" in made
    assert '<pre tabindex="0"><code>grafik' in made


def test_the_problems_of_a_chart_block_are_kept(engine: MarkdownEngine) -> None:
    made = body("a\n\n```grafik\nrusak\n```\n", engine)
    where = Where(path="a.md", line=4, column=1)
    assert made.problems == (Problem(code="C013", where=where, excerpt="rusak"),)
    assert "rusak" not in made.html


def test_a_table_scrolls_in_a_labelled_region_with_aligned_cells(engine: MarkdownEngine) -> None:
    made = body("| a | b |\n|---|--:|\n| 1 | 2 |\n", engine).html
    region = '<div class="scroll" role="region" aria-label="Tabel &quot;A&quot;" tabindex="0">'
    assert f"{region}<table>" in made
    assert '<td class="num">2</td>' in made
    assert "</table></div>" in made


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# A\n\nSatu *dua*.\n\nTiga.", "Satu dua.", id="first paragraph"),
        pytest.param("A & B < C", "A & B < C", id="plain text"),
        pytest.param("- a\n- b\n", "", id="no paragraph"),
        pytest.param("kata, " * 40, ("kata, " * 30).rstrip(", ") + " …", id="cut at a word"),
        pytest.param("a" * 300, "a" * 180 + " …", id="one long word"),
    ],
)
def test_the_summary_is_the_first_words(engine: MarkdownEngine, source: str, expected: str) -> None:
    assert body(source, engine).summary == expected


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="[]()!#*`~\n |-:<>aé&\"'=0^", max_size=60))
def test_any_text_is_finished(source: str) -> None:
    made = body(source)
    assert isinstance(made.html, Markup)
    assert all(1 <= problem.where.line <= source.count("\n") + 1 for problem in made.problems)


def test_what_resolvers_return_is_escaped_for_the_attribute(engine: MarkdownEngine) -> None:
    hostile = replace(RESOLVERS, link=lambda *_: Target(href='/a/?b&"onclick="x'))
    made = render_body(
        AuthorText(source="[a](b)", path="a.md", line=1), partial(rendered, engine=engine), hostile
    )
    assert made.html.strip() == '<p><a href="/a/?b&amp;%22onclick=%22x">a</a></p>'


NOTED = (
    "Sebanyak 84[^1] balita ditimbang dengan dana Rp3.500.000[^2].\n\n## Capaian 2026[^1]\n\nIsi.\n\n"
    "[^1]: Menurut buku register.\n[^2]: APBD 2026.\n"
)


@pytest.mark.parametrize("engine", ["cmark", "python-markdown"])
def test_a_mark_of_a_note_is_no_digit_of_a_figure(engine: MarkdownEngine) -> None:
    body = body_by(engine, NOTED)
    assert body.summary == "Sebanyak 84 balita ditimbang dengan dana Rp3.500.000."
    assert "isi-capaian-2026" in body.ids
    assert "84<sup" in body.html  # the page itself has the mark


@pytest.mark.parametrize("engine", ["cmark", "python-markdown"])
def test_a_note_is_never_the_summary(engine: MarkdownEngine) -> None:
    assert body_by(engine, "- satu[^1]\n- dua\n\n[^1]: Menurut buku register.\n").summary == ""


def test_words_that_are_struck_out_are_in_no_summary_and_no_id() -> None:
    body = body_by("cmark", "Jadwal ~~Senin~~ Selasa.\n\n## Jadwal ~~lama~~ baru\n\nIsi.\n")
    assert (body.summary, body.ids) == ("Jadwal Selasa.", ("isi-jadwal-baru",))


def body_by(engine: MarkdownEngine, text: str) -> Body:
    resolvers = Resolvers(
        link=lambda address, _: Target(href=address),
        image=lambda _, where: Problem.of("M006", where, found="?"),
        chart=lambda _, __: (Markup(), ()),
        table_label="Tabel",
    )
    return render_body(AuthorText(source=text, path="a.md", line=1), markdown(engine), resolvers)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Biasa **saja** é", "<p>Biasa <strong>saja</strong> é</p>"),
        ("السلام عليكم", '<p dir="auto">السلام عليكم</p>'),
        ("Doa:\n\n> السلام\n\n- satu", '<blockquote dir="auto">'),
        ("שלום", '<p dir="auto">שלום</p>'),
    ],
)
def test_blocks_find_their_direction_where_letters_run_leftward(text: str, html: str) -> None:
    assert html in body(text).html
