"""The known word that somebody may have meant, found among any number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

# Of more words than this only those are compared that share the rarest pieces with the one asked for.
FEW = 128
# Words that may be looked at for one question because they share a piece, and compared in the end.
LOOKED_AT = 1000
COMPARED = 5
_PIECE = 3
# Two letters changed over leave no three in a row of a word this short.
_SHORT = 6


class Names:
    """Known words, arranged so that a question among thousands costs as much as among a few.

    The first of words that differ in capitals counts. The answer depends on the words and the
    question alone.
    """

    __slots__ = ("_folded", "_holders", "_words")

    def __init__(self, known: Iterable[str]) -> None:
        self._folded: dict[str, str] = {}
        for each in known:
            self._folded.setdefault(each.casefold(), each)
        self._words = list(self._folded)
        self._holders: dict[str, list[int]] = {}

    def nearest(self, word: str, cutoff: float) -> str:
        """Return the known word most similar to `word`, ignoring case, or "" if none is close."""
        wanted = word.strip().casefold()
        if wanted in self._folded:
            return self._folded[wanted]
        among = self._words if len(self._words) <= FEW else self._alike(wanted)
        found = get_close_matches(wanted, among, n=1, cutoff=cutoff)
        return self._folded[found[0]] if found else ""

    def _alike(self, wanted: str) -> list[str]:
        """The words that share most of the rarest pieces of one."""
        if not self._holders:
            for at, word in enumerate(self._words):
                for piece in _pieces(word):
                    self._holders.setdefault(piece, []).append(at)
        lists = [self._holders[piece] for piece in _pieces(wanted) if piece in self._holders]
        lists.sort(key=lambda holders: (len(holders), holders[0]))
        shared: Counter[int] = Counter()
        left = LOOKED_AT
        for holders in lists:
            shared.update(holders[:left])
            left -= len(holders)
            if left <= 0:
                break
        best = shared.most_common(COMPARED)
        return [self._words[at] for at, _ in best] or self._words[:COMPARED]


@lru_cache(maxsize=8)
def names_of(words: tuple[str, ...]) -> Names:
    """Return the arrangement of these words, which many questions share."""
    return Names(words)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.74) -> str:
    """Return the known word most similar to `word`, ignoring case, or "" if none is close."""
    return names_of(tuple(known)).nearest(word, cutoff)


def _pieces(word: str) -> set[str]:
    """Three signs in a row, wherever they are; of a short word two in a row besides."""
    found = {word[at : at + _PIECE] for at in range(max(1, len(word) - _PIECE + 1))}
    if len(word) <= _SHORT:
        found |= {word[at : at + 2] for at in range(len(word) - 1)}
    return found
