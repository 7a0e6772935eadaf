"""`kata` of `site.yml`: pages say a city's own words, in labels and within sentences."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from scripts import messages
from sitegen.city.config import parse_config
from sitegen.errors import ConfigError
from sitegen.i18n import LANGS, Lang, reworded, translator
from sitegen.keys.words import KINDS, WORD_FIELDS, WORDS, Word, rewording
from tests.conftest import SITE, CityFolder, told

City = Callable[[str], CityFolder]
PACKAGE = Path(__file__).resolve().parent.parent / "sitegen"
REPORT = """
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu melayani 84 balita
jenis: layanan
---
Penimbangan selesai sebelum tengah hari.

Laporan ini ditulis kelurahan.
"""


@cache
def page_texts(lang: Lang) -> frozenset[str]:
    """All built-in texts of pages, without those of charts, in a language."""
    t = translator(lang)
    rooms = [PACKAGE / room for room in ("pages", "portal", "exports")]
    code = [path.read_text() for room in rooms for path in room.rglob("*.py")]
    code.append((PACKAGE / "keys/vocabulary.py").read_text())
    ids: set[str | tuple[str, ...]] = {each for text in code for each in messages.in_python(text)}
    templates = messages.ROOT / "themes/kota/templates"
    options = {"**.html": messages.OPTIONS}
    ids |= {row[2] for row in extract_from_dir(templates, messages.TEMPLATES, options)}
    texts: set[str] = set()
    for each in ids:
        if isinstance(each, str):
            texts.add(t.gettext(each))
        else:
            texts |= {t.ngettext(each[0], each[1], 1), t.ngettext(each[0], each[1], 2)}
    return frozenset(texts)


def reword(text: str, words: dict[str, str], lang: Lang = "id") -> str:
    chosen = tuple((name, tuple(own.split(" / "))) for name, own in words.items())
    return reworded(text, rewording(chosen, lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_every_word_of_the_list_stands_on_pages_and_gives_way_everywhere(
    word: Word, lang: Lang
) -> None:
    forms = word.patterns(lang)
    own = rewording(((word.name, tuple("Xyz" for _ in forms)),), lang)
    texts = page_texts(lang)
    changed = {text for text in texts if reworded(text, own) != text}
    assert changed
    built_in = [form for form in word.built_in(lang) for form in form.split("|")]
    left = re.compile(rf"\b({'|'.join(map(re.escape, built_in))})\b", re.IGNORECASE)
    for text in changed:
        fixed = re.findall(r"\{[^{}]*\}|%\(\w+\)[sd]", text)
        assert re.findall(r"\{[^{}]*\}|%\(\w+\)[sd]", reworded(text, own)) == fixed
    unchanged = [
        text
        for text in texts - changed
        if left.search(re.sub(r"\{\w+\}|%\(\w+\)s|`[^`]*`", "", text))
    ]
    # Only where the same letters mean something else.
    exempt = {"Report a problem", "Data as of"}
    # Of figures, not of the city.
    exempt |= {
        "Unit of measure",
        "unit of the figures",
        "Unit of the figures",
        "Unit of “{column}”",
    }
    exempt |= {text for text in texts if text.startswith("The share of reports of the kind")}
    assert {text for text in unchanged if "unit of measure" not in text} <= exempt


def test_no_english_article_would_have_to_change_with_its_word() -> None:
    singular = [word.built_in("en")[0] for word in WORDS if len(word.english) == 2]
    article = re.compile(rf"\ban? ({'|'.join(singular)})\b", re.IGNORECASE)
    kept = {"Report a problem", "Topics", "Without a topic yet"}
    # Words that follow another article, or stand in the text of an example.
    kept |= {
        "A report of no kind",
        "A report with all that a card can show",
        "Copy the address below, or that of a unit or a topic, and add it in the app.",
        "An activity appears here as soon as a report announces it with its day, and leaves when that day is over.",
        "Services appear here as soon as a unit lists them in its profile. Until then, ask the unit itself.",
    }
    assert {text for text in page_texts("en") if article.search(text)} <= kept


def test_each_name_and_built_in_word_means_one_entry_of_the_list() -> None:
    names = [name for field in WORD_FIELDS for name in (field.key, *field.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Laporan terbaru", {"laporan": "kabar"}, "Kabar terbaru"),
        ("Belum ada laporan", {"laporan": "Kabar"}, "Belum ada kabar"),
        ("Belum ada laporan", {"laporan": "Kabar Warga"}, "Belum ada Kabar Warga"),
        ("Daftar unit kota", {"unit": "OPD", "kota": "kabupaten"}, "Daftar OPD kabupaten"),
        ("mengisi alamat dan kontaknya", {"kontak": "CP"}, "mengisi alamat dan CP-nya"),
        ("Kegiatannya dapat ditanyakan", {"kegiatan": "acara"}, "Acaranya dapat ditanyakan"),
        ("{laporan} laporan", {"laporan": "kabar"}, "{laporan} kabar"),
        ("%(unit)s dari unit", {"unit": "OPD"}, "%(unit)s dari OPD"),
        ("Laporkan masalah", {"laporan": "kabar"}, "Laporkan masalah"),
        ("Laporan kegiatan", {"laporan": "kegiatan", "kegiatan": "laporan"}, "Kegiatan laporan"),
    ],
)
def test_a_word_keeps_its_grammar(text: str, words: dict[str, str], expected: str) -> None:
    assert reword(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Latest reports", "Latest stories"),
        ("Next report", "Next story"),
        ("Report a problem", "Report a problem"),
        ("unit reporting", "unit reporting"),
    ],
)
def test_english_words_have_a_singular_and_a_plural(text: str, expected: str) -> None:
    assert reword(text, {"laporan": "story / stories"}, "en") == expected


def test_pages_say_the_words_and_texts_of_agencies_stay(city: City) -> None:
    folder = city(REPORT)
    before = folder.build()
    assert before.problems == ()
    assert "Laporan terbaru" in folder.read("/")
    folder.write("site.yml", f"{SITE}kata: {{Laporan: kabar, surel: email, kota: kabupaten}}\n")
    assert folder.build().problems == ()
    page = folder.read("/kelurahan/dago/laporan/2026/11/posyandu/")
    assert "Tentang kabar ini" in page
    assert "Laporan ini ditulis kelurahan." in page
    assert 'aria-label="Bagikan kabar ini"' in page
    assert ">Email</a>" in page
    assert "Laporkan kepada kabupaten" in page
    assert "Kabar terbaru" in folder.read("/")
    assert "1 kabar" in folder.read("/arsip/2026/11/")
    for path, data in folder.files().items():
        # The API is called and described alike in all cities, and so are addresses and scripts.
        if path.endswith(".html") and "posyandu" not in path and path != "api/index.html":
            assert not re.search(r"(?<![/-])\blaporan\b(?!/|\")", data.decode(), re.IGNORECASE), (
                path
            )


def test_removing_the_words_gives_the_site_of_before(city: City) -> None:
    folder = city(REPORT)
    folder.build()
    before = folder.files()
    folder.write("site.yml", f"{SITE}kata: {{laporan: kabar}}\n")
    folder.build()
    assert folder.files() != before
    folder.write("site.yml", SITE)
    folder.build()
    assert folder.files() == before


def test_a_translator_with_own_words_travels_to_workers() -> None:
    own = translator("id", (("laporan", "kabar"),))
    assert pickle.loads(pickle.dumps(own)) is own  # noqa: S301 - made in this line
    assert own.ngettext("%(count)s report", "%(count)s reports", 2) == "%(count)s kabar"


def refused(line: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{SITE}{line}\n".encode(), "site.yml")
    return [told(problem) for problem in caught.value.problems]


def test_an_unknown_word_is_told_with_the_nearest() -> None:
    assert refused("kata: {laporn: kabar}") == [
        (
            "site.yml:3:8: [F006] there is no key `laporn`; did you mean `laporan`? = "
            "write this in place of the line: `kata: {laporan: kabar}`"
        )
    ]
    assert "[S003] there is no setting `prakata`" in refused("kata: {prakata: kabar}")[0]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("kata: {laporan: <b>kabar</b>}", "kata: {laporan: laporan}"),
        ("kata: {laporan: '{n} kabar'}", "kata: {laporan: laporan}"),
        ('kata: {laporan: "kabar & berita"}', "kata: {laporan: laporan}"),
        (f"kata: {{laporan: {'k' * 41}}}", "kata: {laporan: laporan}"),
        ("kata: {laporan: [kabar, berita]}", "kata: {laporan: kabar}"),
        ("bahasa: en\nkata: {laporan: bulletin}", "kata: {laporan: [bulletin, bulletins]}"),
        ("kata: {SKPD: Perangkat Daerah}", "jenis_unit: {skpd: {nama: Perangkat Daerah}}"),
    ],
)
def test_what_cannot_stand_on_pages_is_refused_with_the_right_line(line: str, right: str) -> None:
    (told_,) = refused(line)
    assert "[F047] pages cannot say" in told_
    assert told_.endswith(f"= write it in this way: `{right}`")
    if not right.startswith("jenis_unit"):
        head = "bahasa: en\n" if line.startswith("bahasa") else ""
        assert parse_config(f"{SITE}{head}{right}\n".encode(), "site.yml").words


def test_kinds_of_units_are_named_elsewhere() -> None:
    assert not KINDS.keys() & {word.name for word in WORDS}
