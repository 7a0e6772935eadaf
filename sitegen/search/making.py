"""The files of one segment: postings in buckets, and records by pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from msgspec import json

from sitegen.digest import digest
from sitegen.model import SearchPart, UnitEntry
from sitegen.search.hashing import bucket
from sitegen.search.parts import SearchDoc, group_of, opened, place_of
from sitegen.search.postings import LEVELS, encoded_levels
from sitegen.search.segments import PAGE, Segment
from sitegen.search.stems import stems
from sitegen.search.words import words_of


def pages(count: int) -> int:
    """Return on how many pages the records of a group stand."""
    return -(-count // PAGE)


def file_names(segment: Segment) -> Iterator[str]:
    """Yield the files of a segment: postings by number, records by group and number."""
    for number in range(segment.buckets):
        yield f"p{number}.json"
    for group, count in segment.groups:
        yield from (f"{group}-{page}.json" for page in range(pages(count)))


def unit_marks(entry: UnitEntry) -> tuple[str, ...]:
    """Return what all documents of a unit are filtered by, as stems that no word has."""
    above = entry.key if entry.level == "kecamatan" else entry.parent
    own = (f"=unit/{entry.key}", f"=jenis-unit/{entry.kind}")
    return (*own, f"=kecamatan/{above}") if above and entry.level != "dinas" else own


def marks(doc: SearchDoc) -> Iterator[str]:
    """Yield what a document is filtered by besides its unit."""
    yield f"=bentuk/{doc.form}"
    if doc.kind:
        yield f"=jenis/{doc.kind}"
    yield from (f"=topik/{topic}" for topic in doc.topics)


def around(entry: UnitEntry) -> frozenset[str]:
    """Return the stems of the names of a unit and of the unit above it: every page is about these."""
    above = entry.parent.partition("/")[2].replace("-", " ")
    return frozenset(stems(words_of(f"{entry.kind} {entry.name} {above}")))


class Openings:
    """The documents of parts, opened once for all files of an index."""

    def __init__(self) -> None:
        self._found: dict[str, list[SearchDoc]] = {}

    def docs(self, part: SearchPart) -> list[SearchDoc]:
        """Return the documents of a part."""
        found = self._found.get(part.mark)
        if found is None:
            found = self._found[part.mark] = opened(part)
        return found


class Making:
    """A segment's documents, numbered once for all its files."""

    def __init__(self, segment: Segment, openings: Openings) -> None:
        self.segment = segment
        self.openings = openings

    def file(self, name: str) -> bytes:
        """Return a file of the segment; raises LookupError for any other name."""
        return self._files[name]

    @cached_property
    def grouped(self) -> dict[str, list[tuple[UnitEntry, SearchDoc]]]:
        """The documents of each group, from the oldest to the newest."""
        found: dict[str, list[tuple[UnitEntry, SearchDoc]]] = {
            group: [] for group, _ in self.segment.groups
        }
        placed = [
            (group_of(doc), place_of(doc), doc.url, entry, doc)
            for entry, part in self.segment.parts
            for doc in self.openings.docs(part)
        ]
        placed.sort(key=itemgetter(0, 1, 2))
        for group, _, _, entry, doc in placed:
            found[self.segment.names[group]].append((entry, doc))
        return found

    @cached_property
    def _checks(self) -> dict[str, str]:
        """What stands for the order of each group: numbers of postings are those of its records.

        It says nothing of titles, so that another title leaves the postings of all other words alone.
        """
        return {
            group: digest(*(doc.url for _, doc in own))[:5] for group, own in self.grouped.items()
        }

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return dict((*self._postings(), *self._records()))

    def _postings(self) -> Iterator[tuple[str, bytes]]:
        of_buckets: list[dict[str, str]] = [{} for _ in range(self.segment.buckets)]
        for name, found in self._numbers():
            of_buckets[bucket(name, self.segment.buckets)][name] = found
        groups = [[group, self._checks[group], count] for group, count in self.segment.groups]
        frame = {"n": self.segment.buckets, "d": self.segment.since, "g": groups}
        for number, own in enumerate(of_buckets):
            yield f"p{number}.json", json.encode({**frame, "s": own})

    def _numbers(self) -> Iterator[tuple[str, str]]:
        """Each stem, sorted, with the numbers of the documents that have it, by level."""
        words, about, titled = levels = tuple(
            defaultdict[str, list[int]](list) for _ in range(LEVELS)
        )
        own = {entry.key: (around(entry), unit_marks(entry)) for entry, _ in self.segment.parts}
        start = 0
        for group, count in self.segment.groups:
            for number, (entry, doc) in enumerate(self.grouped[group], start):
                of_unit, marked = own[entry.key]
                top = stems(doc.titled.split())
                middle = (stems(doc.about.split()) | of_unit) - top
                for each in top:
                    titled[each].append(number)
                for each in middle:
                    about[each].append(number)
                for each in (*stems(doc.words.split()) - top - middle, *marked, *marks(doc)):
                    words[each].append(number)
            start += pages(count) * PAGE
        for name in sorted(words.keys() | about.keys() | titled.keys()):
            yield name, encoded_levels(level.get(name, ()) for level in levels)

    def _records(self) -> Iterator[tuple[str, bytes]]:
        for group, own in self.grouped.items():
            for page in range(pages(len(own))):
                records = [_record(doc) for _, doc in own[page * PAGE : (page + 1) * PAGE]]
                yield (
                    f"{group}-{page}.json",
                    json.encode({"c": self._checks[group], "r": records}),
                )


def _record(doc: SearchDoc) -> list[str]:
    """What is shown of a document."""
    return [doc.url, doc.title, doc.summary, doc.day, doc.kind or f"={doc.form}"]
