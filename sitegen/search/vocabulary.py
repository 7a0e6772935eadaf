"""The word list: which words there are, their stems, and how common they are.

It has the words of all but this week, so that a new report changes none of its files. Those of the
week lie beside the newest postings, and are asked for only where the list does not know a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import sqrt

from msgspec import json

from sitegen.model import SearchPart
from sitegen.search.hashing import PREFIX, bucket, power
from sitegen.search.making import Openings
from sitegen.search.parts import counted
from sitegen.search.stems import KNOWN, stem

# The words in which mistakes in the first letters are mended too.
COMMON = 3000
WEEK_FILES = 4


def word_files(documents: int) -> int:
    """Return the number of files for the words of so many documents: some 100 to 300 words each."""
    return power(sqrt(documents), most=512)


def rounded(count: int) -> int:
    """Return how common a word is from 0 to 9: each step is three times as common."""
    step = 0
    while count >= 3 and step < 9:
        count //= 3
        step += 1
    return step


class Words:
    """The words of the index, those of this week apart: a report of today leaves the others alone.

    Each unit has counted its own, so that of 73,000 documents only those of the week are opened.
    """

    def __init__(
        self, of_units: Iterable[str], week: tuple[SearchPart, ...], openings: Openings
    ) -> None:
        self._of_units = of_units
        self._week = week
        self._openings = openings

    @cached_property
    def _counted_week(self) -> Counter[str]:
        return counted(doc for part in self._week for doc in self._openings.docs(part))

    def week(self) -> Counter[str]:
        """Return in how many documents of the week each word is."""
        return self._counted_week

    def before(self) -> Counter[str]:
        """Return in how many of the other documents each word is."""
        found: Counter[str] = Counter()
        for text in self._of_units:
            own = text.split()
            for word, count in zip(own[::2], own[1::2], strict=True):
                found[word] += int(count)
        return found - self._counted_week


class WordList:
    """The files of some words, made at once."""

    def __init__(self, words: Callable[[], Counter[str]], files: int) -> None:
        self._find = words
        self.count = files

    def file(self, number: int) -> bytes:
        """Return a file of the word list."""
        return self._files[number]

    @cached_property
    def _files(self) -> tuple[bytes, ...]:
        return tuple(written(self._counts, self.count))

    @cached_property
    def _counts(self) -> Counter[str]:
        return self._find()

    def common(self) -> bytes:
        """Return the file of the most common words."""
        words = self._counts
        ranked = sorted(words, key=lambda word: (-rounded(words[word]), word))[:COMMON]
        return json.encode("\n".join(_line(word, words[word]) for word in sorted(ranked)))


def written(words: Mapping[str, int], count: int) -> Iterator[bytes]:
    """Yield the files of the word list: a line for each word, how common it is, and its stem if that
    is another word.

    Forms that only the table of families knows are there too: no letter of theirs is mended.
    """
    lines: list[list[str]] = [[] for _ in range(count)]
    found = {KNOWN[word] for word in KNOWN.keys() & words.keys()}
    more = {word for word, own in KNOWN.items() if own in found}
    for word in sorted(words.keys() | more):
        lines[bucket(word[:PREFIX], count)].append(_line(word, words.get(word, 0)))
    for own in lines:
        yield json.encode("\n".join(own))


def _line(word: str, count: int) -> str:
    own = stem(word)
    return f"{word} {rounded(count)}" + ("" if own == word else f" {own}")
