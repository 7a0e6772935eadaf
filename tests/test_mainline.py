"""Since when a file has been at an address, in real, small git repositories."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.city.git import mainline
from sitegen.city.git.mainline import NOT_YET, Had, Stay, tenure
from sitegen.city.git.run import GitAnswer, parse_objects, read_objects, run_git
from tests.repository import Repo, make


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return make(tmp_path / "repo")


def says(word: str) -> Had:
    """Judge a version by its first line: `word` is the address, `rusak` a mistake."""

    def had(_: str, body: bytes) -> Stay:
        first = body.partition(b"\n")[0].decode()
        if first == "rusak":
            return "wrong"
        return "there" if first == word else "other"

    return had


@dataclass
class Counting:
    """Runs git and counts its calls by name."""

    calls: list[str] = field(default_factory=list)

    def __call__(self, root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        self.calls.append(arguments[0])
        return run_git(root, arguments)


def text(first: str, more: str = "") -> str:
    return f"{first}\n" + "isi\n" * 30 + more


def test_the_commit_since_which_a_file_says_so_counts(repo: Repo) -> None:
    repo.commit(1, a=text("lain"))
    repo.commit(2, a=text("sini"))
    repo.commit(3, b=text("sini"))
    repo.commit(4, a=text("sini", "edit"))
    since = tenure(repo.folder)
    assert since("content/a.md", says("sini")) == 2
    assert since("content/b.md", says("sini")) == 3
    assert since("content/a.md", says("lain")) == NOT_YET
    assert since("content/tiada.md", says("sini")) == NOT_YET


def test_mistakes_between_and_after_change_nothing_and_before_do(repo: Repo) -> None:
    for day, first in enumerate(("rusak", "sini", "rusak", "sini", "rusak"), start=1):
        repo.commit(day, a=text(first, str(day)))
    assert tenure(repo.folder)("content/a.md", says("sini")) == 2


def test_a_file_that_was_removed_begins_anew(repo: Repo) -> None:
    repo.commit(1, a=text("sini"))
    (repo.folder / "content/a.md").unlink()
    repo.commit(2)
    repo.commit(3, a=text("sini"))
    assert tenure(repo.folder)("content/a.md", says("sini")) == 3


def test_a_city_in_a_folder_of_its_repository_and_a_rename_are_followed(repo: Repo) -> None:
    repo.write("kota/content/a.md", text("sini"))
    repo.commit(1)
    repo.git("mv", "kota/content/a.md", "kota/content/b.md")
    repo.commit(2)
    seen: list[str] = []

    def had(path: str, _: bytes) -> Stay:
        seen.append(path)
        return "there"

    assert tenure(repo.folder / "kota")("content/b.md", had) == 1
    assert seen == ["content/b.md", "content/a.md"]


def test_what_a_branch_did_counts_from_its_merge(repo: Repo) -> None:
    repo.commit(1, a=text("lain"))
    repo.git("checkout", "-q", "-b", "cabang")
    repo.commit(2, a=text("sini"))
    repo.git("checkout", "-q", "main")
    repo.commit(3, b=text("b"))
    repo.git("merge", "-q", "--no-ff", "cabang", "-m", "gabung", day=4)
    assert tenure(repo.folder)("content/a.md", says("sini")) == 3


def test_a_file_that_says_the_same_in_all_versions_looked_at_always_did(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mainline, "LIMIT", 3)
    for day in range(1, 6):
        repo.commit(day, a=text("sini", str(day)))
    opened: list[str] = []

    def objects(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = list(names)
        opened.extend(wanted)
        return read_objects(root, wanted)

    assert tenure(repo.folder, objects=objects)("content/a.md", says("sini")) == 1
    assert len(opened) == 3


def test_a_file_is_read_once_for_all_questions(repo: Repo) -> None:
    repo.commit(1, a=text("sini"))
    run = Counting()
    since = tenure(repo.folder, run=run)
    for word in ("sini", "sini", "lain"):
        since("content/a.md", says(word))
    assert run.calls == ["rev-parse", "log", "rev-list"]


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))

    def missing(_: Path, __: tuple[str, ...]) -> GitAnswer:
        raise FileNotFoundError("git")

    assert tenure(tmp_path)("content/a.md", says("sini")) == NOT_YET
    assert tenure(tmp_path, run=missing)("content/a.md", says("sini")) == NOT_YET


def test_objects_that_are_missing_or_too_large_are_left_out(repo: Repo) -> None:
    repo.commit(1, a="pendek\n", b="x" * (1024 * 1024 + 1))
    names = [repo.git("rev-parse", f"HEAD:content/{name}.md") for name in "ab"]
    found = dict(read_objects(repo.folder, [names[0], "0" * 40, names[1]]))
    assert found == {names[0]: b"pendek\n"}


def test_objects_are_split_by_their_sizes() -> None:
    data = b"aa blob 4\na\nb\n\nbb missing\ncc blob 0\n\ndd blob 9\nxy"
    assert list(parse_objects(data)) == [("aa", b"a\nb\n"), ("cc", b"")]
