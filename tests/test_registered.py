"""Since when a unit stands in the register, as git tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitegen.city.git.history import read_history
from sitegen.city.git.registered import read_registered
from sitegen.city.git.run import GitAnswer, read_objects, run_git
from sitegen.city.register import parse_register
from tests.conftest import CityFolder
from tests.repository import DAY, START, Repo, git_in, make

HEAD = "id,jenis,nama,kode_wilayah,induk,id_lama\n"
COBLONG = "coblong,kecamatan,Coblong,32.73.02,,\n"
DAGO = "dago,kelurahan,Dago,32.73.02.1004,coblong,\n"
SEKELOA = "sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,\n"


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def asked(repo: Path, cache: Path | None = None) -> dict[str, date]:
    """What git says of the register that lies in the folder."""
    register = parse_register((repo / "data/units.csv").read_bytes(), "data/units.csv")
    return read_registered(repo, register, read_history(repo, None), (cache, put))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = make(tmp_path / "kota")
    made.write("data/units.csv", HEAD + COBLONG + DAGO)
    made.commit(0, catatan="satu")
    made.commit(5, catatan="dua")
    made.write("data/units.csv", HEAD + COBLONG + SEKELOA + DAGO)
    made.commit(9)
    return made


def test_each_unit_has_the_day_of_the_first_commit_with_its_row(repo: Repo) -> None:
    assert asked(repo.folder) == {
        "kecamatan/coblong": date(2026, 1, 1),
        "kelurahan/dago": date(2026, 1, 1),
        "kelurahan/sekeloa": date(2026, 1, 10),
    }


def test_a_row_taken_out_and_put_back_keeps_its_first_day(repo: Repo) -> None:
    repo.write("data/units.csv", HEAD + COBLONG + SEKELOA)
    repo.commit(11)
    repo.write("data/units.csv", HEAD + COBLONG + SEKELOA + DAGO)
    repo.commit(13)
    assert asked(repo.folder)["kelurahan/dago"] == date(2026, 1, 1)


def test_a_new_id_comes_with_its_earlier_one(repo: Repo) -> None:
    renamed = "dago-baru,kelurahan,Dago Baru,32.73.02.1004,coblong,dago\n"
    repo.write("data/units.csv", HEAD + COBLONG + SEKELOA + renamed)
    repo.commit(11)
    assert asked(repo.folder)["kelurahan/dago-baru"] == date(2026, 1, 1)


def test_semicolons_a_byte_order_mark_and_a_version_that_is_no_table_are_no_hindrance(
    tmp_path: Path,
) -> None:
    made = make(tmp_path / "kota")
    made.write("data/units.csv", "\x00\x01")
    made.commit(0)
    made.write("data/units.csv", "\ufeff" + (HEAD + DAGO).replace(",", ";"))
    made.commit(2)
    made.write("data/units.csv", HEAD + COBLONG + DAGO)
    made.commit(4)
    assert asked(made.folder) == {
        "kelurahan/dago": date(2026, 1, 3),
        "kecamatan/coblong": date(2026, 1, 5),
    }


def test_a_row_that_is_not_committed_has_no_day(repo: Repo) -> None:
    repo.write(
        "data/units.csv", HEAD + COBLONG + "lebakgede,kelurahan,Lebakgede,32.73.02.1003,coblong,\n"
    )
    assert asked(repo.folder) == {"kecamatan/coblong": date(2026, 1, 1)}


def test_a_shallow_clone_says_nothing_of_rows_that_its_oldest_commit_has(
    repo: Repo, tmp_path: Path
) -> None:
    repo.write(
        "data/units.csv", HEAD + COBLONG + SEKELOA + DAGO + "x,kelurahan,X,32.73.02.1006,coblong,\n"
    )
    repo.commit(20)
    clone = tmp_path / "dangkal"
    address = f"file://{repo.folder}"
    git_in(tmp_path, "clone", "-q", "--depth", "2", address, str(clone), date=f"{START} +0000")
    assert asked(clone) == {"kelurahan/x": date(2026, 1, 21)}


def test_a_cache_answers_as_git_does_whatever_happens(repo: Repo, tmp_path: Path) -> None:
    cache = tmp_path / "register.json"
    assert asked(repo.folder, cache) == asked(repo.folder)
    repo.commit(15, catatan="tiga")  # nothing of the register
    assert asked(repo.folder, cache) == asked(repo.folder)
    repo.write("data/units.csv", HEAD + COBLONG + SEKELOA)
    repo.commit(16)
    assert asked(repo.folder, cache) == asked(repo.folder)
    repo.git("reset", "-q", "--hard", "HEAD~3")
    assert asked(repo.folder, cache) == asked(repo.folder)
    for damaged in (b"", b"[]", b"{", b'["", "", []]'):
        cache.write_bytes(damaged)
        assert asked(repo.folder, cache) == asked(repo.folder)


def test_a_commit_without_a_change_of_the_register_asks_for_no_versions(
    repo: Repo, tmp_path: Path
) -> None:
    cache = tmp_path / "register.json"
    first = asked(repo.folder, cache)
    repo.commit(15, catatan="tiga")
    seen: list[str] = []

    def run(root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        seen.append(arguments[0])
        return run_git(root, arguments)

    register = parse_register((repo.folder / "data/units.csv").read_bytes(), "data/units.csv")
    history = read_history(repo.folder, None)
    found = read_registered(repo.folder, register, history, (cache, put), git=(run, read_objects))
    assert found == first
    assert "log" not in seen


def test_git_that_does_not_answer_is_no_hindrance(repo: Repo) -> None:
    register = parse_register((repo.folder / "data/units.csv").read_bytes(), "data/units.csv")
    history = read_history(repo.folder, None)

    def late(root: Path, arguments: tuple[str, ...]) -> GitAnswer:
        raise TimeoutError(str(arguments), str(root))

    assert read_registered(repo.folder, register, history, git=(late, read_objects)) == {}


def test_an_empty_unit_says_since_when_it_is_in_the_register(
    city: Callable[..., CityFolder],
) -> None:
    made = city()
    at = f"{START + 3 * DAY} +0000"
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "satu")):
        git_in(made.root, *command, date=at)
    made.build()
    page = made.read("/kelurahan/dago/")
    assert "Ada di daftar unit kota sejak" in page
    assert "4 Januari 2026" in page
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental
