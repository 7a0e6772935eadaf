"""Maps the units over an executor; results come back in the order of the units."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import deque
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.build.unit import build_unit
from sitegen.build.worker import import_from_here_never
from sitegen.errors import SitegenError
from sitegen.model import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from sitegen.build.shared import Kin, Shared
    from sitegen.model import UnitResult, UnitSource

# Below this number of units a pool costs more than it saves.
POOL_FROM = 4
# Units under way per worker: enough to keep it busy, few enough to keep memory flat.
AHEAD = 2


@contextmanager
def executor(jobs: int, units: int) -> Iterator[Executor | None]:
    """Yield a process pool of `jobs` workers, or None to build in this process."""
    if jobs <= 1 or units < POOL_FROM:
        yield None
        return
    import_from_here_never()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sitegen.build.unit"])
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        yield pool


def build_units(
    units: Iterable[tuple[UnitSource, Kin]], shared: Shared, pool: Executor | None, jobs: int
) -> Iterator[UnitResult]:
    """Yield the result of each unit in the order given."""
    if pool is None:
        for source, kin in units:
            yield build_or_report(source, kin, shared)
        return
    waiting: deque[Future[UnitResult]] = deque()
    for source, kin in units:
        waiting.append(pool.submit(build_or_report, source, kin, shared))
        if len(waiting) >= jobs * AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def build_or_report(source: UnitSource, kin: Kin, shared: Shared) -> UnitResult:
    """Return the unit's result; a fault of the program costs this unit only and says so.

    Raises SitegenError, which concerns the whole build.
    """
    try:
        return build_unit(source, kin, shared)
    except SitegenError:
        raise
    except Exception as error:  # noqa: BLE001 - isolation: the other units must go out
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {last.name}, line {last.lineno}"
        path = f"content/{source.entry.key}"
        params = (("unit", source.entry.key), ("reason", reason))
        problem = Problem(code="S012", where=Where(path=path), params=params)
        empty = build_unit(replace(source, files=()), kin, shared)
        return replace(empty, problems=(problem,), held_back=tuple(f.path for f in source.files))
