"""Units built by the workers of a Dask cluster; imported only when a build uses one.

Workers that see the city's folder and the output read and stage files as pool workers do. Others
get the sources with the order, and return the files with the answer.
"""

from __future__ import annotations

import dataclasses
import fcntl
import logging
import multiprocessing
import pickle
import re
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Condition, Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from sitegen.city.beneath import read_file
from sitegen.city.git.run import read_objects
from sitegen.engine.parallel import Built, Task, Workers, attempt, build_task, put
from sitegen.engine.plan import versions
from sitegen.errors import SitegenError, UsageError
from sitegen.model import Problem, UnitRecord, UnitResult, UnitSource
from sitegen.processes.worker import refuse_imports_from_here
from sitegen.store import files
from sitegen.store.cache import Cache
from sitegen.store.past import Past
from sitegen.units.context import BuildContext

if TYPE_CHECKING:
    import distributed

Versions = tuple[tuple[str, str], ...]

# Time for the scheduler to answer, and then for a first worker to appear.
CONNECT_SECONDS = 10.0
# Time without any worker during a build: a nanny needs seconds to replace one that died.
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 2.0
# Sources in transit at once to workers that cannot open them: they pass through the memory of this
# # process and of the scheduler. A unit with more than this is built here.
SENT_BYTES = 256 * 2**20
_ADDRESS = re.compile(r"(?:tcp|tls)://\S+:\d+")
# C libraries keep tables shared by all threads (cmark: its special characters): one unit at a time.
_ALONE = Lock()


@contextmanager
def cluster(address: str, folders: tuple[Path, ...]) -> Iterator[Workers]:
    """Yield the workers of the scheduler at `address`, which is `scheme://host:port`.

    A worker shares our file system if it may write where marks are left in these folders.
    Raises UsageError when Dask is not installed, the scheduler does not answer, it has no
    workers, or a worker's versions differ from this process's.
    """
    with _connected(address) as client, _marks(folders) as marks:
        context = _inspected(client, address, marks)
        crew = Cluster(client, address, marks if context else ())
        yield Workers(crew, crew.size)


class Cluster(Executor):
    """An executor of `build_task`; `marks` is empty if workers do not see our files."""

    def __init__(self, client: distributed.Client, address: str, marks: tuple[str, ...]) -> None:
        self._client = client
        self._address = address
        self._marks = marks
        self._sent = 0
        self._room = Condition()
        self._met = monotonic()

    def size(self) -> int:
        """Return how many threads the workers have now.

        Raises UsageError when the scheduler is gone, or all workers have been gone for a minute.
        """
        try:
            threads: int = sum(self._client.nthreads().values())
        except Exception as error:  # noqa: BLE001 - Dask's errors share no class
            raise self._failed(error) from None
        if threads:
            self._met = monotonic()
        elif monotonic() - self._met > PATIENCE_SECONDS:
            raise _without_workers(self._address, PATIENCE_SECONDS)
        return threads

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Send a task with its context; raises BrokenExecutor when it has to be done here.

        So does the result if files are held back: their earlier versions are only here.
        """
        if fn is not build_task:
            raise TypeError(fn)
        return self._sent_out(*args)

    def _sent_out(self, task: Task, context: BuildContext) -> Future[Built]:
        size, order = 0, (task, context, self._marks)
        if not self._marks:
            size = sum(file.size for file in task.source.files)
            self._reserve(size)
            try:
                order = (replace(task, source=_carried(task.source), stage=None), context, ())
            except OSError as error:
                self._release(size)
                raise BrokenExecutor("has to be told here") from error
        parcel = pickle.dumps((versions(), pickle.dumps(order)))
        answer = _Answer(self.size)
        try:
            remote = self._client.submit(build_order, parcel, pure=False)
        except Exception as error:  # noqa: BLE001 - Dask's errors share no class
            raise self._failed(error) from None
        remote.add_done_callback(partial(self._arrived, task, answer, size))
        return answer

    def _reserve(self, size: int) -> None:
        if size > SENT_BYTES:
            raise BrokenExecutor("too large to be sent")
        with self._room:
            while not self._room.wait_for(lambda: self._sent + size <= SENT_BYTES, LOOK_SECONDS):
                self.size()
            self._sent += size

    def _release(self, size: int) -> None:
        with self._room:
            self._sent -= size
            self._room.notify()

    def _arrived(
        self, task: Task, answer: Future[Built], size: int, remote: distributed.Future[Any]
    ) -> None:
        """Stage what came back, and make room for the next sources; runs in a thread of Dask."""
        try:
            made = remote.result()
            if made is None:  # from a worker that joined later
                self._marks = ()
                answer.set_exception(BrokenExecutor("sees other files"))
            elif _asks_git(made.record if isinstance(made, Built) else made):
                answer.set_exception(BrokenExecutor("earlier versions are here"))
            else:
                answer.set_result(made if isinstance(made, Built) else put(made, task))
        except (SitegenError, OSError) as error:
            answer.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whatever Dask raises has to reach the caller
            answer.set_exception(self._failed(error))
        self._release(size)

    def _failed(self, error: Exception) -> Exception:
        """The error to raise for Dask's: a unit that killed workers is tried once more, here."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return BrokenExecutor(str(error))
        told = getattr(error, "reason", None) or f"{type(error).__name__}: {error}"
        reason = str(told).partition("\n")[0]
        return UsageError.of("S029", address=self._address, reason=reason)


class _Answer(Future[Built]):
    """A unit in progress; `look` raises when there is nothing left to wait for."""

    def __init__(self, look: Callable[[], object]) -> None:
        super().__init__()
        self._look = look

    def result(self, timeout: float | None = None) -> Built:
        while not wait([self], LOOK_SECONDS).done:
            self._look()
        return super().result(timeout)


def build_order(parcel: bytes) -> Built | UnitResult | None:
    """Build a unit in a worker: staged if it sees the marks, else with the bytes of its files.

    Returns None when it was given marks that it does not see; raises UsageError when the worker's
    versions differ from those in the parcel.
    """
    from distributed import get_worker

    expected, order = pickle.loads(parcel)  # noqa: S301 - task senders may run anything
    worker = get_worker()
    problems = _other_versions(worker.address, versions(), expected)
    if problems:
        raise UsageError(problems=problems)
    task, context, marks = pickle.loads(order)  # noqa: S301 - as above
    refuse_imports_from_here()
    # git may be missing here, or have other settings.
    context = dataclasses.replace(context, past=Past(whole=context.past.whole))
    # Dask's nanny starts workers as daemons, which may not start the child that draws charts.
    multiprocessing.current_process().daemon = False
    with _ALONE, _seen(marks) as seen:
        if not seen:
            return None
        if marks:
            return build_task(task, context)
        # Workers on one machine share this folder, which outlives them.
        scratch = Path(worker.local_directory).parent
        cache = Cache(str(scratch / "sitegen-cache"))
        return attempt(task, dataclasses.replace(context, cache=cache))


def inspect(marks: tuple[str, ...]) -> tuple[Versions, bool]:
    """Return a worker's versions, and whether it sees the marks."""
    with _seen(marks) as seen:
        return versions(), seen


def _asks_git(record: UnitRecord) -> bool:
    """Whether git's history decides what a unit publishes."""
    return bool(record.held_back or record.contested)


def _carried(source: UnitSource) -> UnitSource:
    """The source with the bytes of its files; raises OSError when one cannot be read."""
    wanted = {e.before for file in source.files for e in file.edits if e.body is None}
    earlier = dict(read_objects(Path(source.root), sorted(wanted)) if wanted else ())
    carried = tuple(
        replace(
            file,
            body=read_file(source.root, file.path),
            edits=tuple(
                replace(edit, body=earlier.get(edit.before, edit.body)) for edit in file.edits
            ),
        )
        for file in source.files
    )
    return UnitSource(root="", entry=source.entry, files=carried)


@contextmanager
def _connected(address: str) -> Iterator[distributed.Client]:
    if not _ADDRESS.fullmatch(address):
        raise UsageError.of("S025", found=address)
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise UsageError.of("S024") from None
    # Our own messages report what happens to the cluster.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    quiet = {"distributed.admin.large-graph-warning-threshold": 2 * SENT_BYTES}
    with dask.config.set(quiet):
        try:
            client = Client(
                address,
                timeout=CONNECT_SECONDS,
                security=_security(address),
                set_as_default=False,
                direct_to_workers=False,
                name="sitegen",
            )
        except (OSError, ValueError) as error:
            seconds = f"{CONNECT_SECONDS:.0f}"
            raise UsageError.of(
                "S026", address=address, seconds=seconds, reason=str(error)
            ) from None
        with client:
            yield client


def _security(address: str) -> distributed.Security:
    """The keys in Dask's configuration; a client without any would fail half-initialized."""
    from distributed import Security

    security = Security()
    if address.startswith("tls:") and security.get_connection_args("client")["ssl_context"] is None:
        raise ValueError("distributed.comm.tls.client names no key")
    return security


@contextmanager
def _marks(folders: tuple[Path, ...]) -> Iterator[tuple[str, ...]]:
    """Create a file with a unique name in each folder, and yield their paths.

    At the end, wait for workers that are still building although the result is no longer wanted:
    what they write must not get into another build.
    """
    name = f"cluster-{token_hex(16)}"
    for folder in folders:
        files.write(folder / name, b"")
    try:
        yield tuple(str(folder / name) for folder in folders)
    finally:
        for folder in folders:
            _wait_for_readers(folder / name)
            files.remove(folder, name)


def _wait_for_readers(mark: Path) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    with mark.open("r+b") as handle:
        while monotonic() < deadline:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sleep(0.05)
            else:
                return


@contextmanager
def _seen(marks: tuple[str, ...]) -> Iterator[bool]:
    """Whether this process sees the marks and may write there; they stay until it has finished."""
    with ExitStack() as held:
        try:
            for mark in marks:
                handle = held.enter_context(Path(mark).open("r+b"))
                fcntl.flock(handle, fcntl.LOCK_SH)
            seen = all(Path(mark).exists() for mark in marks)
        except OSError:
            seen = False
        yield seen


def _inspected(client: distributed.Client, address: str, marks: tuple[str, ...]) -> bool:
    """Whether all workers see the marks; raises UsageError if there are none or versions differ."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise _without_workers(address, CONNECT_SECONDS) from None
    seen = True
    problems: list[Problem] = []
    for worker, answer in _answers(client, address, marks):
        found, sees = (_lack(answer), False) if isinstance(answer, Exception) else answer
        problems += _other_versions(worker, found, versions())
        seen = seen and (sees or worker == address)
    if problems:
        raise UsageError(problems=tuple(problems))
    return seen


def _answers(
    client: distributed.Client, address: str, marks: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Versions, bool] | Exception]]:
    """Yield the answers of the scheduler, which unpacks orders too, and of the workers."""
    try:
        yield address, client.run_on_scheduler(inspect, marks)
    except (ImportError, AttributeError) as error:
        yield address, error
    for worker, answer in sorted(client.run(inspect, marks, on_error="return").items()):
        if not isinstance(answer, OSError):  # an OSError means that it has gone in the meantime
            yield worker, answer


def _lack(error: Exception) -> Versions:
    """What a worker that could not report its versions lacks: a library, or sitegen itself."""
    missing = str(getattr(error, "name", None) or "sitegen")
    return ((missing.partition(".")[0], "-"),)


def _other_versions(worker: str, found: Versions, expected: Versions) -> tuple[Problem, ...]:
    different = {name for name, _ in set(found) ^ set(expected)} & {name for name, _ in found}
    if not different:
        return ()
    return (
        Problem.of(
            "S028",
            "",
            worker=worker,
            found=", ".join(f"{name} {value}" for name, value in found if name in different),
            expected=", ".join(f"{name} {value}" for name, value in expected if name in different),
        ),
    )


def _without_workers(address: str, seconds: float) -> UsageError:
    return UsageError.of("S027", address=address, seconds=f"{seconds:.0f}")
