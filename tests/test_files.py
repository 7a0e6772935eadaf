"""The one place through which a build changes the file system."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.store import files
from sitegen.store.files import sync  # as it is, for the tests' own builds do without it


def test_writing_makes_the_folders_above(tmp_path: Path) -> None:
    files.write(tmp_path / "a" / "b" / "c", b"1")
    files.write(tmp_path / "a" / "b" / "c", b"22")
    assert (tmp_path / "a" / "b" / "c").read_bytes() == b"22"


def test_staging_makes_no_folder_and_tells_the_time(tmp_path: Path) -> None:
    assert files.stage(tmp_path / "a", b"isi") == (tmp_path / "a").stat().st_mtime_ns
    with pytest.raises(FileNotFoundError):
        files.stage(tmp_path / "x" / "a", b"isi")
    assert (tmp_path / "a").read_bytes() == b"isi"
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")  # noqa: PTH110
def test_a_full_disk_is_told_with_the_place() -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        files.write(Path("/dev/full"), b"isi")
    assert caught.value.filename == "/dev/full"


def test_moving_replaces_a_file_and_makes_the_folders_above(tmp_path: Path) -> None:
    for target in (tmp_path / "lama", tmp_path / "x" / "y"):
        files.write(tmp_path / "baru", b"baru")
        files.move(tmp_path / "baru", target)
        assert target.read_bytes() == b"baru"
        assert not (tmp_path / "baru").exists()


def test_moving_what_is_not_there_fails_and_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.move(tmp_path / "tidak-ada", tmp_path / "x" / "y")
    assert list(tmp_path.iterdir()) == []


def test_removing_takes_the_empty_folders_above_but_not_the_output(tmp_path: Path) -> None:
    files.write(tmp_path / "x" / "y" / "a", b"")
    files.write(tmp_path / "x" / "b", b"")
    files.remove(tmp_path, "x/y/a")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["b"]
    files.remove(tmp_path, "x/b")
    assert list(tmp_path.iterdir()) == []


def test_removing_what_is_gone_is_fine(tmp_path: Path) -> None:
    files.remove(tmp_path, "a")
    files.remove(tmp_path, "x/y/a")
    files.remove_tree(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_removing_leaves_a_folder_that_took_the_files_place(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    files.remove(tmp_path, "a")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_tree_goes_although_somebody_still_writes_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write(tmp_path / "x" / "a", b"")
    late = iter([tmp_path / "x" / "b"])
    remove_folder = os.rmdir

    def rmdir(*given: object, **options: object) -> None:
        for path in late:
            path.write_bytes(b"")
        remove_folder(*given, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(os, "rmdir", rmdir)
    files.remove_tree(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_tree_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    files.write(tmp_path / "x" / "y" / "a", b"")
    files.remove_tree(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("operation", "call"),
    [
        pytest.param("write", lambda p: files.write(p / "baru", b""), id="write"),
        pytest.param("stage", lambda p: files.stage(p / "baru", b""), id="stage"),
        pytest.param("move", lambda p: files.move(p / "ada" / "a", p / "baru"), id="move"),
        pytest.param("remove", lambda p: files.remove(p, "ada/a"), id="remove"),
        pytest.param("remove tree", lambda p: files.remove_tree(p / "ada"), id="remove tree"),
        pytest.param("make folder", lambda p: files.make_folder(p / "baru"), id="make folder"),
        pytest.param("sync", sync, id="sync"),
    ],
)
def test_every_operation_is_announced_before_it_changes_anything(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    call: Callable[[Path], None],
) -> None:
    files.write(tmp_path / "ada" / "a", b"")

    def fail(name: str, path: Path) -> None:
        assert path.is_relative_to(tmp_path)
        raise OSError(28, name)

    monkeypatch.setattr(files, "step", fail)
    with pytest.raises(OSError, match=f"^\\[Errno 28\\] {operation}$"):
        call(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == [
        "ada",
        "ada/a",
    ]


def test_a_folder_that_is_there_is_no_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(files, "step", lambda name, _: seen.append(name))
    files.make_folder(tmp_path)
    files.remove_tree(tmp_path / "tidak-ada")
    assert seen == []
    files.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert seen == ["make folder"]


@pytest.mark.parametrize("answer", [None, 0, -1], ids=["no such call", "done", "failed"])
def test_where_one_file_system_cannot_be_synced_all_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int | None
) -> None:
    class Library:
        def __init__(self) -> None:
            if answer is not None:
                self.syncfs = lambda _: answer

    synced: list[str] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
    monkeypatch.setattr(os, "sync", lambda: synced.append("all"))
    sync(tmp_path)
    assert synced == ([] if answer == 0 else ["all"])
