"""What was accepted reaches the city's repository, whatever others and the network do meanwhile."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.desk.pushing import JOURNAL, Pushed, push
from sitegen.store import files
from tests.desk.opened import KOMINFO, Opened, make_city, open_desk
from tests.handed_in import REPORT, TEXT, package
from tests.repository import DAGO, SEKELOA, Repository

FOLDER = "content/kelurahan/dago/"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A bare repository from which the desk's clone comes."""
    made = make_city(tmp_path / "asal")
    made.git("checkout", "-q", "main")
    made.git("clone", "-q", "--bare", str(made.folder), str(tmp_path / "kota.git"))
    clone(tmp_path / "kota.git", tmp_path / "kota")
    return tmp_path / "kota.git"


def clone(bare: Path, folder: Path) -> Repository:
    subprocess.run(("git", "clone", "-q", str(bare), str(folder)), check=True)
    made = Repository(folder)
    made.git("config", "user.name", "Petugas Kominfo")
    made.git("config", "user.email", "petugas@kominfo.contoh.example")
    return made


@pytest.fixture
def desk(tmp_path: Path, bare: Path) -> Iterator[Opened]:
    assert bare
    with open_desk(tmp_path, push="") as made:
        yield made


def others(tmp_path: Path, path: str, text: str = "lain\n") -> Repository:
    """Somebody else, who pushes a change of a file."""
    there = tmp_path / "lain"
    made = Repository(there) if there.exists() else clone(tmp_path / "kota.git", there)
    made.git("pull", "-q", "--rebase")
    made.write(path, text)
    made.commit()
    made.git("push", "-q")
    return made


def accept(desk: Opened, data: bytes) -> None:
    number = desk.send(data).json()["nomor"]
    desk.desk.queue.step()
    desk.desk.queue.step()
    desk.come(KOMINFO)
    assert desk.decide(number, "terima").status_code == 303


def log(repository: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        ("git", "log", *arguments), cwd=repository, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def clean(city: Repository) -> bool:
    return city.git("status", "--short") == "" and city.git("fsck", "--no-dangling") == ""


def test_what_is_accepted_is_pushed(desk: Opened, bare: Path) -> None:
    accept(desk, package())
    desk.work_once_each()
    assert log(bare, "-1", "--format=%s", "main") == [
        "Laporan dari Kelurahan Dago: Posyandu Mawar menimbang 84 balita"
    ]
    assert desk.desk.queue.pushed == Pushed(state="pushed", remote="origin")


def test_what_others_pushed_meanwhile_comes_first(desk: Opened, bare: Path, tmp_path: Path) -> None:
    accept(desk, package())
    others(tmp_path, SEKELOA, "---\njudul: Lain\ntanggal: 2026-11-01\n---\nIsi.\n")
    desk.desk.queue.step()
    before = desk.item().commit
    desk.desk.queue.step()

    assert [line[:7] for line in log(bare, "-2", "--format=%s", "main")] == ["Laporan", "perubah"]
    after = desk.item().commit
    assert after != before
    assert after == log(bare, "-1", "--format=%H", "main")[0]
    assert log(bare, "-1", "--format=%an, %cn", "main") == ["Kelurahan Dago, Petugas Kominfo"]
    assert (desk.city.folder / SEKELOA).read_text().startswith("---\njudul: Lain")
    assert clean(desk.city)


def test_a_report_under_a_name_that_others_took_is_placed_anew(
    desk: Opened, bare: Path, tmp_path: Path
) -> None:
    accept(desk, package())
    others(
        tmp_path,
        FOLDER + TEXT,
        REPORT.replace("84", "48").replace("posyandu-mawar.jpg", "lain.jpg"),
    )
    desk.desk.queue.step()
    desk.desk.queue.step()
    assert desk.item().state == "diterima"
    desk.desk.queue.step()
    desk.desk.queue.step()

    assert desk.item().state == "terbit"
    names = subprocess.run(
        ("git", "ls-tree", "-r", "--name-only", "main", FOLDER),
        cwd=bare,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert FOLDER + TEXT in names
    assert FOLDER + TEXT.replace(".md", "-2.md") in names
    assert clean(desk.city)


def test_a_remote_that_is_gone_keeps_the_item_here_and_says_so(desk: Opened, bare: Path) -> None:
    accept(desk, package())
    bare.rename(bare.with_suffix(".pergi"))
    desk.desk.queue.step()
    desk.desk.queue.step()
    assert desk.item().state == "terbit"
    pushed = desk.desk.queue.pushed
    assert pushed
    assert (pushed.state, pushed.unsent) == ("waiting", (desk.item().commit,))

    bare.with_suffix(".pergi").rename(bare)
    desk.desk.queue.push_now()
    desk.desk.queue.step()
    assert log(bare, "-1", "--format=%H", "main") == [desk.item().commit]


def test_a_hook_that_refuses_is_told_with_its_reason(desk: Opened, bare: Path) -> None:
    hook = bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho tidak >&2\nexit 1\n")
    hook.chmod(0o755)
    accept(desk, package())
    desk.desk.queue.step()
    desk.desk.queue.step()
    pushed = desk.desk.queue.pushed
    assert pushed
    assert (pushed.state, pushed.detail) == ("refused", "pre-receive hook declined")
    assert desk.item().state == "terbit"


def test_changes_that_nobody_committed_stop_the_move_and_stay(desk: Opened, tmp_path: Path) -> None:
    others(tmp_path, SEKELOA)
    desk.city.write(SEKELOA, "belum disimpan\n")
    head = desk.city.git("rev-parse", "HEAD")
    found = push(desk.city.folder, "", desk.desk.folder)
    assert (found.state, found.detail) == ("blocked", SEKELOA)
    assert desk.city.git("rev-parse", "HEAD") == head
    assert (desk.city.folder / SEKELOA).read_text() == "belum disimpan\n"


class Cut(BaseException):
    """The process ends here."""


def cutting(number: int) -> Callable[[str, str | Path], None]:
    """What ends the process at its n-th operation."""
    left = [number]

    def step(operation: str, path: str | Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Cut(operation, path)

    return step


def test_a_move_that_is_cut_at_any_step_is_finished_later(
    desk: Opened, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(desk, package())
    desk.desk.queue.step()
    theirs = others(tmp_path, SEKELOA)
    theirs.git("rm", "-q", DAGO)
    theirs.commit()
    theirs.git("push", "-q")
    root, start = desk.city.folder, desk.city.git("rev-parse", "HEAD")
    cut = 0
    while True:
        monkeypatch.setattr(files, "step", cutting(cut))
        try:
            push(root, "", desk.desk.folder)
        except Cut:
            monkeypatch.undo()
        else:
            monkeypatch.undo()
            break
        push(root, "", desk.desk.folder)
        assert clean(desk.city), cut
        assert desk.city.git("rev-parse", "HEAD") == log(bare, "-1", "--format=%H", "main")[0]
        assert (root / FOLDER / TEXT).exists()
        assert not (root / DAGO).exists()
        # As it was before, for the next step.
        theirs.git("push", "-q", "--force", "origin", "HEAD:main")
        desk.city.git("reset", "-q", "--hard", start)
        cut += 1
    assert cut >= 5
    assert not (desk.desk.folder / JOURNAL).exists()
