"""Checks over the whole site, after all units are built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from sitegen.engine.options import Options
from sitegen.engine.work import Work
from sitegen.errors import TooMuchHeldBack
from sitegen.model import PageIds, Problem, SiteLink, Where
from sitegen.privacy.names import masked_path
from sitegen.privacy.permits import Permit, idle_permits
from sitegen.reports.markdown.fragments import fragment_problem
from sitegen.store.record import dumps, loads, opened
from sitegen.urls import output_path, page_address

# A city with few units would be stopped by one mistake; so many units may always be held back.
ALWAYS_ALLOWED = 3


def audit(work: Work, permits: tuple[Permit, ...]) -> tuple[Problem, ...]:
    """Return all problems in the order of files and lines, of the chosen units only if there are any."""
    _follow_links(work)
    for key, result in work.results.items():
        work.problems += result.problems
        work.problems += work.broken.get(key, ())
    work.problems += _idle(work, permits)
    prefixes = tuple(f"content/{key}/" for key in work.options.units)
    kept = [p for p in work.problems if not prefixes or p.where.path.startswith(prefixes)]
    return tuple(
        sorted(
            kept, key=lambda p: (p.where.path, p.where.line, p.where.row, p.where.column, p.code)
        )
    )


def refuse_too_much(work: Work, problems: tuple[Problem, ...]) -> None:
    """Raise TooMuchHeldBack when more units have held-back files than the city's limit allows."""
    units = len(work.sources.units)
    held = {key for key, result in work.results.items() if result.held_back}
    held |= {"/".join(path.split("/")[1:3]) for path in work.sources.held_back}
    limit = work.config.hold_limit
    if len(held) <= max(ALWAYS_ALLOWED, units * limit / 100):
        return
    percent = str(round(100 * len(held) / max(1, units)))
    params = (("percent", percent), ("limit", str(limit)))
    problem = Problem(code="S010", where=Where(path="content"), params=params)
    raise TooMuchHeldBack(problems=(*problems, problem))


def broken_links(
    links: Iterable[SiteLink], paths: Collection[str], ids: Mapping[str, Collection[str]]
) -> tuple[Problem, ...]:
    """Return a problem for each author's link to an address of this site without a page or place.

    `ids` has the ids of pages by their address; a page that is not in it is not asked for places.
    Links that templates make need no check: they are made from what is published.
    """
    problems: list[Problem] = []
    for link in links:
        page, fragment = _page(link, paths), link.url.partition("#")[2]
        if not page:
            params = (("link", link.url),)
            problems.append(Problem(code="M007", where=link.where, params=params))
        elif fragment and page in ids and unquote(fragment) not in ids[page]:
            problems.append(fragment_problem(link.url, fragment, ids[page], link.where))
    return tuple(problems)


def _page(link: SiteLink, paths: Collection[str]) -> str:
    """The address of the page or file that answers for a link, "" if none does."""
    path = output_path(link.url.partition("#")[0].partition("?")[0])
    found = path if path in paths else f"{path}/index.html"
    return page_address(found) if found in paths else ""


def _follow_links(work: Work) -> None:
    """Follow the links of built units, and those of the others if paths or ids came or went since."""
    paths = work.claims.owners
    settled = not work.options.partial and paths.keys() == work.state.outputs.keys()
    settled = settled and not any(_ids_changed(work, key) for key in work.built)
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, result in work.results.items():
        row = work.rows.get(key)
        if key in work.built and work.options.chosen(key):
            links = result.links
        elif settled or row is None:
            continue
        else:
            links = loads(tuple[SiteLink, ...], opened(row.links))
        links = _checkable(work.options, links)
        ids: dict[str, tuple[str, ...]] = {}
        for owner in {paths[path] for path in _with_places(links, paths)}:
            if owner not in known:
                known[owner] = _ids(work, owner)
            ids |= known[owner]
        work.broken[key] = broken_links(links, paths, ids)
        if row is not None:
            work.rows[key] = replace(row, broken=dumps(work.broken[key]))


def _with_places(links: Iterable[SiteLink], paths: Collection[str]) -> Iterator[str]:
    """Yield the files of pages into which links lead, not only to them."""
    for link in links:
        if "#" in link.url and (page := _page(link, paths)):
            yield output_path(page)


def _ids(work: Work, owner: str) -> dict[str, tuple[str, ...]]:
    """The ids of a unit's pages by address; none for the city's own pages."""
    row = work.rows.get(owner) or work.state.units.get(owner)
    if owner in work.built:
        found = work.results[owner].ids
    else:
        found = loads(tuple[PageIds, ...], opened(row.ids)) if row else ()
    return {page.url: page.ids for page in found}


def _ids_changed(work: Work, key: str) -> bool:
    row, before = work.rows.get(key), work.state.units.get(key)
    return row is not None and (before is None or row.ids != before.ids)


def _checkable(options: Options, links: tuple[SiteLink, ...]) -> tuple[SiteLink, ...]:
    """The links that can be judged: a check of some units knows no other unit's pages."""
    if not options.partial:
        return links
    own = tuple(f"/{key}/" for key in options.units)
    return tuple(link for link in links if link.url.startswith(own))


def _idle(work: Work, permits: tuple[Permit, ...]) -> tuple[Problem, ...]:
    """Problems of exceptions that nothing needed; a check of some units cannot judge the others'."""
    if work.options.partial or not permits:
        return ()
    used = {key for result in work.results.values() for key in result.permitted}
    paths = {masked_path(file.path) for unit in work.sources.units for file in unit.files}
    return idle_permits(permits, used | set(work.sources.permitted), paths)
