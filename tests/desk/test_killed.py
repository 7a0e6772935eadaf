"""A real desk on a real port, killed, starved of disk and ended: nothing that it answered for is lost."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.desk_load import HEADER, DeskProcess, Load, ask, git, make_city, package
from bench.desk_load import run as run_load
from bench.serving import free_port
from sitegen.processes.memory import family

PATIENT = 180.0
SEED = 7


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENT
    while not true():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.1)


class Town:
    """A desk over a city of two kelurahan, as a process of its own."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.port = free_port()
        self.city, self.bare, self.state = make_city(folder, 2, self.port)
        settings = self.state / "meja.yml"
        settings.write_text(settings.read_text() + more)
        self.log = folder / "meja.log"
        self.process = DeskProcess(self.city, self.state, self.log)

    def start(self) -> None:
        self.process.start()
        until(self.answers)

    def answers(self) -> bool:
        try:
            return ask(self.port, "GET", "/sehat", {})[0] == 200
        except OSError:
            return False

    def states(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(ask(self.port, "GET", "/sehat", {})[1])["kiriman"]
        return found

    def send(self, office: int, data: bytes) -> int:
        who = {HEADER: f"kel-{office}"}
        _, told = ask(self.port, "GET", "/meja/saya", who)
        token = json.loads(told)["token"]
        kind = {"Content-Type": "application/zip", "X-Meja-Token": token}
        return ask(self.port, "POST", "/meja/kirim", {**who, **kind}, data)[0]

    def marks(self, where: Path) -> list[str]:
        """The packages in a history, each as often as it has a commit."""
        said = git(where, "log", "--format=%(trailers:key=Kiriman,valueonly)", "main")
        return sorted(said.split())

    def published(self, count: int) -> bool:
        return self.answers() and self.states().get("terbit") == count


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path, f"setelah: git rev-parse HEAD >> {tmp_path}/terbit.txt\n")
    yield made
    made.process.stop()


def test_what_was_answered_is_in_git_once_though_the_desk_was_killed_right_after(
    town: Town, tmp_path: Path
) -> None:
    town.start()
    own, data = package(0, "kelurahan/kel-0", SEED)
    assert town.send(0, data) == 201
    town.process.kill("both")
    until(town.answers)
    assert town.send(0, data) == 200  # the form does not know that it was taken, and sends again
    until(lambda: town.published(1))

    until(lambda: town.marks(town.bare))
    assert town.marks(town.city) == town.marks(town.bare) == [own]
    assert git(town.city, "status", "--porcelain") == ""
    # What follows an acceptance has followed this one too.
    head = git(town.city, "rev-parse", "HEAD")
    told = tmp_path / "terbit.txt"
    until(lambda: told.exists() and head in told.read_text())


def test_kills_at_any_moment_leave_each_report_in_git_exactly_once(tmp_path: Path) -> None:
    load = Load(offices=4, window=6.0, kills=4, patience=PATIENT, seed=SEED)
    found = run_load(load, tmp_path / "beban")

    assert (found["answered"], found["in_git"], found["pushed"], found["twice"]) == (4, 4, 4, 0)
    assert (found["photos_as_sent"], found["store"], found["left_in_tree"]) == (12, "ok", 0)
    assert found["git_fsck"] == 0


def test_a_full_disk_is_told_to_the_sender_and_the_desk_goes_on(town: Town) -> None:
    town.start()
    _, small = package(0, "kelurahan/kel-0", SEED)
    own, large = package(1, "kelurahan/kel-1", SEED)
    assert town.process.pid
    before = resource.prlimit(town.process.pid, resource.RLIMIT_FSIZE)
    for pid in family(town.process.pid):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (300_000, before[1]))
    assert town.send(1, large) == 507
    assert list((town.state / "kiriman").iterdir()) == []
    assert town.answers()

    for pid in family(town.process.pid):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    assert town.send(1, large) == 201
    assert town.send(0, small) == 201
    until(lambda: town.published(2))

    until(lambda: own in town.marks(town.bare))


def test_sigterm_ends_the_desk_after_the_work_at_hand_and_leaves_no_process(town: Town) -> None:
    town.start()
    _, data = package(0, "kelurahan/kel-0", SEED)
    assert town.send(0, data) == 201
    assert town.process.pid
    whole = family(town.process.pid)
    code = town.process.stop()

    assert code in {0, -signal.SIGTERM}
    until(lambda: not any(_runs(pid) for pid in whole))
    assert git(town.city, "status", "--porcelain") == ""
    assert len(town.marks(town.city)) in {0, 1}
    assert not re.search(r"Traceback", town.log.read_text())


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_second_desk_with_the_same_folder_does_not_start(town: Town) -> None:
    town.start()
    second = DeskProcess(town.city, town.state, town.log)
    second.start()
    until(lambda: second.pid is None or not _runs(second.pid))

    assert second.stop() == 75
    assert os.fspath(town.state) in town.log.read_text()
