"""Words that a template wrote are found; those of an author are left alone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sitegen.i18n import LANGS, translator
from sitegen.keys.definition import Field, Reading
from sitegen.keys.placeholders import (
    ALT_PLACEHOLDER,
    BODY_PLACEHOLDER,
    OFFERED,
    example_in_profile,
    left_values,
    leftovers,
)
from sitegen.keys.profile import UNIT_FIELDS
from sitegen.keys.report import REPORT_FIELDS
from sitegen.keys.yamltext import parse_yaml

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


def shown_examples(*fields: Field) -> list[tuple[str, str]]:
    """Each key of a template with the example that it shows, as somebody would leave it."""
    return [(field.key, field.example) for field in fields]


REPORT = shown_examples(*(field for field in REPORT_FIELDS if field.name in OFFERED))
PROFILE = [(f.key, f.example) for f in UNIT_FIELDS if example_in_profile(f)]


def told_values(text: str) -> list[tuple[int, str]]:
    reading = Reading(path="a.yml", zone=ZoneInfo("UTC"), lines=tuple(text.split("\n")))
    return [(p.where.line, dict(p.params)["found"]) for p in left_values(parse_yaml(text), reading)]


@pytest.mark.parametrize(("key", "example"), [*REPORT, *PROFILE], ids=str)
@pytest.mark.parametrize("written", ["{}", "{}  # Contoh.", '"{}"'])
def test_every_example_of_a_template_is_found_when_it_is_left(
    key: str, example: str, written: str
) -> None:
    value = example if example.startswith("{") else written.format(example)
    ((line, found),) = told_values(f"judul: Posyandu\n{key}: {value}\n")
    assert (line, found in example) == (2, True)


def test_an_example_is_found_in_another_key_and_in_groups_and_lists() -> None:
    place = dict(REPORT)["lokasi"]
    text = f"tempat: {place}\nlayanan:\n  - nama: {place}\ntopik: [kesehatan, '{place}']\n"
    assert told_values(text) == [(1, place), (3, place), (4, place)]


def test_a_mere_number_is_an_example_in_its_own_key_only() -> None:
    number = dict(REPORT)["peserta"]
    assert told_values(f"peserta: {{L: {number}}}\n") == [(1, number)]
    assert told_values(f"urutan: {number}\nkolom: [{{syarat: {{minimal: {number}}}}}]\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tentang: Lorem ipsum dolor sit amet.\n", [(1, "Lorem ipsum")]),
        ("alamat: ...\n", [(1, "...")]),
        ("deskripsi: |\n  Tulis isi laporan di sini\n", [(1, "Tulis isi laporan di sini")]),
        ("kontak: '{{EMAIL}}'\n", [(1, "{{EMAIL}}")]),
        ("kosong: [-, ...]\nkolom:\n  - {nama: a, kosong: '...'}\n", []),
        ("judul: Contoh judul yang baik\nlisensi: CC-BY-4.0\nsatuan: anak\n", []),
    ],
)
def test_words_of_any_template_are_found_in_the_values_of_a_file(
    text: str, found: list[tuple[int, str]]
) -> None:
    assert told_values(text) == found


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
