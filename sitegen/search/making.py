"""The files of one segment: postings in buckets, and records by pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import json

from sitegen.digest import digest
from sitegen.model import UnitEntry
from sitegen.search.hashing import bucket
from sitegen.search.parts import SearchDoc, group_of, opened
from sitegen.search.postings import LEVELS, encoded_levels
from sitegen.search.segments import Segment
from sitegen.search.stems import stem

# Documents to a page of records.
PAGE = 50


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


class Making:
    """A segment's documents, opened and numbered once for all its files."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment

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
            for doc in opened(part):
                found[self.segment.group(group_of(doc))].append((entry, doc))
        for own in found.values():
            own.sort(key=lambda pair: (pair[1].day, pair[1].url, pair[1].title))
        return found

    @cached_property
    def _checks(self) -> dict[str, str]:
        """What stands for the order of each group: pages of records are compared by it."""
        return {
            group: digest(*(doc.url for _, doc in own))[:5] for group, own in self.grouped.items()
        }

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return dict((*self._postings(), *self._records()))

    def _postings(self) -> Iterator[tuple[str, bytes]]:
        of_buckets: list[dict[str, str]] = [{} for _ in range(self.segment.buckets)]
        for name, levels in sorted(self._numbers().items()):
            of_buckets[bucket(name, self.segment.buckets)][name] = encoded_levels(levels)
        groups = [[group, self._checks[group], count] for group, count in self.segment.groups]
        for number, stems in enumerate(of_buckets):
            yield (
                f"p{number}.json",
                json.encode({"n": self.segment.buckets, "g": groups, "s": stems}),
            )

    def _numbers(self) -> dict[str, tuple[list[int], ...]]:
        """The numbers of the documents that have each stem, by level."""
        found: dict[str, tuple[list[int], ...]] = {}
        start = 0
        for group, count in self.segment.groups:
            for number, (entry, doc) in enumerate(self.grouped[group], start):
                seen: set[str] = set()
                for level in range(LEVELS - 1, -1, -1):
                    text = (doc.words, doc.about, doc.titled)[level]
                    stems = set(map(stem, text.split()))
                    if level == 0:
                        stems.update(marks(entry, doc))
                    for each in stems - seen:
                        own = found.get(each)
                        if own is None:
                            own = found[each] = ([], [], [])
                        own[level].append(number)
                    seen |= stems
            start += pages(count) * PAGE
        return found

    def _records(self) -> Iterator[tuple[str, bytes]]:
        for group, own in self.grouped.items():
            for page in range(pages(len(own))):
                records = [
                    [doc.url, doc.title, doc.summary, doc.day, doc.kind or f"={doc.form}"]
                    for _, doc in own[page * PAGE : (page + 1) * PAGE]
                ]
                yield (
                    f"{group}-{page}.json",
                    json.encode({"c": self._checks[group], "r": records}),
                )
