"""Words that a template wrote are found; those of an author are left alone."""

from __future__ import annotations

import pytest

from sitegen.i18n import LANGS, translator
from sitegen.reports.placeholders import ALT_PLACEHOLDER, BODY_PLACEHOLDER, leftovers

KEYS = "---\njudul: Posyandu\n---\n"


def found(body: str, keys: str = KEYS) -> list[tuple[int, str]]:
    text = keys + body
    return [(at - len(keys), words) for at, words in leftovers(text, text.lower(), len(keys))]


@pytest.mark.parametrize(
    ("body", "at", "words"),
    [
        ("Your page content goes here.", 0, "Your page content goes here"),
        ("Isi.\n\nLorem ipsum dolor sit amet.", 6, "Lorem ipsum"),
        ("# Example Post\n", 2, "Example Post"),
        ("**Contoh judul**", 2, "Contoh judul"),
        ("Hello world!", 0, "Hello world"),
        ("This post is an example of a blog post in Grav.", 10, "is an example of a blog post"),
        ("Tulis isi laporan di sini ...", 0, "Tulis isi laporan di sini"),
        ("[Tulis di sini]", 1, "Tulis di sini"),
        ("Ketik teks di sini.", 0, "Ketik teks di sini"),
        ("Buka {{SITE_URL}} atau {{SITE_URL}}/admin", 5, "{{SITE_URL}}"),
        ("a {% markdown %} b", 2, "{% markdown %}"),
    ],
)
def test_words_of_a_template_are_found(body: str, at: int, words: str) -> None:
    assert found(body) == [(at, words)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_of_our_own_scaffold_are_found_in_every_language(lang: str) -> None:
    t = translator("id" if lang == "id" else "en")
    sentence = t.gettext(BODY_PLACEHOLDER)
    assert [words + "." for _, words in found(sentence)] in ([sentence], [sentence + "."])
    alt = t.gettext(ALT_PLACEHOLDER)
    keys = f"---\nfoto:\n  - berkas: a.jpg\n    alt: {alt}\n---\n"
    assert found("Isi.", keys) == [(keys.index(alt) - len(keys), alt)]


def test_the_value_of_a_key_is_looked_at_as_well() -> None:
    keys = "---\njudul: 'Example Post'\nringkasan: ...\n---\n"
    assert [words for _, words in found("Isi.", keys)] == ["Example Post", "..."]


@pytest.mark.parametrize(
    "body",
    [
        "Contoh judul yang baik menyebut hasilnya.",
        "[Isi formulir di sini](https://layanan.example)",
        "Isi formulir permohonan di sini:",
        "Warga dapat menulis di sini. Loket buka.",
        "Pendaftaran daring ada di sini.",
        "The first post office of the city.",
        "...",
        "Sample pages of the book were shown.",
        "Apa yang terlihat di foto udara adalah sawah.",
    ],
)
def test_sentences_of_an_author_are_left_alone(body: str) -> None:
    assert found(body) == []
