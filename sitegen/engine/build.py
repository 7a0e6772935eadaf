"""A build from the city's folder to its site, in order from top to bottom."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial

from sitegen.engine.around import MARK, around_mark, build_around, with_around
from sitegen.engine.audit import (
    audit,
    broken_of_units,
    city_problems,
    refuse_too_much,
    strands_to_follow,
)
from sitegen.engine.chosen import check_known, previewed
from sitegen.engine.departed import lost_addresses
from sitegen.engine.former import crowded
from sitegen.engine.kept import (
    held_of_city,
    keep_lost,
    lost_by_register,
    with_faulty,
    with_unread,
)
from sitegen.engine.options import Options
from sitegen.engine.paths import Paths, paths_of
from sitegen.engine.plan import Plan, plan_units
from sitegen.engine.publish import BuiltUnits, Publication, Published, Stats, publication
from sitegen.engine.reduce import needed_strands, reduce_city, reduce_rest
from sitegen.engine.rivals import claim_units
from sitegen.engine.scan import CityRules, CityScan, read_rules, scan_city
from sitegen.engine.telling import told_of
from sitegen.engine.unanswered import with_online
from sitegen.engine.units import (
    Units,
    build_stale,
    published_units,
    with_broken,
    with_strands,
)
from sitegen.engine.vanishing import refuse_vanishing, refuse_without_content
from sitegen.model import Problem, Skipped, StandIn
from sitegen.model.roles import CONTENT
from sitegen.privacy.names import masked_path
from sitegen.processes.interrupt import uninterrupted
from sitegen.processes.timing import Stopwatch, TemplateTime
from sitegen.store import files
from sitegen.store.past import to_keep
from sitegen.store.state import WAY, State, UnitRow, state_path, way_to
from sitegen.store.told import as_meta

# When a build collects garbage: reports are many values without cycles, and looking at them again and again
# took 1.4 of the 9 s after one commit to 73,000 reports; it does not need more memory so.
_SELDOM = (100_000, 50, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a build. `published` is None when nothing was to be written.

    `rebuilt` has the units that were built, with the reason; the other `kept` ones were reused.
    `history` is a message id that says why some of git's dates are unknown, or "". `sources` and
    `source_bytes` count the units' files, `memory` is the peak of all processes in bytes
    (`memory.highest`), `templates` has the times of templates if they were requested. `anew` says
    why nothing of the last build could be used: `missing`, `version`, `unreadable` or `other`
    (`sitegen.store.state`), or "". `unbuilt` are the units that a build of chosen units left out
    because they have no pages yet, `preview` the chosen ones if there is nothing else in the output. `lost`
    warns of addresses that this build or change gives up: that depends on what was before, is told
    once, and stops no strict build.
    """

    published: Published | None
    history: str
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    held_back: tuple[str, ...]
    stand_ins: tuple[StandIn, ...]
    rebuilt: tuple[tuple[str, str], ...]
    units: int
    kept: int
    files: int
    sources: int
    source_bytes: int
    seconds: tuple[tuple[str, float], ...]
    memory: int
    anew: str = ""
    unbuilt: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    templates: tuple[TemplateTime, ...] = ()
    lost: tuple[Problem, ...] = ()


def build(options: Options, progress: Callable[[int, int], None] | None = None) -> Result:
    """Build the city at `options.root` and return what happened.

    Raises ConfigError, UsageError, LockedError, EngineError, ThemeError, or TooMuchHeldBack, each
    before any file of the published site is touched, and HalfPublished after. `progress` is called with (units done, total).
    """
    often = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        return _built(options, progress)
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()  # what `_nothing_to_collect` froze


def _built(options: Options, progress: Callable[[int, int], None] | None) -> Result:
    watch = Stopwatch()
    if options.executor:  # workers on other machines have other working directories
        root, output = options.root.absolute(), options.output.absolute()
        options = replace(options, root=root, output=output)
    rules = read_rules(options)
    with ExitStack() as stack:
        with _nothing_to_collect():
            target = stack.enter_context(_publication(options))
            state = target.state if target else State(state_path(options.root, options.output))
            city = _scan(rules, state)
            check_known(city)
            refuse_without_content(city)
            watch.lap("scan")
            plan = with_unread(city, plan_units(city))
            watch.lap("plan")
        paths = paths_of(options, target, state)
        told = _Turns(progress, len(plan.stale)) if progress else None
        stale = partial(_stale, city, paths=paths, watch=watch, progress=told)
        units = build_around(city, plan, stale)
        needed = needed_strands(city, units)
        known = len(units.built)
        units = with_strands(city, units, (*needed, *strands_to_follow(city, units)), stale)
        if len(units.built) > known:  # what the state knew of them was damaged
            units = with_around(city, units, stale)
        watch.lap("units")
        products = reduce_city(city, units, paths)
        units = keep_lost(city, claim_units(city, units, paths), paths)
        products |= reduce_rest(city, units, paths)
        paths.problems += crowded(city, paths)
        watch.lap("city")
        broken = broken_of_units(city, units, paths)
        of_city = city_problems(city, units, paths)
        problems = audit(city, units, of_city, broken)
        lost = lost_addresses(city, units, paths)
        watch.lap("audit")
        if target is not None and not options.strict:
            refuse_too_much(city, units, problems)
        problems = refuse_vanishing(city, units, paths, problems)
        published = None
        if target is not None and not (options.strict and problems):
            rows = with_broken(units, broken)
            remembered = as_meta(told_of(city, units, of_city, broken))
            meta = _marks(city, units, products) | remembered | {MARK: around_mark(city, units)}
            published = _commit(city, units, paths, target, rows, meta)
            problems = (*problems, *published.problems)
        watch.lap("commit")
        if published and target and options.verify and not published.problems:
            from sitegen.engine.verify import verified

            problems = (*problems, *verified(city, units, target))
            watch.lap("verify")
    return replace(result_of(city, units, paths, published, problems, watch), lost=lost)


class _Turns:
    """The progress of a build as one count, though its units are built in several turns."""

    def __init__(self, tell: Callable[[int, int], None], planned: int) -> None:
        self.tell, self.planned, self.before = tell, planned, 0

    def __call__(self, done: int, turn: int) -> None:
        """Tell that so many units of this turn, which has so many, are done."""
        if done or not self.before:
            self.tell(self.before + done, max(self.planned, self.before + turn))
        if done == turn:
            self.before += turn


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Skip garbage collection: 500,000 values without cycles took it a seventh of the time.

    Afterwards they are left out of it, or each collection during the build would look at all of
    them once more.
    """
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if active:
            gc.enable()


def _scan(rules: CityRules, state: State) -> CityScan:
    options = rules.options
    cache = options.root / ".sitegen" / "git.json" if options.write else None
    return scan_city(rules, state, cache, files.write)


def _stale(
    city: CityScan,
    plan: Plan,
    paths: Paths,
    watch: Stopwatch,
    progress: Callable[[int, int], None] | None,
) -> Units:
    built = build_stale(city, plan, paths, watch, progress)
    return with_online(city, with_faulty(city, built)) if built.built else built


def _marks(city: CityScan, units: Units, products: dict[str, str]) -> dict[str, str]:
    """What the state remembers of the city's products, of which each knows what it was made from."""
    # A unit whose row was damaged is built for the city's pages alone, unless it is chosen.
    unknown = any(not city.options.chosen(key) for key in units.built)
    return dict.fromkeys(products, "") if unknown else products


def _commit(
    city: CityScan,
    units: Units,
    paths: Paths,
    target: Publication,
    rows: dict[str, UnitRow],
    meta: dict[str, str],
) -> Published:
    stats = city.stats
    wanted = city.rules.config.compression if city.options.compressed else ()
    if wanted:
        from sitegen.engine.compressed import compress

        compress(target, wanted, city.options.jobs)
    with uninterrupted():
        return target.commit(
            rows,
            {"read_at": str(stats.started), WAY: way_to(city.options.root, target.folder), **meta},
            Stats(stats.changed(), stats.gone()),
            to_keep(published_units(units, paths), city.state.kept, units.records.keys()),
            BuiltUnits(strands=units.texts, made=units.made),
        )


def result_of(
    city: CityScan,
    units: Units,
    paths: Paths,
    published: Published | None,
    problems: tuple[Problem, ...],
    watch: Stopwatch,
) -> Result:
    """Return what happened, of these units and paths."""
    records = units.records.values()
    sources, recorder = city.sources, city.context.recorder
    of_city = held_of_city(city)
    kept = (
        StandIn(path=masked_path(f"{CONTENT}/{key}"), online=True) for key in lost_by_register(city)
    )
    return Result(
        published=published,
        history=city.history.reason,
        problems=problems,
        skipped=tuple(sorted((s for r in records for s in r.skipped), key=lambda s: s.path)),
        held_back=tuple(sorted((*of_city, *(p for r in records for p in r.held_back)))),
        stand_ins=tuple(
            sorted((*kept, *(s for r in records for s in r.stand_ins)), key=lambda s: s.path)
        ),
        rebuilt=tuple((item.source.entry.key, item.reason) for item in units.plan.stale),
        units=len(units.plan.units),
        kept=len(units.plan.reused),
        files=len(paths.claims.owners),
        sources=sum(len(unit.files) for unit in sources.units),
        source_bytes=sum(file.size for unit in sources.units for file in unit.files),
        seconds=tuple(watch.seconds.items()),
        memory=watch.memory,
        anew=city.anew,
        unbuilt=city.unbuilt,
        preview=previewed(city),
        templates=recorder.taken() if recorder else (),
    )


@contextmanager
def _publication(options: Options) -> Iterator[Publication | None]:
    if not options.write:
        yield None
        return
    with publication(options.root, options.output, force=options.force) as target:
        yield target
