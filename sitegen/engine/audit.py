"""Checks over the whole site, after all units are built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from sitegen.city.old_addresses import dead_end, hiding
from sitegen.city.removed_datasets import LIST as REMOVED_DATASETS
from sitegen.city.removed_texts import LIST as REMOVED_TEXTS
from sitegen.engine.kept import unregistered
from sitegen.engine.options import Options
from sitegen.engine.paths import Paths
from sitegen.engine.scan import CityScan
from sitegen.engine.unanswered import missing_versions
from sitegen.engine.units import Strand, Units
from sitegen.errors import TooMuchHeldBack
from sitegen.model import PageIds, Problem, SiteLink, UnitRecord
from sitegen.portal.old_addresses import leading_page
from sitegen.privacy.names import masked_path
from sitegen.privacy.permits import Permit, idle_permits
from sitegen.problems.repeated import summed_up
from sitegen.reports.markdown.fragments import fragment_problem
from sitegen.store.record import loads, opened
from sitegen.store.state import uncompressed
from sitegen.urls import output_path, page_address

# One mistake would stop a city with few units, so this many units may always be held back.
ALWAYS_ALLOWED = 3


def audit(
    city: CityScan,
    units: Units,
    of_city: tuple[Problem, ...],
    broken: dict[str, tuple[Problem, ...]],
) -> tuple[Problem, ...]:
    """Return all problems sorted by file and line, only those of the chosen units if there are any.

    `of_city` has those of no unit (`city_problems`), `broken` each unit's link problems
    (`broken_of_units`).
    """
    problems = [*of_city]
    for key, record in units.records.items():
        problems += (*record.problems, *broken.get(key, ()))
    prefixes = tuple(f"content/{key}/" for key in city.options.units)
    kept = [p for p in problems if not prefixes or p.where.path.startswith(prefixes)]
    return in_order(kept)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by file and line."""
    return tuple(
        sorted(
            problems,
            key=lambda p: (p.where.path, p.where.line, p.where.row, p.where.column, p.code),
        )
    )


def city_problems(city: CityScan, units: Units, paths: Paths) -> tuple[Problem, ...]:
    """Return the problems that no unit's record has: of settings, folders, addresses and links."""
    # Some units alone cannot tell what nothing needs.
    whole = not city.options.partial
    links = city.rules.config.links if whole else ()
    taken = paths.claims.owners
    return (
        *city.sources.problems,
        *city.rules.problems,
        *paths.problems,
        *(idle(city, units.records.values(), city.rules.permits) if whole else ()),
        *missing_versions(city, units),
        *(_old_addresses(city, taken) if whole else ()),
        *(_removed(city, taken) if whole else ()),
        *broken_links(links, taken, _ids_at(units, _with_places(links, taken), taken, {})),
    )


def refuse_too_much(city: CityScan, units: Units, problems: tuple[Problem, ...]) -> None:
    """Raise TooMuchHeldBack when more units have held-back files than the city's limit allows."""
    held = {key for key, record in units.records.items() if record.held_back}
    held |= {"/".join(path.split("/")[1:3]) for path in city.sources.held_back}
    kinds = {kind.name for kind in city.rules.register.kinds}
    # Of a folder of kinds that is misnamed, the units that the register has are held back.
    held |= {key for key in unregistered(city) if key.partition("/")[0] in kinds}
    count = len(held | {source.entry.key for source in city.sources.units})
    limit = city.rules.config.hold_limit
    if len(held) <= max(ALWAYS_ALLOWED, count * limit / 100):
        return
    problem = Problem.of("S010", "content", held=str(len(held)), all=str(count), limit=str(limit))
    raise TooMuchHeldBack(problems=(*problems, problem))


def broken_links(
    links: Iterable[SiteLink], paths: Collection[str], ids: Mapping[str, Collection[str]]
) -> tuple[Problem, ...]:
    """Return a problem for each author's link to a page or fragment that this site does not have.

    `ids` has the ids in each page by its address; fragments of other pages are not checked. Links
    made by templates need no check: they come from what is published.
    """
    problems: list[Problem] = []
    known: dict[str, dict[str, None]] = {}
    dead: Counter[str] = Counter()
    for link in links:
        page, fragment = page_of_link(link, paths), link.url.partition("#")[2]
        if not page:
            problems.append(Problem.of("M007", link.where, link=link.url))
        elif fragment and page in ids:
            own = known[page] if page in known else known.setdefault(page, dict.fromkeys(ids[page]))
            if unquote(fragment) not in own:
                dead[link.where.path] += 1
                number = dead[link.where.path]
                problems.append(fragment_problem(link.url, fragment, own, link.where, number))
    return summed_up(problems)


def _old_addresses(city: CityScan, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems of old addresses that lead nowhere, or that hide what the site has."""
    address, reserved = city.context.site.address, city.context.reserved
    for old in city.rules.old or ():
        if old.inside and not _page_at(old.target, owners):
            yield dead_end(old)
        if old.parameters or not old.path.startswith(f"{address.prefix}/"):
            continue
        url = old.path.removeprefix(address.prefix)
        if _page_at(url, owners) and not leading_page(old, address, reserved):
            yield hiding(old)


def _removed(city: CityScan, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems of what is said to be gone and is not, or whose successors are not there."""
    gone = (
        *((REMOVED_DATASETS, own.url, own.successor, own.row) for own in city.rules.removed),
        *((REMOVED_TEXTS, own.url, own.successor, own.row) for own in city.rules.withdrawn),
    )
    for listed, url, successor, row in gone:
        if owners.get(output_path(url)):
            yield listed.still_there(url, row)
        if successor.startswith("/") and not _page_at(successor, owners):
            yield listed.dead_successor(successor, row)


def page_of_link(link: SiteLink, paths: Collection[str]) -> str:
    """Return the address of the page or file that a link resolves to, "" if there is none."""
    return _page_at(link.url, paths)


def _page_at(url: str, paths: Collection[str]) -> str:
    path = output_path(url.partition("#")[0].partition("?")[0])
    found = path if path in paths else f"{path}/index.html"
    return page_address(found) if found in paths else ""


def broken_of_units(city: CityScan, units: Units, paths: Paths) -> dict[str, tuple[Problem, ...]]:
    """Return the link problems of each unit for which they are known.

    Links of built units are always followed, those of others only if paths or ids have changed.
    """
    taken = paths.claims.owners
    settled = not city.options.partial and taken.keys() == {*uncompressed(city.state.outputs)}
    settled = settled and not any(_ids_changed(city, units, key) for key in units.built)
    found = {key: reused.broken for key, reused in units.plan.reused.items()}
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    unbuilt = tuple(f"/{key}/" for key in city.unbuilt)
    for key in units.plan.keys:
        if key in units.built and city.options.chosen(key):
            links = units.built[key].links
        elif settled or key not in units.rows:
            continue
        else:
            links = loads(tuple[SiteLink, ...], opened(units.rows[key].links))
        links = _checkable(city.options, links, unbuilt)
        ids = _ids_at(units, _with_places(links, taken), taken, known)
        found[key] = broken_links(links, taken, ids)
    return found


def strands_to_follow(city: CityScan, units: Units) -> tuple[Strand, ...]:
    """Return the strands that following links needs, if pages of units can have changed.

    Read early: a unit of which the ids are damaged is built for them. The city's own links are
    followed by each build.
    """
    same = city.state.units.keys() == set(units.plan.keys)
    places = any("#" in link.url for link in city.rules.config.links)
    return () if same and not units.built and not places else ("ids",)


def _with_places(links: Iterable[SiteLink], paths: Collection[str]) -> Iterator[str]:
    """Yield the files of pages to which links lead with a fragment."""
    for link in links:
        if "#" in link.url and (page := page_of_link(link, paths)):
            yield output_path(page)


def _ids_at(
    units: Units,
    paths: Iterable[str],
    owners: Mapping[str, str],
    known: dict[str, dict[str, tuple[str, ...]]],
) -> dict[str, tuple[str, ...]]:
    """The ids of all pages of the units that have these paths; `known` keeps those of each unit."""
    ids: dict[str, tuple[str, ...]] = {}
    for owner in {owners[path] for path in paths}:
        if owner not in known:
            known[owner] = ids_of(units, owner)
        ids |= known[owner]
    return ids


def ids_of(units: Units, owner: str) -> dict[str, tuple[str, ...]]:
    """Return the ids of a unit's pages by address; none for the city's own pages."""
    if owner in units.built:
        text = dict(units.built[owner].strands)["ids"]
    else:
        text = units.strands.get("ids", {}).get(owner, "[]")
    found = loads(tuple[PageIds, ...], text)
    return {page.url: page.ids for page in found}


def _ids_changed(city: CityScan, units: Units, key: str) -> bool:
    row, before = units.rows.get(key), city.state.units.get(key)
    if row is None:
        return False
    return before is None or dict(row.strands).get("ids") != dict(before.strands).get("ids")


def _checkable(
    options: Options, links: tuple[SiteLink, ...], unbuilt: tuple[str, ...]
) -> tuple[SiteLink, ...]:
    """The links that can be judged: a check of some units does not know the other units' pages.

    Nor does a build of some units know those of units that are not built yet, at `unbuilt`.
    """
    if not options.partial:
        return tuple(link for link in links if not link.url.startswith(unbuilt))
    own = tuple(f"/{key}/" for key in options.units)
    return tuple(link for link in links if link.url.startswith(own))


def idle(
    city: CityScan, records: Iterable[UnitRecord], permits: Iterable[Permit]
) -> tuple[Problem, ...]:
    """Return the problems of those of these exceptions that nothing needed; all their units are known."""
    given = tuple(permits)
    if not given:  # most cities: no need to look at the names of 73,000 files
        return ()
    used = {key for record in records for key in record.permitted}
    paths = {masked_path(file.path) for unit in city.sources.units for file in unit.files}
    return idle_permits(given, used | set(city.sources.permitted), paths)
