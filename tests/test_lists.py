"""The lists of the city and of units: data by facets, directories by name, all reports of a unit."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
HEADER = "id,jenis,nama,kode_wilayah,induk,nama_lama,status"
REGISTER = f"""\
-- data/units.csv --
{HEADER}
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
arjuna,kelurahan,Arjuna,32.73.06.1001,cicendo,,aktif
"""
META = (
    "judul: {title}\ndeskripsi: Jumlahnya.\ntopik: {topic}\n"
    "periode: {{awal: 2020, akhir: {period}}}\n"
)


def table(made: CityFolder, unit: str, name: str, **given: str) -> None:
    keys = {"title": name.title(), "topic": "kesehatan", "period": "2024"}
    made.write(f"content/{unit}/data/{name}.csv", "tahun,jumlah\n2023,4\n2024,5\n")
    made.write(f"content/{unit}/data/{name}.yml", META.format(**{**keys, **given}))


def titles(page: str) -> list[str]:
    return re.findall(r'class="entry" href="[^"]*/data/[^"]*">([^<]*)<', page)


def test_data_are_one_line_each_by_title_with_ways_to_narrower_lists(city: Make) -> None:
    made = city(REGISTER)
    table(made, "kelurahan/dago", "timbang")
    table(made, "skpd/dinkes", "balita", topic="keluarga", period="2022")
    made.build()
    page = made.read("/data/")
    assert titles(page) == ["Balita", "Timbang"]
    for url, found in (
        ("/data/topik/kesehatan/", ["Timbang"]),
        ("/data/topik/keluarga/", ["Balita"]),
        ("/data/unit/skpd-dinkes/", ["Balita"]),
        ("/data/sampai/2024/", ["Timbang"]),
        ("/data/sampai/2022/", ["Balita"]),
    ):
        assert f'href="{url}"' in page
        assert titles(made.read(url)) == found
        assert url in made.read("/sitemap-kota.xml")
    assert "/data/jadwal/" not in page  # all have the same


def test_a_long_list_of_data_is_on_several_pages_and_a_very_long_one_shows_the_newest(
    city: Make,
) -> None:
    made = city(REGISTER)
    for number in range(45):
        table(made, "kelurahan/dago", f"tabel-{number:03d}")
    made.build()
    first, second = titles(made.read("/data/")), titles(made.read("/data/halaman/2/"))
    assert (len(first), len(second)) == (40, 5)
    assert sorted({*first, *second}) == [f"Tabel-{number:03d}" for number in range(45)]
    for number in range(45, 101):
        table(made, "skpd/dinkes", f"tabel-{number:03d}", period="2025", topic="keluarga")
    made.build()
    newest = titles(made.read("/data/"))
    assert len(newest) == 40
    assert min(newest) >= "Tabel-045"
    assert not (made.output / "data/halaman").exists()
    kept = [
        name
        for url in ("/data/unit/kelurahan-dago/", "/data/unit/kelurahan-dago/2/")
        for name in titles(made.read(url))
    ]
    assert kept == [f"Tabel-{number:03d}" for number in range(45)]


def test_areas_are_listed_by_name_and_by_the_unit_above(city: Make) -> None:
    made = city(REGISTER)
    made.build()
    page = made.read("/kelurahan/")
    assert [*re.findall(r'<h2 id="(huruf-.)"', page)] == ["huruf-a", "huruf-d"]
    assert '<a href="#huruf-d">D</a>' in page
    assert 'href="/kelurahan/per-induk/"' in page
    above = made.read("/kelurahan/per-induk/")
    assert re.findall(r'<h2 id="([a-z]+)"', above) == ["cicendo", "coblong"]
    assert "Kelurahan, menurut kecamatan" in above
    assert not (made.output / "skpd/per-induk").exists()


def report(kind: str, title: str) -> str:
    return f"---\njudul: {title}\njenis: {kind}\n---\nIsi laporan ini cukup panjang.\n"


@pytest.fixture
def reporting(city: Make) -> CityFolder:
    made = city(REGISTER)
    for day in range(1, 5):
        path = f"content/kelurahan/dago/laporan/2026-11-0{day}-posyandu-{day}.md"
        made.write(path, report("layanan", f"Posyandu hari {day}"))
    made.write("content/kelurahan/dago/laporan/2026-10-05-rapat.md", report("rapat", "Rapat RW"))
    made.build()
    return made


def rows(page: str) -> list[str]:
    return re.findall(r'class="row-title"><a [^>]*>([^<]*)<', page)


def test_a_unit_has_a_list_of_all_its_reports_and_of_each_frequent_kind(
    reporting: CityFolder,
) -> None:
    assert 'href="/kelurahan/dago/laporan/"' in reporting.read("/kelurahan/dago/")
    assert "Semua laporan (5)" in reporting.read("/kelurahan/dago/")
    page = reporting.read("/kelurahan/dago/laporan/")
    assert len(rows(page)) == 5
    assert 'href="/kelurahan/dago/laporan/jenis/layanan/"' in page
    services = rows(reporting.read("/kelurahan/dago/laporan/jenis/layanan/"))
    assert services == [f"Posyandu hari {day}" for day in (4, 3, 2, 1)]
    assert not (reporting.output / "kelurahan/dago/laporan/jenis/rapat").exists()
    assert not (reporting.output / "kelurahan/arjuna/laporan").exists()


def test_a_list_tells_search_engines_the_titles_that_it_has(reporting: CityFolder) -> None:
    for url in ("/arsip/2026/10/05/", "/kelurahan/dago/laporan/2026/10/"):
        (told,) = re.findall(r'<meta name="description" content="([^"]*)"', reporting.read(url))
        assert told.endswith("Rapat RW")
