"""Translations from gettext catalogues; the message ids are English.

The catalogue is read as text (`sitegen/locale/<lang>/LC_MESSAGES/sitegen.po`), so there is no
compiled file to go stale; reading it takes about 10 ms, once per process.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Literal

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")
# A word of the pages as a pattern without capitals, and what a city says instead.
Rewording = tuple[tuple[str, str], ...]
# Placeholders and code, in which no word is replaced.
_FIXED = re.compile(r"(\{[^{}]*\}|%\(\w+\)[sd]|`[^`]*`)")


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Return `text` unchanged, marking it for the message catalogue."""
    return text


class Translator:
    """Looks up texts in the catalogue of one language; unknown texts come back unchanged.

    A city's own words take the place of those of the catalogue.
    """

    __slots__ = ("_plural", "_reworded", "_single", "lang", "words")

    def __init__(self, lang: Lang, words: Rewording = ()) -> None:
        self.lang: Lang = lang
        self.words = words
        self._single, self._plural = _catalogue(lang)
        self._reworded: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """Return the translation of `message`."""
        text = self._single.get(message, message)
        return self._in_own_words(text) if self.words else text

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the translation for `n`; Indonesian has one form for all numbers."""
        text = self._plural.get(one) or (one if n == 1 else many)
        return self._in_own_words(text) if self.words else text

    def _in_own_words(self, text: str) -> str:
        found = self._reworded.get(text)
        if found is None:
            found = self._reworded[text] = reworded(text, self.words)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        return (translator, (self.lang, self.words))


def reworded(text: str, words: Rewording) -> str:
    """Return a text of the pages with a city's own words in place of its own, in one pass.

    A word keeps the capital that it has where it stands. In a sentence, `nya` stays with it, behind
    a hyphen after an abbreviation, as Indonesian spelling asks.
    """
    one_of = "|".join(f"(?P<w{at}>{pattern})" for at, (pattern, _) in enumerate(words))
    pattern = re.compile(rf"\b(?:{one_of})(?P<its>nya)?\b", re.IGNORECASE)

    def own(match: re.Match[str]) -> str:
        at = next(at for at in range(len(words)) if match[f"w{at}"] is not None)
        word, its = words[at][1], match["its"] or ""
        if match[0][0].isupper():
            word = word[0].upper() + word[1:]
        hyphen = "-" if its and word.split()[-1].isupper() else ""
        return f"{word}{hyphen}{its}"

    return "".join(
        part if at % 2 else pattern.sub(own, part) for at, part in enumerate(_FIXED.split(text))
    )


@cache
def translator(lang: Lang, words: Rewording = ()) -> Translator:
    """Return the translator of `lang` with a city's own words, the same object on each call."""
    return Translator(lang, words)


def catalogue_bytes() -> tuple[bytes, ...]:
    """Return the bytes of every catalogue, for the cache keys of whatever uses its words."""
    return tuple(_source(lang).read_bytes() for lang in LANGS if lang != "en")


def _source(lang: Lang) -> Path:
    return Path(__file__).parent / "locale" / lang / "LC_MESSAGES" / "sitegen.po"


@cache
def _catalogue(lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    if lang == "en":
        return {}, {}
    return parse_catalogue(_source(lang).read_text(encoding="utf-8"))


def parse_catalogue(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the translations of single messages, and those of plurals by their singular.

    `text` is as `scripts/messages.py` writes it: entries separated by empty lines, each text
    quoted as in JSON, on one line or several. Babel's own reader takes four times as long, and
    twice that to import: too long for `--help`.
    """
    single: dict[str, str] = {}
    plural: dict[str, str] = {}
    for entry in text.split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in entry.strip().split("\n"):
            if not line.startswith('"'):
                name, _, line = line.partition(" ")  # noqa: PLW2901 - the rest of the line
            parts[name] = parts.get(name, "") + json.loads(line or '""')
        found, target = ("msgstr[0]", plural) if "msgid_plural" in parts else ("msgstr", single)
        if parts.get("msgid") and parts.get(found):
            target[parts["msgid"]] = parts[found]
    return single, plural
