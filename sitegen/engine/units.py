"""The units of a build: the stale ones are built, the others are taken as the last build left them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_type_hints

from sitegen.digest import digest
from sitegen.engine.paths import Paths
from sitegen.engine.plan import Plan, Stale, distrusted
from sitegen.engine.scan import CityScan
from sitegen.model import (
    STRANDS,
    Problem,
    StrandName,
    UnitEntry,
    UnitRecord,
    UnitResult,
    UnitSource,
    UnitSummary,
)
from sitegen.processes.timing import Stopwatch
from sitegen.store.marker import STAGE
from sitegen.store.record import dumps, loads, sealed
from sitegen.store.state import UnitRow, read_strand

if TYPE_CHECKING:
    from sitegen.engine.parallel import Built

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Every unit of the site, in the register's order: `built` has those that were built now.

    `rows` has what the state is to say of each of which it says anything: one that is not chosen is
    built for its summary alone, and keeps the row that it had. `opened` has the JSON of those strands
    of the reused units that were read, by strand and unit.
    """

    plan: Plan
    built: dict[str, Built]
    rows: dict[str, UnitRow]
    opened: dict[StrandName, dict[str, str]] = field(default_factory=dict)

    @property
    def records(self) -> dict[str, UnitRecord]:
        """What is said of each unit."""
        return {
            key: self.built[key].result if key in self.built else self.plan.reused[key].record
            for key in self.plan.keys
        }


def build_stale(
    city: CityScan, plan: Plan, paths: Paths, watch: Stopwatch, progress: Progress | None
) -> Units:
    """Build the stale units and return all; their files wait until `claim_units`.

    `progress` is called with (units done, units in all).
    """
    built = _built(city, plan.stale, paths, watch, progress) if plan.stale else {}
    return _units(city, plan, built)


def _units(city: CityScan, plan: Plan, built: dict[str, Built]) -> Units:
    stale = {item.source.entry.key: item for item in plan.stale}
    chosen = {key for key in built if city.options.chosen(key)}
    rows = {key: reused.row for key, reused in plan.reused.items()}
    rows |= {key: plan.rows[key] for key in built.keys() - chosen if key in plan.rows}
    rows |= {key: _row(city, stale[key], built[key].result) for key in built if key in chosen}
    return Units(plan=plan, built=built, rows=rows)


def with_strands(
    city: CityScan,
    units: Units,
    names: tuple[StrandName, ...],
    paths: Paths,
    watch: Stopwatch,
) -> Units:
    """Return the units with these strands of the reused ones at hand, read from the state.

    A unit is built anew where one of them is not whole.
    """
    reused = units.plan.reused
    if not reused:
        return units
    opened = {name: read_strand(city.state.path, name) for name in names}
    damaged = {
        key
        for name, bodies in opened.items()
        for key, known in reused.items()
        if not is_whole(known.row, name, bodies.get(key, ""))
    }
    if damaged:
        plan = distrusted(units.plan, damaged)
        again = tuple(item for item in plan.stale if item.source.entry.key in damaged)
        built = units.built | _built(city, again, paths, watch, None)
        units = _units(city, plan, built)
    return replace(units, opened=opened)


def _built(
    city: CityScan,
    stale: tuple[Stale, ...],
    paths: Paths,
    watch: Stopwatch,
    progress: Progress | None,
) -> dict[str, Built]:
    # What makes pages takes half a second to import, and is needed only here.
    from sitegen.engine.executor import executor
    from sitegen.engine.parallel import Task, build_units

    options, recorder = city.options, city.shared.recorder
    jobs = options.jobs or os.cpu_count() or 1
    tasks = [Task(item.source, item.kin, paths.stage(item.source.entry.key)) for item in stale]
    folders = (options.root / ".sitegen", options.output / STAGE)
    found: dict[str, Built] = {}
    if progress:
        progress(0, len(stale))
    with executor(jobs, len(tasks), options.executor, folders) as crew:
        for unit in build_units(tasks, city.shared, crew):
            found[unit.result.key] = unit
            if progress:
                progress(len(found), len(stale))
        watch.weigh()  # the workers are still there
    if recorder:
        recorder.add(each for unit in found.values() for each in unit.times)
    return found


def _row(city: CityScan, item: Stale, result: UnitResult) -> UnitRow:
    bodies = tuple((name, dumps(getattr(result.summary, name))) for name in STRANDS)
    return UnitRow(
        item.fingerprint,
        result.since,
        0.0 if any(problem.code == "S012" for problem in result.problems) else result.until,
        dumps(result.record()),
        built=time.time(),
        reason=item.reason,
        history=city.mark if result.held_back else "",
        links=sealed(dumps(result.links)),
        strands=tuple((name, digest(body)) for name, body in bodies),
        traces=sealed(dumps(result.traces)),
        bodies=bodies,
    )


def claim_units(city: CityScan, units: Units, paths: Paths) -> Units:
    """Take the files of built units and keep those of the others, in the order of the register.

    The city has taken its own before. A unit that another one was faster than is stale in the
    next build, too: only so does it get the address when the other gives it up.
    """
    taken = {key for key in units.built if paths.options.chosen(key)}
    kept: dict[str, list[str]] = {key: [] for key in units.rows if key not in taken}
    for path, entry in city.state.outputs.items():
        if entry.owner in kept:
            kept[entry.owner].append(path)
    crowded: dict[str, UnitRow] = {}
    for key in units.plan.keys:
        staged = units.built[key].staged if key in units.built else ()
        if key in taken:
            free = [paths.take(file, key) for file in staged]
        else:
            # Without a row, what the unit would make now says which files may be its own.
            names = kept.get(key) or [file.path for file in staged]
            free = [paths.keep(name, key) for name in names]
        if not all(free) and key in units.rows:
            crowded[key] = replace(units.rows[key], until=0.0)
    return replace(units, rows=units.rows | crowded)


def with_broken(units: Units, broken: dict[str, tuple[Problem, ...]]) -> dict[str, UnitRow]:
    """Return what the state is to say of each unit, with the problems of its links."""
    rows = dict(units.rows)
    for key, problems in broken.items():
        if key in rows:
            rows[key] = replace(rows[key], broken=dumps(problems))
    return rows


def published_units(units: Units, paths: Paths) -> Iterator[tuple[UnitSource, UnitResult]]:
    """Yield the units that were built now and whose results are what will be published."""
    for source, _ in units.plan.units:
        key = source.entry.key
        if key in units.built and paths.options.chosen(key):
            yield source, units.built[key].result


def strand_key(units: Units, name: StrandName) -> str:
    """Return a digest of a strand of all units, in the register's order; none of them is opened."""
    # The order of `rows` depends on which units were stale.
    rows = (units.rows[key] for key in units.plan.keys if key in units.rows)
    return digest(*(dict(row.strands).get(name, "") for row in rows))


def strand(units: Units, name: StrandName) -> tuple[tuple[UnitEntry, Any], ...]:
    """Return a strand of each unit in the register's order; it must be at hand."""
    return tuple(
        (source.entry, _unit_strand(units, source.entry.key, name))
        for source, _ in units.plan.units
    )


def _unit_strand(units: Units, key: str, name: StrandName) -> Any:
    if key in units.built:
        return getattr(units.built[key].result.summary, name)
    return parse_strand(name, units.opened[name][key])


def is_whole(row: UnitRow, name: StrandName, body: str) -> bool:
    """Return whether this is the JSON of a strand of the unit as it was written."""
    return digest(body) == dict(row.strands).get(name)


def parse_strand(name: StrandName, body: str) -> Any:
    """Return a strand from its JSON."""
    return loads(get_type_hints(UnitSummary)[name], body)
