"""The whole index: which files it has, from what each is made, and the list that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from msgspec import Struct, json

from sitegen.digest import digest
from sitegen.model import SearchPart, UnitEntry
from sitegen.search.making import Making, file_names
from sitegen.search.segments import WEEK, Segment, segments
from sitegen.search.vocabulary import WEEK_FILES, WordList, word_files
from sitegen.search.words import GRAMMAR

FOLDER = "/cari/"
LIST = f"{FOLDER}segmen.json"
# Changes whenever the script has to read the files in another way.
FORMAT = 1


class IndexFile(Struct, frozen=True, kw_only=True):
    """A file of the index: its address, what stands for all that it is made from, and how."""

    url: str
    key: str
    make: Callable[[], bytes]


def index_files(
    of_units: tuple[tuple[UnitEntry, tuple[SearchPart, ...]], ...], today: date
) -> Iterator[IndexFile]:
    """Yield the files of the index as it is on a day; nothing is opened until one is made."""
    found = segments(((entry, part) for entry, own in of_units for part in own), today)
    makings = {each.name: Making(each) for each in found}
    for segment in found:
        making = makings[segment.name]
        for name in file_names(segment):
            yield IndexFile(
                url=f"{FOLDER}{segment.name}/{name}",
                key=segment.key,
                make=partial(making.file, name),
            )
    closed = tuple(each for each in found if each.name != WEEK)
    count = word_files(sum(each.documents for each in closed))
    words = WordList(tuple(makings[each.name] for each in closed), count)
    key = digest(*(each.key for each in closed))
    for number in range(count):
        url = f"{FOLDER}kata/{number}.json"
        yield IndexFile(url=url, key=key, make=partial(words.file, number))
    yield IndexFile(url=f"{FOLDER}kata/umum.json", key=key, make=words.common)
    for week in (each for each in found if each.name == WEEK):
        own = WordList((makings[WEEK],), WEEK_FILES)
        for number in range(WEEK_FILES):
            url = f"{FOLDER}{WEEK}/kata-{number}.json"
            yield IndexFile(url=url, key=week.key, make=partial(own.file, number))
    body = _list(found, count, key)
    yield IndexFile(url=LIST, key=digest(body), make=partial(bytes, body))


def _list(found: tuple[Segment, ...], words: int, key: str) -> bytes:
    """The list of segments in the order of a search; what follows each name dates its files."""
    return json.encode(
        {
            "format": FORMAT,
            "kata": [words, key[:8]],
            "minggu": WEEK_FILES,
            "abai": sorted(GRAMMAR),
            "segmen": [[each.name, each.buckets, each.key[:8]] for each in found],
        }
    )
