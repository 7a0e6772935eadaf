"""What follows an acceptance: built, then the operator's command, one at a time, newest state last."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from sitegen.desk.then import AfterAcceptance, FollowUp, WhatFollows, follow_up, today_in
from sitegen.processes.command import KEPT, run_command
from tests.repository import DAGO, REPORT, Repository, repository

PATIENT = 60.0


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENT
    while not true():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.01)


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


def done(commit: str = "a" * 40) -> FollowUp:
    return FollowUp(commit=commit, ended="2026-11-30T03:00:00+00:00", steps=(), published=True)


def test_the_site_is_built_before_the_command_which_learns_the_commit(city: Repository) -> None:
    commit = city.git("rev-parse", "HEAD")
    command = 'test -f build/index.html && echo "$SITEGEN_COMMIT" > terbit.txt && echo selesai'

    found = follow_up(WhatFollows(root=city.folder, command=command), threading.Event())

    assert found is not None
    assert (found.commit, found.published) == (commit, True)
    assert [(each.step, each.code, each.lines) for each in found.steps] == [
        ("build", 0, ()),
        ("command", 0, ("selesai",)),
    ]
    assert (city.folder / "terbit.txt").read_text() == f"{commit}\n"


def test_after_a_build_that_failed_no_command_runs_and_its_messages_are_kept(
    city: Repository,
) -> None:
    city.write("site.yml", "nama: [\n")

    found = follow_up(WhatFollows(root=city.folder, command="touch terbit.txt"), threading.Event())

    assert found is not None
    assert not found.published
    assert [(each.step, each.code) for each in found.steps] == [("build", 2)]
    assert any("site.yml" in line for line in found.steps[0].lines)
    assert not (city.folder / "terbit.txt").exists()


def test_a_command_that_fails_is_told_with_its_last_words_and_without_personal_data(
    city: Repository,
) -> None:
    command = "echo mengirim; echo 'gagal untuk 3273011204850001' >&2; exit 12"

    found = follow_up(WhatFollows(root=city.folder, command=command), threading.Event())

    assert found is not None
    assert not found.published
    assert found.steps[1].code == 12
    assert found.steps[1].lines[0] == "mengirim"
    assert "3273011204850001" not in "".join(found.steps[1].lines)
    assert found.steps[1].lines[1].startswith("gagal untuk")


def test_a_command_is_not_given_the_secrets_of_the_desk(
    city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAHASIA_MASUK", "jangan")
    plan = WhatFollows(
        root=city.folder,
        command='echo "[$RAHASIA_MASUK]"',
        hidden=frozenset({"RAHASIA_MASUK"}),
    )

    found = follow_up(plan, threading.Event())

    assert found is not None
    assert found.steps[1].lines == ("[]",)


def test_a_command_whose_caller_was_killed_is_waited_for(city: Repository, tmp_path: Path) -> None:
    """Two of a kind, such as two copies of rsync, never run beside each other."""
    begun, gate = tmp_path / "mulai", tmp_path / "pintu"
    command = f"touch {begun}; until test -e {gate}; do sleep 0.05; done; echo pertama >> {begun}"
    code = (
        "import sys, threading; from pathlib import Path\n"
        "from sitegen.desk.then import WhatFollows, follow_up\n"
        "follow_up(WhatFollows(root=Path(sys.argv[1]), command=sys.argv[2]), threading.Event())\n"
    )
    caller = subprocess.Popen([sys.executable, "-c", code, str(city.folder), command])
    until(begun.exists)
    caller.send_signal(signal.SIGKILL)
    caller.wait()

    stop = threading.Event()
    plan = WhatFollows(root=city.folder, command=f"echo kedua >> {begun}")
    found: list[FollowUp | None] = []
    second = threading.Thread(target=lambda: found.append(follow_up(plan, stop)))
    second.start()
    second.join(1.5)
    assert second.is_alive()
    assert begun.read_text() == ""
    gate.touch()
    second.join(PATIENT)

    assert begun.read_text().split() == ["pertama", "kedua"]
    assert found[0] is not None


def test_stopping_ends_the_command_and_all_that_it_started(tmp_path: Path) -> None:
    stop = threading.Event()
    pids = tmp_path / "pids"
    # The child does not listen to SIGTERM.
    child = f"trap '' TERM; echo $$ >> {pids}; while :; do sleep 0.1; done"
    command = f'echo $$ >> {pids}; sh -c "{child.replace("$", chr(92) + "$")}"'
    ended: list[int] = []

    def run() -> None:
        shell = ("/bin/sh", "-c", command)
        ended.append(run_command(shell, tmp_path, os.environ, stop, limit=PATIENT).code)

    thread = threading.Thread(target=run)
    thread.start()
    until(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    stop.set()
    thread.join(PATIENT)

    assert ended == [143]
    for pid in pids.read_text().split():
        until(partial(_ended, pid))


def _ended(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    shell = ("/bin/sh", "-c", "echo mulai; sleep 600")

    ended = run_command(shell, tmp_path, os.environ, threading.Event(), limit=0.3)

    assert (ended.code, ended.output) == (124, "mulai\n")


def test_of_a_command_that_talks_without_end_the_last_words_are_kept(tmp_path: Path) -> None:
    shell = ("/bin/sh", "-c", "yes abcdefgh | head -c 3000000; echo; echo akhir")

    ended = run_command(shell, tmp_path, os.environ, threading.Event(), limit=PATIENT)

    assert ended.code == 0
    assert len(ended.output) == KEPT
    assert ended.output.endswith("\nakhir\n")


def test_what_is_asked_for_during_a_run_is_one_run_more(tmp_path: Path) -> None:
    began, gate = threading.Semaphore(0), threading.Semaphore(0)
    runs: list[int] = []

    def run(_stop: threading.Event) -> FollowUp:
        runs.append(len(runs))
        began.release()
        assert gate.acquire(timeout=PATIENT)
        return done()

    after = AfterAcceptance(run, tmp_path, quiet=0.0, patience=0.0)
    after.start()  # the first run: something may have been accepted before a kill
    assert began.acquire(timeout=PATIENT)
    for _ in range(20):
        after.ask()
    gate.release()
    assert began.acquire(timeout=PATIENT)
    gate.release()
    until(lambda: not after.busy)
    after.stop()

    assert runs == [0, 1]


def test_acceptances_one_after_another_wait_for_each_other_but_not_for_ever(tmp_path: Path) -> None:
    runs: list[float] = []

    def run(_stop: threading.Event) -> FollowUp:
        runs.append(time.monotonic())
        return done()

    after = AfterAcceptance(run, tmp_path, quiet=PATIENT, patience=0.2)
    began = time.monotonic()
    after.start()
    until(lambda: runs)
    after.stop()

    assert runs[0] - began >= 0.2


def test_the_last_run_is_known_after_a_restart_and_a_full_disk_is_told_and_survived(
    tmp_path: Path,
) -> None:
    full = [True]

    def run(_stop: threading.Event) -> FollowUp:
        if full[0]:
            raise OSError(28, "No space left on device")
        return done("b" * 40)

    after = AfterAcceptance(run, tmp_path, quiet=0.0, patience=0.0)
    assert after.last() is None
    after.start()
    until(lambda: after.lacking)
    assert after.lacking == "No space left on device"

    full[0] = False
    after.ask()
    until(lambda: not after.busy and not after.lacking)
    after.stop()

    again = AfterAcceptance(run, tmp_path)
    assert (last := again.last()) is not None
    assert last.commit == "b" * 40


def test_a_run_cut_off_by_a_stop_is_not_told_as_one_that_failed(tmp_path: Path) -> None:
    began = threading.Event()

    def run(stop: threading.Event) -> None:
        began.set()
        stop.wait(PATIENT)

    after = AfterAcceptance(run, tmp_path, quiet=0.0, patience=0.0)
    after.start()
    assert began.wait(PATIENT)
    after.stop()

    assert after.last() is None


def test_another_day_asks_for_a_run_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.desk.then._MINUTE", 0.01)
    day, runs = ["2026-11-30"], list[str]()

    def run(_stop: threading.Event) -> FollowUp:
        runs.append(day[0])
        return done()

    after = AfterAcceptance(run, tmp_path, today=lambda: day[0], quiet=0.0, patience=0.0)
    after.start()
    until(lambda: len(runs) == 1 and not after.busy)
    day[0] = "2026-12-01"
    until(lambda: len(runs) == 2)
    after.stop()

    assert runs == ["2026-11-30", "2026-12-01"]


def test_the_day_is_known_where_the_settings_cannot_be_read(city: Repository) -> None:
    good = today_in(city.folder)
    city.write("site.yml", "nama: [\n")

    assert len(good) == len(today_in(city.folder)) == 10


def test_reports_that_come_while_it_builds_are_built_next(city: Repository) -> None:
    """What a run tells is the commit that it began with."""
    plan = WhatFollows(root=city.folder, command=f"git -C {city.folder} rev-parse HEAD")
    before = city.git("rev-parse", "HEAD")
    first = follow_up(plan, threading.Event())
    city.write(DAGO, REPORT.replace("84", "85"))
    after = city.commit()
    second = follow_up(plan, threading.Event())

    assert first is not None and second is not None  # noqa: PT018 - both, for the types
    assert (first.commit, second.commit) == (before, after)

    assert any("85 balita" in p.read_text() for p in (city.folder / "build").rglob("*.html"))
