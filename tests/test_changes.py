"""What a change touches, from real and sometimes hostile repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sitegen.city.git.changes import (
    Base,
    Touched,
    parse_raw,
    parse_status,
    read_at,
    read_base,
    read_folder,
    read_touched,
    shown,
)
from sitegen.city.git.run import GitAnswer
from sitegen.errors import UsageError
from tests.conftest import told
from tests.repository import DAGO, OWNERS, SEKELOA, Repository, repository


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return repository(tmp_path / "kota")


def touched(repo: Repository, ref: str = "main") -> list[str]:
    return [each.path for each in read_touched(repo.folder, read_base(repo.folder, ref))]


def refusal(folder: Path, ref: str = "main") -> str:
    with pytest.raises(UsageError) as caught:
        read_touched(folder, read_base(folder, ref))
    (problem,) = caught.value.problems
    return told(problem)


def test_added_edited_and_removed_files_are_touched_and_renamed_ones_twice(
    repo: Repository,
) -> None:
    repo.write("content/skpd/dinkes/unit.yml", "alamat: Jalan Contoh\n")
    repo.write("site.yml", "nama: Lain\n")
    (repo.folder / "data/units.csv").unlink()
    repo.git("mv", SEKELOA, "content/kelurahan/dago/laporan/2026-11-04-pindah.md")
    repo.commit()
    assert touched(repo) == [
        "content/kelurahan/dago/laporan/2026-11-04-pindah.md",
        SEKELOA,
        "content/skpd/dinkes/unit.yml",
        "data/units.csv",
        "site.yml",
    ]


def test_what_is_not_committed_is_touched_too_and_what_git_ignores_is_not(
    repo: Repository,
) -> None:
    repo.write(DAGO, "diubah")
    repo.write("baru/catatan.txt")
    repo.write("build/index.html")
    (repo.folder / "data/units.csv").unlink()
    repo.git("mv", SEKELOA, "content/pindah.md")
    assert touched(repo) == [
        "baru/catatan.txt",
        DAGO,
        SEKELOA,
        "content/pindah.md",
        "data/units.csv",
    ]


def test_a_changed_mode_is_a_change(repo: Repository) -> None:
    (repo.folder / SEKELOA).chmod(0o755)
    repo.commit()
    assert touched(repo) == [SEKELOA]


def test_a_rename_of_capitals_only_touches_both_names(repo: Repository) -> None:
    other = SEKELOA.replace("posyandu", "Posyandu")
    repo.git("mv", SEKELOA, other)
    repo.commit()
    assert touched(repo) == [other, SEKELOA]


@pytest.mark.parametrize(
    "name",
    ["a b.md", 'kutip"ganda.md', "baris\nbaru.md", "tab\t.md", "Jum’at.md", "-x.md", ":!x.md"],
    ids=["space", "quote", "line end", "tab", "not ascii", "hyphen", "magic"],
)
def test_names_are_taken_as_they_are(repo: Repository, name: str) -> None:
    committed, loose = f"content/kelurahan/sekeloa/{name}", f"content/kelurahan/dago/{name}"
    repo.write(committed)
    repo.commit()
    repo.write(loose)
    assert touched(repo) == [loose, committed]


def test_a_name_that_is_no_text_is_shown_by_its_bytes(repo: Repository) -> None:
    name = os.fsdecode(b"content/kelurahan/dago/\xff.md")
    (repo.folder / name).write_text("x")
    repo.commit()
    (path,) = touched(repo)
    assert (path, shown(path)) == (name, r"content/kelurahan/dago/\udcff.md")


def test_links_and_submodules_are_told_from_files(repo: Repository) -> None:
    unit = "content/kelurahan/dago"
    (repo.folder / unit / "tautan.md").symlink_to("/etc/passwd")
    repo.git("add", "-A")
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{unit}/sub")
    repo.git("commit", "-qm", "tautan")
    (repo.folder / unit / "sub").mkdir()
    base = read_base(repo.folder, "main")
    assert read_touched(repo.folder, base) == (
        Touched(path=f"{unit}/sub", link=True),
        Touched(path=f"{unit}/tautan.md", link=True),
    )


def test_settings_of_submodules_hide_nothing(repo: Repository) -> None:
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},modul")
    repo.write(".gitmodules", '[submodule "modul"]\n\tpath = modul\n\tignore = all\n\turl = x\n')
    repo.git("add", ".gitmodules")
    repo.git("commit", "-qm", "modul")
    (repo.folder / "modul").mkdir()
    assert touched(repo) == [".gitmodules", "modul"]


def test_what_others_did_on_the_base_meanwhile_is_no_part_of_the_change(repo: Repository) -> None:
    repo.write(DAGO, "diubah di usulan")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(SEKELOA, "diubah di main")
    repo.commit()
    repo.git("checkout", "-q", "usulan")
    assert touched(repo) == [DAGO]
    repo.git("merge", "-q", "--no-edit", "main")
    assert touched(repo) == [DAGO]


def test_a_merge_that_throws_away_the_work_of_others_touches_it(repo: Repository) -> None:
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(SEKELOA, "diubah di main")
    repo.commit()
    repo.git("checkout", "-q", "usulan")
    repo.git("merge", "-q", "--no-edit", "-s", "ours", "main")
    assert touched(repo) == [SEKELOA]


def test_it_does_so_too_where_branches_were_merged_into_each_other(repo: Repository) -> None:
    # main and the change share two merge bases: the old main, and the branch of Sekeloa.
    repo.git("checkout", "-q", "-b", "sekeloa", "main")
    repo.write(SEKELOA, "diubah oleh Sekeloa")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write("site.yml", "nama: Kota Baru\n")
    repo.commit()
    repo.git("checkout", "-q", "-B", "usulan", "main")
    repo.git("merge", "-q", "--no-edit", "-s", "ours", "sekeloa")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-edit", "sekeloa")
    repo.git("checkout", "-q", "usulan")
    assert len(repo.git("merge-base", "--all", "main", "HEAD").split()) == 2
    assert SEKELOA in touched(repo)


def test_paths_are_seen_from_a_city_below_the_top_of_the_repository(
    tmp_path: Path, repo: Repository
) -> None:
    repo.git("checkout", "-q", "main")
    inner = "kota kami/utara"
    (repo.folder / inner).mkdir(parents=True)
    for path in ("content", "data", "site.yml"):
        repo.git("mv", path, f"{inner}/{path}")
    repo.commit()
    repo.git("checkout", "-q", "-B", "usulan")
    repo.write(f"{inner}/{DAGO}", "diubah")
    repo.write("lain.txt")
    repo.commit()
    root = repo.folder / inner
    base = read_base(root, "main")
    assert base.folder == "kota kami/utara/"
    assert [each.path for each in read_touched(root, base)] == [DAGO, "../../lain.txt"]
    assert read_at(root, base, "data/pemilik.yml") == OWNERS.encode()
    assert (read_folder(root), read_folder(tmp_path)) == ("kota kami/utara/", "")


def test_files_are_read_from_the_base_and_only_regular_ones(repo: Repository) -> None:
    repo.write("data/pemilik.yml", "kota: penyusup\n")
    repo.commit()
    base = read_base(repo.folder, "main")
    assert read_at(repo.folder, base, "data/pemilik.yml") == OWNERS.encode()
    assert read_at(repo.folder, base, "data/tidak-ada.yml") is None
    assert read_at(repo.folder, base, "data") is None
    (repo.folder / "data/pemilik.yml").unlink()
    (repo.folder / "data/pemilik.yml").symlink_to("units.csv")
    repo.commit()
    assert read_at(repo.folder, read_base(repo.folder, "HEAD"), "data/pemilik.yml") is None


@pytest.mark.parametrize(
    "ref",
    ["mian", "", "--all", "-", "main..usulan", "^main", "main:site.yml", "main\nusulan", "a\0b"],
)
def test_a_base_that_is_no_commit_is_refused(repo: Repository, ref: str) -> None:
    found = f"`{shown(ref)}`" if ref else "(empty)"
    assert refusal(repo.folder, ref) == (
        f": [U027] {found} is no commit of this repository = write a branch, a tag or a "
        "commit, such as `origin/main`, or `git fetch` it first"
    )


def test_a_tag_does_not_take_the_place_of_a_branch(repo: Repository) -> None:
    repo.git("update-ref", "refs/remotes/origin/main", "main")
    repo.write("data/pemilik.yml", "kota: penyusup\n")
    repo.commit()
    repo.git("tag", "origin/main")
    repo.git("config", "core.warnAmbiguousRefs", "false")
    assert refusal(repo.folder, "origin/main") == (
        ": [U028] `origin/main` is the name of several things, such as a branch and a tag = write "
        "the whole name, such as `refs/remotes/origin/main`"
    )
    assert touched(repo, "refs/remotes/origin/main") == ["data/pemilik.yml"]


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repository, tmp_path: Path) -> None:
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.commit()
    repo.git("checkout", "-q", "usulan")
    repo.write(DAGO, "diubah")
    repo.commit()
    source = f"file://{repo.folder}"
    shallow = tmp_path / "dangkal"
    repo.git("clone", "-q", "--depth", "1", "--no-single-branch", source, str(shallow))
    assert refusal(shallow, "origin/main") == (
        ": [U029] the history here has no commit that HEAD and `origin/main` share = fetch all of "
        "it: `git fetch --unshallow`, in a workflow `fetch-depth: 0`"
    )
    assert "[U027]" in refusal(shallow, repo.git("rev-parse", "main~1"))


def test_a_folder_without_git_or_commits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    empty = tmp_path / "kosong"
    empty.mkdir()
    assert refusal(empty) == (
        ": [U031] git cannot show the change: not a git repository (or any of the parent "
        "directories): .git = run this in a clone of the city's repository that git can read"
    )
    subprocess.run(("git", "init", "-q"), cwd=empty, check=True)
    assert "[U027] `main`" in refusal(empty)
    assert "[U031] git cannot show the change: it is not there" in refusal(tmp_path / "tiada")


def test_without_git_the_next_step_is_to_install_it(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/tidak-ada")
    assert refusal(repo.folder) == (
        ": [U030] git is not installed, so the change is not known = install git, or leave out "
        "`--author` and `--base`"
    )


def test_no_program_of_the_settings_runs(repo: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "jebakan"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv", "diff.x.command",
        "filter.x.clean", "filter.x.smudge", "filter.y=z.clean", "filter.p.process",
    ):  # fmt: skip
        repo.git("config", name, str(program))
    repo.git("config", "filter.x.required", "true")
    repo.write(".git/hooks/post-index-change", program.read_text())
    (repo.folder / ".git/hooks/post-index-change").chmod(0o755)
    attributes = "*.md filter=x diff=x\nsite.yml filter=y=z\nunits.csv filter=p\n"
    repo.write(".git/info/attributes", attributes)
    for path in (DAGO, SEKELOA, "site.yml", "data/units.csv"):
        os.utime(repo.folder / path)
    (repo.folder / DAGO).write_text("diubah")
    trap.unlink(missing_ok=True)
    assert touched(repo) == [DAGO]
    assert not trap.exists()
    repo.git("status")
    assert trap.exists()  # git alone does run them


@pytest.mark.parametrize("data", [b"x", b"x\0", b"\xff \0a\0", b":100644\0a\0"])
def test_anything_but_gits_own_list_is_refused(repo: Repository, data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_raw(data)

    def strange(root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        del root
        commits = b"1" * 40 + b"\n"
        return GitAnswer(code=0, out=data if arguments[0] == "diff-tree" else commits, err="")

    base = Base(ref="main", commit="1" * 40, folder="")
    with pytest.raises(UsageError) as caught:
        read_touched(repo.folder, base, run=strange)
    assert [problem.code for problem in caught.value.problems] == ["U031"]


def test_lists_of_git_without_entries_are_empty() -> None:
    assert parse_raw(b"") == {}
    assert parse_status(b"") == ()
