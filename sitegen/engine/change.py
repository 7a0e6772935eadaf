"""The check of a change: what it touches is made as it is and as it was, and compared.

Touched are the units with changed files, and those that a changed file of the city makes anew. Other
units are made only where a link of a changed file leads to them, or where they name an address that
goes with the change (decision 036).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.city.git.changes import ProposedChange, read_contents
from sitegen.engine.audit import idle, in_order
from sitegen.engine.before import read_before
from sitegen.engine.build import Result, result_of
from sitegen.engine.departed import Lost, told_lost
from sitegen.engine.few import (
    Few,
    addresses,
    dead_links,
    leads_to,
    make_few,
    mentioning,
    unit_at,
    unknown_units,
)
from sitegen.engine.options import Options
from sitegen.engine.plan import rules_keys
from sitegen.engine.rivals import traces_of
from sitegen.engine.scan import CityRules, read_rules
from sitegen.engine.units import Progress, Units
from sitegen.engine.vanishing import told_of, vanishing_sources
from sitegen.model import Problem, SiteLink
from sitegen.model.roles import CONTENT, OF_THE_CITY, has_page, unit_of
from sitegen.privacy.permits import PATH as PERMITS
from sitegen.problems import is_error
from sitegen.processes.timing import Stopwatch
from sitegen.units.context import relatives_of
from sitegen.urls import output_path

# The city's own files and folders, as far as a build or a check reads them.
CITY = frozenset({"site.yml", *OF_THE_CITY})
# Problems that units have with each other: the one that has it need not be touched.
ACROSS = frozenset({"M007", "M019", "S011"})
# What a change gives up, on purpose as a rule, or leaves to others: it is told, and fails no check.
GIVEN_UP = frozenset({"M024", "M025", "M030", "S042", "S055", "S057", "U040"})

Beside = Callable[[Path], tuple[Problem, ...]]


class Checked(Struct, frozen=True, kw_only=True):
    """What was found of a change: `result` has the problems that it answers for, `others` are not its.

    `all_units` counts the units of the city, `result.units` those that were looked at.
    """

    result: Result
    others: tuple[Problem, ...]
    all_units: int


class TouchedUnits(Struct, frozen=True, kw_only=True):
    """The units that a change touches: by their `files`, by the `register`, by other `rules`.

    `city` says that it touches the city's own files, `everything` that these make all units anew.
    """

    files: frozenset[str]
    register: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    city: bool = False
    everything: bool = False

    @property
    def units(self) -> frozenset[str]:
        """All of them."""
        return self.files | self.register | self.rules

    @property
    def compared(self) -> frozenset[str]:
        """Those whose earlier version is made: of a city made anew, not all of it twice."""
        return self.files | self.register | (frozenset() if self.everything else self.rules)


def check_change(
    options: Options, change: ProposedChange, beside: Beside, progress: Progress | None = None
) -> Checked:
    """Return the problems that a change answers for, and those that it does not.

    `beside` returns problems of a city's own files that no build reads, by its folder. Nothing is
    written but caches. Raises ConfigError, UsageError, EngineError or ThemeError as a build does.
    """
    watch = Stopwatch()
    rules = read_rules(options)
    with ExitStack() as stack:
        before = read_before(options, change, sorted(CITY), stack)
        touched = touched_units(rules, before.rules, change, options)
        watch.lap("plan")
        now = make_few(rules, touched.units, watch, progress, whole=touched.city)
        now = _with_targets(now, change, watch)
        doubtful = _doubtful(_problems(now, touched, change), change)
        suspects = {unit_of(f"{each.where.path}/") for each in doubtful} & now.keys
        dead = frozenset(p.where.path for p in doubtful if p.code in ACROSS)
        before.make(touched.compared | suspects, dead, watch)
        was, lost = before.few, frozenset[str]()
        if was:
            lost = addresses(was, touched.compared) - addresses(now, now.keys)
            gained = _foreign(now, touched.units) - addresses(was, was.keys)
            more = mentioning(options.root, lost | gained) - now.keys
            now = make_few(rules, more, watch, before=now) if more else now
        found = {*_problems(now, touched, change, lost), *beside(options.root)}
        earlier = {*before.problems(dead, touched.compared), *before.of_city(beside)}
    units = _only(now.units, touched.units)
    found |= {
        *told_lost(
            units,
            _departed(was, now, touched) if was else (),
            rules.context.now.date(),
            drafts=True,
        ),
        *_vanished(now, touched, change),
    }
    if options.units:
        found = {p for p in found if unit_of(f"{p.where.path}/") in options.units}
    counted = {p for p in found if _counts(p, touched, change) and p not in earlier}
    counted |= found - _doubtful(found, change)
    result = result_of(now.city, units, now.paths, None, in_order(counted), watch)
    return Checked(
        result=result,
        others=in_order(found - counted),
        all_units=len(rules.register.entries),
    )


def fails(problem: Problem) -> bool:
    """Return whether a change fails with this problem of its own: with a warning of a file, too."""
    return is_error(problem) or (bool(problem.where.path) and problem.code not in GIVEN_UP)


def touched_units(
    rules: CityRules, then: CityRules | None, change: ProposedChange, options: Options
) -> TouchedUnits:
    """Return the units that a change touches; `then` are the rules of the city before it.

    Without these, a change of the city's own files touches all units.
    """
    files = frozenset(filter(None, map(unit_of, change.paths)))
    known = frozenset(entry.key for entry in rules.register.entries)
    chosen = frozenset(options.units) if options.units else known | files
    if not any(path.split("/")[0] in CITY for path in change.paths):
        return TouchedUnits(files=files & chosen)
    if then is None:
        return TouchedUnits(files=files & chosen, rules=known & chosen, city=True, everything=True)
    new, old = rules_keys(rules.context), rules_keys(then.context)
    everything = new.texts != old.texts
    others = known if everything else frozenset[str]()
    if new.tables != old.tables:
        folders = (options.root / CONTENT / key / "data" for key in known)
        others |= {"/".join(path.parts[-3:-1]) for path in folders if path.is_dir()}
    if PERMITS in change.paths:
        others |= {unit_of(each.path) for each in (*rules.permits, *then.permits)} - {""}
    register = _differing(rules, then)
    return TouchedUnits(
        files=files & chosen,
        register=register & chosen if options.units else register,
        rules=others & chosen,
        city=True,
        everything=everything,
    )


def _differing(rules: CityRules, then: CityRules) -> frozenset[str]:
    """The units of which the register says something else than before, or no more."""
    if rules.register == then.register:
        return frozenset()

    def told(city: CityRules) -> set[tuple[str, str]]:
        register = city.register
        return {(e.key, repr((e, relatives_of(register, e)))) for e in register.entries}

    return frozenset(key for key, _ in told(rules) ^ told(then))


def _with_targets(few: Few, change: ProposedChange, watch: Stopwatch) -> Few:
    """The units with those to which links of changed files lead."""
    links = [link for _, link in few.links() if link.where.path in change.paths]
    more = unknown_units(few, links)
    return make_few(few.city.rules, more, watch, before=few) if more else few


def _problems(
    few: Few, touched: TouchedUnits, change: ProposedChange, lost: frozenset[str] = frozenset()
) -> set[Problem]:
    """All problems of the touched units, and those that others have with them.

    Of links in other files only those are followed that lead to a touched unit; of links in other
    units, those that lead to what is `lost`.
    """
    units = touched.units

    def judged(key: str, link: SiteLink) -> bool:
        if link.where.path in change.paths:
            return True
        if key in units:
            return touched.everything or unit_at(link.url) in units
        return leads_to(link, lost)

    found = {*few.problems(), *dead_links(few, judged)}
    if not change.paths & {PERMITS, *(each.path for each in few.city.rules.permits)}:
        found = {p for p in found if p.code != "S057"}  # of files that are as they were
    if PERMITS in change.paths:
        permits = (each for each in few.city.rules.permits if unit_of(each.path) in few.keys)
        found |= {*idle(few.city, few.units.records.values(), permits)}
    others = few.keys - units
    return {p for p in found if p.code in ACROSS or unit_of(f"{p.where.path}/") not in others}


def _doubtful(problems: Iterable[Problem], change: ProposedChange) -> set[Problem]:
    """The problems of files that the change does not touch."""
    return {
        p
        for p in problems
        if p.where.path and p.where.path not in change.paths and p.code not in GIVEN_UP
    }


def _counts(problem: Problem, touched: TouchedUnits, change: ProposedChange) -> bool:
    """Whether a problem of a file that the change does not touch can come of it."""
    if problem.code in ACROSS or touched.city:
        return True
    unit = unit_of(f"{problem.where.path}/")
    # What is wrong with the tree of folders stands at a folder that the change made or emptied.
    above = f"{problem.where.path}/"
    return unit in touched.units or any(path.startswith(above) for path in change.paths)


def _foreign(few: Few, keys: frozenset[str]) -> frozenset[str]:
    """The addresses of these units that lie outside their folders: another may want them, too."""
    return frozenset(
        url for url in addresses(few, keys) if not any(url.startswith(f"/{key}/") for key in keys)
    )


def _departed(was: Few, now: Few, touched: TouchedUnits) -> Iterator[tuple[str, Lost]]:
    """Yield each unit's texts and datasets with the addresses that they had before the change."""
    taken = now.paths.claims.owners
    for key in sorted(touched.compared & was.units.built.keys()):
        for trace in traces_of(was.city, was.units, key):
            if has_page(trace.path):
                gone = (url for url in trace.pages if output_path(url) not in taken)
                yield from ((key, (trace.path, url)) for url in gone)


def _vanished(now: Few, touched: TouchedUnits, change: ProposedChange) -> tuple[Problem, ...]:
    """The units that a change leaves without content, or the refusal of so much at once."""
    root, keys = now.city.options.root, touched.units
    removed = (p for p in change.paths if has_page(p) and not (root / p).exists())
    if not touched.register and next(removed, None) is None:
        return ()
    before = read_contents(root, change.left)
    units = (unit for unit in now.city.sources.units if unit.entry.key in keys)
    after = [path for path in before if unit_of(path) not in keys]
    after += [file.path for unit in units for file in unit.files]
    limit = now.city.rules.config.hold_limit
    return told_of(vanishing_sources(before, after), limit)


def _only(units: Units, keys: frozenset[str]) -> Units:
    """These of the units, for what is said of a check."""
    plan = units.plan
    return replace(
        units,
        plan=replace(
            plan,
            units=tuple(each for each in plan.units if each[0].entry.key in keys),
            stale=tuple(each for each in plan.stale if each.source.entry.key in keys),
        ),
    )
