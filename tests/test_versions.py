"""Earlier versions of files from real, small git repositories."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.city.git import versions
from sitegen.city.git.run import GitAnswer, run_git
from sitegen.city.git.versions import Version, read_versions
from tests.repository import Repo, make, shallow

A, B = "content/a.md", "content/b.yml"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return make(tmp_path / "repo")


def texts(repo: Repo, *paths: str) -> list[str | tuple[str | None, ...]]:
    """What the files were, newest first: texts of one file, or of several together."""
    found: list[str | tuple[str | None, ...]] = []
    for version in read_versions(repo.folder, paths or (A,)):
        bodies = tuple(None if body is None else body.decode() for body in version.bodies)
        found.append(bodies if len(bodies) > 1 else str(bodies[0]))
    return found


def test_versions_come_newest_first_with_commit_and_day_in_the_zone(repo: Repo) -> None:
    repo.commit(1, a="satu")
    first = repo.git("rev-parse", "HEAD")
    repo.commit(2, b="lain")
    repo.commit(3, a="dua")
    second = repo.git("rev-parse", "HEAD")
    west = ZoneInfo("America/New_York")
    assert tuple(read_versions(repo.folder, (A,), zone=west)) == (
        Version(bodies=(b"dua",), commit=second, date=date(2026, 1, 3)),
        Version(bodies=(b"satu",), commit=first, date=date(2026, 1, 1)),
    )


def test_what_is_not_committed_is_no_version(repo: Repo) -> None:
    repo.commit(1, a="satu")
    repo.write(A, "dua")
    assert texts(repo) == ["satu"]
    assert texts(repo, "content/baru.md") == []


def test_what_somebody_removed_does_not_come_back(repo: Repo) -> None:
    repo.commit(1, a="lama")
    repo.git("rm", "-q", A)
    repo.commit(2)
    assert texts(repo) == []
    repo.commit(3, a="baru")
    assert texts(repo) == ["baru"]


def test_only_the_path_itself_is_followed(repo: Repo) -> None:
    repo.commit(1, lama="satu")
    repo.git("mv", "content/lama.md", A)
    repo.commit(2)
    repo.commit(3, a="dua")
    assert texts(repo) == ["dua", "satu"]
    assert texts(repo, "content/lama.md") == []


def test_files_that_belong_together_are_as_one_commit_left_them(repo: Repo) -> None:
    repo.commit(1, a="a1")
    repo.write(B, "b2")
    repo.commit(2)
    repo.commit(3, a="a3")
    assert texts(repo, A, B) == [("a3", "b2"), ("a1", "b2"), ("a1", None)]


def test_a_link_is_no_version(repo: Repo) -> None:
    repo.commit(1, a="satu")
    (repo.folder / A).unlink()
    (repo.folder / A).symlink_to("lain.md")
    repo.commit(2)
    repo.git("rm", "-q", A)
    repo.commit(3, a="tiga")
    assert texts(repo) == ["tiga"]


def test_a_merge_brings_the_versions_of_its_branch(repo: Repo) -> None:
    repo.commit(1, a="satu")
    repo.git("checkout", "-q", "-b", "cabang")
    repo.commit(2, a="dua")
    repo.commit(3, a="tiga")
    repo.git("checkout", "-q", "main")
    repo.commit(4, c="lain")
    repo.git("merge", "-q", "--no-edit", "cabang", day=5)
    assert texts(repo) == ["tiga", "dua", "satu"]


def test_the_last_twenty_changes_are_looked_at(repo: Repo) -> None:
    for day in range(22):
        repo.commit(day, a=f"versi {day}")
    assert texts(repo) == [f"versi {day}" for day in range(21, 1, -1)]
    assert versions.LIMIT == 20


def test_a_shallow_clone_has_the_versions_that_it_has(repo: Repo) -> None:
    for day in (1, 2, 3):
        repo.commit(day, a=f"versi {day}")
    assert texts(shallow(repo, 2)) == ["versi 3", "versi 2"]


def test_the_city_may_be_a_folder_of_the_repository_and_names_may_be_odd(repo: Repo) -> None:
    name = "content/[a] *é\t.md"
    for day in (1, 2):
        repo.write(f"kota/{name}", f"versi {day}")
        repo.write(f"kota/{A}", "lain")
        repo.commit(day)
    assert texts(Repo(repo.folder / "kota"), name) == ["versi 2", "versi 1"]


def test_without_git_or_repository_there_are_no_versions(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert texts(Repo(repo.folder.parent)) == []
    assert texts(repo) == []
    repo.commit(1, a="satu")
    monkeypatch.setenv("PATH", "/tiada")
    assert texts(repo) == []


@pytest.mark.parametrize(
    ("command", "left"), [("log", []), ("ls-tree", []), ("cat-file", ["satu"])]
)
def test_what_git_cannot_answer_is_no_version(repo: Repo, command: str, left: list[str]) -> None:
    repo.commit(1, a="satu")
    repo.commit(2, a="dua")
    failed: list[str] = []

    def run(root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        if arguments[0] == command and not failed:
            failed.append(command)
            return GitAnswer(code=128, out=b"", err="fatal: missing")
        return run_git(root, arguments)

    found = read_versions(repo.folder, (A,), run=run)
    assert [version.bodies for version in found] == [(text.encode(),) for text in left]


def test_settings_of_a_repository_run_nothing_and_change_nothing(
    repo: Repo, tmp_path: Path
) -> None:
    repo.write(".gitattributes", "*.md diff=jahat filter=jahat\n")
    repo.commit(1, a="satu")
    repo.commit(2, a="dua")
    program = tmp_path / "jahat"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/terjadi\n")
    program.chmod(0o755)
    for key in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program"),
        *("diff.jahat.command", "diff.jahat.textconv", "filter.jahat.smudge"),
    ):
        repo.git("config", key, str(program))
    for key, value in (
        *(("log.showSignature", "true"), ("log.follow", "true"), ("color.ui", "always")),
        *(("log.diffMerges", "on"), ("format.pretty", "full"), ("log.showRoot", "false")),
    ):
        repo.git("config", key, value)
    assert texts(repo) == ["dua", "satu"]
    assert not (tmp_path / "terjadi").exists()
