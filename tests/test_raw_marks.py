"""Marks of Markdown that stay visible on a page are told, each at its place."""

from __future__ import annotations

import pytest

from sitegen.reports.markdown.body import Body
from tests.test_body import body


def told(made: Body) -> list[tuple[str, int, int]]:
    return [
        (dict(problem.params)["found"], problem.where.line, problem.where.column)
        for problem in made.problems
        if problem.code == "M026"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sebanyak 84[^1] balita.", [("[^1]", 1, 12)]),
        ("Lihat [rencana](a b.pdf dan lain.", [("](a b.pdf dan lain.", 1, 15)]),
        ("Isi.\n\n\\## Hasil", []),
        ("jenis: batang\ndata: kunjungan", [("jenis: batang", 1, 1)]),
        ("| a | b |\n\nIsi.", [("| a | b |", 1, 1)]),
        ("Lihat [rencana][tak-ada].", [("][tak-ada]", 1, 15)]),
    ],
)
def test_a_mark_that_failed_is_told(text: str, found: list[tuple[str, int, int]]) -> None:
    assert told(body(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 84[^1] balita.\n\n[^1]: Register.",
        "`](x)` dan ```## x```",
        "```\n## x\n| a | b |\n```",
        "## Hasil\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "[a](b.md) dan ![c](d.jpg)",
    ],
)
def test_marks_that_worked_or_are_code_are_not_told(text: str) -> None:
    assert told(body(text)) == []


def test_ten_marks_of_a_text_are_told_at_most() -> None:
    assert len(told(body("\n\n".join(f"a[^{at}]" for at in range(30))))) == 10


def places(made: Body, code: str) -> list[tuple[int, int]]:
    return [(p.where.line, p.where.column) for p in made.problems if p.code == code]


def test_a_note_that_no_mark_leads_to_is_told() -> None:
    made = body("Sebanyak 84[^1] balita.\n\n[^1]: Register.\n[^2]: Anggaran kota.")
    assert places(made, "M027") == [(4, 1)]
    assert "Anggaran" not in made.html


def test_a_second_note_with_the_same_mark_is_told() -> None:
    made = body("Sebanyak 84[^1] balita.\n\n[^1]: Register.\n[^1]: Anggaran kota.")
    assert (places(made, "M028"), places(made, "M027")) == ([(4, 1)], [])


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 84[^A] balita, 12[^b] bayi.\n\n[^a]: Register.\n[^b]: Register.",
        "`[^1]: Register`",
        "```\n[^1]: Register\n```",
        "[^1] balita[^1]\n\n[^1]: Register.",
    ],
)
def test_notes_that_are_shown_and_code_are_not_told(text: str) -> None:
    made = body(text)
    assert places(made, "M027") + places(made, "M028") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mulai:\n\n```\nkode\n\nTerima kasih.", (3, 1)),
        ("~~~Terima kasih~~~\n\nIsi.", (1, 1)),
        ("- a\n- ```\n  kode\n\nIsi.", (2, 3)),
        ("> ```\n> kode\n\nIsi.", (1, 3)),
        ("```\nkode ```\n\nIsi.", (1, 1)),
    ],
)
def test_code_without_an_end_is_told_where_it_begins(text: str, place: tuple[int, int]) -> None:
    assert places(body(text), "M029") == [place]


@pytest.mark.parametrize(
    "text",
    [
        "```\nkode\n```",
        "```Terima kasih```\n\nIsi.",
        "````\n```\n````\n",
        "> ```\n> kode\n> ```",
        "Isi `a` dan ``b``.",
        "```py\n```",
    ],
)
def test_code_with_an_end_is_not_told(text: str) -> None:
    assert places(body(text), "M029") == []


def test_lines_below_a_fence_on_one_line_keep_their_numbers() -> None:
    made = body("```Terima kasih```\n\n[a](b.md)\n\nangka[^1]")
    assert places(made, "M004") == [(3, 5)]
    assert told(made) == [("[^1]", 5, 6)]
