"""A few units of a city, made in memory: their problems, their addresses, and where links lead.

Their photos are judged as a build does, and not drawn. Of the other units nothing is read: what a link to
them leads to is found by making them, too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace as altered

from sitegen.city.beneath import OpenFolder
from sitegen.engine.audit import broken_links, ids_of, page_of_link
from sitegen.engine.paths import Paths, paths_of
from sitegen.engine.plan import plan_units
from sitegen.engine.reduce import claim_city, claim_rest, reduce_city
from sitegen.engine.rivals import claim_units
from sitegen.engine.scan import CityRules, CityScan, scan_city
from sitegen.engine.units import Progress, Units, build_stale
from sitegen.model import Problem, SiteLink
from sitegen.model.roles import CONTENT, role, unit_of
from sitegen.portal.products import PRODUCTS
from sitegen.processes.timing import Stopwatch
from sitegen.store.state import State, state_path
from sitegen.urls import CITY_NAMES, output_path, page_address, page_of

# In place of no unit at all, which would mean all of them.
_NOBODY = ("-",)
# So many addresses are looked for by themselves, more by the folders of their units.
_SOUGHT = 50
# What only pages show: no author writes the address of a picture or a drawing.
_SHOWN = (".svg", ".png", ".webp", ".avif", ".jpg", ".jpeg")
# Sources in which authors write addresses.
_WITH_LINKS = frozenset({"report", "page", "profile", "metadata"})
# Whether a link counts, by the unit that it is in and the link.
Judge = Callable[[str, SiteLink], bool]


class Few(Struct, frozen=True, kw_only=True):
    """Units made in memory, with the city's pages as far as these units tell.

    `keys` are those that were asked for, also of folders that the register does not name.
    """

    city: CityScan
    units: Units
    paths: Paths
    keys: frozenset[str]

    def links(self) -> Iterator[tuple[str, SiteLink]]:
        """Yield each link that leads to an address of the site, with the unit it is in, "" for none."""
        for key, unit in self.units.built.items():
            yield from ((key, link) for link in unit.links)
        yield from (("", link) for link in self.city.rules.config.links)

    def problems(self) -> Iterator[Problem]:
        """Yield all problems but those of links to addresses of the site."""
        yield from (*self.city.sources.problems, *self.city.rules.problems, *self.paths.problems)
        for record in self.units.records.values():
            yield from record.problems

    def page(self, link: SiteLink) -> str:
        """Return the address that a link leads to, "" if these units and the city have none."""
        return page_of_link(link, self.paths.claims.owners)


def make_few(
    rules: CityRules,
    keys: Iterable[str],
    watch: Stopwatch,
    progress: Progress | None = None,
    before: Few | None = None,
    *,
    whole: bool = False,
) -> Few:
    """Return these units made, besides those of `before`; raises SitegenError as a build does.

    What git knows is read for these units alone, unless a build has left all of it. With `whole`
    the city's pages are made too, and not only their paths taken: a theme may fail over them.
    """
    wanted = frozenset(keys) | (before.keys if before else frozenset())
    chosen = tuple(sorted(wanted)) or _NOBODY
    options = replace(rules.options, units=chosen, write=False, force=False)
    rules = altered(rules, options=options, context=replace(rules.context, judging=True))
    state = State(state_path(options.root, options.output))
    known = options.root / ".sitegen" / "git.json"
    city = scan_city(rules, state, known if known.exists() else None, only=chosen)
    watch.lap("scan")
    plan = plan_units(city)
    done = before.units.built if before else {}
    new = altered(plan, stale=tuple(s for s in plan.stale if s.source.entry.key not in done))
    paths = paths_of(options, None, state)
    units = build_stale(city, new, paths, watch, progress)
    if before:
        units = altered(
            units,
            plan=plan,
            built=before.units.built | units.built,
            rows=before.units.rows | units.rows,
            texts=before.units.texts | units.texts,
            made=before.units.made | units.made,
        )
    watch.lap("units")
    claim = reduce_city if whole else claim_city
    claim(city, units, paths)
    units = claim_units(city, units, paths)
    claim_rest(city, units, paths)
    watch.lap("city")
    return Few(city=city, units=units, paths=paths, keys=wanted)


def unit_at(url: str) -> str:
    """Return the key of the unit below whose address a link leads, "" for an address of the city."""
    parts = output_path(url.partition("#")[0].partition("?")[0]).split("/")
    return "/".join(parts[:2]) if len(parts) > 1 and parts[0] not in CITY_NAMES else ""


def unknown_units(few: Few, links: Iterable[SiteLink]) -> frozenset[str]:
    """Return the units that must be made to say whether these links lead somewhere.

    All units, if a link leads to an address that some product of the city may have by them. The
    home page of a unit of the register is there without making it.
    """
    register = few.city.rules.register
    known = {entry.key: entry.active for entry in register.entries}
    found: set[str] = set()
    for link in links:
        key = unit_at(link.url)
        if key in known and key not in few.keys and not (known[key] and _home(link.url, key)):
            found.add(key)
        elif not key and not few.page(link) and _may_come(link.url):
            return frozenset(known) - few.keys
    return frozenset(found)


def _home(url: str, key: str) -> bool:
    return url.partition("?")[0].strip("/") == key


def _may_come(url: str) -> bool:
    """Whether a product of the city may have this address when it knows all units."""
    path = "/" + output_path(url.partition("#")[0].partition("?")[0]).removesuffix("/index.html")
    return any(form.fullmatch(path.rstrip("/")) for form in _forms())


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The addresses of the city that have a part that varies."""
    addresses = (path for product in PRODUCTS for path, _ in product.paths if "<" in path)
    parts = (re.split(r"<[^>]*>", path.rstrip("/")) for path in addresses)
    return tuple(re.compile("[^/]+".join(map(re.escape, each))) for each in parts)


def dead_links(few: Few, judged: Judge) -> tuple[Problem, ...]:
    """Return the problems of the links that are `judged`, by their unit, and that can be."""
    register = few.city.rules.register
    by_unit: dict[str, list[SiteLink]] = {}
    for key, link in few.links():
        target = unit_at(link.url)
        open_ = target and target not in few.keys and register.get(target)
        if not open_ and judged(key, link):
            by_unit.setdefault(key, []).append(link)
    problems: list[Problem] = []
    taken = few.paths.claims.owners
    for links in by_unit.values():
        pages = {page for link in links if "#" in link.url and (page := few.page(link))}
        owners = {taken[output_path(page)] for page in pages}
        ids = {url: own for owner in owners for url, own in ids_of(few.units, owner).items()}
        problems += broken_links(links, taken, ids)
    return tuple(problems)


def addresses(few: Few, keys: Collection[str]) -> frozenset[str]:
    """Return the addresses of these units: files, pages, and places in pages (`/page/#place`)."""
    own = {path for path, owner in few.paths.claims.owners.items() if owner in keys}
    places = {
        f"{url}#{place}"
        for key in keys
        if key in few.units.built
        for url, ids in ids_of(few.units, key).items()
        for place in ids
    }
    return frozenset({*map(page_address, own), *places})


def leads_to(link: SiteLink, lost: Collection[str]) -> bool:
    """Return whether a link leads to one of these addresses."""
    plain, _, place = link.url.partition("#")
    path = output_path(plain.partition("?")[0])
    urls = {f"/{path}", page_of(path) or "", page_of(f"{path}/index.html") or ""} - {""}
    return any(url in lost or (place and f"{url}#{unquote(place)}" in lost) for url in urls)


def mentioning(root: Path, urls: Iterable[str]) -> frozenset[str]:
    """Return the units whose sources name one of these addresses of the site.

    All texts and profiles are read for it, and nothing if there is no address.
    """
    plain = {url.partition("#")[0].rstrip("/") for url in urls if not url.endswith(_SHOWN)}
    if len(plain) > _SOUGHT:
        plain = {"/".join(url.split("/")[:3]) for url in plain}
    words = sorted(filter(None, plain))
    if not words:
        return frozenset()
    wanted = re.compile(b"|".join(re.escape(word.encode()) for word in words))
    with closing(OpenFolder(str(root))) as folder:
        found = {key for key, path in _with_links(root) if _names(folder, path, wanted)}
    return frozenset(found)


def _with_links(root: Path) -> Iterator[tuple[str, str]]:
    for place, _, files in os.walk(root / CONTENT):
        folder = Path(place).relative_to(root).as_posix()
        for name in files:
            path = f"{folder}/{name}"
            if unit_of(path) and role(path) in _WITH_LINKS:
                yield unit_of(path), path


def _names(folder: OpenFolder, path: str, wanted: re.Pattern[bytes]) -> bool:
    try:
        return wanted.search(folder.read(path)) is not None
    except OSError:
        return False
