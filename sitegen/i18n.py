"""Translations from gettext catalogues; the message ids are English.

The catalogue is read as text (`sitegen/locale/<lang>/LC_MESSAGES/sitegen.po`), so there is no
compiled file to go stale; reading it takes about 10 ms, once per process.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Return `text` unchanged, marking it for the message catalogue."""
    return text


class Translator:
    """Looks up texts in the catalogue of one language; unknown texts come back unchanged."""

    __slots__ = ("_plural", "_single", "lang")

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._single, self._plural = _catalogue(lang)

    def gettext(self, message: str) -> str:
        """Return the translation of `message`."""
        return self._single.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the translation for `n`; Indonesian has one form for all numbers."""
        found = self._plural.get(one)
        if found is not None:
            return found
        return one if n == 1 else many

    def __reduce__(self) -> tuple[object, ...]:
        return (translator, (self.lang,))


@cache
def translator(lang: Lang) -> Translator:
    """Return the translator of `lang`, the same object on each call."""
    return Translator(lang)


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
