"""A copy of the desk's folder is a desk: made while it works, whole or not at all, started as it is."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.cli.main import run
from sitegen.desk.backup import make_backup
from sitegen.errors import UsageError
from tests.desk.opened import KOMINFO, Opened, open_desk
from tests.handed_in import REPORT, files, package


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with open_desk(tmp_path) as opened:
        yield opened


def another(number: int) -> bytes:
    own = f"{number:032x}"
    return package(files(REPORT.replace("84", str(100 + number))), id=own)


def test_a_desk_started_with_a_copy_has_what_waited_and_accepts_it(
    desk: Opened, tmp_path: Path
) -> None:
    desk.send(another(1))
    desk.work()
    (desk.desk.folder / "meja.yml").write_text("tinjau: ya\n")
    copied = make_backup(desk.desk.folder, tmp_path / "cadangan")
    assert (copied.items, copied.folder.parent) == (1, tmp_path / "cadangan")

    lost = tmp_path / "lain"
    lost.mkdir()
    shutil.copytree(desk.city.folder, lost / "kota")
    shutil.copytree(copied.folder, lost / "meja")
    with open_desk(lost) as restored:
        assert restored.item().state == "menunggu"
        restored.come(KOMINFO)
        restored.decide(1, "terima")
        restored.work()
        assert restored.item().state == "terbit"
        assert restored.city.git("show", "--format=%an", "-s") == "Kelurahan Dago"
        assert (restored.desk.folder / "meja.yml").read_text() == "tinjau: ya\n"


def test_what_was_accepted_after_the_copy_was_made_is_not_accepted_twice(
    desk: Opened, tmp_path: Path
) -> None:
    desk.send(another(1))
    desk.work()
    desk.come(KOMINFO)
    copied = make_backup(desk.desk.folder, tmp_path / "cadangan")
    desk.decide(1, "terima")
    desk.work()
    commits = desk.city.git("rev-list", "--count", "HEAD")

    lost = tmp_path / "lain"
    lost.mkdir()
    shutil.copytree(desk.city.folder, lost / "kota")
    shutil.copytree(copied.folder, lost / "meja")
    with open_desk(lost) as restored:
        restored.come(KOMINFO)
        restored.decide(1, "terima")
        restored.work()
        assert restored.item().state == "terbit"
        assert restored.city.git("rev-list", "--count", "HEAD") == commits


def test_a_copy_made_while_packages_come_in_has_the_file_of_each_of_its_items(
    desk: Opened, tmp_path: Path
) -> None:
    stop = threading.Event()
    sent: list[int] = []

    def sending() -> None:
        while not stop.is_set() and len(sent) < 60:
            assert desk.send(another(len(sent))).status_code == 201
            sent.append(1)

    thread = threading.Thread(target=sending)
    thread.start()
    copies = [make_backup(desk.desk.folder, tmp_path / "cadangan") for _ in range(8)]
    stop.set()
    thread.join()

    assert len({each.folder for each in copies}) == 8
    for each in copies:
        with sqlite3.connect(each.folder / "meja.db") as book:
            bodies = [name for (name,) in book.execute("select body from items")]
        book.close()
        assert len(bodies) == each.items
        assert all((each.folder / "kiriman" / name).is_file() for name in bodies)


def test_only_its_owner_reads_a_copy(desk: Opened, tmp_path: Path) -> None:
    desk.send(another(1))
    copied = make_backup(desk.desk.folder, tmp_path / "cadangan")

    assert {path.stat().st_mode & 0o077 for path in copied.folder.rglob("*")} == {0}
    assert copied.folder.stat().st_mode & 0o077 == 0


def test_a_copy_that_would_lack_a_file_is_not_made(desk: Opened, tmp_path: Path) -> None:
    desk.send(another(1))
    for path in (desk.desk.folder / "kiriman").iterdir():
        path.unlink()

    with pytest.raises(UsageError) as caught:
        make_backup(desk.desk.folder, tmp_path / "cadangan")

    assert [each.code for each in caught.value.problems] == ["K035"]
    assert list((tmp_path / "cadangan").iterdir()) == []


def test_the_command_says_where_the_copy_is_and_what_is_no_desk(
    desk: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.send(another(1))
    state, target, root = str(desk.desk.folder), str(tmp_path / "cadangan"), str(desk.city.folder)
    given = ["desk", "--root", root, "--lang", "en", "--backup", target]

    assert run([*given, "--state", state]) == 0
    assert capsys.readouterr().out.startswith(f"Copied: {target}/meja-")
    assert run([*given, "--state", root]) == 2
    assert "K034" in capsys.readouterr().err
