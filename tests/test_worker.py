from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.processes.worker import Worker, WorkerError


class Panic(BaseException):
    """As libraries written in Rust raise it: no Exception."""

    __module__ = "pyo3_runtime"


def act(order: str) -> str:
    if order == "work a little":
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
    if order == "work slowly":
        time.sleep(0.4)
    if order == "hang":
        time.sleep(60)
    if order == "spin":
        while True:
            pass
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order.startswith("die once"):
        met = Path(order.removeprefix("die once "))
        if not met.exists():
            met.write_text(f"{os.getpid()}")
            os.kill(os.getpid(), signal.SIGKILL)
    if order == "panic":
        raise Panic("3273011501900001")
    if order == "fail":
        raise ValueError("3273011501900001")
    return f"{order} by {os.getpid()}"


@pytest.fixture
def worker() -> Iterator[Worker[str, str]]:
    made = Worker(act, limit=20.0)
    yield made
    made.stop()


def test_one_child_serves_many_calls(worker: Worker[str, str]) -> None:
    first, second = worker.run("work"), worker.run("work")
    assert first == second
    assert str(os.getpid()) not in first


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("die", "died"),
        ("panic", r"Panic in _serve, .*"),
        ("fail", r"ValueError in _serve, processes/worker\.py line \d+"),
    ],
)
def test_what_goes_wrong_in_the_child_is_an_error_here_and_the_next_call_works(
    worker: Worker[str, str], order: str, reason: str
) -> None:
    with pytest.raises(WorkerError) as met:
        worker.run(order)
    assert re.fullmatch(reason, str(met.value))
    assert worker.run("work").startswith("work by")


def test_work_whose_child_was_killed_is_done_by_a_fresh_one(
    worker: Worker[str, str], tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    answer = worker.run(f"die once {killed}")
    assert answer.startswith("die once")
    assert not answer.endswith(killed.read_text())


def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next_one(
    worker: Worker[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.run("work")

    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("multiprocessing.connection.Connection.poll", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.run("work slowly")
    assert worker.run("work").startswith("work by")


def test_a_child_that_was_killed_between_two_calls_is_replaced(worker: Worker[str, str]) -> None:
    before = worker.run("work").rpartition(" ")[2]
    os.kill(int(before), signal.SIGKILL)
    assert worker.run("work").rpartition(" ")[2] != before


def test_only_work_that_may_go_well_elsewhere_is_tried_again(worker: Worker[str, str]) -> None:
    child = worker.run("work").rpartition(" ")[2]
    with pytest.raises(WorkerError) as met:
        worker.run("fail")
    assert not met.value.passing
    assert worker.run("work").rpartition(" ")[2] == child
    with pytest.raises(WorkerError) as met:
        worker.run("die")
    assert met.value.passing


def test_a_child_in_which_a_library_panicked_is_used_no_more(
    worker: Worker[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    before = worker.run("work")
    with pytest.raises(WorkerError, match="Panic") as met:
        worker.run("panic")
    assert not met.value.passing
    assert worker.run("work") != before
    assert capfd.readouterr().err == ""


def test_a_child_that_cannot_be_started_is_an_error_and_no_crash(
    worker: Worker[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as broken:
        broken.setattr("multiprocessing.context.SpawnProcess.start", refused)
        with pytest.raises(WorkerError, match="start") as met:
            worker.run("work")
    assert met.value.passing
    assert worker.run("work").startswith("work by")


def test_a_child_that_works_too_long_is_ended_by_its_own_cpu_time(
    worker: Worker[str, str],
) -> None:
    before = worker.run("work")
    worker.limit = 0.2
    with pytest.raises(WorkerError, match="timeout"):
        worker.run("spin")
    assert worker.run("work") != before


def test_waiting_uses_up_no_limit_of_work(worker: Worker[str, str]) -> None:
    worker.limit = 0.1
    assert worker.run("work slowly").startswith("work slowly by")


def test_the_limit_is_for_each_call(worker: Worker[str, str]) -> None:
    worker.limit = 1.0
    assert len({worker.run("work a little") for _ in range(8)}) == 1


def test_a_child_whose_parent_is_gone_ends_without_a_word(
    worker: Worker[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    worker.run("work")
    process, line = worker._process, worker._line
    assert process is not None
    assert line is not None
    line.send((20.0, "work slowly"))
    line.close()
    process.join(20)
    assert (process.exitcode, capfd.readouterr().err) == (0, "")


def test_a_child_that_hangs_is_killed_and_replaced(worker: Worker[str, str]) -> None:
    before = worker.run("work")
    worker.patience = 2.0
    with pytest.raises(WorkerError, match="timeout"):
        worker._run("hang")
    worker.patience = 60.0
    assert worker.run("work") != before
