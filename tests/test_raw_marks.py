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
