from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from sitegen.processes.worker import Worker, WorkerError


def act(order: str) -> str:
    if order == "work slowly":
        time.sleep(0.2)
    if order == "hang":
        time.sleep(60)
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "fail":
        raise ValueError("no")
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


@pytest.mark.parametrize(("order", "reason"), [("die", "died"), ("fail", "ValueError")])
def test_what_goes_wrong_in_the_child_is_an_error_here_and_the_next_call_works(
    worker: Worker[str, str], order: str, reason: str
) -> None:
    with pytest.raises(WorkerError, match=reason):
        worker.run(order)
    assert worker.run("work").startswith("work by")


def test_a_child_whose_parent_is_gone_ends_without_a_word(
    worker: Worker[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    worker.run("work")
    process, line = worker._process, worker._line
    assert process is not None
    assert line is not None
    line.send("work slowly")
    line.close()
    process.join(20)
    assert (process.exitcode, capfd.readouterr().err) == (0, "")


def test_a_child_that_hangs_is_killed_and_replaced(worker: Worker[str, str]) -> None:
    before = worker.run("work")
    worker.limit = 0.2
    with pytest.raises(WorkerError, match="timeout"):
        worker.run("hang")
    worker.limit = 20.0
    assert worker.run("work") != before
