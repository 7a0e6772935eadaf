"""Units built by a Dask cluster: a scheduler and two workers on this machine, as processes."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from distributed import Client, KilledWorker
from distributed.client import FutureCancelledError

from sitegen.build import cluster, parallel
from sitegen.build.build import Options, Result, build
from sitegen.build.parallel import Crew, Task, build_task, build_units
from sitegen.build.plan import versions
from sitegen.cli.main import run
from sitegen.digest import content_digest
from sitegen.errors import SitegenError, UsageError
from sitegen.model import SourceFile, UnitEntry, UnitResult, UnitSource, UnitSummary
from tests.conftest import NOW, CityFolder, told
from tests.sample import REPOSITORY, built_sample

if TYPE_CHECKING:
    from sitegen.build.shared import Kin, Shared

City = Callable[[str], CityFolder]
# On a busy machine; nothing waits so long when all is well.
PATIENCE = 120


@dataclass(frozen=True)
class Dask:
    """A running cluster; `scratch` is the folder that its workers share."""

    address: str
    scratch: Path


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A process of Dask's in a folder that holds nothing, killed with its children at the end."""
    paths = os.pathsep.join(filter(None, (environment.pop("PYTHONPATH", ""), str(REPOSITORY))))
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd="/",
        env={**os.environ, **environment, "PYTHONPATH": paths},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as made:
        try:
            yield made
        finally:
            os.killpg(made.pid, signal.SIGKILL)


def worker(address: str, folder: Path, *options: str) -> tuple[str, ...]:
    fixed = ("--nthreads", "1", "--memory-limit", "0", "--dashboard-address", "127.0.0.1:0")
    place = ("--local-directory", str(folder))
    return ("distributed.cli.dask_worker", address, *fixed, *place, *options)


def drained(made: subprocess.Popen[str]) -> None:
    """Let a process write what it likes."""
    assert made.stderr is not None
    threading.Thread(target=made.stderr.read, daemon=True).start()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    folder = tmp_path_factory.mktemp("dask")
    options = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
    with process("distributed.cli.dask_scheduler", *options) as scheduler:
        assert scheduler.stderr is not None
        lines = iter(scheduler.stderr)
        address = next(m[0] for m in (re.search(r"tcp://\S+", line) for line in lines) if m)
        drained(scheduler)
        with process(*worker(address, folder, "--nworkers", "2")) as workers:
            drained(workers)
            with connected(address) as client:
                client.wait_for_workers(2, timeout=PATIENCE)
            yield Dask(address, folder / "dask-scratch-space")


@contextmanager
def connected(address: str) -> Iterator[Client]:
    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        yield client


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): content_digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def nothing_is_built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parallel, "build_unit", refused)
    monkeypatch.setattr(parallel, "process_pool", refused)


def refusal(raised: pytest.ExceptionInfo[SitegenError]) -> list[str]:
    assert raised.value.exit_code == 2
    return [told(problem) for problem in raised.value.problems]


def test_a_cluster_builds_the_sample_city_to_the_same_bytes_though_a_worker_dies(
    dask: Dask, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expected = built_sample(tmp_path_factory)
    with connected(dask.address) as client:
        victim = next(iter(client.run(os.getpid).values()))

    def progress(done: int, _: int) -> None:
        if done == 20:
            os.kill(victim, signal.SIGKILL)

    options = Options(root=REPOSITORY, output=tmp_path, clock=NOW, executor=dask.address)
    result = build(options, progress)
    assert result.problems == expected.result.problems
    assert tree(tmp_path) == tree(expected.output)


@pytest.mark.usefixtures("nothing_is_built_here")
def test_workers_that_do_not_see_the_city_get_its_files_and_send_the_site_back(
    dask: Dask,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = built_sample(tmp_path_factory)
    cache = dask.scratch / "sitegen-cache"
    shutil.copytree(REPOSITORY / ".sitegen" / "cache", cache, dirs_exist_ok=True)
    drawn = next(path for path in sorted((cache / "charts").rglob("*")) if path.is_file())
    drawn.unlink()
    # Each process sees its own folder at this path; that of the workers is another.
    monkeypatch.chdir(REPOSITORY)
    root = Path("/proc/self/cwd")
    options = Options(root=root, output=tmp_path, clock=NOW, executor=dask.address)
    result = build(options)
    assert result.problems == expected.result.problems
    assert tree(tmp_path) == tree(expected.output)
