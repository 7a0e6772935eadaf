"""Verification of the live site: units and city pages rebuilt from scratch, compared bytewise."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from sitegen.digest import content_digest
from sitegen.engine.findable import unfindable
from sitegen.engine.parallel import Task, build_task
from sitegen.engine.plan import versions
from sitegen.engine.publish import Publication
from sitegen.engine.reduce import Plans
from sitegen.engine.scan import CityScan
from sitegen.engine.stage import Stage
from sitegen.engine.units import Units
from sitegen.model import Problem, Relatives, UnitSource
from sitegen.pages.city import NotAtHand, NothingToMake
from sitegen.pages.product import Planned
from sitegen.portal import products
from sitegen.store import files
from sitegen.store.cache import Cache
from sitegen.store.change import distrust
from sitegen.store.marker import STAGE, likely_files
from sitegen.store.state import OutputEntry
from sitegen.units.context import BuildContext

# A sample is one in SHARE of the units and of the city's pages, but at least LEAST of each.
SHARE = 20
LEAST = 5
# How many files a report keeps in both versions.
REPORTED = 5


def sample(items: tuple[object, ...], *, everything: bool) -> list[int]:
    """Return the indices of the items to check: all of them, or a random twentieth."""
    places = range(len(items))
    if everything:
        return list(places)
    count = min(len(items), max(LEAST, len(items) // SHARE))
    return sorted(random.SystemRandom().sample(places, count))


def verified(city: CityScan, all_units: Units, target: Publication) -> tuple[Problem, ...]:
    """Return a problem for each online file that a rebuild from scratch does not confirm.

    Its unit or the city then counts as not built, so that the next build makes it again. The first
    few files are left in both versions in a folder of the state, which the problems name.
    """
    folder = city.options.output
    everything = city.options.verify == "all"
    entries = target.entries
    online = {p: _on_disk(folder / p) if everything else e.digest for p, e in entries.items()}
    # What stays online as it was is made from nothing that a rebuild could read; of units that are
    # not chosen, it may be older than their files.
    stays = {
        key
        for key, record in all_units.records.items()
        if any(stand_in.online for stand_in in record.stand_ins)
    }
    every = tuple(
        item
        for item in all_units.plan.units
        if item[0].entry.key not in stays and city.options.chosen(item[0].entry.key)
    )
    units = [every[at] for at in sample(every, everything=everything)]
    plans = Plans(city, all_units)
    for path, entry in entries.items():
        plans.note(path, entry)
    pages = tuple(
        page
        for product in products.PRODUCTS
        for page in plans.pages(product)
        if not (product.yields and (held := entries.get(page.path)) and held.owner)
    )
    chosen = [pages[at] for at in sample(pages, everything=everything)]
    changed = (Difference(p, e.owner) for p, e in entries.items() if online[p] != e.digest)
    found = {
        difference.path: difference
        for difference in (
            *changed,
            *verify_units(units, city.context, entries, online),
            *verify_pages(chosen, online),
        )
    }
    stray = unknown_pages(folder, entries) if everything else ()
    told = (*(Problem.of("S033", path) for path in stray), *unfindable(folder, entries))
    if not found:
        return told
    report = _report(city, found)
    distrust(target.state, entries, {path: each.owner for path, each in found.items()})
    wrong = (Problem.of("S023", path, report=str(report)) for path in sorted(found))
    return (*wrong, *told)


class Difference(Struct, frozen=True):
    """A file that a rebuild did not confirm; `made` has the rebuilt bytes, None if none."""

    path: str
    owner: str
    made: bytes | None = None


def verify_units(
    units: Iterable[tuple[UnitSource, Relatives]],
    context: BuildContext,
    entries: dict[str, OutputEntry],
    online: dict[str, str],
) -> Iterator[Difference]:
    """Yield the files that differ from those online when units are built without any cache.

    `online` has the digests of the published files, `entries` their owners.
    """
    bare = replace(context, cache=Cache(""))
    by_owner: dict[str, dict[str, str]] = {}
    for path, entry in entries.items():
        by_owner.setdefault(entry.owner, {})[path] = online[path]
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        run = "verify"
        files.make_folder(Path(folder, STAGE, run))
        for source, relatives in units:
            owner = source.entry.key
            built = build_task(Task(source, relatives, Stage(folder, run, owner, {})), bare)
            clean = {staged.path: staged for staged in built.staged}
            made = {path: staged.entry.digest for path, staged in clean.items()}
            for path in {path for path, _ in made.items() ^ by_owner.get(owner, {}).items()}:
                at = clean[path].at if path in clean else ""
                yield Difference(path, owner, Path(folder, STAGE, at).read_bytes() if at else None)


def verify_pages(pages: Iterable[Planned], online: dict[str, str]) -> Iterator[Difference]:
    """Yield the city's pages that differ from those online when made again."""
    for page in pages:
        try:
            body = page.make().body
        except NothingToMake:
            if page.path in online:
                yield Difference(page.path, "")
            continue
        except NotAtHand:
            yield Difference(page.path, "")
            continue
        if online.get(page.path) != content_digest(body):
            yield Difference(page.path, "", body)


def unknown_pages(folder: Path, published: Container[str]) -> tuple[str, ...]:
    """Return the pages in the site's folders that no source makes."""
    tops = {path.partition("/")[0] for path in likely_files(folder) if path in published}
    return tuple(
        path
        for path in likely_files(folder)
        if path not in published and path.endswith("/index.html") and path.split("/")[0] in tops
    )


def _on_disk(path: Path) -> str:
    try:
        return content_digest(path.read_bytes())
    except OSError:
        return ""


def _report(city: CityScan, found: dict[str, Difference]) -> Path:
    """Save the first few files in both versions, and what they were made with; return where."""
    report = city.options.root / ".sitegen" / f"verify-{city.context.now:%Y%m%dT%H%M%S}"
    files.remove_tree(report)
    lines = (*(f"{name} {version}" for name, version in versions()), *sorted(found))
    files.write(report / "about.txt", "\n".join((*lines, "")).encode())
    for path in sorted(found)[:REPORTED]:
        with suppress(OSError):
            files.write(report / "online" / path, (city.options.output / path).read_bytes())
        made = found[path].made
        if made is not None:
            files.write(report / "rebuilt" / path, made)
    return report
