"""Clones that were made without a part of git's history: what is said, kept, and still of use."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.city.git import history
from sitegen.city.git.history import read_history
from sitegen.city.git.lacks import read_lacks
from sitegen.city.git.run import GitAnswer
from sitegen.cli.main import run
from sitegen.engine.build import Result
from sitegen.store.files import write
from tests.conftest import SITE, UNITS, CityFolder, for_themselves, told, write_blocks
from tests.repository import Repo, make

REPORT = "content/kelurahan/dago/laporan/2026-11-03-posyandu.md"
MOVED = "content/kelurahan/sekeloa/laporan/2026-11-05-senam.md"
PAGE = "kelurahan/dago/laporan/2026/11/posyandu/index.html"
NIK = "3273" + "011708900001"
FILTER = "git config --unset remote.origin.partialclonefilter && git fetch --refetch"
CLONES = {
    "shallow": ["--depth=1"],
    "blobless": ["--filter=blob:none"],
    "treeless": ["--filter=tree:0"],
    "both": ["--depth=1", "--filter=blob:none"],
}
COMMANDS = {
    "shallow": "git fetch --unshallow",
    "blobless": f"{FILTER} origin",
    "treeless": f"{FILTER} origin",
    "both": f"{FILTER} --unshallow origin",
}


def text(title: str, more: str = "") -> str:
    lines = "".join(f"Kalimat nomor {at} dari laporan ini.\n" for at in range(20))
    return f"---\njudul: {title}\n{more}---\n{lines}"


@pytest.fixture
def origin(tmp_path: Path) -> Repo:
    """A city in which a report was right and is wrong now, and another was moved and edited."""
    repo = make(tmp_path / "asal")
    repo.git("config", "uploadpack.allowFilter", "true")
    write_blocks(repo.folder, f"-- site.yml --\n{SITE}-- data/units.csv --\n{UNITS}")
    repo.write(".gitignore", ".sitegen/\n")
    repo.write(REPORT, text("Posyandu"))
    repo.write("content/kelurahan/sekeloa/laporan/2026-11-05-lama.md", text("Senam"))
    repo.commit(1)
    repo.git("mv", "content/kelurahan/sekeloa/laporan/2026-11-05-lama.md", MOVED)
    repo.write(MOVED, text("Senam") + "Satu kalimat lagi.\n")
    repo.commit(2)
    repo.write(REPORT, text("Posyandu", "tanggal: 31-02-2026\n"))
    repo.commit(3)
    return repo


def clone(origin: Repo, *how: str) -> CityFolder:
    folder = origin.folder.parent / "klon"
    subprocess.run(
        ("git", "clone", "-q", *how, origin.folder.as_uri(), str(folder)),
        check=True,
        capture_output=True,
    )
    return CityFolder(folder, origin.folder.parent / "keluaran")


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize("kind", CLONES)
def test_a_page_that_is_missing_for_want_of_history_is_told_with_the_command_that_brings_it(
    origin: Repo, kind: str
) -> None:
    city = clone(origin, *CLONES[kind])
    result = city.build()
    lines = [told(problem) for problem in result.problems]
    command = COMMANDS[kind]
    assert (
        f"{REPORT}: [S062] earlier versions of this file are not in this clone, so that the last "
        f"right one was not found = run `{command}` in the city's folder, and build again"
    ) in lines
    assert (
        f"[S059] 1 held-back files are missing from the site, and git may have a right version of them "
        f"that is not here: {REPORT} = run `{command}` in the city's folder, and build again"
    ) in [line.removeprefix(": ") for line in lines]
    assert PAGE not in city.files()
    subprocess.run(command, shell=True, cwd=city.root, check=True, capture_output=True)  # noqa: S602 - the command that is told
    result = city.build()
    assert not {"S059", "S062", "U038"} & set(codes(result))
    assert [each.commit != "" for each in result.stand_ins] == [True]
    assert PAGE in city.files()


@pytest.mark.parametrize("kind", ["blobless", "treeless"])
def test_a_history_that_a_filter_left_out_is_called_that(origin: Repo, kind: str) -> None:
    city = clone(origin, *CLONES[kind])
    assert city.build().history == history.FILTERED


def test_such_a_build_never_succeeds_without_a_word(origin: Repo) -> None:
    city = clone(origin, "--depth=1")
    where = ["--root", str(city.root), "--output", str(city.output), "--jobs", "1", "-q"]
    assert run(["build", *where]) == 4
    assert (city.output / "index.html").is_file()


def test_what_is_online_stays_and_is_no_reason_to_fail(origin: Repo) -> None:
    whole = clone(origin)
    whole.build()
    before = whole.files()[PAGE]
    (whole.root / ".git").rename(whole.root / ".git-lama")
    shallow = origin.folder.parent / "dangkal"
    subprocess.run(
        ("git", "clone", "-q", "--depth=1", origin.folder.as_uri(), str(shallow)), check=True
    )
    (shallow / ".git").rename(whole.root / ".git")
    result = whole.build()
    assert "S062" in codes(result)
    assert "S059" not in codes(result)
    assert whole.files()[PAGE] == before


def test_personal_data_leave_the_site_and_no_history_is_asked_for(origin: Repo) -> None:
    origin.write(REPORT, text("Posyandu") + f"NIK {NIK} atas nama Budi.\n")
    origin.commit(4)
    city = clone(origin, "--depth=1")
    result = city.build()
    assert "S059" not in codes(result)
    assert PAGE not in city.files()


def test_a_file_that_was_never_committed_lacks_no_history(origin: Repo) -> None:
    city = clone(origin, "--depth=1")
    path = "content/kelurahan/dago/laporan/2026-11-09-baru.md"
    city.write(path, text("Baru", "tanggal: 31-02-2026\n"))
    told_of = {problem.where.path for problem in city.build().problems if problem.code == "S062"}
    assert told_of == {REPORT}


def test_a_whole_clone_lacks_nothing(origin: Repo) -> None:
    city = clone(origin)
    assert read_lacks(city.root).command == ""
    result = city.build()
    assert (result.history, codes(result)) == ("", ["F008"])


@pytest.fixture
def grown(tmp_path: Path) -> Repo:
    repo = make(tmp_path / "asal")
    for day in (1, 2, 3):
        repo.commit(day, **{f"{day}": f"versi {day}\n"})
    return repo


def shallow(repo: Repo, depth: int) -> Path:
    target = repo.folder.parent / f"dangkal-{depth}-{repo.made}"
    repo.git("clone", "-q", f"--depth={depth}", repo.folder.as_uri(), str(target))
    return target


def test_dates_of_a_whole_clone_hold_in_a_shallow_one_of_the_same_commit(
    grown: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "git.json"
    whole = read_history(grown.folder, cache, write=write)
    found = read_history(shallow(grown, 1), cache, write=write)
    assert found.dates == whole.dates
    assert (found.reason, found.cut) == ("", True)


def test_they_are_continued_as_long_as_the_shallow_clone_has_all_commits_since(
    grown: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "git.json"
    read_history(grown.folder, cache, write=write)
    grown.commit(4, **{"1": "lain\n", "4": "baru\n"})
    grown.commit(5, **{"5": "baru\n"})
    whole = read_history(grown.folder, None)
    for _ in range(2):  # what was added is cached too
        found = read_history(shallow(grown, 3), cache, write=write)
        assert (found.dates, found.reason) == (whole.dates, "")
        shutil.rmtree(tmp_path / "dangkal-3-5")


def test_where_commits_are_missing_in_between_only_what_is_there_counts_and_the_cache_stays(
    grown: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "git.json"
    read_history(grown.folder, cache, write=write)
    before = cache.read_bytes()
    grown.commit(4, **{"4": "baru\n"})
    grown.commit(5, **{"5": "baru\n"})
    place = shallow(grown, 2)
    found = read_history(place, cache, write=write)
    assert found.dates == read_history(place, None).dates
    assert found.reason == history.SHALLOW
    assert cache.read_bytes() == before


def test_a_shallow_clone_with_the_cache_of_a_whole_one_builds_only_what_changed(
    origin: Repo,
) -> None:
    city = clone(origin)
    city.build()
    origin.write("content/kelurahan/sekeloa/laporan/2026-11-07-baru.md", text("Baru"))
    origin.commit(5)
    target = origin.folder.parent / "mesin-lain" / "klon"
    origin.git("clone", "-q", "--depth=2", origin.folder.as_uri(), str(target))
    shutil.copytree(city.root / ".sitegen", target / ".sitegen")
    result = CityFolder(target, city.output).build()
    # The unit with a held-back file is looked at again, since its versions may be others.
    own = {"kelurahan/sekeloa": "files", "kelurahan/dago": "history"}
    assert dict(for_themselves(result)) == own
    assert result.history == ""


@pytest.mark.parametrize("answer", [FileNotFoundError("git"), TimeoutError("git")])
def test_a_git_that_does_not_answer_names_no_command(tmp_path: Path, answer: OSError) -> None:
    def silent(_: Path, __: tuple[str, ...]) -> GitAnswer:
        raise answer

    assert read_lacks(tmp_path, run=silent).command == ""
