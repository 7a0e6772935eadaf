"""Questions of citizens to the sample city, each with the page that answers it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.sample import REPOSITORY, Sample, built_sample
from tests.search.asking import asked

QUESTIONS = REPOSITORY / "tests/search/questions.csv"
FIRST = 5
LEAST = 0.9


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return built_sample(tmp_path_factory)


def questions() -> tuple[tuple[str, str], ...]:
    """Return the questions, each with the address of its right page."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return tuple((row["pertanyaan"], row["halaman"]) for row in csv.DictReader(file))


def test_nine_of_ten_questions_find_their_page_among_the_first_five(
    sample: Sample, tmp_path: Path
) -> None:
    pairs = questions()
    assert len(pairs) >= 60
    answers = asked(sample.output / "cari", [{"q": q, "count": FIRST} for q, _ in pairs], tmp_path)
    missed = [
        (question, page, [doc[0] for doc in answer["docs"]])
        for (question, page), answer in zip(pairs, answers, strict=True)
        if page not in {doc[0] for doc in answer["docs"]}
    ]
    assert len(missed) <= (1 - LEAST) * len(pairs), missed
