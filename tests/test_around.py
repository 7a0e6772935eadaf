"""What a unit's home page shows of other units, and that each change of theirs reaches it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sitegen.engine.parallel import Built, Task, put
from sitegen.model import UnitResult, UnitSource
from sitegen.units.context import BuildContext
from sitegen.units.known import Before
from sitegen.units.read import UnitContent, read_unit
from tests.conftest import CityFolder
from tests.life.city import MEMORY, LivingCity, new_city

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
"""
COBLONG, DAGO, SEKELOA = "kecamatan/coblong", "kelurahan/dago", "kelurahan/sekeloa"


def report(title: str, *keys: str) -> str:
    front = "\n".join((f"judul: {title}", *keys))
    return f"---\n{front}\n---\n\nWarga berkumpul di balai RW.\n"


def at(unit: str, name: str, day: str = "2026-11-20") -> str:
    return f"content/{unit}/laporan/{day}-{name}.md"


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def tile(made: CityFolder, unit: str) -> str:
    """The number of a kecamatan on the tile map."""
    home = made.read("/")
    found = re.search(rf'href="/{unit}/">.*?tile-n">(\d+)', home)
    return found[1] if found else ""


@pytest.fixture
def living() -> Iterator[LivingCity]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        made = new_city(Path(folder))
        assert made.check() == ""
        yield made


def read(city: LivingCity, unit: str) -> str:
    return words((city.output / unit / "index.html").read_text())


def test_a_kecamatan_shows_reports_services_plans_and_results_of_its_kelurahan(city: Make) -> None:
    made = city(REGISTER)
    made.write(at(DAGO, "senam"), report("Senam lansia", "status: selesai"))
    made.write(at(SEKELOA, "jalan"), report("Perbaikan jalan", "status: rencana"))
    made.write(f"content/{DAGO}/unit.yml", "layanan:\n  - nama: Surat domisili\n")
    made.write(f"content/{SEKELOA}/unit.yml", "layanan:\n  - nama: surat Domisili\n")
    made.build()
    page = words(made.read(f"/{COBLONG}/"))
    assert "Dari kelurahan di Kecamatan Coblong" in page
    assert "2 laporan dalam 30 hari terakhir dari Kecamatan Coblong dan 2 kelurahan" in page
    assert page.count("Senam lansia") == page.count("Perbaikan jalan") == 1
    assert "Surat domisili Dago , Sekeloa" in page
    assert "belum menerbitkan laporan" not in page
    assert "belum menerbitkan laporan" in made.read("/kecamatan/cicendo/")


@pytest.mark.parametrize("day", ["2026-11-21", "2026-10-23", "2026-10-22", "2025-01-01"])
def test_the_number_of_a_tile_is_the_one_that_its_page_says(city: Make, day: str) -> None:
    made = city(REGISTER)
    for unit in (COBLONG, DAGO, SEKELOA):
        made.write(at(unit, "a", "2026-11-19"), report("Kabar"))
        made.write(at(unit, "b", day), report("Kabar lain"))
    made.build()
    number = tile(made, COBLONG)
    assert number == ("6" if day >= "2026-10-23" else "3")
    assert f"{number} laporan dalam 30 hari terakhir" in words(made.read(f"/{COBLONG}/"))


def test_whatever_happens_in_a_kelurahan_reaches_its_kecamatan(living: LivingCity) -> None:
    path = living.root / at(DAGO, "senam")
    for title in ("Senam lansia", "Senam bersama"):
        path.write_text(report(title))
        result = living.build()
        assert dict(result.rebuilt)[COBLONG] == "around"
        assert living.check() == ""
        assert title in read(living, COBLONG)
    other = living.root / at(DAGO, "senam-pagi")
    path.rename(other)
    assert living.check() == ""
    assert "/2026/11/senam-pagi/" in (living.output / COBLONG / "index.html").read_text()
    other.write_text("---\njudul: [\n---\n")
    assert living.check() == ""
    other.unlink()
    assert living.check() == ""
    assert "Senam bersama" not in read(living, COBLONG)
    assert living.build().rebuilt == ()


def test_a_kecamatan_made_again_for_its_own_files_keeps_what_its_kelurahan_gave_it(
    living: LivingCity,
) -> None:
    (living.root / at(DAGO, "senam")).write_text(report("Senam lansia"))
    living.build()
    own = living.root / at(COBLONG, "kerja-bakti")
    own.parent.mkdir(parents=True, exist_ok=True)
    for title in ("Kerja bakti", "Kerja bakti besar"):
        own.write_text(report(title))
        result = living.build()
        assert dict(result.rebuilt) == {COBLONG: "files"}
        assert title in read(living, COBLONG)
        assert "Senam lansia" in read(living, COBLONG)
        assert living.check() == ""


def test_the_count_of_a_kecamatan_follows_the_clock(living: LivingCity) -> None:
    (living.root / at(DAGO, "senam", "2026-11-20")).write_text(report("Senam lansia"))
    assert living.check() == ""
    before = re.findall(r"(\d+) laporan dalam 30", read(living, COBLONG))
    living.clock += timedelta(days=40)
    assert living.check() == ""
    after = re.findall(r"(\d+) laporan dalam 30", read(living, COBLONG))
    assert int(before[0]) > int(after[0]) == 0
    living.clock -= timedelta(days=40)
    assert living.check() == ""
    assert re.findall(r"(\d+) laporan dalam 30", read(living, COBLONG)) == before


def test_a_kelurahan_that_leaves_the_register_leaves_the_page_of_its_kecamatan(
    city: Make,
) -> None:
    made = city(REGISTER)
    made.write(at(DAGO, "senam"), report("Senam lansia"))
    made.build()
    assert "Senam lansia" in made.read(f"/{COBLONG}/")
    register = (made.root / "data/units.csv").read_text()
    made.write("data/units.csv", register.replace("Dago,32", "Dago Atas,32"))
    made.build()
    assert "Kelurahan Dago Atas" in made.read(f"/{COBLONG}/")
    made.write("data/units.csv", "".join(r for r in register.splitlines(True) if "Dago" not in r))
    (made.root / at(DAGO, "senam")).unlink()
    (made.root / f"content/{DAGO}/laporan").rmdir()
    (made.root / f"content/{DAGO}").rmdir()
    made.build(allow_removal=True)
    assert "Senam lansia" not in made.read(f"/{COBLONG}/")
    incremental = made.files()
    made.build(force=True, allow_removal=True)
    assert made.files() == incremental


def test_a_build_of_a_chosen_unit_leaves_the_others_to_the_next_one(living: LivingCity) -> None:
    (living.root / at(DAGO, "senam")).write_text(report("Senam lansia"))
    living.build(units=(DAGO,))
    assert "Senam lansia" not in read(living, COBLONG)
    assert living.check() == ""
    assert "Senam lansia" in read(living, COBLONG)


def test_a_fault_in_one_kelurahan_leaves_the_rest_of_its_kecamatan_right(
    living: LivingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    (living.root / at(DAGO, "senam")).write_text(report("Senam lansia"))
    living.build()

    def failing(source: UnitSource, context: BuildContext, before: Before) -> UnitContent:
        if source.entry.key == DAGO and source.files:
            raise RuntimeError("a bug")
        return read_unit(source, context, before)

    monkeypatch.setattr("sitegen.units.unit.read_unit", failing)
    (living.root / at(DAGO, "senam")).write_text(report("Senam bersama"))
    (living.root / at(SEKELOA, "jalan")).write_text(report("Perbaikan jalan"))
    result = living.build()
    assert [p.code for p in result.problems if p.code == "S012"] == ["S012"]
    assert "Perbaikan jalan" in read(living, COBLONG)
    assert "Senam lansia" in read(living, COBLONG)
    monkeypatch.undo()
    assert living.check() == ""
    assert "Senam bersama" in read(living, COBLONG)


def test_each_unit_is_built_once_in_a_clean_build_unless_it_is_empty(
    city: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = city(REGISTER)
    for unit in (COBLONG, DAGO, SEKELOA, "kecamatan/cicendo", "skpd/dinkes"):
        made.write(at(unit, "a"), report("Kabar"))
        made.write(f"content/{unit}/unit.yml", "alamat: Jalan Dago 1\n")
    seen: list[str] = []

    def counted(result: UnitResult, task: Task, before: Before) -> Built:
        seen.append(task.source.entry.key)
        return put(result, task, before)

    monkeypatch.setattr("sitegen.engine.parallel.put", counted)
    made.build()
    assert sorted(seen) == sorted([COBLONG, DAGO, SEKELOA, "kecamatan/cicendo", "skpd/dinkes"])


def test_an_empty_unit_shows_reports_nearby_and_the_contact_of_its_kecamatan(city: Make) -> None:
    made = city(REGISTER)
    made.write(at(DAGO, "senam"), report("Senam lansia"))
    made.write(
        f"content/{COBLONG}/unit.yml", "alamat: Jalan Sangkuriang\ntelepon: (022) 555-0105\n"
    )
    made.build()
    page = made.read(f"/{SEKELOA}/")
    assert "Senam lansia" in page
    assert "Jalan Sangkuriang" in page
    assert 'href="tel:' in page
    assert "Senam lansia" not in made.read("/kecamatan/cicendo/")
    made.write(at(SEKELOA, "rapat"), report("Rapat"))
    made.build()
    assert "Senam lansia" not in made.read(f"/{SEKELOA}/")
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


def test_two_processes_build_the_same_as_one(living: LivingCity) -> None:
    (living.root / at(DAGO, "senam")).write_text(report("Senam lansia"))
    living.clock = datetime.fromisoformat("2026-11-24T09:00")
    assert living.check(jobs=2) == ""
    assert "Senam lansia" in read(living, COBLONG)


TABLE = """\
tahun,kode_wilayah,kelurahan,jumlah_penduduk
2023,32.73.02.1004,Dago,100
2023,32.73.02.1005,Sekeloa,200
2023,32.73.02.1006,Cipaganti,300
2024,32.73.02.1004,Dago,1100
2024,32.73.02.1005,Sekeloa,2200
2024,32.73.02.1006,Cipaganti,3300
"""
ABOUT = """\
judul: Penduduk per kelurahan
satuan: jiwa
kolom:
- {nama: tahun, judul: Tahun, tipe: tahun}
- {nama: kode_wilayah, judul: Kode wilayah, tipe: kode}
- {nama: kelurahan, judul: Kelurahan, tipe: teks}
- {nama: jumlah_penduduk, judul: Jumlah penduduk, tipe: bulat, satuan: jiwa}
"""
PEOPLE = "content/skpd/dinkes/data/penduduk"
CIPAGANTI = "cipaganti,kelurahan,Cipaganti,32.73.02.1006,coblong,,aktif\n"


def test_an_empty_area_says_what_the_datasets_of_the_city_say_of_it(city: Make) -> None:
    made = city(REGISTER + CIPAGANTI)
    made.write(f"{PEOPLE}.csv", TABLE)
    made.write(f"{PEOPLE}.yml", ABOUT)
    made.build()
    page = words(made.read(f"/{SEKELOA}/"))
    assert "Kelurahan Sekeloa dalam data kota" in page
    assert "Penduduk per kelurahan 2.200 jiwa Jumlah penduduk · 2024 · Dinas Kesehatan" in page
    assert "Kode wilayah (Kemendagri) 32.73.02.1005" in page
    made.write(f"{PEOPLE}.csv", TABLE.replace("2200", "2345"))
    assert dict(made.build().rebuilt)[SEKELOA] == "around"
    assert "2.345 jiwa" in words(made.read(f"/{SEKELOA}/"))
    incremental = made.files()
    made.build(force=True)
    assert made.files() == incremental


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2024,32.73.02.1005,Sekeloa,2200\n", "2024,32.73.02.1005,Sekeloa,\n"),
        ("2024,32.73.02.1005,Sekeloa,2200\n", "2024,32.73.02.1005,Sekeloa,1\n" * 2),
        ("32.73.02.1004,Dago,1100", "32.73.02,Coblong,6600"),
    ],
    ids=["no figure", "two rows of one area", "areas of two levels"],
)
def test_what_a_table_does_not_say_of_one_area_alone_is_not_said(
    city: Make, old: str, new: str
) -> None:
    made = city(REGISTER + CIPAGANTI)
    made.write(f"{PEOPLE}.csv", TABLE.replace(old, new))
    made.write(f"{PEOPLE}.yml", ABOUT)
    made.build()
    assert "dalam data kota" not in made.read(f"/{SEKELOA}/")
