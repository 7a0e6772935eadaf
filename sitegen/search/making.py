"""The files of one segment: postings in buckets, and records by pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import json

from sitegen.digest import digest
from sitegen.model import SearchPart, UnitEntry
from sitegen.search.hashing import bucket
from sitegen.search.parts import SearchDoc, group_of, opened
from sitegen.search.postings import LEVELS, encoded_levels
from sitegen.search.segments import NEWEST, PAGE, Segment
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


def marks(entry: UnitEntry, doc: SearchDoc) -> Iterator[str]:
    """Yield what a document is filtered by, as stems that no word has."""
    yield f"=unit/{entry.key}"
    yield f"=jenis-unit/{entry.kind}"
    above = entry.key if entry.level == "kecamatan" else entry.parent
    if above and entry.level != "dinas":
        yield f"=kecamatan/{above}"
    yield f"=bentuk/{doc.form}"
    if doc.kind:
        yield f"=jenis/{doc.kind}"
    yield from (f"=topik/{topic}" for topic in doc.topics)


@lru_cache(maxsize=1 << 12)
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
        for entry, part in self.segment.parts:
            for doc in self.openings.docs(part):
                found[self.segment.names[group_of(doc)]].append((entry, doc))
        for own in found.values():
            own.sort(key=lambda pair: (group_of(pair[1]), pair[1].title, pair[1].url))
        return found

    @cached_property
    def _checks(self) -> dict[str, str]:
        """What stands for each group: pages of records are compared by it.

        In closed segments that is the order alone, since the segment's version dates their files. In
        the newest it is all that is shown.
        """
        return {
            group: digest(
                *(
                    json.encode(_record(doc)) if self.segment.name == NEWEST else doc.url
                    for _, doc in own
                )
            )[:5]
            for group, own in self.grouped.items()
        }

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return dict((*self._postings(), *self._records()))

    def _postings(self) -> Iterator[tuple[str, bytes]]:
        of_buckets: list[dict[str, str]] = [{} for _ in range(self.segment.buckets)]
        for name, levels in sorted(self._numbers().items()):
            of_buckets[bucket(name, self.segment.buckets)][name] = encoded_levels(levels)
        groups = [[group, self._checks[group], count] for group, count in self.segment.groups]
        frame = {"n": self.segment.buckets, "d": self.segment.since, "g": groups}
        for number, found in enumerate(of_buckets):
            yield f"p{number}.json", json.encode({**frame, "s": found})

    def _numbers(self) -> dict[str, tuple[list[int], ...]]:
        """The numbers of the documents that have each stem, by level."""
        words, about, titled = levels = tuple(
            defaultdict[str, list[int]](list) for _ in range(LEVELS)
        )
        start = 0
        for group, count in self.segment.groups:
            for number, (entry, doc) in enumerate(self.grouped[group], start):
                top = stems(doc.titled.split())
                middle = (stems(doc.about.split()) | around(entry)) - top
                for each in top:
                    titled[each].append(number)
                for each in middle:
                    about[each].append(number)
                for each in stems(doc.words.split()) - top - middle:
                    words[each].append(number)
                for each in marks(entry, doc):
                    words[each].append(number)
            start += pages(count) * PAGE
        every = words.keys() | about.keys() | titled.keys()
        return {each: tuple(level.get(each, []) for level in levels) for each in every}

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
