"""The words of a text as they are searched for: small letters, no accents, no grammar words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters and digits of any script; the script of the page splits queries in the same way.
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d{7,}")
LONGEST = 32
# Words that stand in nearly every text and mean nothing alone, in Indonesian and English.
GRAMMAR = frozenset(
    [
        "ada",
        "adalah",
        "agar",
        "akan",
        "antara",
        "atas",
        "atau",
        "bagi",
        "bahwa",
        "bagaimana",
        "bisa",
        "dalam",
        "dan",
        "dapat",
        "dari",
        "dengan",
        "di",
        "hal",
        "ini",
        "itu",
        "jika",
        "juga",
        "kami",
        "kamu",
        "karena",
        "ke",
        "kepada",
        "kita",
        "lebih",
        "maka",
        "mereka",
        "oleh",
        "pada",
        "para",
        "per",
        "saat",
        "saja",
        "sangat",
        "sebagai",
        "secara",
        "sehingga",
        "serta",
        "setiap",
        "sudah",
        "telah",
        "tentang",
        "terhadap",
        "tersebut",
        "tidak",
        "untuk",
        "yaitu",
        "yakni",
        "yang",
        "anda",
        "saya",
        "apa",
        "mana",
        "kapan",
        "siapa",
        "berapa",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "with",
    ]
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order.

    Left out are grammar words, single letters, and numbers of seven digits and more, which nobody
    needs to find: telephones, identity cards, accounts.
    """
    return [word for word in _WORD.findall(plain(text)) if _counts(word)]


def distinct(words: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return each word once, sorted, without those that are known."""
    return tuple(sorted(set(words).difference(known)))


def plain(text: str) -> str:
    """Return a text in small letters without accents and other marks."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.lower())
    marks = [sign for sign in set(split) if unicodedata.category(sign)[0] == "M"]
    return split.translate(dict.fromkeys(map(ord, marks))) if marks else split


@lru_cache(maxsize=1 << 17)
def _counts(word: str) -> bool:
    return 1 < len(word) <= LONGEST and word not in GRAMMAR and not _DIGITS.search(word)
