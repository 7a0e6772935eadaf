"""Every problem of a link, a picture or a chart names the line and the column of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.city.config import MarkdownEngine
from sitegen.model import Problem, Where
from sitegen.reports.markdown.body import AuthorText, Resolvers, Target, render_body
from sitegen.reports.markdown.rendering import rendered
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]
Place = tuple[int, int, str]


def dead(address: str, where: Where) -> Target | Problem:
    return Problem(code="M004", where=where, params=(("found", address),))


def missing(given: tuple[str, str, str, bool], where: Where) -> Markup | Problem:
    return Problem(code="G001", where=where, params=(("found", given[0]),))


def wrong(block: str, line: int) -> tuple[Markup, tuple[Problem, ...]]:
    """A problem at each `x` of a block."""
    lines = block.split("\n")
    return Markup(), tuple(
        Problem(
            code="C001",
            where=Where(path="a.md", line=line + at, column=words.index("x") + 1),
            params=(("found", words.strip()),),
            excerpt=words,
        )
        for at, words in enumerate(lines)
        if "x" in words
    )


RESOLVERS = Resolvers(link=dead, image=missing, chart=wrong, table_label="Tabel")


def problems(source: str, engine: MarkdownEngine = "cmark", line: int = 1) -> tuple[Problem, ...]:
    text = AuthorText(source=source, path="a.md", line=line)
    return render_body(text, partial(rendered, engine=engine), RESOLVERS).problems


def places(source: str, engine: MarkdownEngine = "cmark", line: int = 1) -> list[Place]:
    return [
        (problem.where.line, problem.where.column, dict(problem.params)["found"])
        for problem in problems(source, engine, line)
        if problem.code in {"M004", "G001", "C001"}
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[a](h.md) dan [b](h.md)\n", [(1, 5, "h.md"), (1, 19, "h.md")], id="one paragraph"
        ),
        pytest.param("[a](h.md)\n\n[b](h.md)", [(1, 5, "h.md"), (3, 5, "h.md")], id="two of them"),
        pytest.param("`[a](h.md)` [b](h.md)", [(1, 17, "h.md")], id="behind code"),
        pytest.param(r"\[a](h.md) [b](h.md)", [(1, 16, "h.md")], id="behind an escaped bracket"),
        pytest.param("(h.md) h.md [b](h.md)", [(1, 17, "h.md")], id="behind its own words"),
        pytest.param("a\\\nb [c](h.md)", [(2, 7, "h.md")], id="behind a backslash"),
        pytest.param("a  \n  b [c](h.md)", [(2, 9, "h.md")], id="behind a break"),
        pytest.param(
            '[a](h.md "x\ny") [b](i.md)', [(1, 5, "h.md"), (2, 9, "i.md")], id="behind a long title"
        ),
        pytest.param(
            "[x]: h.md 'J'\n[y]:\n  i.md\nlihat [a][x] dan [y]\n",
            [(4, 7, "h.md"), (4, 18, "i.md")],
            id="references",
        ),
        pytest.param("[a][x]\n\n[x]: h.md", [(1, 1, "h.md")], id="a reference before its address"),
        pytest.param("[x][]\n\n[x]: h.md", [(1, 1, "h.md")], id="a short reference"),
        pytest.param(
            "- a\n  - [b](h.md)\n\n    c [d](h.md)\n",
            [(2, 9, "h.md"), (4, 11, "h.md")],
            id="nested lists",
        ),
        pytest.param(
            "> a\n> > [b](h.md)\nmalas [c](h.md)\n",
            [(2, 9, "h.md"), (3, 11, "h.md")],
            id="nested quotations",
        ),
        pytest.param(
            "| a | [b](h.md) |\n|---|---|\n| `x\\|y` | [c](h.md) ![d](i.jpg) |\n",
            [(1, 11, "h.md"), (3, 16, "h.md"), (3, 27, "i.jpg")],
            id="a table",
        ),
        pytest.param(
            "b [b](h.md)\nc [c](h.md)\n| b | d [d](h.md) |\n|---|---|\n| 1 | [e](h.md)|\n\n"
            "> a [f](h.md)\n> | a [g](h.md) |\n> |---|\n",
            [(1, 7, "h.md"), (2, 7, "h.md"), (3, 13, "h.md"), (5, 11, "h.md"), (7, 9, "h.md"), (8, 11, "h.md")],
            id="a table right below a paragraph",
        ),
        pytest.param("# A [b](h.md)\n\nC [d](h.md)\n===\n", [(1, 9, "h.md"), (3, 7, "h.md")], id="headings"),
        pytest.param("a[^1] b\n\n[^1]: c [d](h.md)\n", [(3, 13, "h.md")], id="a note"),
        pytest.param("[![a](i.jpg)](h.md)", [(1, 7, "i.jpg"), (1, 15, "h.md")], id="a picture as link"),
        pytest.param("![a [b](x.md) c](i.jpg) [d](x.md)", [(1, 18, "i.jpg"), (1, 29, "x.md")], id="a link in a picture"),
        pytest.param("*[**a**](h.md)* é [b](h.md)", [(1, 10, "h.md"), (1, 23, "h.md")], id="marks and accents"),
        pytest.param("a &amp; &lt; [b](<h i.md>)", [(1, 19, "h i.md")], id="entities"),
        pytest.param(r"a \\[b](h.md) & [c](h.md)", [(1, 9, "h.md"), (1, 21, "h.md")], id="escapes"),
        pytest.param("a\r\n\r\nb [c](h.md)", [(3, 7, "h.md")], id="other line ends"),
        pytest.param("<div>\n\n<b>x</b> [c](h.md)\n\n</div>", [(3, 14, "h.md")], id="behind dropped HTML"),
        pytest.param("<i>[a](h.md)</i> [b](h.md) <i>c</i>", [(1, 8, "h.md"), (1, 22, "h.md")], id="between dropped HTML"),
        pytest.param("<a href='h.md'>x</a> [a](h.md) </b>", [(1, 26, "h.md")], id="behind a dropped link"),
        pytest.param("<script>\nx [a](h.md)\n</script>\n[b](h.md)", [(4, 5, "h.md")], id="behind a script"),
        pytest.param("[a](Rencana Kerja.pdf) [b](h.md)", [(1, 5, "Rencana Kerja.pdf"), (1, 28, "h.md")], id="spaces in a name"),
        pytest.param('[a](data-sourcepos) data-sourcepos="9:9-9:9" [b](h.md)', [(1, 5, "data-sourcepos"), (1, 50, "h.md")], id="places of others"),
    ],
)  # fmt: skip
def test_a_link_has_the_place_of_its_address(source: str, expected: list[Place]) -> None:
    assert places(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](h.md)\n\n[b](h.md) dan [c](i.md)", [(1, 5, "h.md"), (3, 5, "h.md"), (3, 19, "i.md")]),
        ("# A\n\n> [b](h.md)\n\n![c](h.jpg)", [(3, 7, "h.md"), (5, 6, "h.jpg")]),
        ("a <b>c</b> [d](h.md)", [(1, 16, "h.md")]),
        ("[a](Évaluasi.md)", [(1, 5, "Évaluasi.md")]),
    ],
)
def test_python_markdowns_links_have_the_places_that_both_engines_see(
    source: str, expected: list[Place]
) -> None:
    assert places(source, "python-markdown") == expected


def test_what_python_markdown_alone_sees_has_no_place() -> None:
    assert places("a\n    [b](h.md)\n\n- c\n[d](h.md)", "cmark", 9) == [
        (10, 9, "h.md"),
        (13, 5, "h.md"),
    ]
    # Two spaces do not nest a list there, and code is code in one of them only.
    assert places("-\n      [a](h.md)", "python-markdown", 9) == [(9, 0, "h.md")]


def test_the_problems_of_a_chart_have_its_own_lines_and_columns() -> None:
    source = (
        "- a\n  - b\n\n    ```grafik\n    jenis: x\n    ```\n\n"
        "```\ngrafik\n```\n\n> ~~~ grafik lagi\n>   yx: 1\n> ~~~\n\n```grafik\nx: 2\n```\n"
    )
    found = problems(source, line=5)
    assert [(p.where.line, p.where.column, p.excerpt) for p in found] == [
        (9, 12, "    jenis: x"),
        (17, 6, ">   yx: 1"),
        (21, 1, "x: 2"),
    ]


def test_a_tab_before_a_chart_leaves_the_line_alone() -> None:
    found = problems("- a\n\n\t```grafik\n\tx: 2\n\t```\n")
    assert [p.where.line for p in found] == [4]


def test_python_markdowns_charts_have_their_lines() -> None:
    source = "```grafik\nx: 1\n```\n\na\n\n```grafik\nx: 2\n```\n\n```grafik\nx: 1\n```\n"
    assert places(source, "python-markdown") == [(2, 1, "x: 1"), (8, 1, "x: 2"), (12, 1, "x: 1")]


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["[k](h.md)", "`[k](h.md)`", r"\[k](h.md)", "*t*", "é", "\n", "\\\n", "\n\n", "\n\n> ",
             "\n- ", "[k][r]", "&amp;", "\\\\", "&", "\\*", "_", "![g](h.md)", "<https://a.id>", "[z](h.md 'j\nk')", "h.md"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_each_place_is_of_something_else_and_holds_the_address(parts: list[str]) -> None:
    source = " ".join(parts) + "\n\n[r]: h.md\n"
    lines = source.split("\n")
    found = places(source)
    assert len({place[:2] for place in found}) == len(found)
    for line, column, words in found:
        at = lines[line - 1][column - 1 :]
        assert at.startswith((words, "[k][r]"))


REPORT = """---
judul: Dua grafik
jenis: layanan
---
Kegiatan hari ini di balai kelurahan. Warga datang sejak pagi.

Daftar kegiatan:

- satu
  - dua

    ```grafik
    data: kunjungan
    jenis: batangx
    x: bulan
    y: jumlah
    ```

Lalu:

```grafik
data: kunjungan
jenis: batang
x: bulann
y: jumlah
```

Lihat [ini](hilang.md).

Dan [itu](hilang.md).
"""


def test_a_report_tells_of_its_charts_and_links_where_they_are(city: City) -> None:
    made = city("")
    path = "content/kelurahan/dago/laporan/2026-11-03-dua.md"
    made.write(path, REPORT)
    made.write("content/kelurahan/dago/data/kunjungan.csv", "bulan,jumlah\nJan,3\nFeb,4\n")
    found = [
        (p.code, p.where.line, p.where.column)
        for p in made.build().problems
        if p.where.path == path
    ]
    assert found == [("F022", 14, 12), ("C001", 22, 1), ("M004", 28, 13), ("M004", 30, 11)]
