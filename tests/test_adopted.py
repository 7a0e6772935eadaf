"""A state under the name of another folder: found again, copied, left alone or removed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.digest import digest
from sitegen.engine.build import Result
from sitegen.store.lock import lock
from sitegen.store.state import STATES, VERSION, WAY, state_path
from tests.conftest import CityFolder

SENAM = "content/kelurahan/dago/laporan/2026-11-03-senam.md"


@pytest.fixture(name="city")
def built(city: Callable[[str], CityFolder]) -> CityFolder:
    """A city that was built into a folder beside its own."""
    made = city(f"-- {SENAM} --\n---\njudul: Senam\n---\nIsi.\n")
    made.build()
    return made


def names(city: CityFolder) -> list[str]:
    return sorted(path.name for path in (city.root / ".sitegen").glob(STATES))


def by_absolute_path(city: CityFolder, output: Path | None = None) -> Path:
    """Where an older version kept the state of an output folder."""
    name = digest(str((output or city.output).resolve()))[:12]
    return city.root / ".sitegen" / f"state-{name}.sqlite"


def as_an_older_version(city: CityFolder, path: Path, version: int = VERSION) -> None:
    """Rename the state to the name that an older version gave it, without what it says of its way."""
    state_path(city.root, city.output).rename(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM meta WHERE key = ?", (WAY,))
        db.execute(f"PRAGMA user_version = {version}")


def reused(result: Result) -> bool:
    assert result.published is not None
    return (result.rebuilt, result.anew, result.published.written) == ((), "", ())


def test_a_state_of_an_older_version_is_found_by_its_old_name(city: CityFolder) -> None:
    as_an_older_version(city, by_absolute_path(city))
    assert reused(city.build())
    assert names(city) == [state_path(city.root, city.output).name]


def test_a_state_of_an_older_schema_says_so_under_its_new_name(city: CityFolder) -> None:
    as_an_older_version(city, by_absolute_path(city), VERSION - 1)
    assert city.build().anew == "version"
    assert names(city) == [state_path(city.root, city.output).name]


def test_a_state_of_an_older_version_is_found_by_its_site_when_the_city_has_moved(
    city: CityFolder,
) -> None:
    as_an_older_version(city, by_absolute_path(city, Path("/tempat/lama/keluaran")))
    assert reused(city.build())
    assert names(city) == [state_path(city.root, city.output).name]


def test_a_state_that_only_an_older_version_could_read_is_removed_with_its_lock(
    city: CityFolder,
) -> None:
    before = by_absolute_path(city, Path("/tempat/lama/keluaran"))
    as_an_older_version(city, before, VERSION - 1)
    before.with_suffix(".lock").touch()
    assert city.build().anew == "missing"
    kept = state_path(city.root, city.output)
    assert names(city) == [kept.name]
    locks = {path.name for path in (city.root / ".sitegen").glob("*.lock")}
    assert locks == {kept.with_suffix(".lock").name}


def test_a_city_that_moved_away_from_its_output_folder_knows_it_still(
    city: CityFolder, tmp_path: Path
) -> None:
    shutil.copytree(city.root, tmp_path / "jauh" / "di sana" / "kota")
    moved = CityFolder(tmp_path / "jauh" / "di sana" / "kota", city.output)
    assert reused(moved.build())
    assert names(moved) == [state_path(moved.root, moved.output).name]


def test_an_output_folder_with_a_new_name_is_still_known(city: CityFolder, tmp_path: Path) -> None:
    city.output.rename(tmp_path / "terbit")
    renamed = CityFolder(city.root, tmp_path / "terbit")
    assert reused(renamed.build())
    assert names(city) == [state_path(city.root, renamed.output).name]


def test_a_copy_of_the_output_folder_takes_no_state_away(city: CityFolder, tmp_path: Path) -> None:
    shutil.copytree(city.output, tmp_path / "salinan")
    copy = CityFolder(city.root, tmp_path / "salinan")
    assert reused(copy.build())
    assert names(city) == sorted(
        state_path(city.root, output).name for output in (city.output, copy.output)
    )
    assert reused(city.build())
    city.write(SENAM, "---\njudul: Renang\n---\nIsi.\n")
    city.build()
    assert "Renang" not in copy.read("kelurahan/dago/")
    copy.build()
    assert copy.files() == city.files()


def test_a_state_of_another_site_is_left_where_it_is(city: CityFolder, tmp_path: Path) -> None:
    other = CityFolder(city.root, tmp_path / "lain")
    assert {why for _, why in other.build(base_url="https://uji.example").rebuilt} == {"new"}
    assert len(names(city)) == 2
    assert reused(city.build())


def test_a_state_that_another_build_holds_is_left_to_it(city: CityFolder, tmp_path: Path) -> None:
    held = state_path(city.root, city.output)
    city.output.rename(tmp_path / "terbit")
    with lock(held.with_suffix(".lock")):
        result = CityFolder(city.root, tmp_path / "terbit").build()
    assert result.anew == "missing"
    assert held.name in names(city)


@pytest.mark.parametrize("damage", [b"", b"bukan basis data " * 500])
def test_a_damaged_state_of_another_folder_stops_nothing(city: CityFolder, damage: bytes) -> None:
    state_path(city.root, city.output).rename(city.root / ".sitegen" / "state-rusak.sqlite")
    (city.root / ".sitegen" / "state-rusak.sqlite").write_bytes(damage)
    assert city.build().anew == "missing"


def test_a_commit_that_began_is_no_site_for_another_folder(
    city: CityFolder, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(state_path(city.root, city.output))) as db, db:
        db.execute("INSERT INTO journal VALUES ('a.html', 'x')")
    city.output.rename(tmp_path / "terbit")
    renamed = CityFolder(city.root, tmp_path / "terbit")
    before = renamed.files()
    assert renamed.build().anew == "missing"
    assert renamed.files() == before
