"""What would vanish from the site: the pages of units that the last build had and this one lacks.

A folder that is moved, not mounted or renamed, and a register that was cut, look like a removal.
Up to the city's limit that is done and said; beyond it, nothing is published until somebody insists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sitegen.city.git.changes import read_contents
from sitegen.engine.audit import ALWAYS_ALLOWED
from sitegen.engine.paths import Paths
from sitegen.engine.scan import CityScan
from sitegen.engine.units import Units
from sitegen.errors import TooMuchHeldBack
from sitegen.model import Problem
from sitegen.model.roles import CONTENT, has_page, unit_of
from sitegen.store.state import read_state, state_path, uncompressed
from sitegen.urls import CITY_NAMES

# So many pages may always go, whatever share of a small city they are; a unit that had more and
# has none any more is not one of the few units that may always go.
PAGES_ALLOWED = 20
NAMED = 5
_PAGE = re.compile(
    rf"((?!(?:{'|'.join(sorted(CITY_NAMES))})/)[a-z0-9-]+/[^/]+)"
    r"/((?:laporan/\d{4}/\d\d|data|halaman)/[^/]+/)?index\.html"
)


class Pages(Struct, frozen=True):
    """The pages of units: which units have one of their own, and how many others each has."""

    units: frozenset[str]
    content: Mapping[str, int]


class Vanishing(Struct, frozen=True, kw_only=True):
    """What vanishes. `emptied` has the pages that units had which have none left, by key.

    `gone` are units without even a page of their own, `pages` of `all_pages` are lost by all units
    together, and `before` is what there was.
    """

    before: Pages
    emptied: dict[str, int]
    gone: frozenset[str]
    pages: int
    all_pages: int

    @property
    def share(self) -> tuple[int, int]:
        """How many units vanish or are emptied, of how many that can: the larger share."""
        choices = (
            (len(self.emptied), len(self.before.content)),
            (len(self.gone), len(self.before.units)),
        )
        return max(choices, key=lambda each: each[0] / max(1, each[1]))

    def too_much(self, limit: int) -> bool:
        """Whether this is more than `limit` percent, and more than may always go."""
        everything = self.pages == self.all_pages > 1
        large = any(count > PAGES_ALLOWED for count in self.emptied.values())
        few = 0 if large else ALWAYS_ALLOWED
        return (
            everything
            or len(self.emptied) > max(few, len(self.before.content) * limit / 100)
            or len(self.gone) > max(ALWAYS_ALLOWED, len(self.before.units) * limit / 100)
            or self.pages > max(PAGES_ALLOWED, self.all_pages * limit / 100)
        )


def pages_of(paths: Iterable[str]) -> Pages:
    """Return the pages of units among the paths of a site: their own, and those of their content.

    Those of a kind that the city has no more are among them.

    Everything else is made by the theme and the products of the city, and may come and go.
    """
    units: set[str] = set()
    content: dict[str, int] = {}
    for path in paths:
        if found := _PAGE.fullmatch(path):
            key = found[1]
            if found[2]:
                content[key] = content.get(key, 0) + 1
            else:
                units.add(key)
    return Pages(frozenset(units), content)


def vanishing(before: Pages, now: Pages, withheld: Mapping[str, int]) -> Vanishing:
    """Return what vanishes; `withheld` counts the texts of each unit that wait or have expired.

    Pages that move within a unit do not vanish.
    """
    lost = {
        key: max(0, count - now.content.get(key, 0) - withheld.get(key, 0))
        for key, count in before.content.items()
    }
    return Vanishing(
        before=before,
        emptied={k: count for k, count in lost.items() if count and not now.content.get(k)},
        gone=before.units - now.units,
        pages=sum(lost.values()),
        all_pages=sum(before.content.values()),
    )


def vanishing_sources(before: Iterable[str], now: Iterable[str]) -> Vanishing:
    """Return what vanishes by the files that units had and have, where no site tells its pages."""
    return vanishing(_with_page(before), _with_page(now), {})


def _with_page(paths: Iterable[str]) -> Pages:
    content: dict[str, int] = {}
    for path in paths:
        if has_page(path):
            key = unit_of(path)
            content[key] = content.get(key, 0) + 1
    return Pages(frozenset(), content)


def refuse_without_content(city: CityScan) -> None:
    """Raise TooMuchHeldBack when the folder of all units cannot be read and nobody insists."""
    problems = city.sources.problems
    if any(problem.code == "S040" for problem in problems) and _refusing(city):
        raise TooMuchHeldBack(problems=problems)


def refuse_vanishing(
    city: CityScan, units: Units, paths: Paths, problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return the problems with what vanishes; with --strict or in a check, any refusal too.

    Raises TooMuchHeldBack when more vanishes than the city's limit allows and nobody insists.
    """
    found = _found(city, units, paths)
    insisted = city.options.allow_removal
    if insisted and city.options.strict:
        return problems  # what is meant keeps nothing from being published
    told = told_of(found, city.rules.config.hold_limit, insisted=insisted)
    if any(each.code == "S041" for each in told) and _refusing(city):
        raise TooMuchHeldBack(problems=(*problems, *told))
    return (*problems, *(each for each in told if _concerns(city, each)))


def _concerns(city: CityScan, problem: Problem) -> bool:
    return problem.code == "S041" or city.options.chosen(unit_of(f"{problem.where.path}/"))


def told_of(found: Vanishing, limit: int, *, insisted: bool = False) -> tuple[Problem, ...]:
    """Return the refusal of what vanishes beyond the limit (S041), else each emptied unit (S042)."""
    if not insisted and found.too_much(limit):
        return (_refusal(found, limit),)
    return tuple(
        Problem.of("S042", f"{CONTENT}/{key}", unit=key, count=str(count))
        for key, count in sorted(found.emptied.items())
    )


def _found(city: CityScan, units: Units, paths: Paths) -> Vanishing:
    options = city.options
    outputs = city.state.outputs
    if not options.write:  # a check does not take over anything of the last build
        outputs = read_state(state_path(options.root, options.output), options.output).outputs
    online = frozenset(uncompressed(outputs))
    if not (online or options.units):  # the first build here: git knows what there should be
        now = (file.path for unit in city.sources.units for file in unit.files)
        return vanishing_sources(read_contents(options.root, "HEAD"), now)
    last: Iterable[str] = online if online - paths.claims.owners.keys() else ()
    if options.units:  # what others have online is not this build's affair
        own = tuple(f"{key}/" for key in options.units)
        last = tuple(path for path in online if path.startswith(own))
    made: Iterable[str] = paths.claims.owners if last else ()
    withheld = {key: len(record.skipped) for key, record in units.records.items()}
    return vanishing(pages_of(last), pages_of(made), withheld)


def _refusing(city: CityScan) -> bool:
    """Whether a build stops here: with --strict it goes on to list all problems."""
    return city.options.write and not (city.options.strict or city.options.allow_removal)


def _refusal(found: Vanishing, limit: int) -> Problem:
    units, all_units = found.share
    names = sorted({*found.emptied, *found.gone})
    more = ["..."] if len(names) > NAMED else []
    return Problem.of(
        "S041",
        CONTENT,
        units=str(units),
        all=str(all_units),
        names=", ".join((*names[:NAMED], *more)),
        pages=str(found.pages),
        total=str(found.all_pages),
        limit=str(limit),
    )
