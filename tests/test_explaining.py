"""`sitegen explain CODE` and the lists of messages: every code with an example each way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.cli.explaining import explanation
from sitegen.i18n import Lang, translator
from sitegen.problems import PROBLEMS

DOCS = Path(__file__).resolve().parent.parent / "docs"
WORDS: dict[Lang, tuple[str, str]] = {"en": ("Wrong", "Right"), "id": ("Salah", "Benar")}
LISTS: dict[Lang, str] = {"en": "problems.md", "id": "panduan/pesan.md"}
# In brackets an example says in words what cannot be shown.
_IN_WORDS = re.compile(r"\((?=.*[a-z]{3} ).+\)")


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_is_explained_with_a_wrong_and_a_right_example(code: str, lang: Lang) -> None:
    t = translator(lang)
    kind = PROBLEMS[code]
    told = explanation(code, t)
    assert told is not None
    wrong, right = (
        "\n".join(f"    {line}" for line in t.gettext(text).split("\n"))
        for text in (kind.wrong, kind.right)
    )
    words = WORDS[lang]
    assert told.endswith(f"\n{words[0]}:\n{wrong}\n{words[1]}:\n{right}")
    assert t.gettext(kind.explanation) in told


@pytest.mark.parametrize("lang", LISTS)
@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_the_list_of_messages_has_both_examples_of_every_code(code: str, lang: Lang) -> None:
    t = translator(lang)
    text = (DOCS / LISTS[lang]).read_text(encoding="utf-8")
    section = text.partition(f"\n### {code} ")[2].partition("\n### ")[0]
    for word, example in zip(
        WORDS[lang], (PROBLEMS[code].wrong, PROBLEMS[code].right), strict=True
    ):
        assert f"\n{word}:\n\n````text\n{t.gettext(example)}\n````\n" in f"{section}\n"


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_examples_in_words_are_in_the_reader_s_language(code: str) -> None:
    t = translator("id")
    for example in (PROBLEMS[code].wrong, PROBLEMS[code].right):
        if _IN_WORDS.fullmatch(example):
            assert t.gettext(example) != example
