"""The words of a text as they are searched for: small letters, no accents, no grammar words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

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
urus ingin mau mohon tolong tanpa dimana mengapa kenapa gimana terdekat dekat
yg dgn utk tdk gak nggak enggak
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
    return list(filter(_COUNTS.__getitem__, _split(text)))


def counted_words(text: str) -> dict[str, int]:
    """Return how often each word of a text stands in it, as `words_of` has them."""
    return Counter(filter(_COUNTS.__getitem__, _split(text)))


def initials(title: str) -> Iterator[str]:
    """Yield what people make of a title of three to five words: `sktm`, and `pbb` without its `dan`."""
    every = [word for word in plain(title).partition("(")[0].split() if word.isalpha()]
    for words in (every, [word for word in every if word not in GRAMMAR]):
        if 3 <= len(words) <= 5:
            yield "".join(word[0] for word in words)


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


class _Counts(dict[str, bool]):
    """Whether the words that were met are searched for, each found once in a process."""

    def __missing__(self, word: str) -> bool:
        found = 1 < len(word) <= LONGEST and word not in GRAMMAR and not _DIGITS.search(word)
        if len(self) < _MOST:
            self[word] = found
        return found


_MOST = 1 << 17
_COUNTS = _Counts()
