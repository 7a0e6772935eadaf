"""The message catalogue: complete, up to date, and Indonesian throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts import messages
from sitegen.i18n import translator

# Words that Indonesian shares with English, and patterns without a word in them.
SAME = {
    "No. %(n)s",
    "Folder",
    "Rupiah",
    "{unit}, {year}",
    "{n} KB",
    "{n} MB",
    "{unit}: {title}",
    "WhatsApp {number}",
    "jenis: klarifikasi\nklaim: Puskesmas Contoh tutup",
    "jenis: klarifikasi\nklaim: Puskesmas Contoh tutup\nfakta: Puskesmas Contoh buka seperti biasa",
    "Alias",
    "Agenda",
    "84 balita[^1]\n\n[^1]: Menurut buku register.",
    "Data",
    "Data: %(title)s",
    "Dataset",
    "Kecamatan",
    "Kelurahan",
    "Target",
    "Data: {label}",
    "Format",
    "{n} unit",
    "{n} unit.",
    "No.",
    "unit",
    "Unit",
    "semester",
    "S{part}",
    "Semester {part}",
    "Semester {part} {year}",
    "{part}, {sentence}",
    "{step}",
    "{title} {at}: {extremes}.",
    "{title} {at}: {figure}.",
    "{title} {change}.",
    "{title} {change}; {extremes}.",
    "{title}: {clauses}.",
    "{licence}: {n} dataset",
    "{who} {what}",
}


def test_the_catalogue_is_complete_and_up_to_date() -> None:
    assert messages.check() == []


def test_no_text_is_both_a_singular_and_a_text_of_its_own() -> None:
    ids = messages.message_ids()

    assert [pair for pair in ids if isinstance(pair, tuple) and pair[0] in ids] == []


def test_no_translation_is_left_in_english_but_for_words_that_are_the_same() -> None:
    english = set()
    for message in messages.current():
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        text = message.string if isinstance(message.string, str) else message.string[0]
        if ids[0] and text in ids:
            english.add(text)

    assert english == SAME


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("bila|apabila|kalau", "jika"),
        ("galat", "kesalahan"),
        ("diska", "cakram"),
        ("dalam register", "dalam daftar unit"),
        ("(?:mem|di)bangun|bangun ulang|pembangunan berikutnya", "membuat, dibuat, penerbitan"),
        ("versi (?:benar yang terakhir|baik terakhir)", "versi terakhir yang benar"),
        ("peta ubin", "peta kotak"),
        ("terlanjur", "telanjur"),
        ("daring bertahun-tahun", "tayang"),
    ],
)
def test_one_thing_has_one_word(word: str, instead: str) -> None:
    pattern = re.compile(rf"\b(?:{word})(?:nya)?\b", re.IGNORECASE)
    assert [text for text in _translations() if pattern.search(text)] == [], instead


def test_translations_of_sentences_end_once() -> None:
    assert [text for text in _translations() if re.search(r"[?!]\.|[^.]\.\.(?!\.)|\?;", text)] == []


def _translations() -> list[str]:
    """All translations, without what stands in backticks."""
    found: list[str] = []
    for message in messages.current():
        texts = (message.string,) if isinstance(message.string, str) else message.string
        found += [re.sub(r"`[^`]*`", "", text) for text in texts if message.id]
    return found


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("next step", "saran"),
        ("error", "kesalahan"),
        ("warning", "peringatan"),
        ("Agencies", "Dinas"),
        ("Home", "Beranda"),
        ("the key `{key}` is missing", "isian `{key}` belum ada"),
        ("Photo: %(name)s", "Foto: %(name)s"),
    ],
    ids=["next step", "error", "warning", "agencies", "home", "code in quotes", "template"],
)
def test_texts_are_translated(english: str, indonesian: str) -> None:
    assert translator("id").gettext(english) == indonesian
    assert translator("en").gettext(english) == english


@pytest.mark.parametrize("n", [0, 1, 2, 84])
def test_indonesian_has_one_form_for_all_numbers(n: int) -> None:
    t = translator("id")

    assert t.ngettext("report", "reports", n) == "laporan"
    assert t.ngettext("%(count)s row", "%(count)s rows", n) == "%(count)s baris"


def test_english_has_two_forms() -> None:
    t = translator("en")

    assert [t.ngettext("report", "reports", n) for n in (1, 2)] == ["report", "reports"]


def test_an_unknown_text_comes_back_as_it_is() -> None:
    assert translator("id").gettext("no such text") == "no such text"
    assert translator("id").ngettext("one thing", "many things", 2) == "many things"


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ('N_("a " "b")', ["a b"]),
        ('t.gettext("a")', ["a"]),
        ("f\"{_(N_('a'))}: {x}\"", ["a"]),
        ('t.ngettext(N_("row"), N_("rows"), n)', [("row", "rows")]),
        ('t.ngettext("row", "rows", n)', [("row", "rows")]),
        ("t.gettext(label); other('a')", []),
    ],
    ids=["joined", "method", "in an f-string", "marked plural", "plural", "no literal"],
)
def test_ids_are_found_in_code(code: str, ids: list[str | tuple[str, str]]) -> None:
    assert list(messages.in_python(code)) == ids


@pytest.mark.parametrize(
    ("english", "indonesian", "fault"),
    [
        ("{n} men", "{n} laki-laki", ""),
        ("{n} men", "", "no translation: {n} men"),
        ("{n} men", "{m} laki-laki", "other placeholders: {n} men -> {m} laki-laki"),
        ("{s:.2f} s", "{s} s", "other placeholders: {s:.2f} s -> {s} s"),
        ("%(n)s men", "laki-laki", "other placeholders: %(n)s men -> laki-laki"),
        ("add `alt:`", "tambahkan `teks:`", "other placeholders: add `alt:` -> tambahkan `teks:`"),
        (("a row", "{n} rows"), ("{n} baris",), ""),
        (("a row", "{n} rows"), ("",), "no translation: a row"),
    ],
    ids=["right", "missing", "brace", "format", "percent", "backquote", "plural", "no plural"],
)
def test_a_fault_of_a_translation_is_named(
    english: str | tuple[str, str], indonesian: str | tuple[str], fault: str
) -> None:
    catalog = Catalog(locale="id")
    catalog.add(english, indonesian)

    assert messages.faults(catalog) == ([fault] if fault else [])


def test_a_catalogue_with_a_message_less_is_not_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = messages.PO.read_text(encoding="utf-8")
    copy = tmp_path / "sitegen.po"
    copy.write_text(before.replace('msgid "Home"\nmsgstr "Beranda"\n\n', ""), encoding="utf-8")
    monkeypatch.setattr(messages, "PO", copy)

    assert messages.main(["check"]) == 1
    assert messages.check() == [
        "not up to date: run messages.py update",
        "no translation: Home",
    ]
    assert messages.main(["update"]) == 0
    assert messages.check() == ["no translation: Home"]
    copy.write_text(before, encoding="utf-8")
    assert messages.main(["update"]) == 0
    assert copy.read_text(encoding="utf-8") == before
