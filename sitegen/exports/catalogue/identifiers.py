"""The identifier of each dataset: the address from the site's root that it had first, for good.

A new title changes no address. What moved is known by the city's list of old addresses, by git within a
unit, and by who follows whom in the register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sitegen.model import DatasetSummary
from sitegen.pages.city import City, all_datasets

_DATASET = re.compile(r"/([a-z0-9-]+/[a-z0-9-]+)(/data/[a-z0-9-]+/)")
# Says of an address which one was there before, "" if none is known.
Older = Callable[[str], str]


def identifiers(city: City) -> dict[str, str]:
    """Return the identifier of each dataset, also of those that are gone, by the address of its page.

    No two have the same: one that took the address of another, which moved away, has it with `/2`.
    """
    datasets = tuple(own for own, _ in all_datasets(city))
    ways = (_listed(city), _renamed(datasets), _of_former_units(city))
    addresses = (*(each.url for each in city.read("removed")), *(own.url for own in datasets))
    firsts = {url: _first(url, ways) for url in addresses}
    found: dict[str, str] = {}
    taken: set[str] = set()
    # Who had an address first keeps it.
    for url, first in sorted(firsts.items(), key=lambda pair: pair[0] == pair[1]):
        name = plain = first.strip("/")
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}/{number}"
        taken.add(name)
        found[url] = name
    return found


def _first(url: str, ways: tuple[Older, ...]) -> str:
    """The address at the end of all ways back."""
    seen = {url}
    while older := next((old for way in ways if (old := way(url)) and old not in seen), ""):
        seen.add(older)
        url = older
    return url


def _listed(city: City) -> Older:
    """What the city's list of old addresses says."""
    olds, _ = city.read("old_addresses")
    prefix = city.site.address.prefix
    before = {
        each.target: url
        for each in olds or ()
        if not each.parameters
        and _DATASET.fullmatch(url := f"{each.path.removeprefix(prefix).rstrip('/')}/")
    }
    return lambda url: before.get(url, "")


def _renamed(datasets: tuple[DatasetSummary, ...]) -> Older:
    """What git knows of files that have another name now."""
    origins = {own.url: own.origin for own in datasets if own.origin}
    return lambda url: origins.get(url, "")


def _of_former_units(city: City) -> Older:
    """What was at the same place of a unit that this one follows, or has moved from there.

    A unit that only has another id took all with it. Of units that were merged or split git knows what
    was whose.
    """
    known = city.read("former") if city.formers else None
    moved = {now: old for old, now in known.moved} if known else {}
    gone = frozenset(known.gone) if known and known.whole else frozenset()
    renamed = dict(_only_renamed(city))
    follows: dict[str, list[str]] = {}
    for former in city.formers:
        for key in former.way:
            follows.setdefault(key, []).append(former.key)

    def older(url: str) -> str:
        found = _DATASET.fullmatch(url)
        if not found:
            return ""
        if url in moved:
            return moved[url]
        key, place = found.groups()
        if key in renamed:
            return f"/{renamed[key]}{place}"
        there = (f"/{former}{place}" for former in follows.get(key, ()))
        return next((each for each in there if each in gone), "")

    return older


def _only_renamed(city: City) -> Iterator[tuple[str, str]]:
    """Yield each unit whose only former id nobody else follows, with that id."""
    followed: Mapping[str, tuple[str, ...]] = {
        former.key: former.way for former in city.formers if former.entry is None
    }
    for entry in city.entries:
        if len(entry.former_ids) == 1 and len(followed.get(entry.former_ids[0], ())) == 1:
            yield entry.key, entry.former_ids[0]
