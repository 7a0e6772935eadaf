"""Units built by a Dask cluster: a scheduler and two workers on this machine, as processes."""

from __future__ import annotations

import dataclasses
import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError
from itertools import compress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from distributed import Client, KilledWorker
from distributed.client import FutureCancelledError

from sitegen.cli.main import run
from sitegen.digest import content_digest
from sitegen.engine import cluster, parallel
from sitegen.engine.build import Result, build
from sitegen.engine.options import Options
from sitegen.engine.parallel import Task, Workers, build_task
from sitegen.engine.plan import versions
from sitegen.errors import SitegenError, UsageError
from sitegen.model import (
    Problem,
    Relatives,
    SourceFile,
    UnitEntry,
    UnitResult,
    UnitSource,
)
from tests.conftest import NOW, UNITS, CityFolder, told
from tests.repository import git_in
from tests.sample import REPOSITORY

City = Callable[[str], CityFolder]
# The units of the sample city that have contents here; beside them are all kecamatan.
WRITERS = (
    "skpd/dinkes",
    "skpd/diskominfo",
    "kecamatan/coblong",
    "kelurahan/dago",
    "kelurahan/sukaluyu",
)
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


@dataclass(frozen=True)
class Built:
    """A city as this process builds it."""

    city: CityFolder
    result: Result
    tree: dict[str, str]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A part of the sample city: photos, datasets, charts, and more units than a worker can hide."""
    folder = tmp_path_factory.mktemp("contoh")
    made = CityFolder(folder / "kota", folder / "keluaran")
    for unit in WRITERS:
        shutil.copytree(REPOSITORY / "content" / unit, made.root / "content" / unit)
    shutil.copy(REPOSITORY / "site.yml", made.root)
    ids = {unit.partition("/")[2] for unit in WRITERS}
    register = (REPOSITORY / "data/units.csv").read_text().splitlines(keepends=True)
    rows = [row.split(",")[:2] for row in register]
    kept = [row[0] in ids or row[1] in {"jenis", "kecamatan"} for row in rows]
    made.write("data/units.csv", "".join(compress(register, kept)))
    made.write(".gitignore", ".sitegen/\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "Isi")):
        git_in(made.root, *command, date=NOW.isoformat())
    result = made.build()
    assert len(made.files()) > 100
    return Built(made, result, tree(made.output))


@pytest.fixture
def nothing_is_built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parallel, "build_unit", refused)
    monkeypatch.setattr(parallel, "process_pool", refused)


def refusal(raised: pytest.ExceptionInfo[SitegenError]) -> str:
    assert raised.value.exit_code == 2
    return texts(raised.value.problems)


def texts(problems: Iterable[Problem]) -> str:
    return "\n".join(told(problem).removeprefix(": ") for problem in problems)


@pytest.mark.usefixtures("nothing_is_built_here")
def test_a_cluster_builds_a_city_to_the_same_bytes_though_a_worker_dies(
    dask: Dask, alone: Built, tmp_path: Path
) -> None:
    with connected(dask.address) as client:
        victim = next(iter(client.run(os.getpid).values()))

        def progress(done: int, _: int) -> None:
            if done == 20:
                os.kill(victim, signal.SIGKILL)

        options = Options(root=alone.city.root, output=tmp_path, clock=NOW, executor=dask.address)
        result = build(options, progress)
        assert victim not in client.run(os.getpid).values()
    assert result.problems == alone.result.problems
    assert tree(tmp_path) == alone.tree


@pytest.mark.usefixtures("nothing_is_built_here")
def test_workers_that_do_not_see_the_city_get_its_files_and_send_the_site_back(
    dask: Dask, alone: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = dask.scratch / "sitegen-cache"
    shutil.copytree(alone.city.root / ".sitegen" / "cache", cache, dirs_exist_ok=True)
    charts = sorted(path for path in (cache / "charts").rglob("*") if path.is_file())
    drawings = {path: path.read_bytes() for path in charts[::4]}
    for path in drawings:
        path.unlink()
    # At this path each process sees its own working folder; that of the workers is another.
    monkeypatch.chdir(alone.city.root)
    root = Path("/proc/self/cwd")
    result = build(Options(root=root, output=tmp_path, clock=NOW, executor=dask.address))
    assert result.problems == alone.result.problems
    assert tree(tmp_path) == alone.tree
    assert drawings
    assert {path: path.read_bytes() for path in drawings} == drawings


def test_a_worker_with_other_versions_is_refused_and_named(
    dask: Dask, city: City, tmp_path: Path
) -> None:
    other = tmp_path / "nh3-0.0.1.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: nh3\nVersion: 0.0.1\n")
    options = worker(dask.address, tmp_path, "--no-nanny", "--name", "lain")
    with process(*options, PYTHONPATH=str(tmp_path)) as stranger, connected(dask.address) as client:
        drained(stranger)
        client.wait_for_workers(3, timeout=PATIENCE)
        workers = client.scheduler_info()["workers"]
        address = next(key for key, value in workers.items() if value["name"] == "lain")
        with pytest.raises(UsageError) as raised:
            city("").build(executor=dask.address)
    mine = dict(versions())["nh3"]
    assert refusal(raised) == (
        f"[S028] {address} of the Dask cluster has nh3 0.0.1; this build has nh3 {mine} = "
        "install the same versions there, and start it again"
    )


def test_a_worker_without_sitegen_or_a_library_lacks_it() -> None:
    here = (("sitegen", "1"), ("nh3", "2"))
    gone = ModuleNotFoundError(name="sitegen.engine.cluster")
    for error, name, version in (
        (gone, "sitegen", "1"),
        (PackageNotFoundError("nh3"), "nh3", "2"),
        (AttributeError("inspect"), "sitegen", "1"),
    ):
        problems = cluster._other_versions("tcp://a:1", cluster._lack(error), here)
        assert texts(problems) == (
            f"[S028] tcp://a:1 of the Dask cluster has {name} -; this build has {name} {version} "
            "= install the same versions there, and start it again"
        )


def test_a_worker_that_joins_later_with_other_versions_does_not_even_unpack_its_order(
    as_worker: Path,
) -> None:
    assert as_worker.is_dir()
    with pytest.raises(UsageError) as raised:
        cluster.build_order(pickle.dumps(((("nh3", "0.0.1"),), b"not a pickle")))
    line = refusal(raised)
    assert line.startswith("[S028] tcp://worker:1 of the Dask cluster has machine ")


@dataclass
class Remote:
    """A task of Dask's that is done as soon as somebody waits for it."""

    outcome: Callable[[], Any]

    def result(self) -> Any:
        return self.outcome()

    def add_done_callback(self, call: Callable[[Remote], None]) -> None:
        call(self)


@dataclass
class Endless(Remote):
    """A task of Dask's that nobody takes."""

    def add_done_callback(self, call: Callable[[Remote], None]) -> None: ...


@dataclass
class InThisProcess:
    """A client whose only worker is this process; its first tasks fail with `errors`."""

    errors: list[Exception] = field(default_factory=list)
    threads: int = 1
    sent: int = 0

    def nthreads(self) -> dict[str, int]:
        return {"tcp://worker:1": self.threads}

    def submit(self, work: Callable[[bytes], Any], parcel: bytes, *, pure: bool) -> Remote:
        assert not pure
        self.sent += 1

        def outcome() -> Any:
            if self.errors:
                raise self.errors.pop()
            return work(parcel)

        return Remote(outcome) if self.threads else Endless(outcome)


@pytest.fixture
def as_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this process one of Dask's workers; return its folder."""
    folder = tmp_path / "scratch" / "worker-1"
    folder.mkdir(parents=True)
    me = SimpleNamespace(address="tcp://worker:1", local_directory=str(folder))
    monkeypatch.setattr("distributed.get_worker", lambda: me)
    return folder


@dataclass
class Office:
    """Builds cities through a client, and counts the units that were built here after all."""

    monkeypatch: pytest.MonkeyPatch
    here: int = 0

    def build(self, made: CityFolder, client: InThisProcess, marks: tuple[str, ...] = ()) -> Result:
        @contextmanager
        def opened(address: str, _: object) -> Iterator[Workers]:
            crew = cluster.Cluster(cast("Client", client), address, marks)
            yield Workers(crew, crew.size)

        def here(jobs: int) -> ThreadPoolExecutor:
            self.here += 1
            return ThreadPoolExecutor(jobs)

        self.monkeypatch.setattr(cluster, "cluster", opened)
        self.monkeypatch.setattr(parallel, "process_pool", here)
        return made.build(executor="tcp://scheduler:1")


@pytest.fixture
def office(as_worker: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    assert as_worker.is_dir()
    return Office(monkeypatch)


@pytest.fixture
def made(city: City) -> CityFolder:
    front = "---\njudul: Rapat\n---\nIsi.\n"
    return city(
        f"-- content/kelurahan/dago/laporan/2026-11-03-rapat.md --\n{front}"
        f"-- content/skpd/dinkes/laporan/2026-11-03-rapat.md --\n{front}"
    )


def without_cluster(made: CityFolder) -> dict[str, bytes]:
    """What a build without a cluster makes of the city, in a folder of its own."""
    other = CityFolder(made.root, made.output.with_name("lain"))
    other.build()
    return other.files()


def test_a_unit_that_kills_workers_is_tried_once_more_in_a_fresh_process_here(
    made: CityFolder, office: Office
) -> None:
    expected = without_cluster(made)
    killed = KilledWorker("build_order-1", cast("Any", SimpleNamespace(address="tcp://a:1")), 3)
    client = InThisProcess(errors=[killed])
    assert office.build(made, client).problems == ()
    # Four units, and once more the one without reports, which shows those nearby.
    assert (client.sent, office.here) == (5, 1)
    assert made.files() == expected


def test_a_unit_that_dies_here_too_is_a_problem_of_that_unit_only(
    made: CityFolder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = KilledWorker("build_order-1", cast("Any", SimpleNamespace(address="tcp://a:1")), 3)
    dead: Future[object] = Future()
    dead.set_exception(BrokenExecutor())
    monkeypatch.setattr(ThreadPoolExecutor, "submit", lambda *_: dead)
    result = office.build(made, InThisProcess(errors=[killed]))
    assert texts(result.problems) == (
        "content/skpd/dinkes: [S012] processing `skpd/dinkes` failed: worker died = this is a "
        "fault of the program: report it with this message; the other units are published"
    )
    assert "Rapat" in made.read("/kelurahan/dago/")


def test_a_unit_with_more_bytes_than_may_be_under_way_is_built_here(
    made: CityFolder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = without_cluster(made)
    monkeypatch.setattr(cluster, "SENT_BYTES", 10)
    client = InThisProcess()
    assert office.build(made, client).problems == ()
    assert (client.sent, office.here) == (3, 2)
    assert made.files() == expected


def test_a_unit_with_an_unreadable_file_is_built_here_where_the_reason_is_known(
    made: CityFolder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(root: str, path: str) -> bytes:
        raise PermissionError(root, path)

    expected = without_cluster(made)
    monkeypatch.setattr(cluster, "read_file", refused)
    client = InThisProcess()
    office.build(made, client)
    assert (client.sent, office.here) == (3, 2)
    assert made.files() == expected
    crew = cluster.Cluster(cast("Client", client), "tcp://scheduler:1", ())
    with pytest.raises(BrokenExecutor, match="has to be told here"):
        crew.submit(build_task, task(made), None)
    assert crew._sent == 0


@pytest.mark.parametrize("sees", [True, False])
def test_a_unit_with_a_held_back_file_is_built_here_where_its_earlier_versions_are(
    made: CityFolder, office: Office, tmp_path: Path, *, sees: bool
) -> None:
    made.build()
    made.write("content/kelurahan/dago/laporan/2026-11-03-rapat.md", "---\njudul: a: b\n---\n")
    mark = tmp_path / "cluster-1"
    mark.touch()
    client = InThisProcess()
    result = office.build(made, client, marks=(str(mark),) if sees else ())
    assert [stand_in.path for stand_in in result.stand_ins] == list(result.held_back)
    assert (client.sent, office.here, len(result.held_back)) == (1, 1, 1)
    found = made.files()
    made.build(force=True)
    assert made.files() == found


def test_a_worker_that_joins_later_and_does_not_see_the_city_is_sent_the_files_from_then_on(
    made: CityFolder, office: Office
) -> None:
    expected = without_cluster(made)
    client = InThisProcess()
    assert office.build(made, client, marks=("/nowhere/cluster-1",)).problems == ()
    # In each of three turns the first is built here, until it is known that the city is not seen.
    assert (client.sent, office.here) == (5, 3)
    assert made.files() == expected


def test_sources_wait_until_there_is_room_for_them(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.01)
    events: list[str] = []
    waiting: list[Callable[[], None]] = []

    class Held(Remote):
        def add_done_callback(self, call: Callable[[Remote], None]) -> None:
            events.append("sent")
            waiting.append(lambda: call(self))

    class Slow(InThisProcess):
        def submit(self, *_: object, **__: object) -> Remote:
            return Held(lambda: UnitResult(key="", outputs=()))

        def nthreads(self) -> dict[str, int]:
            events.append("arrived")
            waiting.pop()()
            return super().nthreads()

    crew = cluster.Cluster(cast("Client", Slow()), "tcp://scheduler:1", ())
    order = task(made)
    size = sum(file.size for file in order.source.files)
    monkeypatch.setattr(cluster, "SENT_BYTES", 2 * size - 1)
    first, second = (crew.submit(build_task, order, None) for _ in range(2))
    assert events == ["sent", "arrived", "sent"]
    assert (first.done(), second.done()) == (True, False)


def task(made: CityFolder) -> Task:
    (path,) = (made.root / "content/kelurahan/dago").rglob("*.md")
    name = path.relative_to(made.root).as_posix()
    file = SourceFile(path=name, size=path.stat().st_size)
    entry = UnitEntry(id="dago", kind="kelurahan", level="kelurahan", name="Dago")
    source = UnitSource(root=str(made.root), entry=entry, files=(file,))
    return Task(source, Relatives(), None)


def test_a_lost_scheduler_ends_the_build_and_the_old_site_stays(
    made: CityFolder, office: Office
) -> None:
    made.build()
    before = made.files()
    made.write("data/units.csv", UNITS.replace("Dago", "Dago Atas"))
    lost = FutureCancelledError("build_order-1", "scheduler-connection-lost")
    with pytest.raises(UsageError) as raised:
        office.build(made, InThisProcess(errors=[lost]))
    assert refusal(raised) == (
        "[S029] the Dask cluster tcp://scheduler:1 failed (scheduler-connection-lost); nothing was "
        "published = build again; if it happens again, the log of the scheduler says why"
    )
    assert made.files() == before


def test_workers_that_all_go_away_end_the_build(
    made: CityFolder, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(UsageError) as raised:
        office.build(made, InThisProcess(threads=0))
    assert refusal(raised) == (
        "[S027] the Dask scheduler tcp://scheduler:1 had no workers for 0 seconds = start some with "
        "`dask worker tcp://scheduler:1 --nthreads 1`, then build again"
    )


def test_a_scheduler_without_workers_is_told_after_ten_seconds() -> None:
    class Alone:
        def wait_for_workers(self, count: int, timeout: float) -> None:
            assert (count, timeout) == (1, 10)
            raise TimeoutError

    with pytest.raises(UsageError) as raised:
        cluster._inspected(cast("Client", Alone()), "tcp://scheduler:1", ())
    line = refusal(raised)
    assert line.startswith(
        "[S027] the Dask scheduler tcp://scheduler:1 had no workers for 10 seconds = "
    )


def test_a_scheduler_that_does_not_answer_is_told(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1.0)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(UsageError) as raised:
        city("").build(executor=f"tcp://127.0.0.1:{port}")
    line = refusal(raised)
    assert re.fullmatch(
        rf"\[S026\] no Dask scheduler answered at tcp://127.0.0.1:{port} within 1 seconds: .+ = "
        r"start it with `dask scheduler`, or build without `--executor`",
        line,
    )


def test_a_scheduler_behind_tls_needs_keys(city: City) -> None:
    with pytest.raises(UsageError) as raised:
        city("").build(executor="tls://127.0.0.1:1")
    assert refusal(raised) == (
        "[S026] no Dask scheduler answered at tls://127.0.0.1:1 within 10 seconds: "
        "distributed.comm.tls.client names no key = start it with `dask scheduler`, or build "
        "without `--executor`"
    )


def test_without_dask_the_way_to_install_it_is_told(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as raised:
        city("").build(executor="tcp://127.0.0.1:1")
    assert refusal(raised) == (
        "[S024] `--executor` needs Dask, which is not installed = run `pip install "
        "'distributed>=2025.1'`, or build without `--executor`"
    )


def test_a_wrong_address_ends_the_command_with_exit_code_2(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(city("").root)
    assert run(["build", "--root", root, "--lang", "en", "--executor", "scheduler"]) == 2
    assert capsys.readouterr().err == (
        "sitegen: error[S025]: `scheduler` is no address of a Dask scheduler\n"
        "     = next step: write `tcp://host:port` or `tls://host:port`, as `dask scheduler` "
        "shows it\n"
    )


def test_a_build_with_nothing_to_do_asks_no_scheduler(made: CityFolder) -> None:
    made.build()
    result = made.build(executor="scheduler")
    assert result.published is not None
    assert result.published.written == ()


def test_a_build_waits_for_workers_that_still_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    with ExitStack() as writing:

        def end(seconds: float) -> None:
            waits.append(seconds)
            writing.close()

        monkeypatch.setattr(cluster, "sleep", end)
        with cluster._marks((tmp_path,)) as marks:
            assert writing.enter_context(cluster._seen(marks))
    assert len(waits) == 1
    assert list(tmp_path.iterdir()) == []
    with cluster._seen(marks) as seen:
        assert not seen


def test_a_worker_that_may_not_write_where_we_do_does_not_share_our_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with cluster._seen((str(tmp_path / "folder"),)) as seen:
        assert not seen


def test_a_worker_with_many_threads_builds_one_unit_at_a_time(
    made: CityFolder, as_worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """cmark keeps its special characters in tables that all threads of a process share."""
    assert as_worker.is_dir()
    alone: list[bool] = []

    def watched(*_: object) -> None:
        alone.append(not cluster._ALONE.acquire(blocking=False))

    monkeypatch.setattr(cluster, "attempt", watched)
    monkeypatch.setattr(dataclasses, "replace", lambda given, **_: given)
    context = SimpleNamespace(past=SimpleNamespace(whole=True))
    order = pickle.dumps((task(made), context, ()))
    cluster.build_order(pickle.dumps((versions(), order)))
    assert alone == [True]
