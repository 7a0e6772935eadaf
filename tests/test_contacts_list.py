"""The page of all contacts, and its files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,penerus
dinkes,skpd,Dinas Kesehatan,,,,aktif,,
disdik,skpd,Dinas Pendidikan,,,,aktif,,
coblong,kecamatan,Coblong,32.73.02,,,aktif,,
lama,kelurahan,Lama,32.73.02.1009,coblong,,nonaktif,,kelurahan/dago
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif,,
-- content/skpd/dinkes/unit.yml --
alamat: "Jalan Contoh 5, Lantai 2; Blok A"
jam_layanan: Senin sampai Jumat 08.00 sampai 15.00
telepon: (022) 555-0104
whatsapp: 0812-0000-0000
email: dinkes@kota.example
-- content/kelurahan/lama/unit.yml --
telepon: (022) 555-0999
"""


@pytest.fixture
def reached(city: Make) -> CityFolder:
    made = city(CITY)
    made.build()
    return made


def test_units_of_a_kind_stand_with_what_leads_to_them(reached: CityFolder) -> None:
    page = reached.read("/kontak/skpd/index.html")
    assert 'href="tel:0225550104"' in page
    assert 'href="https://wa.me/6281200000000"' in page
    assert 'href="mailto:dinkes@kota.example"' in page
    assert "1 dari 2 mencantumkan kontak." in page


def test_units_without_a_contact_are_named(reached: CityFolder) -> None:
    rest = reached.read("/kontak/skpd/index.html").partition('id="tanpa"')[2]
    assert re.findall(r'<a href="(/skpd/[^"]+)">([^<]+)</a>', rest) == [
        ("/skpd/disdik/", "Dinas Pendidikan")
    ]


def test_the_first_page_leads_to_each_kind(reached: CityFolder) -> None:
    page = reached.read("/kontak/index.html")
    assert re.findall(r'class="entry" href="(.*?)"', page) == [
        "/kontak/skpd/",
        "/kontak/kecamatan/",
        "/kontak/kelurahan/",
    ]


def test_every_page_leads_to_the_contacts(reached: CityFolder) -> None:
    pages = [path for path in reached.files() if path.endswith("kelurahan/dago/index.html")]
    assert pages
    assert all('href="/kontak/"' in reached.files()[path].decode() for path in pages)


def test_the_csv_has_a_row_for_each_active_unit(reached: CityFolder) -> None:
    rows = list(csv.DictReader(io.StringIO(reached.read("/kontak/kontak.csv"))))
    assert [row["unit"] for row in rows] == [
        "skpd/dinkes",
        "skpd/disdik",
        "kecamatan/coblong",
        "kelurahan/dago",
    ]
    assert rows[0]["email"] == "dinkes@kota.example"
    assert rows[1]["telepon"] == ""


def test_cards_are_for_units_that_name_a_contact(reached: CityFolder) -> None:
    data = reached.files()["kontak/kontak.vcf"]
    assert data.endswith(b"END:VCARD\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").splitlines()
    assert lines.count("BEGIN:VCARD") == 1
    assert "FN:Dinas Kesehatan" in lines
    assert "ADR;TYPE=WORK:;;Jalan Contoh 5\\, Lantai 2\\; Blok A;;;;" in lines
    assert "TEL;TYPE=WORK,VOICE:+6281200000000" in lines
    assert "TEL;TYPE=WORK,VOICE:0225550104" in lines


def test_a_report_changes_no_contact(reached: CityFolder) -> None:
    reached.write(
        "content/skpd/dinkes/laporan/2026-05-05-a.md", "---\njudul: Kegiatan\n---\nIsi laporan.\n"
    )
    published = reached.build().published
    assert published is not None
    assert not [path for path in published.written if path.startswith("kontak/")]


def test_a_changed_profile_changes_its_kind_and_the_files_alone(reached: CityFolder) -> None:
    reached.write("content/skpd/disdik/unit.yml", "telepon: (022) 555-0105\n")
    published = reached.build().published
    assert published is not None
    assert sorted(path for path in published.written if path.startswith("kontak/")) == [
        "kontak/index.html",
        "kontak/kontak.csv",
        "kontak/kontak.vcf",
        "kontak/skpd/index.html",
    ]
