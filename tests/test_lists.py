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


def test_up_to_a_hundred_data_stand_on_one_page(city: Make) -> None:
    made = city(REGISTER)
    names = [f"tabel-{number:03d}" for number in range(100)]
    for name in names:
        table(made, "kelurahan/dago", name)
    made.build()
    assert titles(made.read("/data/")) == [name.title() for name in names]


def test_more_data_are_found_by_facets_each_on_pages_of_sixty(city: Make) -> None:
    made = city(REGISTER)
    for number in range(360):
        unit = ("kelurahan/dago", "kelurahan/arjuna", "skpd/dinkes")[number % 3]
        topic = ("kesehatan", "keluarga", "sampah")[number // 120]
        table(made, unit, f"tabel-{number:03d}", topic=topic, period=str(2022 + number // 300))
    made.build()
    page = made.read("/data/")
    newest = titles(page)
    assert len(newest) == 60
    assert min(newest) == "Tabel-300"  # those that reach up to 2023
    assert "360 tabel data dari 3 unit" in page
    for facet, count in (("topik", 3), ("unit", 3), ("sampai", 2)):
        values = re.findall(f'href="(/data/{facet}/[^"]*)"', page)
        assert len(values) == count
        found: list[str] = []
        for url in values:
            first = made.read(url)
            parts = dict.fromkeys([url, *re.findall(f'href="({url}[0-9]+/)"', first)])
            for part in parts:
                own = titles(made.read(part))
                assert 0 < len(own) <= 60
                found += own
        assert sorted(found) == [f"Tabel-{number:03d}" for number in range(360)]


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
