"""The whole index: which files it has, from what each is made, and the list that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from msgspec import Struct, json

from sitegen.digest import digest
from sitegen.model import SearchTexts, UnitEntry
from sitegen.search.making import Making, Openings, file_names
from sitegen.search.segments import NEWEST, Segment, by_week, segments
from sitegen.search.vocabulary import WEEK_FILES, WordList, Words, word_files

FOLDER = "/cari/"
LIST = f"{FOLDER}segmen.json"
# Changes whenever the script has to read the files in another way.
FORMAT = 2


class IndexFile(Struct, frozen=True, kw_only=True):
    """A file of the index: its address, what stands for all that it is made from, and how."""

    url: str
    key: str
    make: Callable[[], bytes]


def index_files(
    of_units: tuple[tuple[UnitEntry, SearchTexts], ...], today: date
) -> Iterator[IndexFile]:
    """Yield the files of the index as it is on a day; nothing is opened until one is made."""
    pairs = tuple((entry, part) for entry, own in of_units for part in own.parts)
    found = segments(pairs, today)
    openings = Openings()
    for segment in found:
        making = Making(segment, openings)
        for name in file_names(segment):
            yield IndexFile(
                url=f"{FOLDER}{segment.name}/{name}",
                key=segment.key,
                make=partial(making.file, name),
            )
    week, before = by_week((part for _, part in pairs), today)
    key = digest(*(part.mark for part in before))
    count = word_files(sum(documents for part in before for _, documents in part.groups))
    found_words = Words((own.words for _, own in of_units), week, openings)
    words = WordList(found_words.before, count)
    for number in range(count):
        url = f"{FOLDER}kata/{number}.json"
        yield IndexFile(url=url, key=key, make=partial(words.file, number))
    yield IndexFile(url=f"{FOLDER}kata/umum.json", key=key, make=words.common)
    own = WordList(found_words.week, WEEK_FILES)
    for number in range(WEEK_FILES):
        url = f"{FOLDER}{NEWEST}/kata-{number}.json"
        yield IndexFile(
            url=url, key=digest(*(part.mark for part in week)), make=partial(own.file, number)
        )
    body = _list(found, count, key)
    yield IndexFile(url=LIST, key=digest(body), make=partial(bytes, body))


def _list(found: tuple[Segment, ...], words: int, key: str) -> bytes:
    """What is needed for more than the newest: older segments; what follows a name dates its files."""
    newest, *older = found
    return json.encode(
        {
            "format": FORMAT,
            "dari": newest.since,
            "kata": [words, key[:8]],
            "minggu": WEEK_FILES,
            "segmen": [[each.name, each.buckets, each.key[:8]] for each in older],
        }
    )
