"""`sitegen watch`: builds what is committed, follows the server where nothing is lost, and stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.city.git.upstream import follow_upstream
from sitegen.cli.options import Settings
from sitegen.cli.watch_command import Watching
from sitegen.desk.then import FollowUp, StepRun, WhatFollows
from tests.repository import DAGO, REPORT, Repository, repository

PATIENT = 120.0
ENVIRONMENT = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    return repository(tmp_path / "kota")


@pytest.fixture
def clone(tmp_path: Path, city: Repository) -> Repository:
    """A clone of the city, on the branch that the city's own folder has checked out."""
    city.git("clone", "-q", str(city.folder), str(tmp_path / "klon"))
    return Repository(tmp_path / "klon")


def outcome(commit: str, code: int = 0) -> FollowUp:
    step = StepRun(step="build", code=code, lines=(), seconds=0.1)
    return FollowUp(commit=commit, ended="", steps=(step,), published=not code)


class Builds:
    """Stands for building: says of which commit each build was, and with what code it ended."""

    def __init__(self, city: Repository, code: int = 0) -> None:
        self.city, self.code, self.made = city, code, list[str]()

    def __call__(self) -> FollowUp:
        self.made.append(self.city.git("rev-parse", "HEAD"))
        return outcome(self.made[-1], self.code)


def watching(city: Repository, builds: Builds, **more: object) -> Watching:
    settings = Settings(root=city.folder, lang="en")
    return Watching(settings, WhatFollows(root=city.folder), run=builds, **more)  # type: ignore[arg-type]


def test_each_new_commit_is_built_once_and_so_is_the_first_state(city: Repository) -> None:
    builds = Builds(city)
    watch = watching(city, builds)
    built = [watch.step(), watch.step()]
    city.write(DAGO, REPORT.replace("84", "85"))
    built.append(watch.step())  # not committed: not looked at
    city.commit()
    built += [watch.step(), watch.step()]

    assert built == [True, False, False, True, False]
    assert len(builds.made) == 2


def test_a_build_that_failed_is_told_and_tried_again_with_the_next_commit(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    builds = Builds(city, code=3)
    watch = watching(city, builds)
    watch.step()
    watch.step()
    builds.code = 0
    city.commit()
    watch.step()

    first, second = capsys.readouterr().out.splitlines()
    assert "not built (code 3); the old site stays. Next attempt with the next commit." in first
    assert second.endswith(f"{builds.made[1][:10]}: built (0.1 s)")


def test_a_new_day_is_built_without_a_commit(
    city: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = ["2026-11-30"]
    monkeypatch.setattr("sitegen.desk.then.today_in", lambda _root: day[0])
    builds = Builds(city)
    watch = watching(city, builds)
    watch.step()
    day[0] = "2026-12-01"

    assert [watch.step(), watch.step()] == [True, False]


def test_the_branch_follows_its_server_by_fast_forward(city: Repository, clone: Repository) -> None:
    assert follow_upstream(clone.folder).state == "same"
    city.write(DAGO, REPORT.replace("84", "85"))
    commit = city.commit()

    assert follow_upstream(clone.folder).state == "moved"
    assert clone.git("rev-parse", "HEAD") == commit
    assert "85" in (clone.folder / DAGO).read_text()


def test_commits_of_ones_own_stay_and_wait_for_their_push(
    city: Repository, clone: Repository
) -> None:
    clone.write(DAGO, REPORT.replace("84", "86"))
    own = clone.commit()
    assert follow_upstream(clone.folder).state == "same"

    city.write("content/kelurahan/dago/laporan/2026-11-04-lain.md")
    city.commit()
    found = follow_upstream(clone.folder)

    assert (found.state, found.detail) == ("apart", "origin/usulan")
    assert clone.git("rev-parse", "HEAD") == own


def test_what_is_changed_in_the_folder_is_never_overwritten(
    city: Repository, clone: Repository
) -> None:
    clone.write(DAGO, "milik sendiri\n")
    city.write(DAGO, REPORT.replace("84", "85"))
    city.commit()

    assert follow_upstream(clone.folder).state == "changed"
    assert (clone.folder / DAGO).read_text() == "milik sendiri\n"


def test_a_server_that_is_away_is_told_once_and_without_its_password(
    clone: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "https://kominfo:rahasia@127.0.0.1:1/kota.git"  # noqa: S105 - nobody's
    clone.git("remote", "set-url", "origin", secret)
    found = follow_upstream(clone.folder)
    assert found.state == "unreachable"
    assert "rahasia" not in found.detail

    watch = watching(clone, Builds(clone), follow=lambda: found, every=0)
    watch.step()
    watch.step()

    told = capsys.readouterr().err
    assert told.count("K027") == 1
    assert "rahasia" not in told


def test_no_hook_of_the_clone_runs_when_it_follows(
    city: Repository, clone: Repository, tmp_path: Path
) -> None:
    hook = clone.folder / ".git/hooks/post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/jalan\n")
    hook.chmod(0o755)
    city.commit()

    assert follow_upstream(clone.folder).state == "moved"
    assert not (tmp_path / "jalan").exists()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "sitegen", "watch", "--root", str(folder), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def appeared(path: Path, text: str) -> None:
    end = time.monotonic() + PATIENT
    while not path.exists() or text not in path.read_text():
        assert time.monotonic() < end, f"{path} has no {text}"
        time.sleep(0.05)


def line_with(process: subprocess.Popen[str], text: str) -> str:
    """The first line that a process prints with this text."""
    assert process.stdout
    timer = threading.Timer(PATIENT, process.kill)
    timer.start()
    try:
        return next(line for line in process.stdout if text in line)
    finally:
        timer.cancel()


def test_a_commit_is_on_the_site_and_published_also_after_a_kill(city: Repository) -> None:
    told = city.folder.parent / "terbit.txt"
    then = f'echo "$SITEGEN_COMMIT" >> {told}'
    first = city.git("rev-parse", "HEAD")
    with running(city.folder, "--then", then) as process:
        appeared(told, first)
        process.send_signal(signal.SIGKILL)
    city.write(DAGO, REPORT.replace("84", "85"))
    second = city.commit()
    with running(city.folder, "--then", then, "--lang", "en") as process:
        line = line_with(process, second[:10])
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENT) == 0

    appeared(told, second)
    assert any("85 balita" in p.read_text() for p in (city.folder / "build").rglob("*.html"))
    assert "built (" in line
    assert "command done (" in line
