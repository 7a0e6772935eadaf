"""A clone at another place with a restored `.sitegen/` and `build/`: nothing is made again."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import pytest

from sitegen.city.beneath import OpenFolder
from sitegen.engine import lost
from sitegen.engine.build import Result
from sitegen.store import statcache
from sitegen.store.cache import Cache
from sitegen.store.state import OutputEntry, state_path
from tests.conftest import CityFolder, for_themselves
from tests.repository import DAGO, REPORT, Repository, repository

TABLE = "content/kelurahan/dago/data/kunjungan.csv"
CHART = """\
judul: Kunjungan posyandu
kolom:
- {nama: bulan, tipe: teks}
- {nama: jumlah, tipe: bulat}
grafik:
- {jenis: batang, x: bulan, y: jumlah, judul: Kunjungan naik}
"""
MOMENT = 1_790_000_000_123_456_789


@dataclass
class Work:
    """What a build did besides looking: sources and pages read, templates filled, charts looked up."""

    sources: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    filled: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    seen = Work()
    read, holds, get = OpenFolder.read, lost.holds, Cache.get
    template = jinja2.Environment.get_template

    def read_source(folder: OpenFolder, path: str) -> bytes:
        seen.sources[path] += 1
        return read(folder, path)

    def compare(path: str | Path, entry: OutputEntry) -> bool:
        seen.pages[str(path)] += 1
        return holds(path, entry)

    def fill(engine: jinja2.Environment, name: str, *given: Any) -> jinja2.Template:
        seen.filled.append(name)
        return template(engine, name, *given)

    def draw(cache: Cache, kind: str, key: str, make: Callable[[], tuple[bytes, ...]]) -> object:
        def made() -> tuple[bytes, ...]:
            seen.drawn.append(kind)
            return make()

        return get(cache, kind, key, made)

    monkeypatch.setattr(OpenFolder, "read", read_source)
    monkeypatch.setattr(lost, "holds", compare)
    monkeypatch.setattr(jinja2.Environment, "get_template", fill)
    monkeypatch.setattr(Cache, "get", draw)
    return seen


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A city in a repository, built, with a chart."""
    repo = repository(tmp_path_factory.mktemp("pertama") / "kota")
    repo.write(TABLE, "bulan,jumlah\nJanuari,72\nFebruari,75\nMaret,81\n")
    repo.write(TABLE.replace(".csv", ".yml"), CHART)
    repo.commit()
    city_in(repo.folder).build()
    return repo


@pytest.fixture
def built(once: Repository, tmp_path: Path) -> Repository:
    """The same at a place of its own, where a test may change it."""
    folder = tmp_path / "pertama" / "kota"
    shutil.copytree(once.folder, folder)
    return Repository(folder)


def city_in(root: Path) -> CityFolder:
    return CityFolder(root, root / "build")


def clone(repo: Repository, folder: Path) -> CityFolder:
    """Clone the city: other inodes, and times of writing that are those of now."""
    folder.parent.mkdir(parents=True)
    repo.git("clone", "-q", str(repo.folder), str(folder))
    return city_in(folder)


def copied_with_times(source: Path, target: Path) -> None:
    shutil.copytree(source, target, copy_function=shutil.copy2)


def copied_without_times(source: Path, target: Path) -> None:
    shutil.copytree(source, target, copy_function=shutil.copyfile)


def copied_in_whole_seconds(source: Path, target: Path) -> None:
    copied_with_times(source, target)
    for path in target.rglob("*"):
        seconds = path.stat().st_mtime_ns // 10**9 * 10**9
        os.utime(path, ns=(seconds, seconds))


def restore(repo: Repository, city: CityFolder, copy: Callable[[Path, Path], None]) -> None:
    for name in (".sitegen", "build"):
        copy(repo.folder / name, city.root / name)


def nothing_done(result: Result) -> None:
    assert result.published is not None
    assert (result.rebuilt, result.anew) == ((), "")
    assert (result.published.written, result.published.pruned) == ((), ())


@pytest.mark.parametrize(
    ("copy", "pages_read"),
    [
        pytest.param(copied_with_times, 0, id="with times"),
        pytest.param(copied_in_whole_seconds, 0, id="times in whole seconds"),
        pytest.param(copied_without_times, 1, id="without times"),
    ],
)
def test_a_fresh_clone_with_a_restored_cache_reads_each_source_once_and_makes_nothing(
    built: Repository,
    tmp_path: Path,
    work: Work,
    copy: Callable[[Path, Path], None],
    pages_read: int,
) -> None:
    city = clone(built, tmp_path / "mesin lain" / "kerja-7" / "klon")
    restore(built, city, copy)
    before = city.files()
    nothing_done(city.build())
    assert city.files() == before
    tracked = built.git("ls-files", "content").splitlines()
    assert work.sources == dict.fromkeys(tracked, 1)
    assert work.pages == dict.fromkeys(
        (f"{city.output}/{name}" for name in before if pages_read), 1
    )
    assert (work.filled, work.drawn) == ([], [])


def test_the_build_after_it_does_not_even_read(
    built: Repository, tmp_path: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = clone(built, tmp_path / "lain" / "klon")
    restore(built, city, copied_without_times)
    for path in (city.root / "content").rglob("*.*"):
        os.utime(path, ns=(MOMENT, MOMENT))
    monkeypatch.setattr(statcache, "RACY_NS", -(10**18))  # the clone was made a moment ago
    city.build()
    work.sources.clear()
    work.pages.clear()
    nothing_done(city.build())
    assert (work.sources, work.pages) == ({}, {})


@pytest.mark.parametrize("copy", [copied_with_times, copied_without_times])
def test_one_edit_after_a_restored_cache_makes_one_unit_as_a_clean_build_does(
    built: Repository, tmp_path: Path, copy: Callable[[Path, Path], None], work: Work
) -> None:
    built.write(DAGO, REPORT.replace("84", "85"))
    built.commit()
    city = clone(built, tmp_path / "lain" / "klon")
    restore(built, city, copy)
    before = city.files()
    result = city.build()
    assert for_themselves(result) == [("kelurahan/dago", "files")]
    # The report's own card has its new title; charts and all other pictures are as they were.
    assert work.drawn == ["cards"]
    after = city.files()
    changed = tuple(sorted(name for name in after if before.get(name) != after[name]))
    assert result.published is not None
    assert result.published.written == changed
    clean = CityFolder(city.root, tmp_path / "bersih")
    clean.build()
    assert clean.files() == after


def test_an_edit_of_equal_size_is_seen_in_a_fresh_clone(built: Repository, tmp_path: Path) -> None:
    """The clone's file may have the time of the old one: it has not its inode and change."""
    old = (built.folder / DAGO).stat()
    built.write(DAGO, REPORT.replace("84", "58"))
    built.commit()
    city = clone(built, tmp_path / "lain" / "klon")
    restore(built, city, copied_with_times)
    os.utime(city.root / DAGO, ns=(old.st_mtime_ns, old.st_mtime_ns))
    assert (city.root / DAGO).stat().st_size == old.st_size
    assert for_themselves(city.build()) == [("kelurahan/dago", "files")]
    assert "58 balita" in city.read("kelurahan/dago/")


@pytest.mark.parametrize("copy", [copied_with_times, copied_in_whole_seconds, copied_without_times])
def test_a_cache_with_a_page_of_another_build_publishes_no_mixture(
    built: Repository, tmp_path: Path, copy: Callable[[Path, Path], None]
) -> None:
    """Some pages are of an older build, with as many bytes; some are missing altogether."""
    older = tmp_path / "lama"
    shutil.copytree(built.folder / "build", older)
    for path in older.rglob("*"):
        os.utime(path, ns=(MOMENT, MOMENT))
    built.write(DAGO, REPORT.replace("Penimbangan", "Pemeriksaan"))
    built.commit()
    city_in(built.folder).build()
    city = clone(built, tmp_path / "lain" / "klon")
    restore(built, city, copy)
    for path in [each for each in older.rglob("*.html") if "dago" in str(each)]:
        target = city.output / path.relative_to(older)
        if target.exists():
            shutil.copy2(path, target)
    (city.output / "kelurahan/sekeloa/index.html").unlink()
    city.build()
    clean = CityFolder(city.root, tmp_path / "bersih")
    clean.build()
    assert city.files() == clean.files()


def test_nothing_that_is_kept_names_the_place_of_the_city(
    built: Repository, tmp_path: Path
) -> None:
    place = str(tmp_path).encode()
    for folder in (".sitegen", "build"):
        for path in (built.folder / folder).rglob("*"):
            if path.is_file():
                assert place not in path.read_bytes(), path


def test_dates_of_a_linked_working_tree_are_known_in_another_one(
    built: Repository, tmp_path: Path
) -> None:
    """Git names a working tree's own files by absolute paths; they are no part of the cache's key."""
    kept = {}
    for name in ("satu", "dua"):
        built.git("worktree", "add", "-q", "--detach", str(tmp_path / name))
        made = city_in(tmp_path / name)
        made.build()
        kept[name] = (made.root / ".sitegen" / "git.json").read_bytes()
    assert kept["satu"] == kept["dua"]


def test_outputs_and_addresses_of_a_city_stay_apart_in_a_clone(
    built: Repository, tmp_path: Path
) -> None:
    first = city_in(built.folder)
    trial = CityFolder(first.root, first.root / "uji")
    trial.build(base_url="https://uji.example")
    assert state_path(first.root, first.output) != state_path(first.root, trial.output)
    city = clone(built, tmp_path / "lain" / "klon")
    restore(built, city, copied_with_times)
    copied_with_times(first.root / "uji", city.root / "uji")
    nothing_done(CityFolder(city.root, city.root / "uji").build(base_url="https://uji.example"))
    nothing_done(city.build())
    assert {why for _, why in city.build(base_url="https://uji.example").rebuilt} == {"rules"}
