"""Keys in full: what an editor keeps says the same to sitegen as what was written by hand."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.editors.full_form import Unkept, in_full
from sitegen.editors.quoting import misread
from sitegen.keys.definition import Field, Reading
from sitegen.keys.own import FIELDS
from sitegen.keys.vocabulary import REPORT_KINDS, TOPICS, keys

CITY = Path(__file__).parent.parent / "content"
CHOICES = {"jenis": keys(REPORT_KINDS), "topik": keys(TOPICS)}


def reading(path: str) -> Reading:
    return Reading(path=path, zone=ZoneInfo("Asia/Jakarta"), choices=CHOICES)


def fields_of_file(path: Path) -> tuple[Field, ...]:
    if path.name == "unit.yml":
        return FIELDS["profil"]
    if "laporan" in path.parts:
        return FIELDS["laporan"]
    return FIELDS["halaman" if "halaman" in path.parts else "dataset"]


REPORT = """\
---
title: Posyandu melayani 84 balita
tgl: 3 November 2026
topik: Kesehatan, keluarga
# berapa orang
peserta: 1.250 orang
anggaran: Rp12.345.000

foto: antre.jpg
foto_alt: Antrean
penting: yes
rujukan: Puskesmas Dago
kunci_asing: tetap   # begini
ringkasan: Semua ditimbang.
---

Isi - dengan | tanda.
"""


def test_short_forms_become_full_ones_and_the_rest_stays_as_it_is() -> None:
    made = in_full(REPORT, FIELDS["laporan"], reading("content/kelurahan/dago/laporan/a.md"))
    assert (
        made.text
        == """\
---
judul: Posyandu melayani 84 balita
tanggal: '2026-11-03'
topik:
- kesehatan
- keluarga
# berapa orang
peserta:
  jumlah: 1250
anggaran: 12345000

foto:
- berkas: antre.jpg
foto_alt: Antrean
penting: ya
rujukan:
- nama: Puskesmas Dago
kunci_asing: tetap   # begini
ringkasan: Semua ditimbang.
---

Isi - dengan | tanda.
"""
    )
    assert (made.changed, made.unkept) == (8, ())


def test_a_file_that_is_in_full_already_stays_byte_by_byte() -> None:
    made = in_full(REPORT, FIELDS["laporan"], reading("content/kelurahan/dago/laporan/a.md"))
    again = in_full(made.text, FIELDS["laporan"], reading("content/kelurahan/dago/laporan/a.md"))
    assert (again.text, again.changed) == (made.text, 0)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("tanggal: 2026-11-03 08:30", "tanggal"),
        ("foto: [[antre.jpg]]", "foto"),
        ("topik: {a: b}", "topik"),
    ],
)
def test_what_no_form_keeps_is_left_as_it_is_and_told(line: str, key: str) -> None:
    text = f"---\njudul: Rapat\n{line}\n---\nIsi\n"
    made = in_full(text, FIELDS["laporan"], reading("content/kelurahan/dago/laporan/a.md"))
    assert made.text == text
    assert made.unkept == (Unkept(line=3, key=key),)


def test_all_files_of_the_sample_city_come_into_full_form() -> None:
    paths = [p for p in CITY.rglob("*") if p.suffix in {".md", ".yml"}]
    assert len(paths) > 100
    count = 0
    for path in paths:
        name = path.relative_to(CITY.parent).as_posix()
        made = in_full(path.read_text("utf-8"), fields_of_file(path), reading(name))
        # A chart that is filtered by several values of a column has a list within a group.
        assert {each.key for each in made.unkept} <= {"grafik"}, name
        assert in_full(made.text, fields_of_file(path), reading(name)).changed == 0, name
        count += made.changed
    assert count > 50


@pytest.mark.parametrize(
    ("text", "other"),
    [
        *((text, True) for text in ("0222500000", "08.00", "5.10", "1e3", "+62812", "0x1F", ".5")),
        *((text, True) for text in ("true", "~", "null", "2.", "12345678901234567")),
        *((text, False) for text in ("84", "0", "-3", "32.73", "ya", "(022) 555-0106", "0-1", "")),
    ],
)
def test_a_number_that_would_be_written_otherwise_is_told_from_one_that_is_kept(
    text: str, other: bool
) -> None:
    assert misread(text) is other


def test_texts_of_figures_get_quotation_marks_and_those_that_have_them_stay() -> None:
    text = """\
telepon: 0222500000
whatsapp: "081200000000"
ppid:
  pejabat: Sekretaris
  loket: 04
warna: "#00aa55"
asing: 007
layanan:
- nama: Surat usaha
  syarat: [KTP, 010]
  biaya: 0
"""
    made = in_full(text, FIELDS["profil"], reading("content/kelurahan/dago/unit.yml"))
    assert (
        made.text
        == """\
telepon: '0222500000'
whatsapp: "081200000000"
ppid:
  pejabat: Sekretaris
  loket: '04'
warna: "#00aa55"
asing: '007'
layanan:
- nama: Surat usaha
  syarat:
  - KTP
  - '010'
  biaya: '0'
"""
    )
    assert made.changed == 0
    assert [(each.line, each.key) for each in made.unquoted] == [
        (1, "telepon"),
        (3, "ppid"),
        (7, "asing"),
        (8, "layanan"),
    ]
