"""What builds the units: this process, a pool of processes, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sitegen.engine.parallel import Workers, process_pool

# Below this number of units a pool costs more than it saves.
POOL_FROM = 4


@contextmanager
def executor(jobs: int, units: int, scheduler: str, folders: tuple[Path, ...]) -> Iterator[Workers]:
    """Yield the workers for this many units: a Dask cluster if requested, else `jobs` processes.

    `folders` are those that cluster workers read and write if they share the file system.
    Raises SitegenError when the cluster cannot be used.
    """
    if scheduler and units:
        from sitegen.engine.cluster import cluster

        with cluster(scheduler, folders) as crew:
            yield crew
    elif jobs <= 1 or units < POOL_FROM:
        yield Workers(None, lambda: 1)
    else:
        with ExitStack() as pools:
            made: list[Executor] = []

            def pool() -> Executor:
                made.append(pools.enter_context(process_pool(jobs)))
                return made[-1]

            try:
                yield Workers(pool(), lambda: jobs, pool)
            except BaseException:
                # Drop what has not started; wait for what has, since it writes files.
                for each in made:
                    each.shutdown(cancel_futures=True)
                raise
