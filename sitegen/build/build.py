"""A build from the city's folder to its site: reads top to bottom."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from sitegen.build import files
from sitegen.build.audit import broken_links
from sitegen.build.cache import Cache
from sitegen.build.claims import Claims
from sitegen.build.executor import executor
from sitegen.build.interrupt import finished
from sitegen.build.parallel import Built, Task, build_units
from sitegen.build.past import history_mark, past_of, to_keep
from sitegen.build.plan import Stale, plan, rules_key, rules_keys
from sitegen.build.publish import Publication, Published, Stage, Staged, Stats, publication
from sitegen.build.record import dumps, is_sealed, loads, opened, sealed
from sitegen.build.shared import Shared, choices, kin, site_context
from sitegen.build.statcache import StatCache
from sitegen.build.state import STAGE, State, UnitRow, state_path
from sitegen.build.timing import Recorder, Stopwatch
from sitegen.build.verify import differences, sample, verify_files, verify_pages, verify_units
from sitegen.digest import digest
from sitegen.errors import TooMuchHeldBack
from sitegen.model import (
    Output,
    Problem,
    Skipped,
    StandIn,
    UnitResult,
    UnitSource,
    UnitSummary,
    Where,
)
from sitegen.read.config import Config, read_config
from sitegen.read.content import Rules
from sitegen.read.history import read_history
from sitegen.read.privacy.names import masked_path
from sitegen.read.privacy.permits import idle_permits, read_permits
from sitegen.read.register import Register, read_register
from sitegen.read.sources import dated, scan
from sitegen.read.standards import Standards, read_standards
from sitegen.read.tiles import read_tiles
from sitegen.render.city import City
from sitegen.render.portal import city_pages
from sitegen.render.theme import read_theme
from sitegen.urls import page_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.build.shared import Kin
    from sitegen.build.timing import TemplateTime
    from sitegen.model import SiteLink, UnitEntry
    from sitegen.read.privacy.permits import Permit
    from sitegen.read.sources import Sources
    from sitegen.render.site import SiteContext

# A city with few units would be stopped by one mistake; so many units may always be held back.
ALWAYS_ALLOWED = 3
CITY = "the city's pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says. `clock` is None for the present; `jobs` 0 for all cores.

    `executor` is the address of a Dask scheduler whose workers build the units, or "".
    `units` are keys `<jenis>/<id>`; when given, only files of these units and of the city are
    written, and only their problems are reported. `key` is the city's, for reviewed exceptions.
    """

    root: Path
    output: Path
    base_url: str = ""
    clock: datetime | None = None
    jobs: int = 0
    executor: str = ""
    units: tuple[str, ...] = ()
    drafts: bool = False
    future: bool = False
    strict: bool = False
    force: bool = False
    write: bool = True
    verify: Literal["", "sample", "all"] = ""
    template_metrics: bool = False
    key: bytes = field(default=b"", repr=False)

    @property
    def partial(self) -> bool:
        """Whether only the chosen units are looked at: in a check, where nothing is written."""
        return bool(self.units) and not self.write


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a build. `published` is None when nothing was to be written.

    `rebuilt` names the units that were built, with the reason, and `summaries` has these; all
    `kept` others were reused. `history` is a message id that says why git's dates are not all known, or "".
    `sources` and `source_bytes` count the units' files, `memory` is the peak of all processes in
    bytes (`memory.highest`), `templates` the times of templates if they were asked for.
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
    templates: tuple[TemplateTime, ...] = ()


@dataclass(slots=True)
class _Work:
    """One build under way: what it was given, and what is gathered while units stream by."""

    options: Options
    config: Config
    register: Register
    shared: Shared
    state: State
    target: Publication | None
    history: str
    claims: Claims = field(default_factory=Claims)
    rows: dict[str, UnitRow] = field(default_factory=dict)
    results: dict[str, UnitResult] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    units: tuple[tuple[UnitSource, Kin], ...] = ()
    watch: Stopwatch = field(default_factory=Stopwatch)
    times: list[TemplateTime] = field(default_factory=list)
    built: set[str] = field(default_factory=set)
    staged: dict[str, tuple[Staged, ...]] = field(default_factory=dict)
    city_key: str = ""


def build(options: Options, progress: Callable[[int, int], None] | None = None) -> Result:
    """Build the city at `options.root` and return what happened.

    Raises ConfigError, UsageError, LockedError, ThemeError, or TooMuchHeldBack, each before any
    file of the published site is touched. `progress` is called with (units done, units in all).
    """
    watch = Stopwatch()
    if options.executor:  # workers elsewhere have other working folders
        root, output = options.root.absolute(), options.output.absolute()
        options = replace(options, root=root, output=output)
    recorder = Recorder() if options.template_metrics else None
    config = read_config(options.root)
    register = read_register(options.root)
    theme, assets = read_theme(options.root, config.theme, config.lang)
    theme = replace(theme, watch=recorder)
    site = site_context(config, theme, options.base_url)
    standards, standard_problems = read_standards(options.root, register, config.zone)
    shared = shared_of(options, config, site, standards)
    cache = options.root / ".sitegen" / "git.json" if options.write else None
    history = read_history(options.root, cache, zone=shared.now.tzinfo or UTC, write=files.write)
    with _publication(options) as target:
        state = target.state if target else State(state_path(options.root, options.output))
        shared = replace(shared, past=past_of(history, state))
        stats = StatCache(str(options.root), state.stats, int(state.meta.get("read_at", "0")))
        permits, permit_problems = read_permits(options.root, options.key)
        allowed = tuple(permit.key for permit in permits)
        found = scan(options.root, register, stats.digest, key=options.key, permits=allowed)
        sources = dated(found, history)
        tiles, tile_problems = read_tiles(options.root)
        watch.lap("scan")
        work = _Work(
            *(options, config, register, shared, state, target, history_mark(history)), watch=watch
        )
        work.problems += sources.problems + tile_problems + permit_problems + standard_problems
        stale = _plan(work, sources)
        watch.lap("plan")
        _map(work, stale, progress)
        watch.lap("units")
        _reduce(work, sources, tiles, assets)
        watch.lap("city")
        work.problems += _idle(work, permits, sources)
        problems = _audited(work)
        watch.lap("audit")
        if target is not None:
            _refuse_too_much(work, problems, sources)
        stop = target is None or (options.strict and problems)
        published = None
        if target is not None and not stop:
            # With --unit, the city's pages may show more of the other units than their rows tell.
            city = "" if options.units else work.city_key
            meta = {"read_at": str(stats.started), "city": city}
            with finished():
                published = target.commit(
                    work.rows,
                    meta,
                    Stats(stats.changed(), stats.gone()),
                    to_keep(_built(work), state.kept, work.results.keys()),
                )
        watch.lap("commit")
        if published and options.verify:
            problems = (*problems, *_verified(work, sources, tiles))
            watch.lap("verify")
    results = work.results.values()
    return Result(
        published=published,
        history=history.reason,
        problems=problems,
        skipped=tuple(sorted((s for r in results for s in r.skipped), key=lambda s: s.path)),
        held_back=tuple(sorted((*sources.held_back, *(p for r in results for p in r.held_back)))),
        stand_ins=tuple(sorted((s for r in results for s in r.stand_ins), key=lambda s: s.path)),
        summaries=tuple(result.summary for result in results if result.key in work.built),
        rebuilt=tuple((item.source.entry.key, item.reason) for item in stale),
        units=len(sources.units),
        kept=len(work.results) - len(stale),
        files=len(work.claims.owners),
        sources=sum(len(unit.files) for unit in sources.units),
        source_bytes=sum(file.size for unit in sources.units for file in unit.files),
        seconds=tuple(watch.seconds.items()),
        memory=watch.memory,
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


def _entries(register: Register, sources: tuple[UnitSource, ...]) -> tuple[UnitEntry, ...]:
    """The units that have pages: the active ones, and closed ones that left files."""
    with_folder = {source.entry.key for source in sources}
    return tuple(e for e in register.entries if e.active or e.key in with_folder)


def _plan(work: _Work, sources: Sources) -> tuple[Stale, ...]:
    """The stale units; the records of the others are read, and one that cannot be is stale."""
    options = work.options
    found = {source.entry.key: source for source in sources.units}
    units = [
        (
            found.get(entry.key) or UnitSource(root=str(options.root), entry=entry, files=()),
            kin(work.register, entry),
        )
        for entry in _entries(work.register, sources.units)
        if not options.partial or entry.key in options.units
    ]
    work.units = tuple(units)
    fresh = dict.fromkeys(source.entry.key for source, _ in units)
    stale = _stale(work, units)
    for item in stale:
        del fresh[item.source.entry.key]
    work.rows = {key: work.state.units[key] for key in fresh}
    unreadable = [key for key in fresh if not _reuse(work, key)]
    if unreadable:
        for key in unreadable:
            del work.state.units[key], work.rows[key]
        stale = _stale(work, units)
    # The order of the register decides the order of everything that is listed.
    order = {source.entry.key: None for source, _ in units}
    work.results = {**dict.fromkeys(order), **work.results}  # type: ignore[dict-item]  # filled by _map
    return stale


def _stale(work: _Work, units: list[tuple[UnitSource, Kin]]) -> tuple[Stale, ...]:
    now, force = work.shared.now.timestamp(), work.options.force
    rules = rules_keys(work.shared)
    return plan(units, work.state, rules, now, force=force, history=work.history)


def _reuse(work: _Work, key: str) -> bool:
    row = work.state.units[key]
    try:
        work.results[key] = loads(UnitResult, row.record)
    except ValueError:
        return False
    return is_sealed(row.summary)


def _map(
    work: _Work, stale: tuple[Stale, ...], progress: Callable[[int, int], None] | None
) -> None:
    """Build the stale units and take their files; keep the files of the others."""
    options = work.options
    jobs = options.jobs or os.cpu_count() or 1
    tasks = [Task(item.source, item.kin, _stage(work, item.source.entry.key)) for item in stale]
    folders = (options.root / ".sitegen", options.output / STAGE)
    with executor(jobs, len(tasks), options.executor, folders) as crew:
        built = build_units(tasks, work.shared, crew)
        for done, (item, unit) in enumerate(zip(stale, built, strict=True), start=1):
            _take_unit(work, item, unit)
            if progress:
                progress(done, len(stale))
        work.watch.weigh()  # the workers are still there
    if work.shared.recorder:
        work.shared.recorder.add(work.times)
    _claim(work)


def _claim(work: _Work) -> None:
    """Take the files of built units and keep those of the others, in the order of the register.

    A unit that another one was faster than is stale in the next build, too: only so does it
    get the address when the other gives it up.
    """
    taken = {key: staged for key, staged in work.staged.items() if _chosen(work, key)}
    kept: dict[str, list[str]] = {key: [] for key in work.rows if key not in taken}
    for path, entry in work.state.outputs.items():
        if entry.owner in kept:
            kept[entry.owner].append(path)
    for key in work.results:
        if key in taken:
            free = [_take(work, staged, key) for staged in taken[key]]
        else:
            # Without a row, what the unit would make now tells which files may be its own.
            paths = kept.get(key) or [staged.path for staged in work.staged.get(key, ())]
            free = [_keep(work, path, key) for path in paths]
        if not all(free) and key in work.rows:
            work.rows[key] = replace(work.rows[key], until=0.0)


def _stage(work: _Work, owner: str) -> Stage | None:
    return work.target.stage(owner) if work.target and _chosen(work, owner) else None


def _take_unit(work: _Work, item: Stale, built: Built) -> None:
    key = item.source.entry.key
    result = built.result
    work.results[key] = result
    work.built.add(key)
    until = result.until if not any(p.code == "S012" for p in result.problems) else 0.0
    work.staged[key] = built.staged
    work.times += built.times
    if _chosen(work, key):
        bare = replace(result, summary=UnitSummary(key=key, short_name=""))
        work.rows[key] = UnitRow(
            item.fingerprint,
            *(result.since, until),
            *(dumps(bare), sealed(dumps(result.summary))),
            *(time.time(), item.reason),
            work.history if result.held_back else "",
        )
    elif key in work.state.units:
        work.rows[key] = work.state.units[key]


def _built(work: _Work) -> Iterator[tuple[UnitSource, UnitResult]]:
    """The units whose results are what will be published."""
    for source, _ in work.units:
        key = source.entry.key
        if key in work.built and _chosen(work, key):
            yield source, work.results[key]


def _chosen(work: _Work, owner: str) -> bool:
    """Whether files of this unit, or of the city (""), are written in this build."""
    return not work.options.units or not owner or owner in work.options.units


def _take(work: _Work, staged: Staged, owner: str) -> bool:
    """Take a file; return whether no other owner has its path."""
    free = _owned(work, staged.path, owner)
    if free and work.target is not None:
        work.target.take(staged)
    return free


def _keep(work: _Work, path: str, owner: str) -> bool:
    """Keep a published file; return whether no other owner has its path."""
    free = _owned(work, path, owner)
    if free and work.target is not None:
        work.target.keep(path)
    return free


def _owned(work: _Work, path: str, owner: str) -> bool:
    """Whether the path is this owner's; one that another has in its way is a problem of both."""
    other = work.claims.take(path, owner)
    if not other:
        return True
    first = work.claims.owners[other]
    params = (
        ("url", page_address(path)),
        ("second", owner or CITY),
        ("taken", page_address(other)),
        ("first", first or CITY),
    )
    where = Where(path=f"content/{owner}" if owner else "site.yml")
    work.problems.append(Problem(code="S011", where=where, params=params))
    return False


def _reduce(
    work: _Work,
    sources: Sources,
    tiles: tuple[tuple[str, tuple[int, int]], ...],
    assets: tuple[Output, ...],
) -> None:
    """Make the city's pages whose part of the summaries changed; keep the others."""
    shared = work.shared
    entries = _entries(work.register, sources.units)
    site = rules_key(shared)
    summaries = (row.summary for row in work.rows.values())
    work.city_key = digest(site, str(shared.now.date()), repr(entries), repr(tiles), *summaries)
    if work.city_key == work.state.meta.get("city") and not work.options.force:
        for path, entry in work.state.outputs.items():
            if not entry.owner:
                _keep(work, path, "")
        return
    stage = _stage(work, "")
    free = True
    for page in city_pages(_city(work, sources, tiles)):
        key = digest(site, page.key) if page.key else ""
        old = work.state.outputs.get(page.path)
        fresh = bool(key) and old is not None and not old.owner and old.key == key
        if fresh and not work.options.force:
            free &= _keep(work, page.path, "")
        else:
            free &= _put(work, stage, page.make(), key)
    for output in assets:
        free &= _put(work, stage, output, "")
    if not free:
        work.city_key = ""  # as for units: the next build tries again


def _city(work: _Work, sources: Sources, tiles: tuple[tuple[str, tuple[int, int]], ...]) -> City:
    return City(
        site=work.shared.site,
        entries=_entries(work.register, sources.units),
        summaries=_summaries(work),
        tiles=tiles,
        today=work.shared.now.date(),
    )


def _verified(
    work: _Work, sources: Sources, tiles: tuple[tuple[str, tuple[int, int]], ...]
) -> tuple[Problem, ...]:
    """Problems where units or pages rebuilt from nothing are not as published."""
    everything = work.options.verify == "all"
    published = work.target.entries if work.target else {}
    units = [work.units[at] for at in sample(work.units, everything=everything)]
    pages = tuple(city_pages(_city(work, sources, tiles)))
    chosen = [pages[at] for at in sample(pages, everything=everything)]
    return differences(
        (
            *verify_units(units, work.shared, published),
            *verify_pages(chosen, published),
            *(verify_files(work.options.output, published) if everything else ()),
        )
    )


def _summaries(work: _Work) -> tuple[UnitSummary, ...]:
    """All units' summaries in the order of the register; those of reused units are read now."""
    return tuple(
        result.summary
        if key in work.built or key not in work.rows
        else loads(UnitSummary, opened(work.rows[key].summary))
        for key, result in work.results.items()
    )


def _put(work: _Work, stage: Stage | None, output: Output, key: str) -> bool:
    """Stage a file of the city and take it; return whether no other owner has its path."""
    if stage is None:
        return _owned(work, output.path, "")
    (staged,) = stage.put((output,), key)
    return _take(work, staged, "")


def _audited(work: _Work) -> tuple[Problem, ...]:
    """All problems in the order of files and lines, of the chosen units only if there are any."""
    links: list[SiteLink] = []
    for result in work.results.values():
        work.problems += result.problems
        links += result.links
    work.problems += broken_links(_checkable(work.options, links), work.claims.owners)
    prefixes = tuple(f"content/{key}/" for key in work.options.units)
    kept = [p for p in work.problems if not prefixes or p.where.path.startswith(prefixes)]
    return tuple(
        sorted(
            kept, key=lambda p: (p.where.path, p.where.line, p.where.row, p.where.column, p.code)
        )
    )


def _checkable(options: Options, links: list[SiteLink]) -> list[SiteLink]:
    """The links that can be judged: a check of some units knows no other unit's pages."""
    if not options.partial:
        return links
    own = tuple(f"/{key}/" for key in options.units)
    return [link for link in links if link.url.startswith(own)]


def _idle(work: _Work, permits: tuple[Permit, ...], sources: Sources) -> tuple[Problem, ...]:
    """Problems of exceptions that nothing needed; a check of some units cannot judge the others'."""
    if work.options.partial:
        return ()
    used = {key for result in work.results.values() for key in result.permitted}
    paths = {masked_path(file.path) for unit in sources.units for file in unit.files}
    return idle_permits(permits, used | set(sources.permitted), paths) if permits else ()


def _refuse_too_much(work: _Work, problems: tuple[Problem, ...], sources: Sources) -> None:
    units = len(sources.units)
    held = {key for key, result in work.results.items() if result.held_back}
    held |= {"/".join(path.split("/")[1:3]) for path in sources.held_back}
    limit = work.config.hold_limit
    if len(held) <= max(ALWAYS_ALLOWED, units * limit / 100):
        return
    percent = str(round(100 * len(held) / max(1, units)))
    params = (("percent", percent), ("limit", str(limit)))
    problem = Problem(code="S010", where=Where(path="content"), params=params)
    raise TooMuchHeldBack(problems=(*problems, problem))
