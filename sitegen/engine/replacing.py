"""The check of files of a unit that are to be changed or to go: their unit is made before and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sitegen.engine.arriving import beside, needed
from sitegen.engine.change import CITY
from sitegen.engine.few import Few, dead_links, make_few, unit_at, unknown_units
from sitegen.engine.options import Options
from sitegen.engine.scan import read_rules
from sitegen.model import Problem, SiteLink, Where
from sitegen.processes.timing import Stopwatch

# Pictures of other texts are not brought, so that they seem to be missing.
_PICTURES = "G"


def check_replacement(
    options: Options, place: tuple[str, str], unit: str, contents: Mapping[str, bytes | None]
) -> tuple[Problem, ...]:
    """Return the problems of these files of a unit, and those that they bring about elsewhere in it.

    `place` is the commit and the city's folder in the repository; `contents` has the new bytes by the
    city's paths, None for a file that goes. Raises SitegenError as a build does.
    """
    commit, folder = place
    new = {path: data for path, data in contents.items() if data is not None}
    with beside(options.root, commit, folder) as city:
        own = [path for path in city.paths(unit) if path in contents or needed(path, new)]
        city.bring((*sorted(CITY), *own))
        watch = Stopwatch()
        own_options = replace(
            options, root=city.root, output=city.root / "build", units=(), write=False
        )
        before = _problems(make_few(read_rules(own_options), (unit,), watch), unit)
        for path, data in contents.items():
            target = city.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if data is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(data)
        few = make_few(read_rules(own_options), (unit,), watch)
        links = [link for _, link in few.links() if link.where.path in contents]
        if more := unknown_units(few, links):
            city.bring(path for key in sorted(more) for path in city.paths(key))
            few = make_few(few.city.rules, more, watch, before=few)

        def judged(_: str, link: SiteLink) -> bool:
            return link.where.path in contents

        found = (*_problems(few, unit), *dead_links(few, judged))
        known = {(p.code, p.where) for p in before}
        return tuple(
            dict.fromkeys(p for p in found if p.where.path in contents or _is_new(p, known))
        )


def _is_new(problem: Problem, known: Collection[tuple[str, Where]]) -> bool:
    """Whether a problem of another file was not there before, in whatever words."""
    return (problem.code, problem.where) not in known and not problem.code.startswith(_PICTURES)


def _problems(few: Few, unit: str) -> frozenset[Problem]:
    """The problems of a unit, with its links to itself."""

    def judged(key: str, link: SiteLink) -> bool:
        return key == unit and unit_at(link.url) == unit

    return frozenset((*few.problems(), *dead_links(few, judged)))
