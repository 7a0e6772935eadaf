"""Checks over the whole site, after all units are built."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sitegen.engine.options import Options
from sitegen.engine.paths import Paths
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.errors import TooMuchHeldBack
from sitegen.model import Problem, SiteLink, UnitRecord, Where
from sitegen.privacy.names import masked_path
from sitegen.privacy.permits import idle_permits
from sitegen.store.record import loads, opened
from sitegen.urls import output_path

# A city with few units would be stopped by one mistake; so many units may always be held back.
ALWAYS_ALLOWED = 3


def audit(
    city: CityScan, units: Units, paths: Paths, broken: dict[str, tuple[Problem, ...]]
) -> tuple[Problem, ...]:
    """Return all problems in the order of files and lines, of the chosen units only if there are any.

    `broken` are the problems of links (`broken_of_units`).
    """
    records = units.records
    problems = [*city.sources.problems, *city.rules.problems, *paths.problems]
    for key, record in records.items():
        problems += (*record.problems, *broken.get(key, ()))
    problems += _idle(city, records.values())
    prefixes = tuple(f"content/{key}/" for key in city.options.units)
    kept = [p for p in problems if not prefixes or p.where.path.startswith(prefixes)]
    return tuple(
        sorted(
            kept, key=lambda p: (p.where.path, p.where.line, p.where.row, p.where.column, p.code)
        )
    )


def refuse_too_much(city: CityScan, units: Units, problems: tuple[Problem, ...]) -> None:
    """Raise TooMuchHeldBack when more units have held-back files than the city's limit allows."""
    count = len(city.sources.units)
    held = {key for key, record in units.records.items() if record.held_back}
    held |= {"/".join(path.split("/")[1:3]) for path in city.sources.held_back}
    limit = city.rules.config.hold_limit
    if len(held) <= max(ALWAYS_ALLOWED, count * limit / 100):
        return
    percent = str(round(100 * len(held) / max(1, count)))
    params = (("percent", percent), ("limit", str(limit)))
    problem = Problem(code="S010", where=Where(path="content"), params=params)
    raise TooMuchHeldBack(problems=(*problems, problem))


def broken_links(links: Iterable[SiteLink], paths: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each author's link to an address of this site without a page.

    Links that templates make need no check: they are made from what is published.
    """
    problems: list[Problem] = []
    for link in links:
        address = link.url.partition("#")[0].partition("?")[0]
        path = output_path(address)
        if path in paths or f"{path}/index.html" in paths:
            continue
        params = (("link", link.url),)
        problems.append(Problem(code="M007", where=link.where, params=params))
    return tuple(problems)


def broken_of_units(city: CityScan, units: Units, paths: Paths) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of links of each unit of which they are known.

    The links of built units are followed, those of the others if paths came or went since.
    """
    taken = paths.claims.owners
    settled = not city.options.partial and taken.keys() == city.state.outputs.keys()
    found = {key: reused.broken for key, reused in units.plan.reused.items()}
    for key in units.plan.keys:
        if key in units.built and city.options.chosen(key):
            links = units.built[key].result.links
        elif settled or key not in units.rows:
            continue
        else:
            links = loads(tuple[SiteLink, ...], opened(units.rows[key].links))
        found[key] = broken_links(_checkable(city.options, links), taken)
    return found


def _checkable(options: Options, links: tuple[SiteLink, ...]) -> tuple[SiteLink, ...]:
    """The links that can be judged: a check of some units knows no other unit's pages."""
    if not options.partial:
        return links
    own = tuple(f"/{key}/" for key in options.units)
    return tuple(link for link in links if link.url.startswith(own))


def _idle(city: CityScan, records: Iterable[UnitRecord]) -> tuple[Problem, ...]:
    """Problems of exceptions that nothing needed; a check of some units cannot judge the others'."""
    permits = city.rules.permits
    if city.options.partial or not permits:
        return ()
    used = {key for record in records for key in record.permitted}
    paths = {masked_path(file.path) for unit in city.sources.units for file in unit.files}
    return idle_permits(permits, used | set(city.sources.permitted), paths)
