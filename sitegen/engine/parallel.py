"""Mapping of the stale units over an executor; results come back in the order of the units."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.digest import digest
from sitegen.engine.stage import Stage, Staged
from sitegen.errors import SitegenError, is_fault
from sitegen.model import Problem, Relatives, SiteLink, UnitRecord, UnitResult, UnitSource
from sitegen.processes.budget import Allowance, Budget, OverBudgetError, within
from sitegen.processes.interrupt import interrupts_withheld
from sitegen.processes.timing import TemplateTime
from sitegen.processes.worker import end_with_parent, refuse_imports_from_here, without_main
from sitegen.store.change import MadeRows
from sitegen.store.state import read_made
from sitegen.units.context import BuildContext
from sitegen.units.known import NOTHING, Before, entries_of
from sitegen.units.unit import build_unit

# Units in flight per worker: enough to keep it busy, few enough to keep memory flat.
AHEAD = 2


class Task(Struct, frozen=True):
    """One unit to be built; `stage` is None when nothing is to be written.

    `rules` stands for what it reads besides its files. `state` is where its last build is kept, None
    if that is not to be used, and `seals` has the digests of its strands.
    """

    source: UnitSource
    relatives: Relatives
    stage: Stage | None
    rules: str = ""
    state: Path | None = None
    seals: tuple[tuple[str, str], ...] = ()
    budget: Budget = field(default_factory=Budget)


class Built(Struct, frozen=True):
    """A built unit: its record, its links to addresses of the site, and its files as staged.

    `kept` has the paths of its published files that are still right. `strands` has the names and
    JSON of what the state keeps, serialised in the worker: whole values take longer to travel
    between processes; `made` what the next build may reuse. `times` are those of its templates, if
    they were requested.
    """

    record: UnitRecord
    staged: tuple[Staged, ...]
    kept: tuple[str, ...]
    made: MadeRows
    links: tuple[SiteLink, ...]
    strands: tuple[tuple[str, str], ...]
    times: tuple[TemplateTime, ...] = ()


class Workers(Struct, frozen=True):
    """What builds the units: `pool`, or None for this process; `size` returns how many at once.

    `renew` makes another pool in place of one that broke, if it can be replaced.
    """

    pool: Executor | None
    size: Callable[[], int]
    renew: Callable[[], Executor] | None = None


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of `jobs` processes."""
    refuse_imports_from_here()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sitegen.units.unit"])
    with interrupts_withheld():
        forkserver.ensure_running()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent)


def build_units(tasks: Iterable[Task], context: BuildContext, crew: Workers) -> Iterator[Built]:
    """Yield each built unit, in the order given.

    A worker that dies breaks its pool: the units in flight are built once more, each in a fresh
    worker of its own; if that one dies too, it becomes a problem of the unit.
    """
    pool = crew.pool
    if pool is None:
        for task in tasks:
            yield build_task(task, context)
        return
    waiting: deque[tuple[Task, Future[Built] | None]] = deque()
    for task in tasks:
        future = _submit(pool, task, context)
        if future is None and crew.renew:
            pool = crew.renew()
            future = _submit(pool, task, context)
        waiting.append((task, future))
        while len(waiting) >= max(1, crew.size()) * AHEAD:
            yield _done(*waiting.popleft(), context)
    while waiting:
        yield _done(*waiting.popleft(), context)


def _submit(pool: Executor, task: Task, context: BuildContext) -> Future[Built] | None:
    try:
        with without_main():  # a pool starts its workers when it is given work
            return pool.submit(build_task, task, context)
    except BrokenExecutor:
        return None


def _done(task: Task, future: Future[Built] | None, context: BuildContext) -> Built:
    try:
        if future is not None:
            return future.result()
    except BrokenExecutor:
        pass
    workers: dict[int, BaseProcess] = {}
    try:
        with process_pool(1) as own:
            with without_main():
                again = own.submit(build_task, task, context)
            # The pool forgets its processes when it breaks, and with them what they died of.
            workers = dict(getattr(own, "_processes", {}))
            return again.result()
    except BrokenExecutor:
        if any(worker.exitcode == -signal.SIGVTALRM for worker in workers.values()):
            reason = f"{_allowance(task).seconds:.0f} s"
            return put(_without_files(task, context, reason, "S043"), task)
        return put(_without_files(task, context, "worker died"), task)


def build_task(task: Task, context: BuildContext) -> Built:
    """Return the unit built and staged; raises what `attempt` does, and OSError from writing."""
    before = _before(task)
    built = put(attempt(task, context, before), task, before)
    return replace(built, times=context.recorder.taken()) if context.recorder else built


def _before(task: Task) -> Before:
    """What the last build left of the unit; nothing if it is damaged.

    Read by the worker: what is known of a unit is half a megabyte, which would travel slowly.
    """
    stage, nothing = task.stage, Before(rules=task.rules)
    if stage is None or task.state is None:
        return nothing
    rows, strands = read_made(task.state, task.source.entry.key)
    seals = tuple((name, digest(text)) for name, text in sorted(strands.items()))
    if seals != task.seals:
        return nothing
    try:
        entries = entries_of(strands)
    except ValueError:
        return nothing
    return Before(rules=task.rules, rows=rows, entries=entries, online=stage.holds)


def attempt(task: Task, context: BuildContext, before: Before = NOTHING) -> UnitResult:
    """Return the unit's result; a bug in the program costs only this unit and is reported.

    So does a unit that costs more than its budget. Raises SitegenError, which affects the whole
    build.
    """
    try:
        with within(_allowance(task)):
            return build_unit(task.source, task.relatives, context, before)
    except SitegenError:
        raise
    except (OverBudgetError, MemoryError) as error:
        return _without_files(task, context, str(error) or "MemoryError", "S043")
    except BaseException as error:  # isolation: the other units must be published
        if not is_fault(error):
            raise
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {last.name}, line {last.lineno}"
        return _without_files(task, context, reason)


def _allowance(task: Task) -> Allowance:
    files = task.source.files
    return task.budget.of(len(files), sum(file.size for file in files))


def put(result: UnitResult, task: Task, before: Before = NOTHING) -> Built:
    """Stage the files of the result, and return what the rest of the build needs of it.

    `before` is what the last build left of the unit, if the result was made with it.
    """
    staged = task.stage.put(result.outputs) if task.stage else _unstaged(result)
    rows, made = before.rows, result.made
    gone = tuple(sorted(rows.keys() - {*made.kept, *dict(made.rows)})) if rows else None
    return Built(
        record=result.record(),
        staged=staged,
        kept=result.kept,
        made=MadeRows(rows=made.rows, gone=gone),
        links=result.links,
        strands=result.strands,
    )


def _without_files(
    task: Task, context: BuildContext, reason: str, code: str = "S012"
) -> UnitResult:
    """The unit as if it had published nothing, with a problem that says why.

    It has no `until`, so that the next build tries again, whatever happened.
    """
    key = task.source.entry.key
    problem = Problem.of(code, f"content/{key}", unit=key, reason=reason)
    empty = build_unit(replace(task.source, files=()), task.relatives, context)
    held_back = tuple(file.path for file in task.source.files)
    return replace(empty, problems=(problem,), held_back=held_back, until=0.0)


def _unstaged(result: UnitResult) -> tuple[Staged, ...]:
    from sitegen.engine.stage import Staged
    from sitegen.store.state import OutputEntry

    key = result.key
    return tuple(Staged(o.path, OutputEntry("", len(o.body), key)) for o in result.outputs)
