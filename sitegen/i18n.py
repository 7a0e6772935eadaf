"""Translations from gettext catalogues; the message ids are English.

The catalogue is read as text (`sitegen/locale/<lang>/LC_MESSAGES/sitegen.po`), so that
there is no compiled file to grow stale; reading it takes about 20 ms, once a process.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = ("id", "en")


class Translator:
    """Looks texts up in the catalogue of one language; unknown texts come back as they are."""

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
    """Return the translator of `lang`, the same object at each call."""
    return Translator(lang)


def catalogue_bytes() -> tuple[bytes, ...]:
    """Return the bytes of every catalogue, for keys of what is made with their words."""
    return tuple(_source(lang).read_bytes() for lang in LANGS if lang != "en")


def _source(lang: Lang) -> Traversable:
    return files("sitegen") / "locale" / lang / "LC_MESSAGES" / "sitegen.po"


@cache
def _catalogue(lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    if lang == "en":
        return {}, {}
    from babel.messages.pofile import read_po

    single: dict[str, str] = {}
    plural: dict[str, str] = {}
    with _source(lang).open("rb") as stream:
        for message in read_po(stream, locale=lang, abort_invalid=True):
            if not message.id or not message.string:
                continue
            if isinstance(message.id, tuple):
                if message.string[0]:
                    plural[message.id[0]] = message.string[0]
            else:
                single[str(message.id)] = str(message.string)
    return single, plural
