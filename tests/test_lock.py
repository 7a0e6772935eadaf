"""Locks of a city and of an output folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from sitegen.engine.publish import publication
from sitegen.errors import LockedError
from sitegen.store.lock import lock, lock_folder
from tests.conftest import told


def test_a_lock_file_that_was_removed_before_it_was_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".sitegen" / "state.lock"
    flock = fcntl.flock
    calls = []

    def as_if_cleaned(handle: int, operation: int) -> None:
        calls.append(operation)
        if len(calls) == 1:
            path.unlink()
        flock(handle, operation)

    monkeypatch.setattr("sitegen.store.lock.fcntl.flock", as_if_cleaned)
    with lock(path):
        assert path.read_text() == str(os.getpid())
        with path.open() as other, pytest.raises(BlockingIOError):
            flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert len(calls) == 2


def test_an_output_folder_that_was_removed_before_it_was_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "build"
    flock = fcntl.flock
    calls = []

    def as_if_cleaned(handle: int, operation: int) -> None:
        calls.append(operation)
        if len(calls) == 1:
            folder.rmdir()
        flock(handle, operation)

    monkeypatch.setattr("sitegen.store.lock.fcntl.flock", as_if_cleaned)
    with lock_folder(folder):
        assert folder.is_dir()
    assert len(calls) == 2


def test_two_copies_of_a_city_never_build_into_one_folder_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "situs"
    with publication(tmp_path / "a", folder):
        with pytest.raises(LockedError) as caught, publication(tmp_path / "b", folder):
            pass
        assert (folder / ".sitegen-stage").is_dir()
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S030] another build is writing into {folder} = "
            "wait until it ends, or choose another --output"
        )
    ]
    with publication(tmp_path / "b", folder):
        pass


def test_a_file_system_that_cannot_lock_a_folder_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr("sitegen.store.lock.fcntl.flock", unable)
    with lock_folder(tmp_path):
        pass
