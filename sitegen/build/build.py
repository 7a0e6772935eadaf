"""A build from the city's folder to its site: reads top to bottom."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sitegen.build.audit import broken_links
from sitegen.build.cache import Cache
from sitegen.build.parallel import build_units, executor
from sitegen.build.publish import Publication, Published, publication
from sitegen.build.shared import Shared, choices, kin, site_context
from sitegen.errors import TooMuchHeldBack
from sitegen.model import Output, Problem, Skipped, UnitResult, UnitSource, Where
from sitegen.read.config import Config, read_config
from sitegen.read.content import Rules
from sitegen.read.register import Register, read_register
from sitegen.read.sources import scan
from sitegen.read.tiles import read_tiles
from sitegen.render.city import City
from sitegen.render.portal import city_pages
from sitegen.render.theme import read_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.model import SiteLink, UnitEntry, UnitSummary
    from sitegen.render.site import SiteContext

# A city with few units would be stopped by one mistake; so many units may always be held back.
ALWAYS_ALLOWED = 3
CITY = "the city's pages"
ROBOTS = Output(path="robots.txt", body=b"User-agent: *\nAllow: /\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says. `clock` is None for the present; `jobs` 0 for all cores.

    `units` are keys `<jenis>/<id>`; when given, only files of these units and of the city are
    written, and only their problems are reported.
    """

    root: Path
    output: Path
    base_url: str = ""
    clock: datetime | None = None
    jobs: int = 0
    units: tuple[str, ...] = ()
    drafts: bool = False
    future: bool = False
    strict: bool = False
    force: bool = False
    write: bool = True

    @property
    def partial(self) -> bool:
        """Whether only the chosen units are looked at: in a check, where nothing is written."""
        return bool(self.units) and not self.write


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a build. `published` is None when nothing was to be written."""

    published: Published | None
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    held_back: tuple[str, ...]
    summaries: tuple[UnitSummary, ...]
    units: int
    files: int
    seconds: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage, for people only: no page ever shows them."""

    seconds: dict[str, float] = field(default_factory=dict)
    _start: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on `stage`."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._start
        self._start = now


@dataclass(slots=True)
class _Gathered:
    """What is kept of the units' results while they stream by."""

    summaries: list[UnitSummary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)
    links: list[SiteLink] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)


def build(options: Options, progress: Callable[[int, int], None] | None = None) -> Result:
    """Build the city at `options.root` and return what happened.

    Raises ConfigError, UsageError, LockedError, ThemeError, or TooMuchHeldBack, each before any
    file of the published site is touched. `progress` is called with (units done, units in all).
    """
    watch = Stopwatch()
    config = read_config(options.root)
    register = read_register(options.root)
    sources = scan(options.root, register)
    tiles, tile_problems = read_tiles(options.root)
    watch.lap("scan")
    theme, assets = read_theme(options.root, config.theme, config.lang)
    shared = _shared(options, config, site_context(config, theme, options.base_url))
    gathered = _Gathered(problems=[*sources.problems, *tile_problems])
    with _publication(options) as target:
        for unit in _units(options, sources.units, register, shared, progress):
            _take(gathered, target, unit, options)
        watch.lap("units")
        city = City(
            site=shared.site,
            entries=_entries(register, sources.units),
            summaries=tuple(gathered.summaries),
            tiles=tiles,
            today=shared.now.date(),
        )
        for output in (*city_pages(city), *assets, ROBOTS):
            _add(gathered, target, output, CITY)
        watch.lap("city")
        gathered.problems += broken_links(_checkable(options, gathered.links), gathered.owners)
        watch.lap("audit")
        problems = _chosen(options, gathered.problems)
        if target is not None:
            _refuse_too_much(gathered.held_back, problems, len(sources.units), config)
        stop = target is None or (options.strict and problems)
        published = None if stop or target is None else target.commit()
        watch.lap("commit")
    return Result(
        published=published,
        problems=problems,
        skipped=tuple(sorted(gathered.skipped, key=lambda item: item.path)),
        held_back=tuple(sorted(gathered.held_back)),
        summaries=tuple(gathered.summaries),
        units=len(sources.units),
        files=len(gathered.owners),
        seconds=tuple(watch.seconds.items()),
    )


def clock(options: Options, config: Config) -> datetime:
    """Return what "now" means: the option in the city's time zone, or the present there."""
    zone = ZoneInfo(config.zone)
    if options.clock is None:
        return datetime.now(zone)
    given = options.clock
    return given.astimezone(zone) if given.tzinfo else given.replace(tzinfo=zone)


def _shared(options: Options, config: Config, site: SiteContext) -> Shared:
    return Shared(
        site=site,
        rules=Rules(zone=config.zone, choices=choices(config)),
        markdown=config.markdown,
        cache=Cache(str(options.root / ".sitegen" / "cache")),
        now=clock(options, config),
        drafts=options.drafts,
        future=options.future,
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


def _units(
    options: Options,
    sources: tuple[UnitSource, ...],
    register: Register,
    shared: Shared,
    progress: Callable[[int, int], None] | None,
) -> Iterator[UnitResult]:
    """Build the units in the order of the register; one without a folder has no files."""
    found = {source.entry.key: source for source in sources}
    work = [
        (
            found.get(e.key) or UnitSource(root=str(options.root), entry=e, files=()),
            kin(register, e),
        )
        for e in _entries(register, sources)
        if not options.partial or e.key in options.units
    ]
    jobs = options.jobs or os.cpu_count() or 1
    with executor(jobs, len(work)) as pool:
        for done, result in enumerate(build_units(work, shared, pool, jobs), start=1):
            yield result
            if progress:
                progress(done, len(work))


def _checkable(options: Options, links: list[SiteLink]) -> list[SiteLink]:
    """The links that can be judged: a check of some units knows no other unit's pages."""
    if not options.partial:
        return links
    own = tuple(f"/{key}/" for key in options.units)
    return [link for link in links if link.url.startswith(own)]


def _take(
    gathered: _Gathered, target: Publication | None, result: UnitResult, options: Options
) -> None:
    gathered.summaries.append(result.summary)
    gathered.problems += result.problems
    gathered.skipped += result.skipped
    gathered.held_back += result.held_back
    gathered.links += result.links
    chosen = not options.units or result.key in options.units
    for output in result.outputs:
        _add(gathered, target if chosen else None, output, result.key)
        if target is not None and not chosen:
            target.keep(output.path)


def _add(gathered: _Gathered, target: Publication | None, output: Output, owner: str) -> None:
    """Stage an output; a path that another owner has is a problem that names both."""
    other = gathered.owners.get(output.path)
    if other is not None:
        params = (("url", "/" + output.path), ("first", other), ("second", owner))
        where = Where(path=f"content/{owner}" if owner != CITY else "site.yml")
        gathered.problems.append(Problem(code="S011", where=where, params=params))
        return
    gathered.owners[output.path] = owner
    if target is not None:
        target.add(output)


def _chosen(options: Options, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of files and lines, of the chosen units only if there are any."""
    prefixes = tuple(f"content/{key}/" for key in options.units)
    kept = [p for p in problems if not prefixes or p.where.path.startswith(prefixes)]
    return tuple(
        sorted(
            kept, key=lambda p: (p.where.path, p.where.line, p.where.row, p.where.column, p.code)
        )
    )


def _refuse_too_much(
    held_back: list[str], problems: tuple[Problem, ...], units: int, config: Config
) -> None:
    held = {"/".join(path.split("/")[1:3]) for path in held_back}
    if len(held) <= max(ALWAYS_ALLOWED, units * config.hold_limit / 100):
        return
    params = (
        ("path", "content"),
        ("percent", str(round(100 * len(held) / max(1, units)))),
        ("limit", str(config.hold_limit)),
    )
    limit = Problem(code="S010", where=Where(path="content"), params=params)
    raise TooMuchHeldBack(problems=(*problems, limit))
