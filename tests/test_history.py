"""Dates of files from real, small git repositories."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.city.git import history
from sitegen.city.git.history import History
from sitegen.city.git.log import FileChange, parse_log
from sitegen.city.git.run import GitAnswer, neutral, run_git
from sitegen.i18n import translator
from sitegen.store import files
from tests.repository import BODY, DAY, START, Repo, make, shallow

read_history = partial(history.read_history, write=files.write)


@dataclass
class Counting:
    """Runs git and remembers the names and arguments of its calls."""

    calls: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        self.calls.append(arguments)
        return run_git(root, arguments)

    @property
    def names(self) -> list[str]:
        return [call[0] for call in self.calls]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return make(tmp_path / "repo")


def days(read: History) -> dict[str, tuple[int | None, int]]:
    """Return first and last day by path below content/."""

    def day(moment: datetime) -> int:
        return (int(moment.timestamp()) - START) // DAY

    return {
        path.removeprefix("content/"): (
            None if dates.first is None else day(dates.first),
            day(dates.last),
        )
        for path, dates in read.dates.items()
    }


def read(repo: Repo) -> dict[str, tuple[int | None, int]]:
    return days(read_history(repo.folder, None))


def test_dates_are_those_of_the_first_and_the_last_commit_of_a_file(repo: Repo) -> None:
    repo.commit(1, a=BODY, b=BODY + "b")
    repo.commit(2, a=BODY + "lagi")
    repo.commit(3)

    found = read_history(repo.folder, None, zone=ZoneInfo("Asia/Jakarta"))

    assert days(found) == {"a.md": (1, 2), "b.md": (1, 1)}
    assert found.reason == ""
    assert found.head == repo.git("rev-parse", "HEAD")
    assert found.dates["content/a.md"].last.isoformat() == "2026-01-03T07:00:00+07:00"


def test_what_is_not_committed_has_no_date_of_its_own(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.write("content/a.md", "diubah")
    repo.write("content/baru.md")
    repo.git("add", "-A")

    assert read(repo) == {"a.md": (1, 1)}


def test_a_renamed_file_keeps_its_dates_and_a_changed_one_its_first(repo: Repo) -> None:
    repo.commit(1, a=BODY, b="".join(reversed(BODY)))
    repo.git("mv", "content/a.md", "content/c.md")
    repo.git("mv", "content/b.md", "content/d.md")
    repo.commit(2, d="".join(reversed(BODY)) + "tambahan\n")
    repo.git("mv", "content/c.md", "content/e.md")
    repo.commit(3)

    assert read(repo) == {"d.md": (1, 2), "e.md": (1, 1)}


def test_a_new_file_under_the_name_of_a_renamed_one_starts_anew(repo: Repo) -> None:
    repo.commit(1, draf=BODY)
    repo.git("mv", "content/draf.md", "content/satu.md")
    repo.commit(2)
    repo.commit(3, draf="lain sama sekali\n" * 20)
    repo.git("mv", "content/draf.md", "content/dua.md")
    repo.commit(4)

    assert read(repo) == {"satu.md": (1, 1), "dua.md": (3, 3)}


def test_a_file_renamed_there_and_back_keeps_its_first_date(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.git("mv", "content/a.md", "content/b.md")
    repo.commit(2)
    repo.git("mv", "content/b.md", "content/a.md")
    repo.commit(3)

    assert read(repo) == {"a.md": (1, 1)}


def test_a_file_put_back_under_its_name_keeps_its_first_date(repo: Repo) -> None:
    repo.commit(1, a=BODY, b="tetap")
    (repo.folder / "content/a.md").unlink()
    repo.commit(2)
    assert read(repo) == {"b.md": (1, 1)}
    repo.commit(3, a=BODY)

    assert read(repo) == {"a.md": (1, 3), "b.md": (1, 1)}


def test_empty_files_are_no_renames_of_each_other(repo: Repo) -> None:
    repo.commit(1, a="")
    (repo.folder / "content/a.md").unlink()
    repo.commit(2, b="")

    assert read(repo) == {"b.md": (2, 2)}


def test_a_changed_mode_is_no_change(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    (repo.folder / "content/a.md").chmod(0o755)
    repo.commit(2)

    assert read(repo) == {"a.md": (1, 1)}


def test_a_merge_does_not_date_what_it_only_brings(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.git("checkout", "-qb", "cabang")
    repo.commit(2, b="cabang\n")
    repo.git("checkout", "-q", "main")
    repo.commit(3, c="utama\n")
    repo.git("merge", "-q", "cabang", "-m", "gabung", day=4)

    assert read(repo) == {"a.md": (1, 1), "b.md": (2, 2), "c.md": (3, 3)}


def test_a_text_that_a_merge_puts_together_changed_with_the_merge(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.git("checkout", "-qb", "cabang")
    repo.commit(2, a=BODY + "akhir\n")
    repo.git("checkout", "-q", "main")
    repo.commit(3, a="awal\n" + BODY)
    repo.git("merge", "-q", "cabang", "-m", "gabung", day=4)

    assert read(repo) == {"a.md": (1, 4)}


def test_a_change_in_one_branch_follows_the_rename_in_the_other(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.git("checkout", "-qb", "cabang")
    repo.git("mv", "content/a.md", "content/b.md")
    repo.commit(2)
    repo.git("checkout", "-q", "main")
    repo.commit(3, lain="x\n")
    repo.commit(5, a=BODY + "akhir\n")
    repo.git("merge", "-q", "cabang", "-m", "gabung", day=5)

    assert read(repo) == {"b.md": (1, 5), "lain.md": (3, 3)}


def test_a_file_that_a_merge_moves_keeps_its_first_date(repo: Repo) -> None:
    repo.write("content/lama/a.md")
    repo.write("content/lama/b.md", "b\n" * 30)
    repo.commit(1)
    repo.git("checkout", "-qb", "cabang")
    repo.write("content/lama/baru.md", "baru\n" * 30)
    repo.commit(2)
    repo.git("checkout", "-q", "main")
    repo.git("mv", "content/lama", "content/arsip")
    repo.commit(3)
    repo.git("-c", "merge.directoryRenames=true", "merge", "-q", "cabang", "-m", "g", day=4)

    assert read(repo)["arsip/baru.md"] == (2, 2)


def test_a_shallow_clone_says_what_it_cannot_know(repo: Repo) -> None:
    repo.commit(1, a=BODY, b="b\n")
    repo.commit(2, b="b2\n")
    repo.commit(3, b="b3\n", c="c\n")

    found = read_history(shallow(repo, 2).folder, None)

    # Nothing changed `a` since the oldest commit that is there, so no date of it is known.
    assert days(found) == {"b.md": (None, 3), "c.md": (3, 3)}
    assert found.reason == history.SHALLOW
    assert read_history(shallow(repo, 1).folder, None).dates == {}


def test_a_shallow_clone_that_is_made_whole_knows_all(repo: Repo, tmp_path: Path) -> None:
    repo.commit(1, a=BODY)
    repo.commit(2, b="b\n")
    clone, cache = shallow(repo, 1), tmp_path / "git.json"
    assert read_history(clone.folder, cache).dates == {}

    clone.git("fetch", "-q", "--unshallow")

    found = read_history(clone.folder, cache)
    assert days(found) == {"a.md": (1, 1), "b.md": (2, 2)}
    assert found.reason == ""


def test_the_city_may_be_a_folder_of_the_repository(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    repo.write("kota/satu/content/x.md")
    repo.commit(2)
    repo.git("mv", "kota/satu/content/x.md", "kota/satu/content/y.md")
    repo.write("kota/satu/content/y.md", BODY + "z\n")
    repo.commit(3)

    found = read_history(repo.folder / "kota/satu", None)

    assert list(found.dates) == ["content/y.md"]
    assert days(found) == {"y.md": (2, 3)}


def test_merges_are_read_in_a_folder_of_the_repository(repo: Repo) -> None:
    repo.write("kota/content/a.md")
    repo.commit(1)
    repo.git("checkout", "-qb", "cabang")
    repo.write("kota/content/a.md", BODY + "akhir\n")
    repo.commit(2)
    repo.git("checkout", "-q", "main")
    repo.write("kota/content/a.md", "awal\n" + BODY)
    repo.commit(3, luar="x")
    repo.git("merge", "-q", "cabang", "-m", "gabung", day=4)

    assert days(read_history(repo.folder / "kota", None)) == {"a.md": (1, 4)}


def test_a_second_worktree_and_a_submodule_have_their_dates(repo: Repo, tmp_path: Path) -> None:
    repo.commit(1, a=BODY)
    repo.git("worktree", "add", "-q", str(tmp_path / "pohon"), "-b", "lain")
    outer = make(tmp_path / "luar")
    allow = ("-c", "protocol.file.allow=always")
    outer.git(*allow, "submodule", "--quiet", "add", str(repo.folder), "kota")

    for root in (tmp_path / "pohon", outer.folder / "kota"):
        assert days(read_history(root, None)) == {"a.md": (1, 1)}


ODD = (
    "dengan spasi",
    'kutip"dua',
    "jalan-é-日本",
    "baris\nbaru",
    "tab\there",
    ":titik",
    "-x",
    "\\",
)


def test_odd_names_are_read_as_they_are(repo: Repo, tmp_path: Path) -> None:
    for number, name in enumerate(ODD):
        repo.write(f"content/{name}.md", f"{name}\n" * 20)
        repo.commit(number)
    raw = os.fsencode(repo.folder) + b"/content/\xff.md"
    Path(os.fsdecode(raw)).write_text("bukan UTF-8", encoding="utf-8")
    repo.commit(9)
    cache = tmp_path / "git.json"
    wanted = {f"{name}.md": (number, number) for number, name in enumerate(ODD)}

    for _ in range(2):
        assert days(read_history(repo.folder, cache)) == {**wanted, "\udcff.md": (9, 9)}


def test_links_and_files_elsewhere_have_no_dates(repo: Repo) -> None:
    repo.write("data/units.csv")
    repo.commit(1, a=BODY)
    (repo.folder / "content/tautan.md").symlink_to("a.md")
    repo.commit(2)

    assert read(repo) == {"a.md": (1, 1)}


def test_an_unchanged_head_needs_no_log_and_a_new_one_only_its_commits(
    repo: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "status" / "git.json"
    repo.commit(1, a=BODY)
    first, run = repo.git("rev-parse", "HEAD"), Counting()
    one = read_history(repo.folder, cache, run=run)
    assert run.names == ["rev-parse", "ls-tree", "log"]

    run = Counting()
    assert read_history(repo.folder, cache, run=run) == one
    assert run.names == ["rev-parse"]

    repo.commit(2, b="b\n")
    run = Counting()
    assert days(read_history(repo.folder, cache, run=run)) == {"a.md": (1, 1), "b.md": (2, 2)}
    assert run.names == ["rev-parse", "ls-tree", "merge-base", "log"]
    assert run.calls[-1][-3] == f"{first}..{repo.git('rev-parse', 'HEAD')}"
    assert [path.name for path in cache.parent.iterdir()] == ["git.json"]


def test_a_rewritten_history_is_read_anew(repo: Repo, tmp_path: Path) -> None:
    cache = tmp_path / "git.json"
    repo.commit(1, a=BODY)
    repo.commit(2, b="b\n")
    read_history(repo.folder, cache)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.commit(5, b="b lain\n")
    run = Counting()

    found = read_history(repo.folder, cache, run=run)

    assert days(found) == {"a.md": (1, 1), "b.md": (5, 5)}
    assert run.calls[-1][-3] == found.head


def test_a_cached_head_that_is_gone_is_no_obstacle(repo: Repo, tmp_path: Path) -> None:
    cache = tmp_path / "git.json"
    repo.commit(1, a=BODY)
    read_history(repo.folder, cache)
    repo.git("commit", "-q", "--amend", "-m", "lain", day=3)
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "-q", "--prune=now")

    assert days(read_history(repo.folder, cache)) == {"a.md": (3, 3)}


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:-20] + b"9" + data[-19:], id="one byte"),
        pytest.param(lambda data: b"\x80\x04]." + data, id="other bytes"),
        pytest.param(lambda _: b"[[[[" * 50_000 + b"\n", id="deep"),
        pytest.param(lambda _: b'["history"]\n{}', id="short"),
        pytest.param(lambda _: b'["history", "x", 3, null]\n{}', id="types"),
    ],
)
def test_a_damaged_cache_is_made_anew(
    repo: Repo, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    cache = tmp_path / "git.json"
    repo.commit(1, a=BODY)
    whole = read_history(repo.folder, cache)
    good = cache.read_bytes()
    cache.write_bytes(spoil(good))

    assert read_history(repo.folder, cache) == whole
    assert cache.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_done_without(repo: Repo, tmp_path: Path) -> None:
    repo.commit(1, a=BODY)
    (tmp_path / "berkas").write_text("bukan folder")

    found = read_history(repo.folder, tmp_path / "berkas" / "git.json")

    assert days(found) == {"a.md": (1, 1)}


def test_files_that_came_back_after_all_were_gone_keep_their_first_date(
    repo: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "git.json"
    repo.commit(1, a=BODY)
    read_history(repo.folder, cache)
    (repo.folder / "content/a.md").unlink()
    repo.commit(2)
    assert read_history(repo.folder, cache).reason == history.NO_FILES
    repo.commit(3, a=BODY)

    assert days(read_history(repo.folder, cache)) == {"a.md": (1, 3)}


def step(repo: Repo, chance: random.Random, day: int) -> None:
    """Do something to the repository: edit, add, rename, remove, branch or merge."""
    files = sorted(path.name for path in (repo.folder / "content").glob("*.md"))
    what = chance.choice(("edit", "edit", "add", "add", "rename", "remove", "branch", "merge"))
    name = chance.choice(files) if files else "a.md"
    target = f"{chance.choice('abcdefgh')}.md"
    if what == "rename" and files and target not in files:
        repo.git("mv", f"content/{name}", f"content/{target}")
    elif what == "remove" and len(files) > 1:
        (repo.folder / "content" / name).unlink()
    elif what == "branch":
        repo.git("branch", "-f", "cabang", f"HEAD~{chance.randrange(2)}")
        repo.git("checkout", "-q", "cabang")
        repo.write(f"content/{target}", f"cabang {day}\n" * 9)
        repo.commit(day)
        repo.git("checkout", "-q", "main")
    elif what == "merge" and "cabang" in repo.git("branch"):
        repo.git("merge", "-q", "-X", "ours", "-s", "ort", "cabang", "-m", "g", day=day)
    else:
        repo.write(f"content/{target}", BODY.replace("baris", target) + f"{day}\n")
    repo.commit(day)


@pytest.mark.parametrize("seed", range(6))
def test_reading_on_gives_what_reading_all_gives(repo: Repo, tmp_path: Path, seed: int) -> None:
    chance, cache, read_on = random.Random(seed), tmp_path / "git.json", 0  # noqa: S311 - no secret
    repo.commit(0, a=BODY)
    repo.commit(0, b="b\n" * 30)
    for day in range(1, 25):
        try:
            step(repo, chance, day)
        except subprocess.CalledProcessError:  # a merge that people would have to settle
            repo.git("reset", "-q", "--hard")
        if chance.random() < 0.6:
            run = Counting()
            assert read_history(repo.folder, cache, run=run) == read_history(repo.folder, None)
            read_on += sum(".." in call[-3] for call in run.calls if call[0] == "log")
    assert read_on


def test_without_git_there_is_a_reason(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(1, a=BODY)
    monkeypatch.setenv("PATH", str(repo.folder))

    assert read_history(repo.folder, None) == History(dates={}, head="", reason=history.NO_GIT)


def test_without_a_repository_commits_or_files_there_is_a_reason(
    repo: Repo, tmp_path: Path
) -> None:
    (tmp_path / "lain").mkdir()
    assert read_history(tmp_path / "lain", None).reason == history.NO_REPOSITORY
    assert read_history(tmp_path / "tiada", None).reason == history.NO_REPOSITORY
    assert read_history(repo.folder, None).reason == history.NO_COMMITS
    repo.write("site.yml")
    repo.commit(1)
    assert read_history(repo.folder, None).reason == history.NO_FILES


@pytest.mark.parametrize(
    ("code", "out", "err", "reason"),
    [
        (128, b"", "fatal: detected dubious ownership in repository at '/x'", history.OTHER_OWNER),
        (0, b"--is-shallow-repository\nabc\n\n.git/shallow\n", "", history.TOO_OLD),
        (128, b"", "fatal: unrecognized argument: --combined-all-paths", history.TOO_OLD),
        (128, b"", "fatal: bad object HEAD", history.UNREADABLE),
        (-9, b"", "", history.UNREADABLE),
        (0, b"", "", history.UNREADABLE),
    ],
)
def test_what_git_refuses_has_a_reason(
    tmp_path: Path, code: int, out: bytes, err: str, reason: str
) -> None:
    found = read_history(tmp_path, None, run=lambda _r, _a: GitAnswer(code=code, out=out, err=err))

    assert found == History(dates={}, head="", reason=reason, detail=err)


def test_a_log_that_is_something_else_is_a_reason(repo: Repo) -> None:
    repo.commit(1, a=BODY)

    def run(root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        answer = run_git(root, arguments)
        return GitAnswer(code=0, out=b"\xffbukan log", err="") if "log" in arguments else answer

    found = read_history(repo.folder, None, run=run)

    assert (found.dates, found.reason) == ({}, history.UNREADABLE)


@pytest.mark.parametrize(
    "data", [b"x", b"abc 1 \0:1 2", b"abc 1 \0\n:1 2 3 4 A\0", b":1 2 3 4 A\0p"]
)
def test_parse_log_refuses_what_is_no_log(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_log(data)


def test_parse_log_reads_renames_and_merges() -> None:
    none, one, two, three = ("0" * 40, "1" * 40, "2" * 40, "3" * 40)
    commits = parse_log(
        f"aa 10 \0\n:000000 100644 {none} {one} A\0content/a.md\0"
        f"bb 20 aa\0\n:100644 100644 {one} {one} R100\0content/a.md\0content/b.md\0"
        f":100644 000000 {two} {none} D\0content/c.md\0"
        f"cc 999999999999 bb aa\0\0::100644 100644 100644 {one} {two} {three} MR\0"
        "content/b.md\0content/a.md\0content/b.md\0"
        "dd 40 cc\0".encode()
    )

    assert [(c.id, c.when, c.parents) for c in commits] == [
        ("aa", 10, ()),
        ("bb", 20, ("aa",)),
        ("cc", None, ("bb", "aa")),
        ("dd", 40, ("cc",)),
    ]
    assert [c.changes for c in commits] == [
        (FileChange(kind="add", path="content/a.md", after=one),),
        (
            FileChange(
                kind="move",
                path="content/b.md",
                source="content/a.md",
                edited=False,
                before=one,
                after=one,
            ),
        ),
        (FileChange(kind="edit", path="content/b.md", before=one, after=three),),
        (),
    ]


def test_settings_of_people_change_nothing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(1, a=BODY)
    repo.git("mv", "content/a.md", "content/b.md")
    repo.commit(2)
    expected = read_history(repo.folder, None)
    for key, value in (
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
        ("log.diffMerges", "off"),
        ("core.quotePath", "true"),
        ("diff.renameLimit", "1"),
        ("diff.noprefix", "true"),
    ):
        repo.git("config", key, value)
    for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS"):
        monkeypatch.setenv(key, "/tiada")
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")

    assert read_history(repo.folder, None) == expected


def test_git_is_asked_in_a_neutral_environment() -> None:
    given = {"GIT_DIR": "x", "GIT_TRACE": "1", "LC_ALL": "tr_TR", "PATH": "/bin", "HOME": "/h"}

    assert neutral({**given, "GIT_CONFIG_GLOBAL": "g"}) == {
        "GIT_CONFIG_GLOBAL": "g",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "HOME": "/h",
        "LANG": "C",
        "LANGUAGE": "",
        "LC_ALL": "C",
        "PATH": "/bin",
    }


def test_zone_is_utc_unless_given(repo: Repo) -> None:
    repo.commit(1, a=BODY)

    assert read_history(repo.folder, None).dates["content/a.md"].last.tzinfo is UTC


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_a_repository_of_another_user_has_a_reason(repo: Repo) -> None:
    repo.commit(1, a=BODY)
    for path in (repo.folder, repo.folder / ".git"):
        os.chown(path, 12345, 12345)

    assert read_history(repo.folder, None).reason == history.OTHER_OWNER


def test_reasons_are_texts_that_the_catalogue_can_translate() -> None:
    assert translator("en").gettext(history.SHALLOW) == history.SHALLOW


def test_former_addresses_of_a_city_in_a_folder_are_told_by_its_own_paths(
    repo: Repo, tmp_path: Path
) -> None:
    old, new = ("content/skpd/dinkes/laporan/2026-02-01-a.md", "content/skpd/dinkes/laporan/b.md")
    repo.write(f"kota/{old}", f"---\nslug: x\ntanggal: 2026-02-01\n---\n{BODY}")
    repo.write("content/skpd/dinkes/laporan/luar.md", f"---\nslug: y\n---\n{BODY}")
    repo.commit(1)
    cache = tmp_path / "git.json"
    read_history(repo.folder / "kota", cache)
    repo.git("mv", f"kota/{old}", f"kota/{new}")
    repo.commit(2)
    repo.write(f"kota/{new}", f"---\nslug: z\ntanggal: 2026-02-01\n---\n{BODY}")
    repo.commit(3)
    repo.write(f"kota/{new}", f"---\njudul: A\nslug: z\ntanggal: 2026-02-01\n---\n{BODY}")
    repo.commit(4)
    read_on, anew = (read_history(repo.folder / "kota", each) for each in (cache, None))
    lines = "slug: x\ntanggal: 2026-02-01"
    assert read_on.former == anew.former == {new: ((old, lines), (new, lines))}
    (repo.folder / "kota" / new).unlink()
    repo.write("kota/content/lain.md", "lain\n" * 9)
    repo.commit(5)
    assert read_history(repo.folder / "kota", cache).gone == (new,)
