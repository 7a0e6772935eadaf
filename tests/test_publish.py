"""The only writer of the output folder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sitegen.build.manifest import MARKER, manifest_path
from sitegen.build.publish import STAGE, Published, clean, publication
from sitegen.errors import LockedError, UsageError
from sitegen.model import Output
from tests.conftest import told

if TYPE_CHECKING:
    from pathlib import Path

OLD = 1_000_000_000


def publish(root: Path, files: dict[str, str], *, force: bool = False) -> Published:
    with publication(root, root / "build", force=force) as target:
        for path, body in files.items():
            assert target.add(Output(path=path, body=body.encode()))
        return target.commit()


def tree(root: Path) -> dict[str, str]:
    folder = root / "build"
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_files_are_written_into_an_empty_place(tmp_path: Path) -> None:
    made = publish(tmp_path, {"b/index.html": "b", "a.txt": "aa"})
    assert made == Published(("a.txt", "b/index.html"), (), (), 3)
    assert tree(tmp_path) == {"a.txt": "aa", "b/index.html": "b"}
    assert not (tmp_path / "build" / STAGE).exists()


def test_unchanged_bytes_keep_their_time(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "sama", "b": "lama"})
    for name in ("a", "b"):
        os.utime(tmp_path / "build" / name, (OLD, OLD))
    made = publish(tmp_path, {"a": "sama", "b": "baru"})
    assert (made.written, made.reused, made.pruned) == (("b",), ("a",), ())
    assert (tmp_path / "build" / "a").stat().st_mtime == OLD
    assert (tmp_path / "build" / "b").stat().st_mtime != OLD


def test_force_writes_everything_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "sama"})
    assert publish(tmp_path, {"a": "sama"}, force=True).written == ("a",)


@pytest.mark.parametrize("damage", ["", "lebih panjang"])
def test_a_file_that_was_changed_or_lost_comes_back(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, {"a": "isi", "b": "isi"})
    (tmp_path / "build" / "a").write_text(damage)
    (tmp_path / "build" / "b").unlink()
    assert publish(tmp_path, {"a": "isi", "b": "isi"}).written == ("a", "b")
    assert tree(tmp_path) == {"a": "isi", "b": "isi"}


def test_what_no_source_makes_any_more_goes_with_its_empty_folders(tmp_path: Path) -> None:
    publish(tmp_path, {"x/y/z/a": "a", "x/b": "b"})
    made = publish(tmp_path, {"x/b": "b"})
    assert made.pruned == ("x/y/z/a",)
    assert tree(tmp_path) == {"x/b": "b"}
    assert not (tmp_path / "build" / "x" / "y").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    publish(tmp_path, {"x/a": "a"})
    (tmp_path / "build" / "x" / "CNAME").write_text("contoh.example")
    assert publish(tmp_path, {}).pruned == ("x/a",)
    assert tree(tmp_path) == {"x/CNAME": "contoh.example"}


def test_the_same_path_is_taken_once(tmp_path: Path) -> None:
    with publication(tmp_path, tmp_path / "build") as target:
        assert target.add(Output(path="a", body=b"pertama"))
        assert not target.add(Output(path="a", body=b"kedua"))
        target.commit()
    assert tree(tmp_path) == {"a": "pertama"}


def test_what_is_kept_is_neither_written_nor_removed(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "a", "b": "b"})
    with publication(tmp_path, tmp_path / "build") as target:
        target.keep("a")
        target.keep("tidak-ada")
        made = target.commit()
    assert (made.reused, made.pruned) == (("a",), ("b",))


def test_without_a_commit_nothing_changes(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "lama"})
    with publication(tmp_path, tmp_path / "build") as target:
        target.add(Output(path="a", body=b"baru"))
    assert tree(tmp_path) == {"a": "lama"}
    assert not (tmp_path / "build" / STAGE).exists()


def test_a_folder_of_others_is_refused_and_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "skripsi.txt").write_text("bab 1")
    with pytest.raises(UsageError) as caught:
        publish(tmp_path, {"a": "a"})
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S014] {folder} is not empty and was not made by sitegen; nothing was touched = "
            "choose another --output, or empty the folder yourself"
        )
    ]
    assert tree(tmp_path) == {"skripsi.txt": "bab 1"}
    with pytest.raises(UsageError):
        clean(tmp_path, folder)
    assert tree(tmp_path) == {"skripsi.txt": "bab 1"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("isi")
    with pytest.raises(UsageError) as caught:
        publish(tmp_path, {})
    assert [told(problem) for problem in caught.value.problems] == [
        f": [S015] {tmp_path / 'build'} is a file, not a folder = choose another --output"
    ]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    assert publish(tmp_path, {"a": "a"}).written == ("a",)


def test_a_first_build_that_was_killed_does_not_block_the_next(tmp_path: Path) -> None:
    (tmp_path / "build" / STAGE / "x").mkdir(parents=True)
    (tmp_path / "build" / STAGE / "x" / "a").write_text("setengah")
    assert publish(tmp_path, {"a": "a"}).written == ("a",)
    assert tree(tmp_path) == {"a": "a"}


def test_without_state_the_files_themselves_are_compared(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "a", "b": "b"})
    manifest_path(tmp_path, tmp_path / "build").unlink()
    made = publish(tmp_path, {"a": "a", "c": "c"})
    assert (made.written, made.reused, made.pruned) == (("c",), ("a",), ("b",))


@pytest.mark.xfail(strict=True, reason="no journal yet: a commit that is killed is not undone")
def test_a_commit_killed_half_way_does_not_leave_wrong_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a": "1", "b": "1"})

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sitegen.build.publish.write_manifest", die)
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, {"a": "2", "b": "2"})
    publish(tmp_path, {"a": "1", "b": "1"})
    assert tree(tmp_path) == {"a": "1", "b": "1"}


def test_another_process_that_builds_is_named(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from sitegen.build.publish import publication\n"
        "root = Path(sys.argv[1])\n"
        "with publication(root, root / 'build'):\n"
        "    print('terkunci', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "terkunci\n"
        with pytest.raises(LockedError) as caught:
            publish(tmp_path, {"a": "a"})
        other.communicate("")
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S016] another build of this city is running (process {other.pid}) = "
            "wait until it ends, then build again"
        )
    ]
    assert publish(tmp_path, {"a": "a"}).written == ("a",)


def test_clean_removes_our_folder_and_the_state(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "a", "x/b": "b"})
    assert clean(tmp_path, tmp_path / "build") == (2, True)
    assert list(tmp_path.iterdir()) == []
    assert clean(tmp_path, tmp_path / "build") == (0, False)
