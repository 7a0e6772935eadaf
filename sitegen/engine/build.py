"""A build from the city's folder to its site: reads top to bottom."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sitegen.city.config import Config, read_config
from sitegen.city.git.history import read_history
from sitegen.city.register import Register, read_register
from sitegen.city.schemas import Standards, read_standards
from sitegen.city.sources import dated, scan
from sitegen.city.tiles import Tiles, read_tiles
from sitegen.engine.audit import audit, refuse_too_much
from sitegen.engine.options import Options
from sitegen.engine.plan import Stale
from sitegen.engine.publish import Publication, Published, Stats, publication
from sitegen.engine.reduce import reduce_city
from sitegen.engine.units import build_stale, plan_units, published_units
from sitegen.engine.work import Work
from sitegen.keys.rules import Rules
from sitegen.model import Output, Problem, Skipped, StandIn, UnitSummary
from sitegen.pages.site import SiteContext
from sitegen.pages.theme import read_theme
from sitegen.privacy.permits import Permit, read_permits
from sitegen.processes.interrupt import finished
from sitegen.processes.timing import Recorder, Stopwatch, TemplateTime
from sitegen.store import files
from sitegen.store.cache import Cache
from sitegen.store.past import past_of, to_keep
from sitegen.store.statcache import StatCache
from sitegen.store.state import State, state_path
from sitegen.units.shared import Shared, choices, site_context


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a build. `published` is None when nothing was to be written.

    `rebuilt` names the units that were built, with the reason, and `summaries` has these; all
    `kept` others were reused. `history` is a message id that says why git's dates are not all known, or "".
    `sources` and `source_bytes` count the units' files, `memory` is the peak of all processes in
    bytes (`memory.highest`), `templates` the times of templates if they were asked for. `anew`
    says why nothing of the last build could be used: `missing`, `version`, `unreadable` or `other`
    (`sitegen.store.state`), or "".
    """

    published: Published | None
    history: str
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    held_back: tuple[str, ...]
    stand_ins: tuple[StandIn, ...]
    summaries: tuple[UnitSummary, ...]
    rebuilt: tuple[tuple[str, str], ...]
    units: int
    kept: int
    files: int
    sources: int
    source_bytes: int
    seconds: tuple[tuple[str, float], ...]
    memory: int
    anew: str = ""
    templates: tuple[TemplateTime, ...] = ()


def build(options: Options, progress: Callable[[int, int], None] | None = None) -> Result:
    """Build the city at `options.root` and return what happened.

    Raises ConfigError, UsageError, LockedError, EngineError, ThemeError, or TooMuchHeldBack, each
    before any file of the published site is touched. `progress` is called with (units done, units in all).
    """
    watch = Stopwatch()
    if options.executor:  # workers elsewhere have other working folders
        root, output = options.root.absolute(), options.output.absolute()
        options = replace(options, root=root, output=output)
    rules = _read_rules(options)
    with ExitStack() as stack:
        with _nothing_to_collect():
            target = stack.enter_context(_publication(options))
            work, stats = _scan(options, rules, target, watch)
            watch.lap("scan")
            stale = plan_units(work)
            watch.lap("plan")
        build_stale(work, stale, progress)
        watch.lap("units")
        reduce_city(work, rules.assets)
        watch.lap("city")
        problems = audit(work, rules.permits)
        watch.lap("audit")
        if target is not None:
            refuse_too_much(work, problems)
        published = None
        if target is not None and not (options.strict and problems):
            published = _commit(work, target, stats)
        watch.lap("commit")
        if published and options.verify:
            from sitegen.engine.verify import verified

            problems = (*problems, *verified(work))
            watch.lap("verify")
    return _result(work, stale, published, problems)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Spare the search for cycles among 500,000 values that have none; it took a seventh of the time."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What the city's own files say, before any unit's files are looked at."""

    config: Config
    register: Register
    shared: Shared
    permits: tuple[Permit, ...]
    tiles: Tiles
    assets: tuple[Output, ...]
    problems: tuple[Problem, ...]


def _read_rules(options: Options) -> _Rules:
    config = read_config(options.root)
    register = read_register(options.root)
    theme, assets = read_theme(options.root, config.theme, config.lang)
    theme = replace(theme, watch=Recorder() if options.template_metrics else None)
    site = site_context(config, theme, options.base_url)
    standards, standard_problems = read_standards(options.root, register, config.zone, config.name)
    permits, permit_problems = read_permits(options.root, options.key)
    tiles, tile_problems = read_tiles(options.root)
    return _Rules(
        config=config,
        register=register,
        shared=shared_of(options, config, site, standards),
        permits=permits,
        tiles=tiles,
        assets=assets,
        problems=(*standard_problems, *permit_problems, *tile_problems),
    )


def _scan(
    options: Options, rules: _Rules, target: Publication | None, watch: Stopwatch
) -> tuple[Work, StatCache]:
    zone = rules.shared.now.tzinfo or UTC
    cache = options.root / ".sitegen" / "git.json" if options.write else None
    history = read_history(options.root, cache, zone=zone, write=files.write)
    state = target.state if target else State(state_path(options.root, options.output))
    stats = StatCache(str(options.root), state.stats, int(state.meta.get("read_at", "0")))
    allowed = tuple(permit.key for permit in rules.permits)
    found = scan(options.root, rules.register, stats.digest, key=options.key, permits=allowed)
    work = Work(
        options=options,
        config=rules.config,
        register=rules.register,
        shared=replace(rules.shared, past=past_of(history, state)),
        state=state,
        target=target,
        history=history,
        sources=dated(found, history),
        tiles=rules.tiles,
        watch=watch,
    )
    work.problems += (*found.problems, *rules.problems)
    return work, stats


def _commit(work: Work, target: Publication, stats: StatCache) -> Published:
    # With --unit, the city's pages may show more of the other units than their rows tell.
    city = "" if work.options.units else work.city_key
    with finished():
        return target.commit(
            work.rows,
            {"read_at": str(stats.started), "city": city},
            Stats(stats.changed(), stats.gone()),
            to_keep(published_units(work), work.state.kept, work.results.keys()),
        )


def _result(
    work: Work,
    stale: tuple[Stale, ...],
    published: Published | None,
    problems: tuple[Problem, ...],
) -> Result:
    results = work.results.values()
    sources = work.sources
    recorder = work.shared.recorder
    return Result(
        published=published,
        history=work.history.reason,
        problems=problems,
        skipped=tuple(sorted((s for r in results for s in r.skipped), key=lambda s: s.path)),
        held_back=tuple(sorted((*sources.held_back, *(p for r in results for p in r.held_back)))),
        stand_ins=tuple(sorted((s for r in results for s in r.stand_ins), key=lambda s: s.path)),
        summaries=tuple(result.summary for result in results if result.key in work.built),
        rebuilt=tuple((item.source.entry.key, item.reason) for item in stale),
        units=len(work.units),
        kept=len(work.results) - len(stale),
        files=len(work.claims.owners),
        sources=sum(len(unit.files) for unit in sources.units),
        source_bytes=sum(file.size for unit in sources.units for file in unit.files),
        seconds=tuple(work.watch.seconds.items()),
        memory=work.watch.memory,
        # That there is no state says something only where there is a site already.
        anew=work.anew if work.anew != "missing" or work.state.outputs else "",
        templates=recorder.taken() if recorder else (),
    )


def clock(options: Options, config: Config) -> datetime:
    """Return what "now" means: the option in the city's time zone, or the present there."""
    zone = ZoneInfo(config.zone)
    if options.clock is None:
        return datetime.now(zone)
    given = options.clock
    return given.astimezone(zone) if given.tzinfo else given.replace(tzinfo=zone)


def shared_of(options: Options, config: Config, site: SiteContext, standards: Standards) -> Shared:
    """Return what every unit's build is given."""
    return Shared(
        site=site,
        rules=Rules(zone=config.zone, choices=choices(config)),
        standards=standards,
        markdown=config.markdown,
        cache=Cache(str(options.root / ".sitegen" / "cache")),
        now=clock(options, config),
        drafts=options.drafts,
        future=options.future,
        key=options.key,
    )


@contextmanager
def _publication(options: Options) -> Iterator[Publication | None]:
    if not options.write:
        yield None
        return
    with publication(options.root, options.output, force=options.force) as target:
        yield target
