"""Hints of changes: bursts become one, nothing is missed, editors' ways of saving are seen."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.serve import watch
from sitegen.serve.watch import Hints, Watcher, too_many, wanted

DEADLINE = 5.0
SOURCE = "content/kelurahan/dago/laporan/a.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / SOURCE).parent.mkdir(parents=True)
    (tmp_path / SOURCE).write_text("lama", encoding="utf-8")
    (tmp_path / "site.yml").write_text("nama: Kota\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(params=[0.0, 0.05], ids=["events", "poll"])
def watcher(request: pytest.FixtureRequest, root: Path) -> Iterator[tuple[Watcher, Hints]]:
    hints = Hints(quiet=0.02)
    with Watcher(root, hints.hint, request.param) as open_watcher:
        yield open_watcher, hints


def quick() -> Hints:
    return Hints(quiet=0.02, patience=0.2)


def test_a_burst_of_hints_is_given_out_once() -> None:
    hints = quick()
    for _ in range(100):
        hints.hint()

    assert hints.wait(DEADLINE)
    assert not hints.wait(0.05)


def test_hints_during_a_build_lead_to_exactly_one_more() -> None:
    hints = quick()
    hints.hint()
    builds = 0
    while hints.wait(0.05):
        builds += 1
        if builds == 1:
            hints.hint()
            hints.hint()

    assert builds == 2


def test_hints_without_a_pause_are_given_out_nevertheless() -> None:
    hints = quick()
    done = threading.Event()

    def restless() -> None:
        while not done.wait(0.005):
            hints.hint()

    thread = threading.Thread(target=restless)
    thread.start()
    try:
        assert hints.wait(DEADLINE)
    finally:
        done.set()
        thread.join()


def _truncate_and_write(file: Path) -> None:
    with file.open("w", encoding="utf-8") as stream:
        stream.flush()
        stream.write("baru")


def _atomic(file: Path) -> None:
    temporary = file.with_name(".a.md.x1y2")
    temporary.write_text("baru", encoding="utf-8")
    temporary.replace(file)


def _backup(file: Path) -> None:
    file.rename(file.with_name("a.md~"))
    file.write_text("baru", encoding="utf-8")


def _rename(file: Path) -> None:
    file.rename(file.with_name("b.md"))


def _rename_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("halaman"))


def _new_folder(file: Path) -> None:
    folder = file.parent / "2026" / "11"
    folder.mkdir(parents=True)
    (folder / "c.md").write_text("baru", encoding="utf-8")


@pytest.mark.parametrize(
    "save",
    [
        _truncate_and_write,
        _atomic,
        _backup,
        _rename,
        _rename_folder,
        _new_folder,
        lambda file: file.unlink(),
        lambda file: shutil.rmtree(file.parent),
    ],
    ids=["truncate", "atomic", "backup", "rename", "folder", "new folder", "delete", "remove"],
)
def test_every_way_of_saving_is_a_hint(
    watcher: tuple[Watcher, Hints], root: Path, save: Callable[[Path], None]
) -> None:
    save(root / SOURCE)

    assert watcher[1].wait(DEADLINE)


def test_the_citys_settings_are_watched_and_its_output_is_not(
    watcher: tuple[Watcher, Hints], root: Path
) -> None:
    (root / "build").mkdir()
    (root / "build" / "index.html").write_text("x", encoding="utf-8")
    (root / ".sitegen").mkdir()
    assert not watcher[1].wait(0.2)
    _atomic_settings = root / "site.yml.baru"
    _atomic_settings.write_text("nama: Lain\n", encoding="utf-8")
    _atomic_settings.replace(root / "site.yml")

    assert watcher[1].wait(DEADLINE)


def test_reading_files_is_no_hint(watcher: tuple[Watcher, Hints], root: Path) -> None:
    (root / SOURCE).read_bytes()

    assert not watcher[1].wait(0.2)


def test_folders_that_come_or_come_back_are_watched(
    watcher: tuple[Watcher, Hints], root: Path
) -> None:
    open_watcher, hints = watcher
    for _ in range(2):
        (root / "themes" / "kota").mkdir(parents=True)
        assert hints.wait(DEADLINE)
        open_watcher.renew()
        while hints.wait(0.2):
            open_watcher.renew()
        (root / "themes" / "kota" / "a.css").write_text("a", encoding="utf-8")
        assert hints.wait(DEADLINE)
        shutil.rmtree(root / "themes")
        assert hints.wait(DEADLINE)
        while hints.wait(0.2):
            open_watcher.renew()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/kota/content/a.md", True),
        ("/kota/content/foto.jpg", True),
        ("/kota/content/.a.md.swp", False),
        ("/kota/content/a.md~", False),
        ("/kota/content/~$a.csv", False),
        ("/kota/content/#a.md#", False),
        ("", False),
    ],
)
def test_what_editors_leave_for_a_moment_is_no_hint(path: str, expected: bool) -> None:
    assert wanted(path) is expected


def test_more_folders_than_the_system_watches_are_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = root / "limit"
    limit.write_text("3\n", encoding="ascii")
    monkeypatch.setattr(watch, "_LIMIT", limit)

    assert too_many(root)
    with Watcher(root, lambda _: None) as open_watcher:
        assert open_watcher.polling == watch.FALLBACK
    limit.write_text("100\n", encoding="ascii")
    assert not too_many(root)
