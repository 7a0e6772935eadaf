"""The words of a text as they are searched for: small letters, no accents, no grammar words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

# Letters and digits of any script; the script of the page splits queries in the same way.
_WORD = re.compile(r"[^\W_]+")
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
_DIGITS = re.compile(r"\d{7,}")
LONGEST = 32
# Words that mean nothing alone: they stand in nearly every text, or say only that something is wanted.
_INDONESIAN = """\
ada adalah agar akan antara atas atau bagi bahwa bagaimana bisa dalam dan dapat dari dengan di
hal ini itu jika juga kami kamu karena ke kepada kita lebih maka mereka oleh pada para per saat
saja sangat sebagai secara sehingga serta setiap sudah telah tentang terhadap tersebut tidak
untuk yaitu yakni yang anda saya apa mana kapan siapa berapa cara buat membuat bikin mengurus
urus ingin mau mohon tolong tanpa dimana
"""
_ENGLISH = """\
an and are as at be by for from has in is it of on or that the this to was were with
"""
GRAMMAR = frozenset(_INDONESIAN.split() + _ENGLISH.split())


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order.

    Left out are grammar words, single letters, and numbers of seven digits and more, which nobody
    needs to find: telephones, identity cards, accounts.
    """
    return [word for word in _split(text) if _counts(word)]


def counted_words(text: str) -> dict[str, int]:
    """Return how often each word of a text stands in it, as `words_of` has them."""
    found = Counter(_split(text))
    return {word: count for word, count in found.items() if _counts(word)}


def distinct(words: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return each word once, sorted, without those that are known."""
    return tuple(sorted(set(words).difference(known)))


def _split(text: str) -> list[str]:
    """The words of a text; cut by a table rather than a pattern where it is in ASCII, as most are."""
    found = plain(text)
    if not found.isascii():
        for sign in set(found):
            if not (sign.isascii() or sign.isalnum()):
                found = found.replace(sign, " ")
    return found.translate(_SPACES).split() if found.isascii() else _WORD.findall(found)


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
