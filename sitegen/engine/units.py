"""The units of a build: the stale ones are built, the others are taken as the last build left them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.engine.plan import Stale, plan, rules_keys
from sitegen.engine.work import Work
from sitegen.model import Problem, UnitEntry, UnitResult, UnitSource, UnitSummary
from sitegen.store.marker import STAGE
from sitegen.store.past import history_mark
from sitegen.store.record import dumps, is_sealed, loads, opened, sealed
from sitegen.store.state import UnitRow
from sitegen.units.shared import Kin, kin

if TYPE_CHECKING:
    from sitegen.engine.parallel import Built


def entries(work: Work) -> tuple[UnitEntry, ...]:
    """Return the units that have pages: the active ones, and closed ones that left files."""
    with_folder = {source.entry.key for source in work.sources.units}
    return tuple(e for e in work.register.entries if e.active or e.key in with_folder)


def plan_units(work: Work) -> tuple[Stale, ...]:
    """Return the stale units; the records of the others are read, and one that cannot be is stale."""
    options = work.options
    found = {source.entry.key: source for source in work.sources.units}
    units = [
        (
            found.get(entry.key) or UnitSource(root=str(options.root), entry=entry, files=()),
            kin(work.register, entry),
        )
        for entry in entries(work)
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
    work.results = {**dict.fromkeys(order), **work.results}  # type: ignore[dict-item]  # filled by build_stale
    return stale


def _stale(work: Work, units: list[tuple[UnitSource, Kin]]) -> tuple[Stale, ...]:
    now, force = work.shared.now.timestamp(), work.options.force
    rules = rules_keys(work.shared)
    return plan(units, work.state, rules, now, force=force, history=history_mark(work.history))


def _reuse(work: Work, key: str) -> bool:
    row = work.state.units[key]
    try:
        work.results[key] = loads(UnitResult, row.record)
        work.broken[key] = loads(tuple[Problem, ...], row.broken)
    except ValueError:
        return False
    return all(map(is_sealed, (row.summary, row.links, row.ids)))


def build_stale(
    work: Work, stale: tuple[Stale, ...], progress: Callable[[int, int], None] | None
) -> None:
    """Build the stale units and take their files; keep the files of the others.

    `progress` is called with (units done, units in all). Raises EngineError when the Markdown
    library cannot be used.
    """
    if stale:
        # What makes pages takes half a second to import, and is needed only here.
        from sitegen.engine.executor import executor
        from sitegen.engine.parallel import Task, build_units
        from sitegen.reports.markdown.engine import markdown

        markdown(
            work.shared.markdown
        )  # an unusable library ends the build before any unit is built
        options = work.options
        jobs = options.jobs or os.cpu_count() or 1
        tasks = [Task(item.source, item.kin, work.stage(item.source.entry.key)) for item in stale]
        folders = (options.root / ".sitegen", options.output / STAGE)
        if progress:
            progress(0, len(stale))
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


def _take_unit(work: Work, item: Stale, built: Built) -> None:
    key = item.source.entry.key
    result = built.result
    work.results[key] = result
    work.built.add(key)
    until = result.until if not any(p.code == "S012" for p in result.problems) else 0.0
    work.staged[key] = built.staged
    work.times += built.times
    if work.options.chosen(key):
        bare = replace(result, summary=UnitSummary(key=key, short_name=""), links=(), ids=())
        work.rows[key] = UnitRow(
            item.fingerprint,
            *(result.since, until),
            *(dumps(bare), sealed(dumps(result.summary))),
            *(time.time(), item.reason),
            history_mark(work.history) if result.held_back else "",
            sealed(dumps(result.links)),
            ids=sealed(dumps(result.ids)),
        )
    elif key in work.state.units:
        work.rows[key] = work.state.units[key]


def _claim(work: Work) -> None:
    """Take the files of built units and keep those of the others, in the order of the register.

    A unit that another one was faster than is stale in the next build, too: only so does it
    get the address when the other gives it up.
    """
    taken = {key: staged for key, staged in work.staged.items() if work.options.chosen(key)}
    kept: dict[str, list[str]] = {key: [] for key in work.rows if key not in taken}
    for path, entry in work.state.outputs.items():
        if entry.owner in kept:
            kept[entry.owner].append(path)
    for key in work.results:
        if key in taken:
            free = [work.take(staged, key) for staged in taken[key]]
        else:
            # Without a row, what the unit would make now tells which files may be its own.
            paths = kept.get(key) or [staged.path for staged in work.staged.get(key, ())]
            free = [work.keep(path, key) for path in paths]
        if not all(free) and key in work.rows:
            work.rows[key] = replace(work.rows[key], until=0.0)


def published_units(work: Work) -> Iterator[tuple[UnitSource, UnitResult]]:
    """Yield the units that were built now and whose results are what will be published."""
    for source, _ in work.units:
        key = source.entry.key
        if key in work.built and work.options.chosen(key):
            yield source, work.results[key]


def summaries(work: Work) -> tuple[UnitSummary, ...]:
    """Return all units' summaries in the register's order; those of reused units are read now."""
    return tuple(
        result.summary
        if key in work.built or key not in work.rows
        else loads(UnitSummary, opened(work.rows[key].summary))
        for key, result in work.results.items()
    )
