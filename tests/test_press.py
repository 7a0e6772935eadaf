"""For journalists: a unit in figures, and the week of the city; days and counts by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.conftest import NOW, CityFolder, told
from tests.repository import git_in

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dpu,skpd,Dinas PU,,,,aktif
dlh,skpd,Dinas LH,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,kecamatan/coblong,,aktif
"""
PROFILE = """\
-- content/skpd/dpu/unit.yml --
telepon: (022) 555-0100
email: dpu@kota.example
alamat: Jalan Contoh 1
ppid: {pejabat: Sekretaris Dinas}
"""
TABLE = """\
-- content/skpd/dpu/data/jalan.csv --
tahun,panjang
2022,100
2023,110
2024,121
-- content/skpd/dpu/data/jalan.yml --
judul: Panjang jalan mantap
deskripsi: Panjang jalan dalam keadaan mantap.
sumber: {nama: Survei jalan, tautan: "https://sumber.example/jalan"}
lisensi: CC BY 4.0
frekuensi: tahunan
periode: {awal: "2022", akhir: "2024"}
cakupan: Kota Contoh
kontak: dpu@kota.example
satuan: km
kolom:
  - {nama: tahun, judul: Tahun, tipe: tahun, deskripsi: Tahun survei}
  - {nama: panjang, judul: Panjang, tipe: bulat, satuan: km, deskripsi: Panjang jalan}
grafik: [{jenis: garis, x: tahun, y: panjang, judul: Panjang jalan mantap}]
"""


def report(unit: str, day: str, slug: str, title: str) -> str:
    return (
        f"-- content/{unit}/laporan/2026/{day}-{slug}.md --\n---\njudul: {title}\ntanggal: {day}\n"
        "jenis: layanan\n---\nKegiatan ini selesai. Hasilnya dibagikan kepada 40 warga yang datang.\n"
    )


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def committed(made: CityFolder, day: str) -> None:
    """Commit everything as of noon of this day."""
    if not (made.root / ".git").exists():
        git_in(made.root, "init", "-q", "-b", "main", date=f"{day}T12:00:00+0700")
    git_in(made.root, "add", "-A", date=f"{day}T12:00:00+0700")
    git_in(made.root, "commit", "-q", "-m", "Data", date=f"{day}T12:00:00+0700")


def test_a_figure_stands_with_all_that_is_needed_to_quote_it(city: Make) -> None:
    made = city(
        REGISTER + PROFILE + TABLE + report("skpd/dpu", "2026-11-03", "a", "Jalan diperbaiki")
    )
    assert [told(each) for each in made.build().problems] == []
    page = made.read("/skpd/dpu/fakta/")
    said = words(page)
    assert "Dinas PU dalam angka" in said
    assert "1 tabel dengan periode, sumber, dan alamatnya" in said
    assert "Panjang naik dari 100 (2022) menjadi 121 km (2024), +21%" in said
    assert "Periode 2022 – 2024 Sumber Survei jalan" in said
    assert "Lisensi CC BY 4.0" in said
    assert "https://contoh.example/skpd/dpu/data/jalan/" in said
    assert 'href="https://sumber.example/jalan"' in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/deed.id"' in page
    # The year after the last one ended on 31 December 2025, and half a year of grace is over.
    assert "Data yang lebih baru seharusnya sudah ada: terlambat 10 bulan." in said
    assert "3 November 2026 · Layanan Jalan diperbaiki" in said
    assert "Sekretaris Dinas" in said
    assert 'href="mailto:dpu@kota.example"' in page
    # Printed, it carries its address as a code.
    assert 'class="print-only code"' in page


def test_units_and_datasets_lead_to_the_page_and_units_without_data_have_none(city: Make) -> None:
    made = city(REGISTER + TABLE)
    made.build()
    for address in ("/skpd/dpu/", "/skpd/dpu/data/jalan/", "/pers/"):
        assert 'href="/skpd/dpu/fakta/"' in made.read(address)
    assert not (made.output / "skpd/dlh/fakta").exists()
    assert "/skpd/dlh/fakta/" not in made.read("/skpd/dlh/") + made.read("/pers/")
    assert "/skpd/dpu/fakta/" in "".join(
        path.read_text(encoding="utf-8") for path in made.output.rglob("sitemap*.xml")
    )


def test_the_page_of_a_closed_unit_leads_to_its_home_page_and_nothing_leads_to_it(
    city: Make,
) -> None:
    made = city(
        REGISTER.replace("dpu,skpd,Dinas PU,,,,aktif", "dpu,skpd,Dinas PU,,,,nonaktif") + TABLE
    )
    made.build()
    assert 'content="0; url=/skpd/dpu/"' in made.read("/skpd/dpu/fakta/")
    assert "/skpd/dpu/fakta/" not in made.read("/skpd/dpu/data/jalan/")
    assert "/skpd/dpu/fakta/" not in made.read("/skpd/dpu/") + made.read("/pers/")


def test_the_week_is_seven_days_up_to_today(city: Make) -> None:
    # Today is 21 November 2026.
    made = city(
        REGISTER
        + report("skpd/dpu", "2026-11-14", "lama", "Sehari terlalu lama")
        + report("skpd/dpu", "2026-11-15", "tepi", "Hari pertama sepekan")
        + report("kelurahan/dago", "2026-11-21", "kini", "Hari ini")
    )
    made.build()
    said = words(made.read("/pers/"))
    assert "Untuk pers: 15–21 November 2026" in said
    assert "2 laporan dari 2 unit dalam tujuh hari; tidak ada data baru atau berubah." in said
    assert "15 November Hari pertama sepekan Layanan" in said
    assert "Sehari terlalu lama" not in said
    assert said.index("Dinas PU") < said.index("Kelurahan Dago")


def test_a_new_day_makes_another_week(city: Make) -> None:
    made = city(REGISTER + report("skpd/dpu", "2026-11-15", "tepi", "Hari pertama sepekan"))
    made.build()
    assert "Hari pertama sepekan" in made.read("/pers/")
    made.build(clock=NOW + timedelta(days=1))
    said = words(made.read("/pers/"))
    assert "Untuk pers: 16–22 November 2026" in said
    assert "Dalam tujuh hari ini tidak ada laporan dan tidak ada data yang berubah." in said


def test_what_has_no_room_is_counted_and_can_be_reached(city: Make) -> None:
    own = "".join(report("skpd/dpu", "2026-11-20", f"k{n}", f"Kegiatan ke-{n}") for n in range(6))
    made = city(REGISTER + PROFILE + own)
    made.build()
    page = made.read("/pers/")
    said = words(page)
    assert said.count("Kegiatan ke-") == 4
    assert "6 laporan · (022) 555-0100 · dpu@kota.example" in said
    assert "2 laporan lainnya" in said
    assert 'href="/skpd/dpu/laporan/"' in page


def test_data_are_new_in_the_week_of_their_first_commit_and_changed_in_later_ones(
    city: Make,
) -> None:
    made = city(REGISTER + TABLE)
    committed(made, "2026-11-10")
    made.build()
    assert "Panjang jalan" not in words(made.read("/pers/"))
    made.build(clock=datetime.fromisoformat("2026-11-12T12:00"))
    said = words(made.read("/pers/"))
    assert "0 laporan dari 0 unit dan 1 tabel baru atau berubah dalam tujuh hari." in said
    assert "10 November 2026 · Data baru · Dinas PU Panjang jalan mantap" in said
    path = "content/skpd/dpu/data/jalan.csv"
    made.write(path, (made.root / path).read_text(encoding="utf-8").replace("121", "122"))
    committed(made, "2026-11-19")
    made.build()
    said = words(made.read("/pers/"))
    assert "19 November 2026 · Data berubah ( 1 nilai diubah ) · Dinas PU Panjang" in said
    assert "menjadi 122 km (2024)" in said
