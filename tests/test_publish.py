"""The only writer of the output folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.digest import content_digest, digest
from sitegen.engine import lost
from sitegen.engine.clean import clean
from sitegen.engine.publish import BuiltUnits, Publication, Published, Stats, publication
from sitegen.engine.stage import Stage, Staged
from sitegen.errors import LockedError, UsageError
from sitegen.model import Output
from sitegen.store import files
from sitegen.store.change import StateChange, write_change
from sitegen.store.marker import MARKER, STAGE
from sitegen.store.state import OutputEntry, UnitRow, read_state, read_strand, state_path
from tests.conftest import told

OLD = 1_000_000_000
SHM = Path("/dev/shm")  # noqa: S108 - another file system than the temporary folder's


def make(
    root: Path, site: dict[str, str], *, force: bool = False, folder: Path | None = None
) -> Published:
    """Publish exactly these files, as files of the city."""
    with publication(root, folder or root / "build", force=force) as target:
        put(target, site)
        return target.commit({}, {}, Stats())


def put(target: Publication, site: dict[str, str], owner: str = "") -> None:
    outputs = [Output(path=path, body=body.encode()) for path, body in site.items()]
    for staged in target.stage(owner).put(outputs):
        assert target.take(staged)


def tree(folder: Path) -> dict[str, str]:
    """All files of an output folder but its marker; what is staged counts too."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def journal(root: Path) -> dict[str, str]:
    return read_state(state_path(root, root / "build"), root / "build").journal


def stopping_at(operation: str, count: int) -> Callable[[str, Path], None]:
    """A `step` that ends the program at the n-th operation of that name on a file of the site."""
    seen = [0]

    def step(name: str, path: str | Path) -> None:
        found = name == operation and Path(path).name != MARKER
        seen[0] += found
        if found and seen[0] == count:
            raise KeyboardInterrupt

    return step


def stopped(
    root: Path,
    site: dict[str, str],
    operation: str,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Publish, and be stopped at the n-th operation of that name."""
    with monkeypatch.context() as patch:
        patch.setattr(files, "step", stopping_at(operation, count))
        with pytest.raises(KeyboardInterrupt):
            make(root, site)


def test_files_are_written_into_an_empty_place(tmp_path: Path) -> None:
    made = make(tmp_path, {"b/index.html": "b", "a.txt": "aa"})
    assert made == Published(("a.txt", "b/index.html"), (), (), 3)
    assert tree(tmp_path / "build") == {"a.txt": "aa", "b/index.html": "b"}
    assert not (tmp_path / "build" / STAGE).exists()


def test_unchanged_bytes_keep_their_time(tmp_path: Path) -> None:
    make(tmp_path, {"a": "sama", "b": "lama"})
    for name in ("a", "b"):
        os.utime(tmp_path / "build" / name, (OLD, OLD))
    made = make(tmp_path, {"a": "sama", "b": "baru"})
    assert (made.written, made.reused, made.pruned) == (("b",), ("a",), ())
    assert (tmp_path / "build" / "a").stat().st_mtime == OLD
    assert (tmp_path / "build" / "b").stat().st_mtime != OLD


def test_files_that_were_copied_with_new_times_are_read_once_and_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": "sama"})
    os.utime(tmp_path / "build" / "a", (OLD, OLD))
    assert make(tmp_path, {"a": "sama"}).written == ()
    monkeypatch.setattr(lost, "holds", lambda *_: pytest.fail("read again"))
    assert make(tmp_path, {"a": "sama"}).written == ()


def test_force_writes_everything_again(tmp_path: Path) -> None:
    make(tmp_path, {"a": "sama"})
    assert make(tmp_path, {"a": "sama"}, force=True).written == ("a",)


@pytest.mark.parametrize("damage", ["", "lebih panjang", "ISI"])
def test_a_file_that_was_changed_or_lost_comes_back(tmp_path: Path, damage: str) -> None:
    make(tmp_path, {"a": "isi", "b": "isi"})
    (tmp_path / "build" / "a").write_text(damage)
    (tmp_path / "build" / "b").unlink()
    assert make(tmp_path, {"a": "isi", "b": "isi"}).written == ("a", "b")
    assert tree(tmp_path / "build") == {"a": "isi", "b": "isi"}


@pytest.mark.parametrize("damage", ["is", "ISI", "lost", "folder"])
def test_who_made_a_damaged_file_has_to_make_it_again(tmp_path: Path, damage: str) -> None:
    row = UnitRow("sidik", 0.0, 1.0, "[]")
    with publication(tmp_path, tmp_path / "build") as target:
        for owner in ("skpd/a", "skpd/b", ""):
            put(target, {f"{owner}/x".lstrip("/"): "isi"}, owner)
        target.commit({"skpd/a": row, "skpd/b": row}, {"city:home": "kunci"}, Stats())
    with publication(tmp_path, tmp_path / "build") as target:
        assert (set(target.state.units), target.state.meta) == (
            {"skpd/a", "skpd/b"},
            {"city:home": "kunci"},
        )
    for name in ("skpd/b/x", "x"):
        path = tmp_path / "build" / name
        path.unlink()
        if damage == "folder":
            path.mkdir()
        elif damage != "lost":
            path.write_text(damage)
    with publication(tmp_path, tmp_path / "build") as target:
        assert target.state.units == {"skpd/a": row, "skpd/b": replace(row, until=0.0)}
        assert target.state.meta == {}
        made = target.commit({"skpd/a": row}, {}, Stats())
    assert made.pruned == ("skpd/a/x", "skpd/b/x", "x")


def test_what_no_source_makes_any_more_goes_with_its_empty_folders(tmp_path: Path) -> None:
    make(tmp_path, {"x/y/z/a": "a", "x/b": "b"})
    made = make(tmp_path, {"x/b": "b"})
    assert made.pruned == ("x/y/z/a",)
    assert tree(tmp_path / "build") == {"x/b": "b"}
    assert not (tmp_path / "build" / "x" / "y").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    make(tmp_path, {"x/a": "a"})
    (tmp_path / "build" / "x" / "CNAME").write_text("contoh.example")
    assert make(tmp_path, {}).pruned == ("x/a",)
    assert tree(tmp_path / "build") == {"x/CNAME": "contoh.example"}


def test_the_same_path_is_taken_once(tmp_path: Path) -> None:
    with publication(tmp_path, tmp_path / "build") as target:
        put(target, {"a": "pertama"}, "skpd/dinkes")
        (second,) = target.stage("skpd/disdik").put([Output(path="a", body=b"kedua")])
        assert not target.take(second)
        target.commit({}, {}, Stats())
    assert tree(tmp_path / "build") == {"a": "pertama"}


def test_what_is_kept_is_neither_written_nor_removed(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "b": "b"})
    with publication(tmp_path, tmp_path / "build") as target:
        assert target.keep("a")
        assert not target.keep("a")
        assert not target.keep("tidak-ada")
        made = target.commit({}, {}, Stats())
    assert (made.written, made.reused, made.pruned) == ((), ("a",), ("b",))
    assert tree(tmp_path / "build") == {"a": "a"}


def test_without_a_commit_nothing_changes(tmp_path: Path) -> None:
    make(tmp_path, {"a": "lama"})
    with publication(tmp_path, tmp_path / "build") as target:
        put(target, {"a": "baru"})
    assert tree(tmp_path / "build") == {"a": "lama"}
    assert not (tmp_path / "build" / STAGE).exists()


def test_only_what_changed_is_staged_and_each_owner_apart(tmp_path: Path) -> None:
    make(tmp_path, {"a": "sama", "b": "lama"})
    body = b"baru"
    with publication(tmp_path, tmp_path / "build") as target:
        same, changed = target.stage("").put(
            [Output(path="a", body=b"sama"), Output(path="b", body=body)], "kunci"
        )
        (other,) = target.stage("skpd/dinkes").put([Output(path="b", body=body)])
        folder = tmp_path / "build"
        old = (folder / "a").stat().st_mtime_ns
        assert same == Staged("a", OutputEntry(content_digest(b"sama"), 4, "", "kunci", old))
        at = (folder / STAGE / changed.at).stat().st_mtime_ns
        assert changed.entry == OutputEntry(content_digest(body), 4, "", "kunci", at)
        at = (folder / STAGE / other.at).stat().st_mtime_ns
        assert other.entry == OutputEntry(content_digest(body), 4, "skpd/dinkes", "", at)
        assert changed.at != other.at
        for staged in (changed, other):
            assert (tmp_path / "build" / STAGE / staged.at).read_bytes() == body


def test_bytes_that_only_got_another_owner_are_known_by_the_next_build(tmp_path: Path) -> None:
    path = "skpd/dinkes/a"
    make(tmp_path, {path: "isi"})
    for _ in range(2):
        with publication(tmp_path, tmp_path / "build") as target:
            put(target, {path: "isi"}, "skpd/dinkes")
            assert target.commit({}, {}, Stats()) == Published((), (path,), (), 0)
    state = read_state(state_path(tmp_path, tmp_path / "build"), tmp_path / "build")
    assert state.outputs[path].owner == "skpd/dinkes"


def test_a_commit_notes_units_values_and_digests_of_sources(tmp_path: Path) -> None:
    old = UnitRow("lama", 0.0, 1.0, "[]", strands=(("reports", digest("[]")),))
    new = UnitRow("baru", 0.0, 1.0, "[1]", strands=(("reports", digest("[2]")),))
    with publication(tmp_path, tmp_path / "build") as target:
        target.commit(
            {"skpd/a": old, "skpd/b": old},
            {"read_at": "1"},
            Stats({"x": ("m", "d"), "y": ("m", "d")}),
            built=BuiltUnits(strands=dict.fromkeys(("skpd/a", "skpd/b"), (("reports", "[]"),))),
        )
    with publication(tmp_path, tmp_path / "build") as target:
        stats = Stats({"y": ("m2", "d2")}, frozenset({"x"}))
        bodies = {"skpd/b": (("reports", "[2]"),)}
        target.commit({"skpd/b": new}, {"read_at": "2"}, stats, built=BuiltUnits(strands=bodies))
    state = read_state(state_path(tmp_path, tmp_path / "build"), tmp_path / "build")
    assert state.units == {"skpd/b": new}
    assert read_strand(state.path, "reports") == {"skpd/b": "[2]"}
    assert state.meta == {"read_at": "2"}
    assert state.stats == {"y": ("m2", "d2")}
    assert state.reason == ""


def test_a_folder_of_others_is_refused_and_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "skripsi.txt").write_text("bab 1")
    with pytest.raises(UsageError) as caught:
        make(tmp_path, {"a": "a"})
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S014] {folder} is not empty and was not made by sitegen; nothing was touched = "
            "choose another --output, or empty the folder yourself"
        )
    ]
    assert tree(folder) == {"skripsi.txt": "bab 1"}
    with pytest.raises(UsageError):
        clean(tmp_path, folder)
    assert tree(folder) == {"skripsi.txt": "bab 1"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("isi")
    with pytest.raises(UsageError) as caught:
        make(tmp_path, {})
    assert [told(problem) for problem in caught.value.problems] == [
        f": [S015] {tmp_path / 'build'} is a file, not a folder = choose another --output"
    ]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    assert make(tmp_path, {"a": "a"}).written == ("a",)


def test_a_folder_that_was_removed_is_filled_again(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "x/b": "b"})
    files.remove_tree(tmp_path / "build")
    with publication(tmp_path, tmp_path / "build"):
        pass
    assert make(tmp_path, {"a": "a"}).written == ("a",)
    assert tree(tmp_path / "build") == {"a": "a"}


def test_a_first_build_that_was_killed_does_not_block_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    (folder / STAGE / "x").mkdir(parents=True)
    (folder / STAGE / "x" / "a").write_text("setengah")
    (folder / MARKER).touch()
    assert make(tmp_path, {"a": "a"}) == Published(("a",), (), (), 1)
    assert tree(folder) == {"a": "a"}


def test_what_a_killed_build_had_staged_is_never_taken_for_pages(tmp_path: Path) -> None:
    with publication(tmp_path, tmp_path / "build") as target:
        (staged,) = target.stage("").put([Output(path="a", body=b"a")])
    waiting = tmp_path / "build" / STAGE / staged.at
    files.write(waiting, b"setengah")
    assert make(tmp_path, {"a": "a"}) == Published(("a",), (), (), 1)
    assert tree(tmp_path / "build") == {"a": "a"}


def test_what_a_worker_of_a_killed_build_still_writes_is_no_part_of_the_next(
    tmp_path: Path,
) -> None:
    orphan: list[Stage] = []

    def killed() -> None:
        with publication(tmp_path, tmp_path / "build") as target:
            orphan.append(target.stage("skpd/dinkes"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    with publication(tmp_path, tmp_path / "build") as target:
        put(target, {"a": "baru"}, "skpd/dinkes")
        with pytest.raises(FileNotFoundError):
            orphan[0].put([Output(path="a", body=b"lama")])
        target.commit({}, {}, Stats())
    assert tree(tmp_path / "build") == {"a": "baru"}


def test_what_was_staged_without_a_journal_is_dropped(tmp_path: Path) -> None:
    make(tmp_path, {"a": "lama"})
    files.write(tmp_path / "build" / STAGE / "0123" / "a", b"baru")
    with publication(tmp_path, tmp_path / "build"):
        assert tree(tmp_path / "build") == {"a": "lama"}
    assert make(tmp_path, {"a": "lama"}) == Published((), ("a",), (), 0)


def test_without_state_the_files_themselves_are_compared(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "b": "b"})
    state_path(tmp_path, tmp_path / "build").unlink()
    made = make(tmp_path, {"a": "a", "c": "c"})
    assert (made.written, made.reused, made.pruned) == (("c",), ("a",), ("b",))


def test_a_commit_killed_half_way_does_not_leave_wrong_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    stopped(tmp_path, {"a": "2", "b": "2"}, "move", 2, monkeypatch)
    make(tmp_path, {"a": "1", "b": "1"})
    assert tree(tmp_path / "build") == {"a": "1", "b": "1"}


def test_what_was_found_without_a_state_is_removed_when_its_source_is(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "b": "b"})
    state_path(tmp_path, tmp_path / "build").unlink()
    make(tmp_path, {"a": "a", "b": "b"})
    assert make(tmp_path, {"b": "b"}).pruned == ("a",)
    assert tree(tmp_path / "build") == {"b": "b"}


@pytest.mark.parametrize("lost", ["stage", "folder", "bytes"])
def test_a_commit_whose_staged_files_were_lost_claims_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    stopped(tmp_path, {"a": "2", "b": "2"}, "move", 2, monkeypatch)
    folder = tmp_path / "build"
    if lost == "bytes":
        (waiting,) = (path for path in (folder / STAGE).rglob("*") if path.is_file())
        waiting.write_text("3")
    else:
        files.remove_tree(folder if lost == "folder" else folder / STAGE)
    make(tmp_path, {"a": "2", "b": "2"})
    assert tree(folder) == {"a": "2", "b": "2"}


@pytest.mark.parametrize(
    ("operation", "count", "left"),
    [
        pytest.param("move", 1, {"a": "1", "b": "1", "x/gone": "1"}, id="nothing moved"),
        pytest.param("move", 2, {"a": "1", "b": "1", "x/gone": "1", "y/new": "2"}, id="new first"),
        pytest.param("move", 3, {"a": "2", "b": "1", "x/gone": "1", "y/new": "2"}, id="half"),
        pytest.param("remove", 1, {"a": "2", "b": "2", "x/gone": "1", "y/new": "2"}, id="moved"),
        pytest.param("sync", 2, {"a": "2", "b": "2", "y/new": "2"}, id="all moved"),
        pytest.param("state", 2, {"a": "2", "b": "2", "y/new": "2"}, id="all synced"),
    ],
)
def test_a_commit_that_began_is_finished_by_the_next_start(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    count: int,
    left: dict[str, str],
) -> None:
    make(tmp_path, {"a": "1", "b": "1", "x/gone": "1"})
    stopped(tmp_path, {"a": "2", "b": "2", "y/new": "2"}, operation, count, monkeypatch)
    seen = {p: b for p, b in tree(tmp_path / "build").items() if not p.startswith(STAGE)}
    assert seen == left
    assert set(journal(tmp_path)) == {"a", "b", "x/gone", "y/new"}
    with publication(tmp_path, tmp_path / "build") as target:
        assert tree(tmp_path / "build") == {"a": "2", "b": "2", "y/new": "2"}
        assert target.state.outputs.keys() == {"a", "b", "y/new"}
        assert target.state.journal == {}
    assert journal(tmp_path) == {}
    assert not (tmp_path / "build" / STAGE).exists()
    assert make(tmp_path, {"a": "2", "b": "2", "y/new": "2"}).reused == ("a", "b", "y/new")


@pytest.mark.parametrize("operation", ["stage", "sync", "state"])
def test_a_build_stopped_before_its_commit_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    stopped(tmp_path, {"a": "2", "c": "2"}, operation, 1, monkeypatch)
    assert tree(tmp_path / "build") == {"a": "1", "b": "1"}
    assert journal(tmp_path) == {}
    assert make(tmp_path, {"a": "1", "b": "1"}).reused == ("a", "b")


def test_a_roll_forward_that_is_stopped_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": "1", "b": "1", "c": "1"})
    stopped(tmp_path, {"a": "2", "b": "2", "d": "2"}, "move", 1, monkeypatch)
    stopped(tmp_path, {}, "move", 2, monkeypatch)
    assert (tmp_path / "build" / "d").read_text() == "2"
    assert (tmp_path / "build" / "a").read_text() == "1"
    with publication(tmp_path, tmp_path / "build"):
        pass
    assert tree(tmp_path / "build") == {"a": "2", "b": "2", "d": "2"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"x": "berkas"}, {"x/a": "a"}, id="a file becomes a folder"),
        pytest.param({"x/a": "a"}, {"x": "berkas"}, id="a folder becomes a file"),
    ],
)
def test_a_file_and_a_folder_may_change_places(
    tmp_path: Path, before: dict[str, str], after: dict[str, str]
) -> None:
    make(tmp_path, before)
    make(tmp_path, after)
    assert tree(tmp_path / "build") == after


def test_a_disk_that_is_full_while_staging_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, {"a": "1"})

    def full(_: str, path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch, ExitStack() as stack:
        target = stack.enter_context(publication(tmp_path, tmp_path / "build"))
        patch.setattr(files, "step", full)
        with pytest.raises(OSError, match="No space left"):
            put(target, {"a": "2"})
        patch.undo()
    assert tree(tmp_path / "build") == {"a": "1"}


@pytest.mark.skipif(not os.access(SHM, os.W_OK), reason="no second file system to write to")
def test_the_output_may_lie_on_another_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(dir=SHM) as other:
        folder = Path(other) / "situs"
        if Path(other).stat().st_dev == tmp_path.stat().st_dev:
            pytest.skip("the temporary folder is on the same file system")
        make(tmp_path, {"a": "1", "b": "1"}, folder=folder)
        with monkeypatch.context() as patch:
            patch.setattr(files, "step", stopping_at("move", 1))
            with pytest.raises(KeyboardInterrupt):
                make(tmp_path, {"a": "2", "c": "2"}, folder=folder)
        made = make(tmp_path, {"a": "2", "c": "3"}, folder=folder)
        assert (made.written, made.reused, made.pruned) == (("c",), ("a",), ())
        assert tree(folder) == {"a": "2", "c": "3"}


def test_a_state_that_is_removed_during_a_build_is_written_whole(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    path = state_path(tmp_path, tmp_path / "build")
    with publication(tmp_path, tmp_path / "build") as target:
        path.unlink()
        assert target.keep("a")
        put(target, {"b": "2"})
        target.commit({}, {}, Stats())
    assert set(read_state(path, tmp_path / "build").outputs) == {"a", "b"}


def test_two_output_folders_of_a_city_have_states_of_their_own(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a"})
    made = make(tmp_path, {"a": "a", "b": "b"}, folder=tmp_path / "uji")
    assert made.written == ("a", "b")
    assert make(tmp_path, {"a": "a"}) == Published((), ("a",), (), 0)


def test_another_process_that_builds_is_named(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from sitegen.engine.publish import publication\n"
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
            make(tmp_path, {"a": "a"})
        other.communicate("")
    assert [told(problem) for problem in caught.value.problems] == [
        (
            f": [S016] another build of this city is running (process {other.pid}) = "
            "wait until it ends, then build again"
        )
    ]
    assert make(tmp_path, {"a": "a"}).written == ("a",)


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from sitegen.engine.publish import publication\n"
        "root = Path(sys.argv[1])\n"
        "with publication(root, root / 'build'):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert make(tmp_path, {"a": "a"}).written == ("a",)


def test_clean_removes_our_folder_and_the_state(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "x/b": "b"})
    assert clean(tmp_path, tmp_path / "build") == (2, 0, True)
    assert list(tmp_path.iterdir()) == []
    assert clean(tmp_path, tmp_path / "build") == (0, 0, False)


def test_a_lost_state_takes_nothing_of_others_for_ours(tmp_path: Path) -> None:
    make(tmp_path, {"a": "a", "x/b": "b"})
    folder = tmp_path / "build"
    others = (".git/HEAD", "CNAME", "x/milik.html", "pratinjau/.sitegen-output", "pratinjau/c")
    for name in others:
        files.write(folder / name, b"milik orang lain")
    files.remove_tree(tmp_path / ".sitegen")
    assert make(tmp_path, {"a": "a"}).pruned == ("x/b",)
    assert all((folder / name).is_file() for name in others)


def test_a_marker_without_a_list_spares_what_no_build_makes(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    others = (".git/HEAD", "CNAME", ".nojekyll", "pratinjau/c", f"pratinjau/{MARKER}")
    for name in (MARKER, "a", "x/b", *others):
        files.write(folder / name, b"")
    (folder / "luar").symlink_to(tmp_path)
    assert make(tmp_path, {"a": ""}).pruned == ("x/b",)
    assert all((folder / name).is_file() for name in others)


@pytest.mark.parametrize("path", ["../luar", "/luar", "x/../../luar", "./a"])
def test_a_marker_names_no_file_outside_its_folder(tmp_path: Path, path: str) -> None:
    make(tmp_path, {"a": "a"})
    (tmp_path / "luar").write_text("milik orang lain")
    with (tmp_path / "build" / MARKER).open("a") as marker:
        marker.write(f"{path}\n")
    files.remove_tree(tmp_path / ".sitegen")
    assert make(tmp_path, {}).pruned == ("a",)
    assert (tmp_path / "luar").exists()


def test_equal_sites_have_equal_markers(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    make(tmp_path, {"a": "2"})
    make(tmp_path, {"a": "2"}, folder=tmp_path / "lain")
    marker = (tmp_path / "build" / MARKER).read_text()
    assert marker == (tmp_path / "lain" / MARKER).read_text()
    assert marker.split("\n")[1:] == ["a", ""]


def test_a_state_of_another_time_leaves_nothing_behind(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    state, backup = tmp_path / ".sitegen", tmp_path / "cadangan"
    shutil.copytree(state, backup)
    make(tmp_path, {"a": "1", "c": "1"})
    files.remove_tree(state)
    backup.rename(state)
    found = read_state(state_path(tmp_path, tmp_path / "build"), tmp_path / "build")
    assert (found.reason, set(found.outputs)) == ("other", {"a", "c"})
    assert make(tmp_path, {"a": "1"}) == Published((), ("a",), ("c",), 0)
    assert make(tmp_path, {"a": "1"}) == Published((), ("a",), (), 0)


def test_two_copies_of_a_city_may_build_into_one_folder_in_turn(tmp_path: Path) -> None:
    folder = tmp_path / "situs"
    for copy, site in (("a", {"x": "1"}), ("b", {"y": "2"}), ("a", {"x": "1"}), ("a", {"x": "1"})):
        make(tmp_path / copy, site, folder=folder)
        assert tree(folder) == site


def test_a_state_of_another_time_still_has_the_good_versions_that_it_kept(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1"})
    path = state_path(tmp_path, tmp_path / "build")
    kept = (("content/x", "d", b"isi"),)
    write_change(read_state(path, tmp_path / "build"), StateChange(kept=kept))
    shutil.copy(path, tmp_path / "cadangan")
    make(tmp_path, {"a": "2"})
    shutil.copy(tmp_path / "cadangan", path)
    for reason in ("other", ""):
        found = read_state(path, tmp_path / "build")
        assert (found.reason, found.kept) == (reason, {"content/x": "d"})
        make(tmp_path, {"a": "3"})


@pytest.mark.parametrize(
    "stop", [("remove", 1), ("move", 1), ("move", 2), ("sync", 2), ("state", 2)]
)
def test_a_commit_over_another_site_that_was_killed_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: tuple[str, int]
) -> None:
    make(tmp_path, {"a": "1", "b": "1"})
    shutil.copytree(tmp_path / ".sitegen", tmp_path / "cadangan")
    make(tmp_path, {"a": "1", "c": "1"})
    files.remove_tree(tmp_path / ".sitegen")
    (tmp_path / "cadangan").rename(tmp_path / ".sitegen")
    stopped(tmp_path, {"a": "2", "d": "2"}, *stop, monkeypatch)
    with publication(tmp_path, tmp_path / "build") as target:
        assert (target.state.reason, set(target.state.outputs)) == ("", {"a", "d"})
        assert tree(tmp_path / "build") == {"a": "2", "d": "2"}


@pytest.mark.parametrize("stop", [("remove", 1), ("move", 1), ("move", 2), ("sync", 2)])
def test_a_killed_commit_whose_state_is_lost_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: tuple[str, int]
) -> None:
    make(tmp_path, {"a": "1", "b": "1", "c": "1"})
    stopped(tmp_path, {"a": "2", "x/d": "2"}, *stop, monkeypatch)
    files.remove_tree(tmp_path / ".sitegen")
    make(tmp_path, {"a": "3"})
    assert tree(tmp_path / "build") == {"a": "3"}


def in_the_way(folder: Path, kind: str) -> str:
    """Put something in the way of `x/y/a`, and return its path."""
    place = folder / "x"
    files.remove_tree(place)
    elsewhere = folder.parent / "lain"
    if kind == "file":
        place.write_text("catatan")
    elif kind == "link":
        elsewhere.mkdir()
        place.symlink_to(elsewhere)
    else:
        place = place / "y" / "a"
        files.write(place / "catatan", b"catatan")
    return str(place)


def obstacle(place: str) -> str:
    return (
        f": [S031] {place} is in the way of the site's pages = "
        "move it out of the output folder, then build again"
    )


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_is_in_the_way_costs_the_file_below_it_and_is_named(tmp_path: Path, kind: str) -> None:
    make(tmp_path, {"a": "1", "x/y/a": "1"})
    folder = tmp_path / "build"
    place = in_the_way(folder, kind)
    foreign = {path: body for path, body in tree(folder).items() if path != "a"}
    for number in ("2", "3"):
        made = make(tmp_path, {"a": number, "x/y/a": number})
        assert [told(problem) for problem in made.problems] == [obstacle(place)]
        assert (tree(folder), journal(tmp_path)) == ({"a": number, **foreign}, {})
        assert not (folder / STAGE).exists()
    Path(place).rename(tmp_path / "pindah")
    make(tmp_path, {"a": "3", "x/y/a": "3"})
    assert tree(folder) == {"a": "3", "x/y/a": "3"}


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_came_in_the_way_of_a_killed_commit_is_given_up_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make(tmp_path, {"a": "1", "x/y/a": "1"})
    stopped(tmp_path, {"a": "2", "x/y/a": "2"}, "move", 1, monkeypatch)
    place = in_the_way(tmp_path / "build", kind)
    with publication(tmp_path, tmp_path / "build") as target:
        assert [told(problem) for problem in target.problems] == [
            (
                ": [S038] an earlier build was stopped, and 1 of its files could not be put in "
                f"place now, such as {place}: something that sitegen did not make is there = see "
                "whether this build tells an error of them: if not, it has made them anew"
            )
        ]
    assert journal(tmp_path) == {}
    Path(place).rename(tmp_path / "pindah")
    assert make(tmp_path, {"a": "2", "x/y/a": "2"}).written == ("x/y/a",)
    assert tree(tmp_path / "build") == {"a": "2", "x/y/a": "2"}


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1", "x/b": "1"})
    folder = tmp_path / "build"
    (folder / "x").rename(tmp_path / "lain")
    (folder / "x").symlink_to(tmp_path / "lain")
    for _ in range(2):
        made = make(tmp_path, {"a": "1"})
        assert [told(problem) for problem in made.problems] == [obstacle(f"{folder}/x")]
        assert made.pruned == ()
    with pytest.raises(UsageError) as caught:
        clean(tmp_path, folder)
    assert [told(problem) for problem in caught.value.problems] == [obstacle(f"{folder}/x")]
    assert (tmp_path / "lain" / "b").read_text() == "1"
    (folder / "x").unlink()
    assert make(tmp_path, {"a": "1"}).problems == ()


def test_empty_folders_in_the_place_of_a_file_go(tmp_path: Path) -> None:
    make(tmp_path, {"a": "1"})
    files.remove(tmp_path / "build", "a")
    (tmp_path / "build" / "a" / "b").mkdir(parents=True)
    make(tmp_path, {"a": "1"})
    assert tree(tmp_path / "build") == {"a": "1"}


@pytest.mark.parametrize(
    ("output", "name"),
    [
        ("content/situs", "content"),
        ("data", "data"),
        ("themes/kota/situs", "themes"),
        (".sitegen/x", ".sitegen"),
        ("link/situs", "content"),
        (".", "site.yml"),
        ("..", "site.yml"),
    ],
)
def test_a_site_never_lies_among_the_sources(tmp_path: Path, output: str, name: str) -> None:
    root = tmp_path / "kota"
    (root / "content").mkdir(parents=True)
    (root / "link").symlink_to(root / "content")
    folder = root / output
    for act in (lambda: make(root, {"a": "a"}, folder=folder), lambda: clean(root, folder)):
        with pytest.raises(UsageError) as caught:
            act()
        assert [told(problem) for problem in caught.value.problems] == [
            (
                f": [S032] {folder} is no place for the site: `{name}` of the city would lie "
                "beside pages = choose another --output, such as `build`"
            )
        ]
    assert not (root / ".sitegen").exists()


@pytest.mark.parametrize("output", ["tautan", "tautan/situs", "berkas/situs"])
def test_a_link_to_nothing_and_a_place_below_a_file_are_refused(
    tmp_path: Path, output: str
) -> None:
    (tmp_path / "tautan").symlink_to(tmp_path / "tiada")
    (tmp_path / "berkas").write_text("isi")
    with pytest.raises(UsageError) as caught:
        make(tmp_path, {}, folder=tmp_path / output)
    named = tmp_path / output.partition("/")[0]
    assert [told(problem) for problem in caught.value.problems] == [
        f": [S015] {named} is a file, not a folder = choose another --output"
    ]
