"""The units of a build: stale ones are built, the others are reused from the last build."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.engine.earlier import with_earlier_tables
from sitegen.engine.paths import Paths
from sitegen.engine.plan import Plan, Stale, without
from sitegen.engine.scan import CityScan
from sitegen.model import (
    Problem,
    StrandName,
    UnitEntry,
    UnitRecord,
    UnitSource,
    UnitSummary,
)
from sitegen.processes.timing import Stopwatch
from sitegen.store.change import MadeRows
from sitegen.store.marker import STAGE
from sitegen.store.record import dumps, loads, sealed
from sitegen.store.state import UnitRow, read_strand

if TYPE_CHECKING:
    from sitegen.engine.parallel import Built, Task

Progress = Callable[[int, int], None]
# What is kept of a unit under a name: a strand of its summary, or the ids of its pages.
Strand = StrandName | Literal["ids"]


class Units(Struct, frozen=True, kw_only=True):
    """Every unit of the site, in the register's order: `built` has those that were built now.

    `rows` has the row that the state is to keep for each unit, if any: a unit that is not chosen is
    built only for its summary, and keeps its old row. `texts` has the JSON of the strands of built
    units and `made` what may be reused of them. `strands` has the JSON of reused units'
    strands as far as it was read (`Strand`).
    """

    plan: Plan
    built: dict[str, Built]
    rows: dict[str, UnitRow]
    texts: dict[str, tuple[tuple[str, str], ...]]
    made: dict[str, MadeRows]
    strands: dict[Strand, dict[str, str]] = {}

    @property
    def records(self) -> dict[str, UnitRecord]:
        """The record of each unit."""
        return {
            key: self.built[key].record if key in self.built else self.plan.reused[key].record
            for key in self.plan.keys
        }


def build_stale(
    city: CityScan, plan: Plan, paths: Paths, watch: Stopwatch, progress: Progress | None
) -> Units:
    """Build the stale units and return all units; their files wait until `claim_units`
    (`sitegen.engine.rivals`).

    `progress` is called with (units done, total). Raises EngineError when the Markdown
    library cannot be used.
    """
    built = _built(city, plan.stale, paths, watch, progress) if plan.stale else {}
    stale = {item.source.entry.key: item for item in plan.stale}
    chosen = {key for key in built if city.options.chosen(key)}
    texts = {key: built[key].strands for key in built if key in chosen}
    rows = {key: reused.row for key, reused in plan.reused.items()}
    rows |= {key: plan.rows[key] for key in built.keys() - chosen if key in plan.rows}
    rows |= {key: _row(city, stale[key], built[key]) for key, own in texts.items()}
    made = {key: built[key].made for key in built if key in chosen}
    return Units(plan=plan, built=built, rows=rows, texts=texts, made=made)


def with_strands(
    city: CityScan,
    units: Units,
    names: Iterable[Strand],
    build: Callable[[Plan], Units],
) -> Units:
    """Return the units with these strands of the reused ones read from the state.

    A unit with a damaged strand is stale after all: `build` builds it.
    """
    reused = units.plan.reused
    found = {name: read_strand(city.state.path, name) for name in names} if reused else {}
    damaged = {
        key
        for name, texts in found.items()
        for key, known in reused.items()
        if digest(texts.get(key, "")) != dict(known.row.strands)[name]
    }
    if not damaged:
        return replace(units, strands=units.strands | found)
    more = build(without(city, units.plan, damaged))
    return Units(
        plan=replace(more.plan, stale=(*units.plan.stale, *more.plan.stale)),
        built=units.built | more.built,
        rows=units.rows | more.rows,
        texts=units.texts | more.texts,
        made=units.made | more.made,
        strands=units.strands | found,
    )


def _built(
    city: CityScan,
    stale: tuple[Stale, ...],
    paths: Paths,
    watch: Stopwatch,
    progress: Progress | None,
) -> dict[str, Built]:
    # The modules that make pages take half a second to import, and are needed only here.
    from sitegen.engine.executor import executor
    from sitegen.engine.parallel import build_units
    from sitegen.reports.markdown.engine import markdown

    markdown(city.context.markdown)  # an unusable library stops the build before any unit is built
    options, recorder = city.options, city.context.recorder
    jobs = options.jobs or os.cpu_count() or 1
    folders = (options.root / ".sitegen", options.output / STAGE)
    found: dict[str, Built] = {}
    if progress:
        progress(0, len(stale))
    with executor(jobs, len(stale), options.executor, folders) as crew:
        # One at a time: what is known of all units would not fit into memory.
        sources = with_earlier_tables(stale, options.root)
        tasks = (_task(city, item, paths) for item in sources)
        for unit in build_units(tasks, city.context, crew):
            found[unit.record.key] = unit
            if progress:
                progress(len(found), len(stale))
        watch.weigh()  # while the workers still exist
    if recorder:
        recorder.add(each for unit in found.values() for each in unit.times)
    return found


def _task(city: CityScan, item: Stale, paths: Paths) -> Task:
    from sitegen.engine.parallel import Task

    key = item.source.entry.key
    stage, rules = paths.stage(key), item.fingerprint.rpartition(".")[0]
    row = city.state.units.get(key)
    if stage is None or row is None or city.options.force:
        return Task(item.source, item.relatives, stage, rules, budget=city.options.budget)
    return Task(
        item.source,
        item.relatives,
        stage,
        rules,
        city.state.path,
        row.strands,
        city.options.budget,
    )


def _row(city: CityScan, item: Stale, unit: Built) -> UnitRow:
    record = unit.record
    return UnitRow(
        item.fingerprint,
        record.since,
        0.0 if any(problem.code == "S012" for problem in record.problems) else record.until,
        dumps(record),
        built=time.time(),
        reason=item.reason,
        history=city.mark if record.held_back or record.contested else "",
        links=sealed(dumps(unit.links)),
        strands=tuple((name, digest(text)) for name, text in unit.strands),
    )


def with_broken(units: Units, broken: dict[str, tuple[Problem, ...]]) -> dict[str, UnitRow]:
    """Return the row that the state is to keep for each unit, with the problems of its links."""
    rows = dict(units.rows)
    for key, problems in broken.items():
        if key in rows:
            rows[key] = replace(rows[key], broken=dumps(problems))
    return rows


def published_units(units: Units, paths: Paths) -> Iterator[tuple[UnitSource, UnitRecord]]:
    """Yield the units that were built now and whose results will be published."""
    for source, _ in units.plan.units:
        key = source.entry.key
        if key in units.built and paths.options.chosen(key):
            yield source, units.built[key].record


def strand_key(units: Units, name: StrandName) -> str:
    """Return a digest of a strand of all units, in the register's order, without opening any."""
    # Not in the order of `rows`, which depends on the units that were stale.
    rows = (units.rows[key] for key in units.plan.keys if key in units.rows)
    return digest(*(dict(row.strands).get(name, "") for row in rows))


def strand(units: Units, name: StrandName) -> tuple[tuple[UnitEntry, Any], ...]:
    """Return a strand of each unit in the register's order; opens those of reused units."""
    return tuple(
        (source.entry, _strand(units, source.entry.key, name)) for source, _ in units.plan.units
    )


def _strand(units: Units, key: str, name: StrandName) -> Any:
    if key in units.built:
        return open_strand(name, dict(units.built[key].strands)[name])
    return open_strand(name, units.strands[name][key])


def open_strand(name: StrandName, text: str) -> Any:
    """Return a strand from its JSON; raises ValueError when it does not fit."""
    return loads(_strand_types()[name], text)


@cache
def _strand_types() -> dict[str, Any]:
    """The type of each strand; finding it out takes longer than opening a small one."""
    return get_type_hints(UnitSummary)
