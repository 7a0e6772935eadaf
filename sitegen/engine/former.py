"""What git knows of the addresses that units had which are closed, merged, renamed or split now."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from sitegen.city.git.ended import read_ended
from sitegen.engine.paths import Paths
from sitegen.engine.rivals import traces_of
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.model import Former, Problem
from sitegen.model.roles import CONTENT, has_page
from sitegen.pages.city import FormerAddresses
from sitegen.portal.former import MAX_OF_FORMER
from sitegen.reports.former import former_address

# A text as it is, and its path and lines then.
Moved = tuple[str, tuple[str, str]]


def former_key(city: CityScan) -> str:
    """Return what stands for all that `former_addresses` reads besides the units' pages."""
    formers = city.formers()
    if not formers:
        return ""
    return repr(
        (city.history.key, city.history.reason, *_missing(city, formers), *_moved(city, formers))
    )


def former_addresses(city: CityScan, units: Units) -> FormerAddresses:
    """Return the addresses that texts and tables of former units had, and where these are now."""
    formers = city.formers()
    whole = bool(city.history.key) and not city.history.reason
    if not formers:
        return FormerAddresses(whole=whole)
    rules, root = city.context.rules, city.options.root
    folders = tuple(f"{CONTENT}/{former.key}" for former in formers)
    ended = read_ended(root, folders) if city.history.key else {}
    gone = (
        former_address(path, lines, rules)
        for path, lines in ended.items()
        if not os.path.lexists(root / path)
    )
    return FormerAddresses(
        whole=whole,
        gone=tuple(sorted({url for url in gone if url})),
        moved=tuple(sorted(set(_led(city, units, formers)))),
    )


def _led(city: CityScan, units: Units, formers: tuple[Former, ...]) -> Iterator[tuple[str, str]]:
    """The earlier address of each text that had another name, with the one that it has now."""
    pages: dict[str, dict[str, str]] = {}
    for path, (old, lines) in _moved(city, formers):
        key = "/".join(path.split("/")[1:3])
        if key not in units.plan.keys:
            continue
        if key not in pages:
            traces = traces_of(city, units, key)
            pages[key] = {t.path: t.pages[0] for t in traces if t.pages and has_page(t.path)}
        before = former_address(old, lines, city.context.rules)
        now = pages[key].get(path, "")
        if before and now and before != now:
            yield before, now


def _moved(city: CityScan, formers: tuple[Former, ...]) -> tuple[Moved, ...]:
    """What git knows to have been elsewhere, in a former unit or in one that follows it."""
    keys = {key for former in formers for key in (former.key, *former.way)}
    return tuple(
        (path, was)
        for path, several in city.history.former.items()
        for was in several
        if "/".join(was[0].split("/")[1:3]) in keys
    )


def _missing(city: CityScan, formers: tuple[Former, ...]) -> tuple[str, ...]:
    """The committed files of former units that are not in their folders any more."""
    folders = tuple(f"{CONTENT}/{former.key}/" for former in formers)
    return tuple(
        path
        for path in city.history.dates
        if path.startswith(folders) and not os.path.lexists(city.options.root / path)
    )


def crowded(city: CityScan, paths: Paths) -> Iterator[Problem]:
    """Yield a warning for each former unit with more old addresses than a site may keep."""
    formers = city.formers()
    if not formers:
        return
    counts = Counter(
        "/".join(path.split("/")[:2]) for path, owner in paths.claims.owners.items() if not owner
    )
    for former in formers:
        if counts[former.key] > MAX_OF_FORMER:
            limit = str(MAX_OF_FORMER)
            yield Problem.of("U049", "data/units.csv", unit=former.key, limit=limit)
