"""Innovations by unit, with the agencies that have none; achievements by the year of the event."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.pages import unit_shared
from sitegen.portal import achievements, innovations
from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,penerus
dinkes,skpd,Dinas Kesehatan,,,,aktif,,
disdik,skpd,Dinas Pendidikan,,,,aktif,,
coblong,kecamatan,Coblong,32.73.02,,,aktif,,
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif,,
"""


def report(made: CityFolder, unit: str, day: str, kind: str, title: str, event: str = "") -> None:
    more = f"tanggal_kegiatan: {event}\n" if event else ""
    name = title.lower().replace(" ", "-")
    text = f"---\njudul: {title}\njenis: {kind}\n{more}---\nIsi laporan yang cukup.\n"
    made.write(f"content/{unit}/laporan/{day}-{name}.md", text)


@pytest.fixture
def told(city: Make) -> CityFolder:
    made = city(CITY)
    report(made, "skpd/dinkes", "2026-03-02", "inovasi", "Antrean lewat pesan")
    report(made, "kelurahan/dago", "2026-04-02", "inovasi", "Bank sampah keliling")
    report(made, "skpd/disdik", "2026-01-05", "prestasi", "Juara olimpiade", "2025-12-20")
    report(made, "kelurahan/dago", "2026-02-05", "prestasi", "Lomba kebersihan", "2026-02-01")
    report(made, "skpd/disdik", "2026-05-05", "layanan", "Kelas malam")
    return made


def headed(page: str) -> list[str]:
    """The headings of a list, with the titles below each."""
    found = re.findall(r'<h2 id="g\d+">(.*?)</h2>|row-title"><a[^>]*>(.*?)</a>', page)
    return [re.sub(r"<.*?>", "", heading or f"- {title}") for heading, title in found]


def test_innovations_stand_by_unit_agencies_first(told: CityFolder) -> None:
    told.build()
    page = told.read("/inovasi/index.html")
    assert headed(page) == [
        "Dinas Kesehatan",
        "- Antrean lewat pesan",
        "Kelurahan Dago",
        "- Bank sampah keliling",
    ]
    assert "paling sedikit satu: 1 dari 2" in page


def test_an_agency_without_an_innovation_is_named_and_a_kelurahan_is_not(told: CityFolder) -> None:
    told.build()
    counts = told.read("/inovasi/index.html").partition('<ul class="counts">')[2]
    rest = counts.partition("</ul>")[0]
    assert re.findall(r">([^<>]+)</a> <span>(.*?)</span>", rest) == [
        ("Dinas Pendidikan", "belum ada laporan")
    ]


def test_an_achievement_counts_in_the_year_of_its_event(told: CityFolder) -> None:
    told.build()
    page = told.read("/prestasi/index.html")
    assert headed(page) == ["2026", "- Lomba kebersihan", "2025", "- Juara olimpiade"]
    assert headed(told.read("/prestasi/2025/index.html")) == ["Desember 2025", "- Juara olimpiade"]
    assert '<time datetime="2025-12-20">' in told.read("/prestasi/2025/index.html")


def test_the_pages_are_there_before_anything_is_reported(city: Make) -> None:
    made = city(CITY)
    made.build()
    assert "0 dari 2" in made.read("/inovasi/index.html")
    assert "Belum ada unit yang melaporkan prestasi." in made.read("/prestasi/index.html")


def test_too_many_are_told_as_numbers_that_lead_on(
    told: CityFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (achievements, innovations, unit_shared):
        monkeypatch.setattr(module, "LIST_LIMIT", 1)
    report(told, "skpd/disdik", "2026-06-05", "prestasi", "Lomba sekolah", "2026-06-01")
    told.build()
    assert headed(told.read("/prestasi/index.html")) == []
    assert 'href="/prestasi/2026/02/"' in told.read("/prestasi/2026/index.html")
    assert headed(told.read("/prestasi/2026/02/index.html")) == [
        "1 Februari 2026",
        "- Lomba kebersihan",
    ]
    assert headed(told.read("/inovasi/index.html")) == []


def test_another_report_leaves_both_pages_as_they_are(told: CityFolder) -> None:
    told.build()
    report(told, "skpd/disdik", "2026-05-06", "layanan", "Kelas pagi")
    published = told.build().published
    assert published is not None
    written = published.written
    assert not [path for path in written if path.startswith(("inovasi/", "prestasi/"))]


def test_feeds_have_the_latest_of_each(told: CityFolder) -> None:
    told.build()
    assert "Antrean lewat pesan" in told.read("/inovasi/feed.xml")
    assert "Kelas malam" not in told.read("/prestasi/feed.xml")
