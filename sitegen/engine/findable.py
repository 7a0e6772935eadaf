"""Verification of the search's index that is online: what it names is there, and its folders are not too full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from msgspec import DecodeError, Struct, json

from sitegen.model import Problem
from sitegen.search.index import FOLDER, LIST
from sitegen.urls import output_path

# Hosts and file systems become slow with larger folders.
MOST_FILES = 50_000
_ROOT = FOLDER.strip("/")


class _List(Struct):
    """The segments of the index: name, number of files with postings, version."""

    segmen: list[tuple[str, int, str]]


class _Postings(Struct):
    """The groups of a segment: name, check, number of documents."""

    g: list[tuple[str, str, int]]


class _Page(Struct):
    """Records: address, title, summary, day, kind."""

    r: list[tuple[str, str, str, str, str]]


def unfindable(folder: Path, online: Mapping[str, object]) -> Iterator[Problem]:
    """Yield a problem for whatever the published index names that is not among the site's files.

    `online` has the paths of these; an index that is not there, or not built yet, has none.
    """
    sizes = Counter(path.rpartition("/")[0] for path in online if path.startswith(f"{_ROOT}/"))
    for name, count in sorted(sizes.items()):
        if count > MOST_FILES:
            yield Problem.of("S068", name, count=str(count), limit=str(MOST_FILES))
    for path in sorted(online):
        parts = path.split("/")
        if parts[0] != _ROOT or not path.endswith(".json"):
            continue
        try:
            body = (folder / path).read_bytes()
            if path == output_path(LIST):
                yield from _absent(path, _named(json.decode(body, type=_List)), online)
            elif parts[-1] == "p0.json":
                groups = json.decode(body, type=_Postings).g
                first = (f"{'/'.join(parts[:-1])}/{group}-0.json" for group, _, _ in groups)
                yield from _absent(path, first, online)
            elif parts[1] != "kata" and parts[-1][0] != "p" and not parts[-1].startswith("kata-"):
                urls = (record[0] for record in json.decode(body, type=_Page).r)
                pages = (output_path(url.partition("#")[0].partition("?")[0]) for url in urls)
                yield from _absent(path, pages, online)
        except (OSError, DecodeError) as error:
            yield Problem.of("S067", path, named=str(error))


def _named(found: _List) -> Iterator[str]:
    """The files with postings of all older segments."""
    for name, count, _ in found.segmen:
        yield from (f"{_ROOT}/{name}/p{number}.json" for number in range(count))


def _absent(path: str, named: Iterator[str], online: Container[str]) -> Iterator[Problem]:
    yield from (Problem.of("S067", path, named=each) for each in named if each not in online)
