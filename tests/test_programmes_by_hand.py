"""Programmes of a city of eight units over 400 days, every figure counted by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.conftest import CityFolder

Make = Callable[[str], CityFolder]
# Half past midnight of 1 March in WIB, when it is still the leap day in UTC.
MARCH = datetime.fromisoformat("2028-02-29T17:30:00+00:00")
LEAP_DAY = datetime.fromisoformat("2028-02-29T16:30:00+00:00")
HEADER = "id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,singkatan,penerus,mulai,akhir\n"
UNITS = """\
dpu,skpd,Dinas PU,,,,aktif,,,,,
dlh,skpd,Dinas LH,,,,aktif,,,,,
baru,skpd,Dinas Baru,,,,aktif,,,,2028-02,
lama,skpd,Dinas Lama,,,,nonaktif,,,dpu,,2027-12
ganti,skpd,Dinas Ganti,,,Dinas Sebelum,aktif,sebelum,,,,
tahan,skpd,Dinas Tahan,,,,aktif,,,,,
diam,skpd,Dinas Diam,,,,aktif,,,,,
coblong,kecamatan,Coblong,32.73.02,,,aktif,,,,,
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif,,,,,
"""
META = """\
judul: Realisasi kegiatan
deskripsi: Rencana dan realisasi.
sumber: {nama: Kota Contoh}
lisensi: cc-by
frekuensi: bulanan
periode: {awal: "2027", akhir: "2028"}
cakupan: Kota Contoh
kontak: data@kota.example
satuan: persen
skema: rfk
"""
HEAD = "kode,nama,tahun,bulan,pagu,rencana_fisik,realisasi_fisik,kendala,lokasi\n"
TABLES = {
    "skpd/dpu": (
        "S1,Saluran,2027,6,200,50,40,,\nS1,Saluran,2027,12,200,100,100,,\n"
        "S1,Saluran,2028,1,300,5,4,,\nS1,Saluran,2028,2,300,12,10,,\n"
    ),
    "skpd/dlh": "L1,Taman kota,2027,11,100,90,90,,\nL1,Taman kota,2027,12,100,100,100,,\n",
    "skpd/baru": "B1,Loket layanan,2028,Februari,100,10,10,,\n",
    "skpd/lama": "R1,Pasar lama,2027,12,100,100,60,,\n",
    "skpd/ganti": "G1,Gedung arsip,2028,1,100,20,15,,\nG1,Gedung arsip,2028,2,100,30,15,Izin,\n",
    "kelurahan/dago": "D1,Gang RW 05,2028,2,100,20,14,,32.73.02.1004\n",
    "skpd/tahan": "T1,Halte,2028,1,100,10,8,,\n",
    "skpd/diam": "Q1,Jembatan,2028,2,100,10,,,\n",
}
PROJECT = "kode,nama,keadaan\nP-1,Gorong-gorong Jalan A,berjalan\n"


def report(made: CityFolder, name: str, day: str, programme: str, state: str = "berjalan") -> None:
    made.write(
        f"content/skpd/dpu/laporan/{day[:4]}/{day[:10]}-{name}.md",
        f"---\njudul: Kabar {name}\ntanggal: {day}\njenis: pembangunan\nstatus: {state}\n"
        f"program: {programme}\n---\nIsi kabar {name}.\n",
    )


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


@pytest.fixture
def made(city: Make) -> CityFolder:
    made = city("")
    made.write("data/units.csv", HEADER + UNITS)
    for unit, rows in TABLES.items():
        made.write(f"content/{unit}/data/kegiatan.csv", HEAD + rows)
        made.write(f"content/{unit}/data/kegiatan.yml", META)
    made.write("content/skpd/dpu/data/proyek.csv", PROJECT)
    made.write("content/skpd/dpu/data/proyek.yml", META.replace("skema: rfk", "skema: proyek"))
    report(made, "malam-tahun-baru", "2027-12-31 23:30", "S1")
    report(made, "tahun-baru", "2028-01-01 00:30", "S1")
    report(made, "kabisat", "2028-02-29", "S1 Saluran")
    report(made, "maret", "2028-03-01", "S1")
    # Written in 2028 of what was in 2027.
    report(made, "susulan", "2027-06-15", "P-1", "rencana")
    report(made, "digali", "2028-02-10", "P-1")
    made.build(clock=MARCH)
    return made


def test_the_city_has_the_figures_that_were_counted_by_hand(made: CityFolder) -> None:
    said = words(made.read("/program/"))
    # February of four units by their budgets: (300x10 + 100x10 + 100x15 + 100x14) / 600 of
    # (300x12 + 100x10 + 100x30 + 100x20) / 600. Of seven, as the closed unit's is no longer the city's.
    assert "11,5% pekerjaan fisik selesai dari rencana 16% sampai Februari 2028." in said
    assert "Rata-rata 4 dari 7 kegiatan" in said
    assert (
        "1 jauh di bawah rencana (lebih dari 10 poin) 3 di bawah rencana 1 sesuai rencana" in said
    )
    # Units: all, critical, behind, on plan, finished, not reported.
    for row in (
        "Dinas PU 1 0 1 0 0 0",
        "Dinas LH 1 0 0 0 1 0",
        "Dinas Baru 1 0 0 1 0 0",
        "Dinas Ganti 1 1 0 0 0 0",
        "Dinas Tahan 1 0 1 0 0 0",
        "Dinas Diam 1 0 0 0 0 1",
        "Kelurahan Dago 1 0 1 0 0 0",
    ):
        assert row in said
    assert "Dinas Lama" not in said
    assert "Coblong 1 1 Kegiatan tanpa wilayah dari daftar unit: 6." in said
    assert "Gedung arsip" in said


def test_each_unit_has_its_own_newest_year(made: CityFolder) -> None:
    for unit, sentence in (
        ("skpd/dpu", "10% pekerjaan fisik selesai dari rencana 12% sampai Februari 2028."),
        ("skpd/dlh", "100% pekerjaan fisik selesai dari rencana 100% sampai Desember 2027."),
        ("skpd/baru", "10% pekerjaan fisik selesai dari rencana 10% sampai Februari 2028."),
        ("skpd/lama", "60% pekerjaan fisik selesai dari rencana 100% sampai Desember 2027."),
        ("skpd/ganti", "15% pekerjaan fisik selesai dari rencana 30% sampai Februari 2028."),
        ("skpd/tahan", "8% pekerjaan fisik selesai dari rencana 10% sampai Januari 2028."),
        ("kelurahan/dago", "14% pekerjaan fisik selesai dari rencana 20% sampai Februari 2028."),
    ):
        assert sentence in words(made.read(f"/{unit}/program/"))
        assert sentence in words(made.read(f"/{unit}/"))
    assert "realisasi belum dilaporkan" in words(made.read("/skpd/diam/program/"))
    for unit, late in (("skpd/ganti", True), ("skpd/dpu", True), ("skpd/baru", False)):
        assert ("Di bawah rencana:" in words(made.read(f"/{unit}/"))) == late


def test_reports_belong_to_the_year_of_their_day_where_the_city_is(made: CityFolder) -> None:
    said = words(made.read("/skpd/dpu/program/s1/"))
    assert "Kabar malam-tahun-baru" not in said
    assert "1 Januari 2028 Kabar tahun-baru" in said
    assert "29 Februari 2028 Kabar kabisat" in said
    assert "1 Maret 2028 Kabar maret" in said
    made.build(clock=LEAP_DAY)
    said = words(made.read("/skpd/dpu/program/s1/"))
    assert "Kabar kabisat" in said
    assert "Kabar maret" not in said


def test_a_back_dated_report_stands_where_its_day_is(made: CityFolder) -> None:
    said = words(made.read("/skpd/dpu/program/p-1/"))
    assert "Sebelum pekerjaan 15 Juni 2027 Kabar susulan" in said
    assert said.index("Kabar susulan") < said.index("Kabar digali")
    assert "Kabar susulan" not in words(made.read("/skpd/dpu/program/s1/"))


def test_a_renamed_and_a_closed_unit_lead_on(made: CityFolder) -> None:
    for place in ("program/", "program/g1/"):
        assert f'content="0; url=/skpd/ganti/{place}"' in made.read(f"/skpd/sebelum/{place}")
    assert "Pasar lama" in made.read("/skpd/lama/program/r1/")


def test_a_held_table_keeps_the_figures_of_its_last_good_version(made: CityFolder) -> None:
    rows = TABLES["skpd/tahan"] + "T1,Halte,2028,2,100,20,5,Atas nama 3273014501900001,\n"
    made.write("content/skpd/tahan/data/kegiatan.csv", HEAD + rows)
    before = made.read("/program/program.csv")
    made.build(clock=MARCH)
    assert "sampai Januari 2028" in words(made.read("/skpd/tahan/program/"))
    assert made.read("/program/program.csv") == before
    made.write(
        "content/skpd/tahan/data/kegiatan.csv",
        HEAD + rows.replace("Atas nama 3273014501900001", ""),
    )
    made.build(clock=MARCH)
    # 15 points behind: it is one of the critical ones now, and in the sentence:
    # (6,900 + 100x5) / 700 of (9,600 + 100x20) / 700.
    said = words(made.read("/program/"))
    assert "10,6% pekerjaan fisik selesai dari rencana 16,6% sampai Februari 2028." in said
    assert "2 jauh di bawah rencana" in said


def test_holidays_change_no_figure(made: CityFolder) -> None:
    before = {path: body for path, body in made.files().items() if "program/" in path}
    made.write("data/libur.csv", "tanggal,keterangan\n2028-02-29,Contoh\n2027-12-31,Contoh\n")
    made.build(clock=MARCH)
    assert {path: body for path, body in made.files().items() if "program/" in path} == before
