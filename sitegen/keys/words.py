"""The words of the pages that a city may replace by its own: `kata` in `site.yml`."""

from __future__ import annotations

import re

from msgspec import Struct

from sitegen.i18n import LANGS, N_, Lang, Rewording
from sitegen.keys.field import Field

MAX_WORD = 40
# Pages have these words in HTML as they are: no sign of HTML, of templates or of placeholders.
_ALLOWED = re.compile(r"[^\W_][\w .'’()/-]*")


class Word(Struct, frozen=True, kw_only=True):
    """A word of the pages: its stable name, and each language's patterns for it.

    `english` has that of the singular, then that of the plural if it is counted. A pattern says
    what may not follow where the same letters mean something else.
    """

    name: str
    indonesian: str
    english: tuple[str, ...]
    doc: str

    def patterns(self, lang: Lang) -> tuple[str, ...]:
        """Return the patterns of a language, one for each form that it has."""
        return (self.indonesian,) if lang == "id" else self.english

    def built_in(self, lang: Lang) -> tuple[str, ...]:
        """Return the built-in forms in a language."""
        return tuple(pattern.partition("(?")[0] for pattern in self.patterns(lang))


def _word(name: str, english: str, doc: str, indonesian: str = "") -> Word:
    return Word(
        name=name, indonesian=indonesian or name, english=tuple(english.split(" / ")), doc=doc
    )


WORDS: tuple[Word, ...] = (
    _word("laporan", "report(?! a problem) / reports", N_("A report of an activity.")),
    _word("pengumuman", "announcement / announcements", N_("A report that is a notice.")),
    _word("kegiatan", "activity / activities", N_("What reports tell of.")),
    _word("layanan", "service / services", N_("A public service of a unit.")),
    _word("data", "data(?! as of)", N_("The link of the header, and the headings over datasets.")),
    _word("dataset", "dataset / datasets", N_("A table with its description.")),
    _word("topik", "topic / topics", N_("What a report or a dataset is about.")),
    _word(
        "unit",
        "unit(?! of) / units",
        N_("Any agency, kecamatan or kelurahan."),
    ),
    _word("kota", "city / cities", N_("What the site is about, such as `kabupaten`.")),
    _word("beranda", "home page|home", N_("The first page.")),
    _word("arsip", "archive", N_("The lists of earlier reports.")),
    _word("ikuti_kabar", "follow the news", N_("The link to feeds."), "ikuti kabar"),
    _word("tempat", "place", N_("Where an activity was.")),
    _word("peserta", "participant / participants", N_("Who took part.")),
    _word("anggaran", "budget", N_("The money of an activity.")),
    _word("program", "programme", N_("The programme of an activity.")),
    _word("hasil", "result", N_("The outcome of an activity.")),
    _word("lisensi", "licence", N_("The terms of use of a dataset.")),
    _word("pimpinan", "head", N_("Who leads a unit.")),
    _word("telepon", "telephone", N_("The label of telephone numbers.")),
    _word("surel", "e-mail", N_("The label of e-mail addresses.")),
    _word("kontak", "contact", N_("The heading over addresses and numbers.")),
    _word("hubungi", "get in touch", N_("The button that leads to a unit's contact.")),
    _word("bagikan", "share(?! of)", N_("The label over links for sharing.")),
    _word(
        "laporkan_masalah",
        "report a problem",
        N_("The button of the complaint channel."),
        "laporkan masalah",
    ),
)
_BY_NAME = {word.name: word for word in WORDS}
# Words that are set elsewhere, with the names that people try.
KINDS = {
    "skpd": ("dinas", "dinas atau badan", "opd", "agency", "agencies"),
    "kecamatan": ("district", "districts"),
    "kelurahan": ("ward", "wards"),
}

WORD_FIELDS: tuple[Field, ...] = tuple(
    Field(
        key=word.name,
        aliases=tuple(
            dict.fromkeys(
                form
                for lang in LANGS
                for part in word.built_in(lang)
                for form in part.split("|")
                if form != word.name
            )
        ),
        name=word.name,
        type="names",
        doc=word.doc,
    )
    for word in WORDS
) + tuple(
    Field(
        key=kind,
        aliases=aliases,
        name=kind,
        type="names",
        doc=N_("Not here: a kind of unit gets its names in `jenis_unit`."),
    )
    for kind, aliases in KINDS.items()
)


def fits(name: str, forms: tuple[str, ...], lang: Lang) -> bool:
    """Return whether these forms can take the place of a word in the pages of a language."""
    return len(forms) == len(_BY_NAME[name].patterns(lang)) and all(
        len(form) <= MAX_WORD and _ALLOWED.fullmatch(form) for form in forms
    )


def proposed(name: str, forms: tuple[str, ...], lang: Lang) -> str:
    """Return the lines of `site.yml` with forms of a word that fit, on one line."""
    if name in KINDS:
        return f"jenis_unit: {{{name}: {{nama: {' '.join(forms) or name}}}}}"
    return f"kata: {{{name}: {_fitting(name, forms, lang)}}}"


def _fitting(name: str, forms: tuple[str, ...], lang: Lang) -> str:
    word = _BY_NAME[name]
    built_in = tuple(form.partition("|")[0] for form in word.built_in(lang))
    good = forms[0] if forms and fits(name, forms[:1] * len(built_in), lang) else ""
    if len(built_in) == 1:
        return good or built_in[0]
    return f"[{good}, {good}s]" if good else f"[{', '.join(built_in)}]"


def rewording(chosen: tuple[tuple[str, tuple[str, ...]], ...], lang: Lang) -> Rewording:
    """Return the patterns of the chosen words with what stands in their place, the longest first."""
    pairs = [
        (part, _within_a_sentence(own))
        for name, forms in chosen
        for pattern, own in zip(_BY_NAME[name].patterns(lang), forms, strict=True)
        for part in pattern.split("|")
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _within_a_sentence(text: str) -> str:
    """The text as it stands within a sentence: a lone `Kabar` is no name, `Perangkat Daerah` is."""
    words = text.split()
    named = len(words) > 1 and all(word[0].isupper() for word in words)
    if named or (len(words[0]) > 1 and words[0].isupper()):
        return text
    return text[0].lower() + text[1:]
