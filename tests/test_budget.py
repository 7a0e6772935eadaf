"""Each unit has a budget: one that costs more keeps what is online, and the others go on."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.engine import parallel
from sitegen.engine.options import Options
from sitegen.engine.parallel import Task, Workers, build_units
from sitegen.engine.scan import read_rules
from sitegen.model import Relatives, SourceFile, UnitResult, UnitSource
from sitegen.processes import budget
from sitegen.processes.budget import Allowance, Budget, OverBudgetError, within
from sitegen.units.unit import build_unit
from tests.conftest import NOW, CityFolder, for_themselves, told

City = Callable[[str], CityFolder]
SMALL = Allowance(seconds=0.05, megabytes=4000, patience=1e6)
SIGNALS = (signal.SIGPROF, signal.SIGALRM, signal.SIGVTALRM)
WHOLE = """\
-- content/kelurahan/dago/laporan/2026-11-03-posyandu.md --
---
judul: Posyandu
---
Isi.
-- content/kelurahan/sekeloa/laporan/2026-11-02-senam.md --
---
judul: Senam
---
Isi.
"""


def settings() -> tuple[object, ...]:
    """All that a limit changes in this process."""
    timers = (signal.ITIMER_PROF, signal.ITIMER_REAL, signal.ITIMER_VIRTUAL)
    return (
        *(signal.getsignal(number) for number in SIGNALS),
        *(signal.getitimer(timer) for timer in timers),
        resource.getrlimit(resource.RLIMIT_DATA),
    )


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """Nothing of a limit is left behind."""
    before = settings()
    yield
    assert settings() == before


def test_a_budget_grows_with_the_files_of_a_unit() -> None:
    given = Budget(
        seconds=10,
        seconds_per_file=2,
        seconds_per_megabyte=3,
        megabytes=100,
        megabytes_per_megabyte=5,
        patience=7,
    )
    expected = Allowance(seconds=10 + 2 * 4 + 3 * 2, megabytes=100 + 5 * 2, patience=7)
    assert given.of(4, 2 * budget.MEGABYTE) == expected


def endlessly() -> None:
    """Do nothing for ever."""
    while True:
        assert not time.process_time() < 0


def in_spite_of(error: type[BaseException]) -> None:
    """Do nothing for ever, and after an exception of this kind once more."""
    with suppress(error):
        endlessly()
    endlessly()


def test_work_that_takes_too_long_ends() -> None:
    with pytest.raises(OverBudgetError, match=r"^0 s$"), within(SMALL):
        endlessly()


@pytest.mark.parametrize("error", [Exception, OverBudgetError])
def test_it_ends_whoever_catches_what_on_the_way(error: type[BaseException]) -> None:
    with pytest.raises(OverBudgetError), within(SMALL):
        in_spite_of(error)


def test_waiting_costs_nothing_but_not_forever() -> None:
    with within(replace(SMALL, seconds=1000)):
        time.sleep(0.1)
    with (
        pytest.raises(OverBudgetError, match=r"^0 s$"),
        within(Allowance(seconds=1000, megabytes=4000, patience=0.0001)),
    ):
        time.sleep(600)


MEMORY_CODE = """
from sitegen.processes.budget import MEGABYTE, Allowance, OverBudgetError, within
allowed = Allowance(seconds=1000, megabytes=20, patience=1)
try:
    with within(allowed):
        kept = b"x" * (60 * MEGABYTE)
        while kept[0]:
            pass
except OverBudgetError as error:
    print(error)
try:
    with within(allowed):
        bytearray(1024 * MEGABYTE)
except MemoryError:
    print("MemoryError")
"""


@pytest.mark.skipif(not budget.STATM.exists(), reason="memory is looked up in /proc")
def test_work_that_takes_too_much_memory_ends() -> None:
    # In a process of its own: one that has freed much takes memory from that, and does not grow.
    done = subprocess.run(
        [sys.executable, "-c", MEMORY_CODE], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.split("\n") == ["20 MB", "MemoryError", ""]


def test_in_another_thread_there_are_no_limits() -> None:
    found: list[float] = []

    def work() -> None:
        with within(SMALL):
            end = time.thread_time() + 0.2
            while time.thread_time() < end:
                pass
            found.append(time.thread_time())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found


def expensive(real: Callable[..., UnitResult]) -> Callable[..., UnitResult]:
    """A `build_unit` to which one unit is too expensive."""

    def made(source: UnitSource, *rest: Any) -> UnitResult:
        if source.entry.key == "kelurahan/dago" and source.files:
            raise OverBudgetError("130 s")
        return real(source, *rest)

    return made


def test_a_unit_that_costs_too_much_keeps_what_is_online_and_the_others_go_on(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    made.build()
    for unit in ("dago", "sekeloa"):
        path = f"content/kelurahan/{unit}/laporan/2026-11-05-baru.md"
        made.write(path, "---\njudul: Baru\n---\nIsi.\n")
    with monkeypatch.context() as patch:
        patch.setattr(parallel, "build_unit", expensive(build_unit))
        result = made.build()
    (problem,) = result.problems
    assert told(problem) == (
        "content/kelurahan/dago: [S043] making `kelurahan/dago` took more than it may: 130 s = look "
        "for the file that was added last, since one with very long lines, very many columns or a "
        "huge picture costs most; make it smaller or remove it"
    )
    assert "Posyandu" in made.read("/kelurahan/dago/")
    assert "Baru" not in made.read("/kelurahan/dago/")
    assert "Baru" in made.read("/kelurahan/sekeloa/")
    assert for_themselves(made.build()) == [("kelurahan/dago", "files")]
    assert "Baru" in made.read("/kelurahan/dago/")


def test_a_build_in_this_process_is_limited_too(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    made.build()
    before = made.without_monitor()

    def endless(source: UnitSource, *rest: Any) -> UnitResult:
        while source.files:
            pass
        return build_unit(source, *rest)

    small = Budget(seconds=0.05, seconds_per_file=0, seconds_per_megabyte=0, patience=1e6)
    with monkeypatch.context() as patch:
        patch.setattr(parallel, "build_unit", endless)
        result = made.build(budget=small, force=True)
    assert [problem.code for problem in result.problems] == ["S043", "S043"]
    assert made.without_monitor() == before
    assert made.build().problems == ()


def stuck(source: UnitSource, *rest: Any) -> UnitResult:
    """A `build_unit` that in one unit never comes back to where signals are handled."""
    if source.entry.key == "kelurahan/dago" and source.files:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
        while True:
            pass
    return build_unit(source, *rest)


def test_a_worker_that_does_not_react_is_ended_and_the_others_go_on(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(WHOLE)
    made.build()
    scan = read_rules(Options(root=made.root, output=made.output, clock=NOW))
    allowed = Budget(seconds=2, seconds_per_file=0, seconds_per_megabyte=0, patience=1e6)
    tasks = [
        Task(
            UnitSource(root=str(made.root), entry=entry, files=files(made, entry.key)),
            Relatives(),
            None,
            budget=allowed,
        )
        for entry in scan.register.entries
    ]
    # Processes that are forked see what the test has replaced.
    fork = multiprocessing.get_context("fork")
    monkeypatch.setattr(parallel, "build_unit", stuck)
    monkeypatch.setattr(
        parallel, "process_pool", lambda jobs: ProcessPoolExecutor(jobs, mp_context=fork)
    )
    with (
        ProcessPoolExecutor(2, mp_context=fork) as pool,
        ProcessPoolExecutor(2, mp_context=fork) as other,
    ):
        crew = Workers(pool, lambda: 1, lambda: other)
        built = list(build_units(tasks, scan.context, crew))
    assert [
        (unit.record.key, [problem.code for problem in unit.record.problems]) for unit in built
    ] == [
        ("skpd/dinkes", []),
        ("kecamatan/coblong", []),
        ("kelurahan/dago", ["S043"]),
        ("kelurahan/sekeloa", []),
    ]
    assert dict(built[2].record.problems[0].params)["reason"] == "2 s"


def files(made: CityFolder, key: str) -> tuple[Any, ...]:
    folder = made.root / "content" / key
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        SourceFile(path=path.relative_to(made.root).as_posix(), size=path.stat().st_size)
        for path in found
    )
