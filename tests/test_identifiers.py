"""The identifier of a dataset stays, whatever becomes of its title, file and unit."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.test_reorganisation import AREAS, DAGANG, HEADER, KOPERASI, MERGED, NEW, Town

OWN = "skpd/disperdagin/data/disperdagin"
OF_DISKOP = "skpd/diskop/data/diskop"
DATA = "content/skpd/disperdagin/data"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def identifiers(town: Town) -> dict[str, str]:
    """The identifier of each dataset by its address; all forms of the catalogue say the same."""
    read = town.city.read
    found = {
        e["landingPage"]["@id"]: e["identifier"] for e in json.loads(read("/data.json"))["dataset"]
    }
    graph = json.loads(read("/data/katalog.jsonld"))["@graph"]
    told = {e["@id"]: e["dct:identifier"] for e in graph if "dct:identifier" in e}
    of_api = {e["halaman"]: e["id"] for e in json.loads(read("/api/v1/datasets.json"))["data"]}
    assert found == told == of_api
    assert len(set(found.values())) == len(found)
    return {
        url.removeprefix("https://contoh.example/").rstrip("/"): own for url, own in found.items()
    }


def test_a_new_title_changes_no_identifier(town: Town) -> None:
    town.build()
    before = identifiers(town)
    town.city.write(f"{DATA}/disperdagin.yml", "judul: Harga di pasar\n")
    town.repo.commit(2)
    town.build()
    assert identifiers(town) == before
    assert before[OWN] == OWN


def test_a_file_with_another_name_keeps_the_identifier_it_had_first(town: Town) -> None:
    data = town.city.root / DATA
    names = ("disperdagin", "zaitun", "harga", "harga-pasar")
    for n, (old, new) in enumerate(pairwise(names), start=2):
        (data / f"{old}.csv").rename(data / f"{new}.csv")
        town.build()
        town.repo.commit(n)
        town.build()
        assert identifiers(town)[f"skpd/disperdagin/data/{new}"] == OWN


def test_a_new_dataset_at_an_old_address_has_an_identifier_of_its_own(town: Town) -> None:
    data = town.city.root / DATA
    (data / "disperdagin.csv").rename(data / "harga.csv")
    town.repo.commit(2)
    town.city.write(f"{DATA}/disperdagin.csv", "pasar,kios\nBaru,120\nLama,80\nAtas,60\n")
    town.repo.commit(3)
    town.build()
    assert identifiers(town)["skpd/disperdagin/data/harga"] == OWN
    assert identifiers(town)[OWN] == f"{OWN}/2"


@pytest.mark.parametrize("git", [True, False], ids=["with git", "without git"])
def test_a_unit_with_another_id_keeps_the_identifiers_of_its_datasets(
    town: Town, git: bool
) -> None:
    town.move("skpd/disperdagin", "skpd/perdagangan")
    town.register("perdagangan,skpd,Dinas Perdagangan,,,,aktif,disperdagin,,,,\n", KOPERASI, AREAS)
    if git:
        town.repo.commit(2)
    else:
        (town.city.root / ".git").rename(town.city.root.parent / "git")
    town.build()
    found = identifiers(town)
    assert found["skpd/perdagangan/data/disperdagin"] == OWN
    assert found[OF_DISKOP] == OF_DISKOP


@pytest.mark.parametrize("register", [HEADER + NEW + AREAS, MERGED + AREAS], ids=["ids", "rows"])
def test_after_a_merger_each_dataset_keeps_its_identifier(town: Town, register: str) -> None:
    town.move("skpd/disperdagin", "skpd/diskopdag")
    town.move("skpd/diskop", "skpd/diskopdag")
    town.city.write("data/units.csv", register)
    town.write("skpd/diskopdag/data/baru.csv", "pasar,kios\nBaru,120\nLama,80\nAtas,60\n")
    town.repo.commit(2)
    town.build()
    found = identifiers(town)
    assert found["skpd/diskopdag/data/disperdagin"] == OWN
    assert found["skpd/diskopdag/data/diskop"] == OF_DISKOP
    assert found["skpd/diskopdag/data/baru"] == "skpd/diskopdag/data/baru"


def test_a_dataset_that_leaves_for_a_unit_of_its_own_keeps_its_identifier(town: Town) -> None:
    town.city.write(
        "content/skpd/diskop/data/harga.csv",
        (town.city.root / DATA / "disperdagin.csv").read_bytes(),
    )
    (town.city.root / DATA / "disperdagin.csv").unlink()
    town.register(DAGANG, KOPERASI, AREAS)
    town.city.write("data/alamat-lama.csv", f"lama,baru\n/{OWN}/,/skpd/diskop/data/harga/\n")
    town.repo.commit(2)
    town.build()
    assert identifiers(town)["skpd/diskop/data/harga"] == OWN
