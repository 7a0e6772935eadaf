"""A held-back file whose history git cannot tell stays online as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.city.git import history
from sitegen.city.git.history import read_history, unanswered
from sitegen.city.git.run import GitAnswer, run_git
from sitegen.city.git.versions import lacks_versions
from sitegen.engine.build import Result
from sitegen.store.state import state_path
from tests.conftest import CityFolder, told
from tests.repository import Repo, make

City = Callable[[str], CityFolder]
REPORT = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
PAGE = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
NIK = "3273011708900001"
UNKNOWN = (
    f"{REPORT}: [U038] git's history of this file is not whole here, so that no earlier version was "
    "found = build in a full clone (`git clone` without --depth and --filter) that belongs to the "
    "user that builds"
)
WHOLE = f"""\
-- .gitignore --
.sitegen/
-- {REPORT} --
---
judul: Posyandu
---
Isi.
-- content/kelurahan/sekeloa/laporan/2026-11-03-senam.md --
---
judul: Senam
---
Lihat [posyandu](/kelurahan/dago/laporan/2026/11/posyandu/#isi).
"""


def text(title: str) -> str:
    return f"---\njudul: {title}\n---\nIsi.\n"


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.fixture
def published(city: City) -> CityFolder:
    """A city whose report is in git in its second version, published from there."""
    made = city(WHOLE)
    repo = make(made.root)
    repo.commit(1)
    made.write(REPORT, text("Posyandu dua"))
    repo.commit(2)
    made.build()
    return made


def damaged_commit(made: CityFolder) -> None:
    """The object of the newest commit has other bytes."""
    head = Repo(made.root).git("rev-parse", "HEAD")
    path = made.root / ".git/objects" / head[:2] / head[2:]
    path.chmod(0o644)
    path.write_bytes(b"rusak")


def damaged_head(made: CityFolder) -> None:
    (made.root / ".git/HEAD").write_bytes(b"\0rusak")


def lost_objects(made: CityFolder) -> None:
    """The texts of all versions are gone, as in a clone that was made with a filter."""
    repo = Repo(made.root)
    for commit in ("HEAD", "HEAD~1"):
        name = repo.git("rev-parse", f"{commit}:{REPORT}")
        (made.root / ".git/objects" / name[:2] / name[2:]).unlink()


def shallow(made: CityFolder) -> None:
    """The folder becomes one that knows its newest commit alone."""
    repo = Repo(made.root)
    head = repo.git("rev-parse", "HEAD")
    (made.root / ".git/shallow").write_text(head + "\n", encoding="ascii")


@pytest.mark.parametrize("befall", [damaged_commit, damaged_head, lost_objects])
def test_a_page_that_is_online_stays_when_git_cannot_tell_what_was_right(
    published: CityFolder, befall: Callable[[CityFolder], None]
) -> None:
    befall(published)
    before = published.files()[PAGE]
    published.write(REPORT, "---\njudul: a: b\n---\n")
    for _ in range(2):
        result = published.build(force=True)
        assert UNKNOWN in [told(problem) for problem in result.problems]
        assert "M007" not in codes(result)
        assert [(each.path, each.online) for each in result.stand_ins] == [(REPORT, True)]
        assert published.files()[PAGE] == before
    published.write(REPORT, text("Posyandu tiga"))
    assert "U038" not in codes(published.build())
    assert b"Posyandu tiga" in published.files()[PAGE]


@pytest.mark.parametrize("name", ["ids", "traces"])
def test_damage_in_the_state_besides_stops_nothing(published: CityFolder, name: str) -> None:
    damaged_head(published)
    with closing(sqlite3.connect(state_path(published.root, published.output))) as db, db:
        db.execute("UPDATE strand SET body = body || ']' WHERE name = ?", (name,))
    published.write(REPORT, "---\njudul: a: b\n---\n")
    result = published.build()
    assert result.held_back == (REPORT,)
    # What became of the file is what the traces tell.
    assert (PAGE in published.files()) == (name == "ids")


def test_a_page_stays_in_a_clone_that_knows_one_commit(published: CityFolder) -> None:
    published.write(REPORT, "---\njudul: a: b\n---\n")
    Repo(published.root).commit(3)
    shallow(published)
    result = published.build()
    assert "S062" in codes(result)
    assert b"Posyandu dua" in published.files()[PAGE]


def test_with_its_whole_history_a_file_that_never_was_right_is_absent(city: City) -> None:
    made = city(WHOLE)
    made.write(REPORT, "---\njudul: a: b\n---\n")
    make(made.root).commit(1)
    result = made.build()
    assert "U038" not in codes(result)
    assert PAGE not in made.files()


def test_without_a_state_the_page_is_absent_and_the_reason_is_told(published: CityFolder) -> None:
    damaged_head(published)
    published.write(REPORT, "---\njudul: a: b\n---\n")
    shutil.rmtree(published.root / ".sitegen")
    result = published.build()
    assert UNKNOWN in [told(problem) for problem in result.problems]
    assert result.stand_ins == ()
    assert PAGE not in published.files()


def test_personal_data_take_a_page_offline_whatever_git_says(published: CityFolder) -> None:
    damaged_head(published)
    published.write(REPORT, text("Posyandu") + f"\nNIK {NIK} atas nama Budi.\n")
    result = published.build()
    assert result.held_back == (REPORT,)
    assert PAGE not in published.files()


def test_when_history_is_back_the_earlier_version_stands_in(
    published: CityFolder,
) -> None:
    head = published.root / ".git/HEAD"
    good = head.read_bytes()
    damaged_head(published)
    published.write(REPORT, "---\njudul: a: b\n---\n")
    published.build()
    head.write_bytes(good)
    result = published.build()
    assert "U038" not in codes(result)
    assert [each.commit != "" for each in result.stand_ins] == [True]
    assert b"Posyandu dua" in published.files()[PAGE]


def test_a_damaged_repository_is_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    def run(_: Path, __: tuple[str, ...]) -> GitAnswer:
        return GitAnswer(code=128, out=b"", err="fatal: not a git repository")

    found = read_history(tmp_path, None, run=run)
    assert found.reason == history.UNREADABLE
    assert unanswered(found, tmp_path)
    (tmp_path / ".git").rmdir()
    found = read_history(tmp_path, None, run=run)
    assert (found.reason, unanswered(found, tmp_path)) == (history.NO_REPOSITORY, False)


@pytest.mark.parametrize(
    ("error", "reason", "expected"),
    [
        (TimeoutError("git"), history.NO_ANSWER, True),
        (FileNotFoundError("git"), history.NO_GIT, True),
        (PermissionError("git"), history.UNREADABLE, True),
    ],
)
def test_a_git_that_does_not_run_or_answer_has_not_said_that_there_is_nothing(
    tmp_path: Path, error: OSError, reason: str, expected: bool
) -> None:
    (tmp_path / ".git").mkdir()

    def run(_: Path, __: tuple[str, ...]) -> GitAnswer:
        raise error

    found = read_history(tmp_path, None, run=run)
    assert (found.reason, unanswered(found, tmp_path)) == (reason, expected)
    assert lacks_versions(tmp_path, REPORT, run=run)


def test_a_git_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "git"
    hanging.write_text("#!/bin/sh\nexec sleep 600\n", encoding="ascii")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(TimeoutError):
        run_git(tmp_path, ("log",), limit=0.01)


def test_a_clone_with_a_filter_lacks_versions_and_a_full_one_does_not(tmp_path: Path) -> None:
    repo = make(tmp_path / "asal")
    repo.git("config", "uploadpack.allowFilter", "true")
    for day in (1, 2):
        repo.write("a.md", f"versi {day}")
        repo.commit(day)
    assert not lacks_versions(repo.folder, "a.md")
    assert not lacks_versions(repo.folder, "tidak-ada.md")
    clone = tmp_path / "saring"
    subprocess.run(
        ("git", "clone", "-q", "--filter=blob:none", repo.folder.as_uri(), str(clone)),
        check=True,
        capture_output=True,
    )
    assert lacks_versions(clone, "a.md")
