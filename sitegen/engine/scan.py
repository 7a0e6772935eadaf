"""What a build starts from: the city's rules, its sources, and what the last build left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from sitegen.city.areas import Areas, areas_of
from sitegen.city.boundaries import Boundaries, read_boundaries
from sitegen.city.complaints import Complaints, read_complaints
from sitegen.city.config import Config, read_config
from sitegen.city.dip import PaperEntries, read_paper
from sitegen.city.git.history import History, read_history
from sitegen.city.git.registered import CACHE, read_registered
from sitegen.city.holidays import Holidays, read_holidays
from sitegen.city.newest import newest_day
from sitegen.city.old_addresses import OldAddress, read_old_addresses
from sitegen.city.register import Register, read_register
from sitegen.city.removed_datasets import Removed, read_removed_datasets
from sitegen.city.removed_rows import RemovedRow
from sitegen.city.removed_texts import LIST as REMOVED_TEXTS
from sitegen.city.requests import Requests, read_requests
from sitegen.city.root_files import read_root_files
from sitegen.city.schemas import Standards, read_schemas
from sitegen.city.sources import Sources, dated, scan
from sitegen.city.tiles import Tiles, read_tiles
from sitegen.engine.options import Options
from sitegen.engine.withdrawn import usable
from sitegen.keys.likeness import nearest
from sitegen.keys.rules import Rules
from sitegen.keys.words import rewording
from sitegen.model import Former, Output, Problem, Relatives, UnitEntry, UnitSource, Where
from sitegen.model.roles import CONTENT
from sitegen.pages.originals import read_aged
from sitegen.pages.site import SiteContext
from sitegen.pages.theme import read_theme
from sitegen.portal.products import makes_file, reserved_names
from sitegen.privacy.permits import Permit, read_permits
from sitegen.processes.timing import Recorder
from sitegen.store.cache import Cache
from sitegen.store.past import history_mark, past_of
from sitegen.store.statcache import StatCache
from sitegen.store.state import State
from sitegen.units.context import BuildContext, choices, relatives_of, site_context

_Value = TypeVar("_Value")
Writer = Callable[[Path, bytes], None]
LAST_MINUTE = time(23, 59)


class CityRules(Struct, frozen=True, kw_only=True):
    """What the city's own files say, before any unit's files are read.

    `assets` are the files of the theme, `root_files` those of the folder `akar`, `old` the addresses of
    an older system, None without a list, `removed` the datasets
    that are published no more, `withdrawn` the texts.
    """

    options: Options
    config: Config
    register: Register
    context: BuildContext
    permits: tuple[Permit, ...]
    tiles: Tiles
    boundaries: Boundaries
    paper: PaperEntries
    holidays: Holidays
    requests: Requests
    complaints: Complaints
    assets: tuple[Output, ...]
    root_files: tuple[Output, ...]
    old: tuple[OldAddress, ...] | None
    removed: Removed
    withdrawn: tuple[RemovedRow, ...]
    problems: tuple[Problem, ...]


class CityScan(Struct, frozen=True, kw_only=True):
    """The city as a build finds it. `stats` continues to record what is read; `registered` has the days
    on which units came into the register, by key, as far as git knows them.

    `anew` says why the last build's state cannot be used although there is already a site, or "".
    """

    rules: CityRules
    context: BuildContext
    state: State
    history: History
    registered: dict[str, date]
    sources: Sources
    stats: StatCache
    anew: str

    @property
    def options(self) -> Options:
        """The options of the build."""
        return self.rules.options

    @property
    def mark(self) -> str:
        """The value that stands for git's history if files are held back."""
        return history_mark(self.history)

    @property
    def unbuilt(self) -> tuple[str, ...]:
        """The units that have no pages yet, and get none from a build of chosen units."""
        if not (self.options.units and self.options.write):
            return ()
        others = (entry.key for entry in self._entries() if not self.options.chosen(entry.key))
        return tuple(key for key in others if key not in self.state.here)

    def entries(self) -> tuple[UnitEntry, ...]:
        """Return the units that have pages: active ones, and closed ones but those that lead on.

        A build of chosen units leaves out those that are not built yet: nothing may link to them.
        """
        unbuilt = set(self.unbuilt)
        return tuple(entry for entry in self._entries() if entry.key not in unbuilt)

    def _entries(self) -> tuple[UnitEntry, ...]:
        pages = {former.key for former in self.formers() if former.page}
        return tuple(e for e in self.rules.register.entries if e.active or e.key in pages)

    def formers(self) -> tuple[Former, ...]:
        """Return the closed units and former ids, with the units that follow."""
        with_folder = {source.entry.key for source in self.sources.units}
        return self.rules.register.formers(with_folder.__contains__)

    def with_day(self, source: UnitSource) -> UnitSource:
        """Return a unit's source with the day on which it came into the register."""
        day = self.registered.get(source.entry.key)
        return structs.replace(source, registered=day)

    def units(self) -> tuple[tuple[UnitSource, Relatives], ...]:
        """Return the units to consider, with their relatives, in the register's order."""
        options = self.options
        found = {source.entry.key: source for source in self.sources.units}
        unbuilt, formers = frozenset(self.unbuilt), self.formers()
        return tuple(
            (
                self.with_day(found.get(entry.key) or without_files(options, entry)),
                with_pages(relatives_in(self.rules, entry, formers), unbuilt),
            )
            for entry in self.entries()
            if not options.partial or entry.key in options.units
        )


def relatives_in(rules: CityRules, entry: UnitEntry, formers: tuple[Former, ...]) -> Relatives:
    """Return the units around a unit, with what the city's own tables say of it."""
    return structs.replace(
        relatives_of(rules.register, entry, formers),
        complaints=entry.active and any(each.unit == entry.key for each in rules.complaints),
    )


def with_pages(relatives: Relatives, unbuilt: frozenset[str]) -> Relatives:
    """Return the relatives without those that have no pages to link to."""
    parent = relatives.parent
    return structs.replace(
        relatives,
        parent=None if parent and parent.key in unbuilt else parent,
        children=tuple(each for each in relatives.children if each.key not in unbuilt),
        neighbours=tuple(each for each in relatives.neighbours if each.key not in unbuilt),
        successors=tuple(each for each in relatives.successors if each.key not in unbuilt),
        predecessors=tuple(
            (each, page and each.key not in unbuilt) for each, page in relatives.predecessors
        ),
    )


def without_files(options: Options, entry: UnitEntry) -> UnitSource:
    """Return the source of a unit that has not published anything yet."""
    return UnitSource(root=str(options.root), entry=entry, files=())


def _no_office(config: Config, register: Register) -> Iterator[Problem]:
    """Yield that the settings name an office for information that is no unit."""
    key = config.ppid.unit
    if key and register.get(key) is None:
        names = [entry.key for entry in register.entries]
        near = nearest(key, names) or next(iter(names), "skpd/diskominfo")
        yield Problem.of("S070", Where(path="site.yml", field="ppid"), found=key, nearest=near)


def _of_no_unit(config: Config, register: Register) -> Iterator[Problem]:
    """Yield that the settings want a figure of what is no active unit."""
    names = {entry.key for entry in register.entries if entry.active}
    for wanted in config.figures:
        if wanted.unit not in names:
            where = Where(path="site.yml", line=wanted.line, column=wanted.character, field="angka")
            yield Problem.of("S093", where, found=wanted.unit, dataset=wanted.dataset)


def read_rules(options: Options) -> CityRules:
    """Return what the city's own files say; raises ConfigError, UsageError and ThemeError."""
    root = options.root
    config = read_config(root)
    register = read_register(root, config.unit_kinds)
    theme, assets = read_theme(root, config.theme, config.lang, config.brand)
    theme = replace(theme, watch=Recorder() if options.template_metrics else None)
    theme = replace(theme, words=rewording(config.words, config.lang))
    now = clock(options, config)
    site = site_context(config, theme, options.base_url, register, now.date())
    kinds = tuple(kind.name for kind in config.unit_kinds)
    found = _FileProblems()
    standards = found.of(read_schemas(root, register, config.zone, config.name, kinds))
    permits = found.of(read_permits(root, options.key, trusted=options.trusting))
    tiles = found.of(read_tiles(root))
    boundaries = found.of(read_boundaries(root, register.entries))
    areas = areas_of(register.entries, tiles, boundaries)
    listed = found.of(REMOVED_TEXTS.read(root, register, site.address))
    withdrawn = usable(listed, register, reserved_names(config.unit_kinds))
    return CityRules(
        options=options,
        config=config,
        register=register,
        context=_context(options, config, site, standards, areas, now),
        permits=permits,
        tiles=tiles,
        boundaries=boundaries,
        paper=found.of(read_paper(root, register)),
        holidays=found.of(read_holidays(root)),
        requests=found.of(read_requests(root, register)),
        complaints=found.of(read_complaints(root, register)),
        assets=assets,
        root_files=found.of(read_root_files(root, makes_file)),
        old=found.of(read_old_addresses(root, site.address)),
        removed=found.of(read_removed_datasets(root, register, site.address, now.date())),
        withdrawn=found.of(withdrawn),
        problems=(
            *config.remarks,
            *_no_office(config, register),
            *_of_no_unit(config, register),
            *register.problems,
            *found.problems,
            *theme.problems,
            *read_aged(root, config.theme),
        ),
    )


class _FileProblems:
    """The problems of the city's own files, collected while they are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def of(self, read: tuple[_Value, Iterable[Problem]]) -> _Value:
        """Return what a file says, and keep what is wrong with it."""
        value, problems = read
        self.problems += problems
        return value


def _context(
    options: Options,
    config: Config,
    site: SiteContext,
    standards: Standards,
    areas: Areas,
    now: datetime,
) -> BuildContext:
    """What all units are made with."""
    return BuildContext(
        site=site,
        rules=Rules(zone=config.zone, choices=choices(config), own=config.own),
        standards=standards,
        markdown=config.markdown,
        typed=config.text == "biasa",
        cache=Cache(str(options.root / ".sitegen" / "cache")),
        now=now,
        drafts=options.drafts,
        future=options.future,
        key=options.key,
        reserved=reserved_names(config.unit_kinds),
        areas=areas,
        minify=config.minify and options.compressed,
        wanted=config.figures,
    )


def scan_city(
    rules: CityRules,
    state: State,
    git_cache: Path | None,
    write: Writer | None = None,
    only: tuple[str, ...] = (),
) -> CityScan:
    """Return the city's sources with their digests and dates; only those of `only`, if given.

    `git_cache` is where git's dates are kept, `write` how; without `write` nothing new is kept. Those of
    commits are no days of a sample city, which takes another day for today.
    """
    options, context = rules.options, rules.context
    folders = tuple(f"{CONTENT}/{key}" for key in only)
    zone = context.now.tzinfo or UTC
    history = read_history(options.root, git_cache, zone=zone, write=write, only=folders)
    kept = git_cache.with_name(CACHE) if git_cache else None
    days = not rules.config.demo
    registered = read_registered(options.root, rules.register, history, (kept, write), zone=zone)
    stats = StatCache(str(options.root), state.stats, int(state.meta.get("read_at", "0")))
    with closing(stats):
        sources = dated(scan_units(rules, stats, only), history, days=days)
    return CityScan(
        rules=rules,
        context=replace(context, past=past_of(history, state)),
        state=state,
        history=history,
        registered=registered if days else {},
        sources=sources,
        stats=stats,
        anew=state.reason if state.reason != "missing" or state.outputs else "",
    )


def scan_units(
    rules: CityRules, stats: StatCache | None = None, only: tuple[str, ...] = ()
) -> Sources:
    """Return the units' files; without `stats`, digests are not computed."""
    return scan(
        rules.options.root,
        rules.register,
        stats.digest if stats else None,
        key=rules.options.key,
        permits=tuple(permit.key for permit in rules.permits),
        only=only,
    )


def clock(options: Options, config: Config) -> datetime:
    """Return what "now" means: the option in the city's time zone, or the present there.

    In a sample city it is the end of the day of its newest report.
    """
    zone = ZoneInfo(config.zone)
    if options.clock is None:
        last = newest_day(options.root) if config.demo else None
        return datetime.combine(last, LAST_MINUTE, zone) if last else datetime.now(zone)
    given = options.clock
    return given.astimezone(zone) if given.tzinfo else given.replace(tzinfo=zone)
