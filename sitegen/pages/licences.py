"""The addresses of the Creative Commons licences, as people write their names."""

from __future__ import annotations

import re

from sitegen.i18n import Lang

_PUBLIC_DOMAIN = re.compile(r"cc[ -]?0(?:[ -]1\.0)?|cc[ -]zero(?:[ -]1\.0)?", re.IGNORECASE)
_LICENCE = re.compile(
    r"cc[ -](by(?:-(?:sa|nd|nc(?:-sa|-nd)?))?)[ -]([1-4]\.[05])(?: (?:internasional|international))?",
    re.IGNORECASE,
)


def licence_url(text: str, lang: Lang) -> str:
    """Return the address of the licence that `text` names, in the site's language; "" if unknown.

    `CC BY 4.0`, `CC-BY-SA-4.0` and `CC0` are known; a version before 4.0 has the terms of several
    countries, of which the international ones are meant.
    """
    words = " ".join(text.split())
    if _PUBLIC_DOMAIN.fullmatch(words):
        return f"https://creativecommons.org/publicdomain/zero/1.0/deed.{lang}"
    found = _LICENCE.fullmatch(words)
    if not found:
        return ""
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/deed.{lang}"
