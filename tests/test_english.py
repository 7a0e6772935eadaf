"""A city in English: nothing that its pages say by themselves is left in Indonesian."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

from babel.messages.pofile import read_po

from tests.conftest import CityFolder
from tests.sample import REPOSITORY

CATALOGUE = REPOSITORY / "sitegen/locale/id/LC_MESSAGES/sitegen.po"
CITY = """\
-- site.yml --
name: Sample City
base_url: https://example.org
language: en
-- content/kelurahan/dago/laporan/2026-11-20-clinic.md --
---
title: Clinic for the elderly moves to the hall
date: 2026-11-20
tanggal_kegiatan: 2026-11-25
kind: layanan
topik: [kesehatan]
summary: Nurses see people in the hall of the neighbourhood.
lokasi: Hall of RW 03
status: rencana
hasil: ""
---
Nurses see people on the second floor.
-- content/kelurahan/dago/laporan/2026-10-02-drain.md --
---
title: Forty metres of drain are new
jenis: pembangunan
topik: [infrastruktur]
status: selesai
peserta: 40
anggaran: 3500000
---
People dug it.

```grafik
data: ../data/visits
jenis: garis
x: year
y: visits
seri: place
```
-- content/kelurahan/dago/data/visits.csv --
year,place,visits
2024,Mawar,412
2024,Melati,388
2025,Mawar,455
2025,Melati,401
2026,Mawar,498
2026,Melati,437
-- content/kelurahan/dago/data/visits.yml --
judul: Visits of clinics
deskripsi: How many people came.
sumber: The clinics themselves
-- content/kelurahan/dago/unit.yml --
alamat: Main Street 1
telepon: (022) 555-0101
layanan:
  - nama: Letter of residence
    syarat: Identity card
    biaya: Free
    waktu: One day
-- content/kelurahan/dago/halaman/about.md --
---
judul: About the office
---
It is open.
"""
# Proper names of offices and of the law, which are the same in both languages.
NAMES = {"Kecamatan", "Kelurahan", "Unit", "SP4N-LAPOR!"}

CODES = {"data-form"}  # which form a page is, the same in all languages
SPOKEN = {"alt", "aria-label", "content", "label", "placeholder", "title"}


class Told(HTMLParser):
    """All that a page says: its texts, and what its attributes say to readers and listeners."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: set[str] = set()
        self.coded = 0  # names of fields and files, which are the same in all languages

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.coded += tag == "code"
        self.texts |= {
            (value or "").strip()
            for name, value in attrs
            if name in SPOKEN or (name.startswith("data-") and name not in CODES)
        }

    def handle_endtag(self, tag: str) -> None:
        self.coded -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self.coded:
            self.texts.add(data.strip().rstrip(":"))


def test_nothing_of_the_frame_is_left_in_indonesian(city: Callable[[str], CityFolder]) -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    english: set[str] = set()
    indonesian: set[str] = set()
    for message in catalogue:
        english |= {message.id} if isinstance(message.id, str) else set(message.id)
        indonesian |= {message.string} if isinstance(message.string, str) else {*message.string}
    folder = city(CITY)
    result = folder.build()
    assert result.held_back == ()
    pages = sorted(folder.output.rglob("*.html"))
    assert {"agenda", "cari", "layanan", "kabar", "data", "ikuti", "unit"} <= {
        page.parent.name for page in pages
    }
    left = {}
    for page in pages:
        told = Told()
        told.feed(page.read_text(encoding="utf-8"))
        for text in told.texts & (indonesian - english) - NAMES - {""}:
            left[text] = str(page.relative_to(folder.output))
    assert left == {}
