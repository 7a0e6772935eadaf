"""The files for programs, read by a client made from their description, beside what pages say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

import openapi_spec_validator
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.legible import legible
from sitegen.policy import SHARED
from sitegen.portal.api.reports import ApiReport, ApiReports
from sitegen.portal.api.resource import api_output
from sitegen.serve.headers import DEFAULT, content_type, page_headers
from tests.api_client import Client
from tests.conftest import SITE, CityFolder, write_blocks
from tests.repository import git_in

Make = Callable[[str], CityFolder]
BASE = "https://contoh.example"
MONTHS = ("2026-11", "2026-10", "2025-12")
MEETING = "content/kelurahan/dago/laporan/2026-10-04-rapat.md"
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status,id_lama,penerus
dinkes,skpd,Dinas Kesehatan,,,,aktif,dinkes-lama,
dispora,skpd,Dinas Pemuda,,,,nonaktif,,dinkes
coblong,kecamatan,Coblong,32.73.02,,,aktif,,
dago,kelurahan,Dago,32.73.02.1004,coblong,Dago Atas,aktif,,
-- data/dip.csv --
unit,ringkasan,klasifikasi,hasil_uji,tautan
skpd/dinkes,Rekam medis,dikecualikan,UU 14/2008 pasal 17 huruf h,
skpd/dinkes,Buku tamu,setiap-saat,,
-- data/dataset-lama.csv --
alamat,judul,tanggal,alasan,pengganti
/skpd/dinkes/data/posyandu/,Posyandu,2026-10-01,Digabung,/skpd/dinkes/data/kegiatan/
-- content/skpd/dinkes/unit.yml --
alamat: Jalan Contoh 1
email: dinkes@contoh.example
media_sosial: {instagram: "https://www.instagram.com/dinkes.contoh"}
layanan:
  - nama: Kartu sehat
    alias: [kartu berobat]
    topik: [kesehatan]
    syarat: Kartu keluarga; Surat pengantar
    waktu: 1 hari
    biaya: Gratis
    langkah: [Datang, Ambil nomor]
    tautan: https://layanan.example/kartu?a=1&b=2
-- content/skpd/dinkes/data/kegiatan.csv --
kode,nama,tahun,bulan,unit,pagu,rencana_fisik,realisasi_fisik,kendala,tindak_lanjut
1.01,Saluran,2026,10,Bidang Air,1000000,70,62.5,Hujan,Lembur
1.02,Jalan,2026,10,Bidang Jalan,500000,10,,,
-- content/skpd/dinkes/data/kegiatan.yml --
judul: Kegiatan
skema: rfk
lisensi: CC-BY-4.0
topik: [kesehatan]
diperbarui: 2026-11-05
-- content/skpd/dinkes/laporan/2026-11-03-imunisasi.md --
---
judul: 'Imunisasi "campak" & polio'
jenis: layanan
topik: [kesehatan]
lokasi: Puskesmas Dago
ringkasan: Semua anak hadir.
status: selesai
peserta: 41
anggaran: 1500000
---
Isi.
-- content/kelurahan/dago/laporan/2026-11-19-rencana.md --
---
judul: Kerja bakti
status: rencana
tanggal_kegiatan: 2026-11-25
---
Isi.
-- content/kelurahan/dago/laporan/2026-10-04-rapat.md --
---
judul: Rapat warga
jenis: rapat
---
Isi.
-- content/kelurahan/dago/laporan/2025-12-31-tahun-baru.md --
---
judul: Menyambut tahun baru
---
Isi.
"""
WORKS = ("programmes", "projects", "packages")
# The operations of the description, with the parameters of each of their files.
FILES: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {}) for name in ("index", "units", "datasets", "removed", "services")),
    *((name, {}) for name in ("monitor", "dip", *WORKS)),
    *(("reports", {"bulan": month}) for month in MONTHS),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    """The city for tests that change nothing."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "kota/content").mkdir(parents=True)
    write_blocks(folder / "kota", f"-- site.yml --\n{SITE}{CITY}")
    found = CityFolder(folder / "kota", folder / "keluaran")
    found.build()
    return found


@pytest.fixture
def made(city: Make) -> CityFolder:
    found = city(CITY)
    found.build()
    return found


def client_of(made: CityFolder, base: str = BASE) -> Client:
    files = made.files()
    return Client(f"{base}/api/v1/openapi.json", lambda url: files[url.removeprefix(f"{base}/")])


def rows_of(answer: Any) -> Any:
    """The entries of an answer, which are its last field."""
    return getattr(answer, answer.__struct_fields__[-1])


def heading(made: CityFolder, address: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", made.read(address.removeprefix(BASE)), re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def changed(before: dict[str, bytes], made: CityFolder) -> set[str]:
    """The files of the API that are other than before."""
    after = made.files()
    return {
        path.removeprefix("api/v1/")
        for path in before.keys() | after.keys()
        if path.startswith("api/") and before.get(path) != after.get(path)
    }


def test_the_description_is_valid_openapi_and_names_every_file(built: CityFolder) -> None:
    client = client_of(built)
    openapi_spec_validator.validate(client.description)
    assert client.description["openapi"].startswith("3.1.")
    described = {
        re.sub(r"\{\w+\}", "*", f"api/v1{path}") for path in client.description["paths"]
    } | {"api/v1/openapi.json"}
    there = {
        re.sub(r"\d{4}-\d{2}", "*", path) for path in built.files() if path.startswith("api/v1/")
    }
    assert there == described


@pytest.mark.parametrize(("operation", "parameters"), FILES)
def test_every_file_keeps_to_its_schema(
    built: CityFolder, operation: str, parameters: dict[str, str]
) -> None:
    client = client_of(built)
    assert client.faults(operation, json.loads(client.raw(operation, **parameters))) == []
    # The tables of projects and packages are of a city of their own, below.
    assert rows_of(client.call(operation, **parameters)) or operation in WORKS[1:]


def test_every_field_is_described_in_both_languages(made: CityFolder) -> None:
    texts = []
    for line in ("bahasa: id\n", "bahasa: en\n"):
        plain = (made.root / "site.yml").read_text(encoding="utf-8")
        made.write("site.yml", re.sub("(?m)^bahasa:.*\n", "", plain) + line)
        made.build()
        schemas = client_of(made).description["components"]["schemas"]
        texts.append(
            {
                (name, field): own["description"]
                for name, schema in schemas.items()
                for field, own in schema["properties"].items()
            }
        )
    indonesian, english = texts
    assert indonesian.keys() == english.keys()
    # A few words are the same in both, such as none so far.
    assert [key for key, text in indonesian.items() if text == english[key]] == []


def test_the_index_tells_each_file_as_it_is(built: CityFolder) -> None:
    client, files = client_of(built), built.files()
    told = client.call("index").berkas
    names = [each.nama for each in told]
    assert names == [
        "units",
        *(f"reports/{month}" for month in MONTHS),
        *("datasets", "removed", "services", "monitor", "dip", *WORKS),
    ]
    for each in told:
        path = f"api/v1/{each.nama}.json"
        assert each.tautan == f"{BASE}/{path}"
        assert each.ukuran == len(files[path])
        assert each.sha256 == hashlib.sha256(files[path]).hexdigest()
        *_, rows = json.loads(files[path]).values()
        assert each.jumlah == len(rows)
    newest = {each.nama: each.terbaru and each.terbaru.isoformat() for each in told}
    assert newest == {
        "units": None,
        "reports/2026-11": "2026-11-19",
        "reports/2026-10": "2026-10-04",
        "reports/2025-12": "2025-12-31",
        "datasets": "2026-11-05",
        "removed": "2026-10-01",
        "services": None,
        "monitor": "2026-11-21",
        "dip": "2026-11-19",
        "programmes": "2026-11-05",
        "projects": None,
        "packages": None,
    }


def test_reports_say_what_their_pages_say(built: CityFolder) -> None:
    client = client_of(built)
    every = [each for month in MONTHS for each in client.call("reports", bulan=month).laporan]
    for each in every:
        assert heading(built, each.halaman) == each.judul
        assert each.halaman.startswith(f"{BASE}/{each.unit}/laporan/{each.tanggal:%Y/%m}/")
    listed = {
        f"{BASE}{link}"
        for month in MONTHS
        for link in re.findall(
            r'href="(/[^"]+/laporan/[^"]+)"', built.read(f"/arsip/{month.replace('-', '/')}/")
        )
    }
    assert {each.halaman for each in every} == listed
    first = next(each for each in every if "Imunisasi" in each.judul)
    assert (first.jenis, first.status, first.topik) == ("layanan", "selesai", ["kesehatan"])
    assert (first.lokasi, first.ringkasan) == ("Puskesmas Dago", "Semua anak hadir.")
    assert (first.peserta, first.anggaran) == (41, 1_500_000)
    plan = next(each for each in every if each.status == "rencana")
    assert (plan.tanggal.isoformat(), plan.tanggal_kegiatan.isoformat()) == (
        "2026-11-19",
        "2026-11-25",
    )


def test_units_say_what_their_pages_say(built: CityFolder) -> None:
    units = {each.unit: each for each in client_of(built).call("units").unit}
    assert list(units) == ["skpd/dinkes", "kecamatan/coblong", "kelurahan/dago", "skpd/dispora"]
    for each in units.values():
        assert each.aktif == bool(each.halaman)
        assert not each.halaman or heading(built, each.halaman) == each.nama
    dago, old, health = units["kelurahan/dago"], units["skpd/dispora"], units["skpd/dinkes"]
    assert (dago.induk, dago.kode_wilayah, dago.nama_lama) == (
        "kecamatan/coblong",
        "32.73.02.1004",
        ["Dago Atas"],
    )
    assert (old.penerus, old.aktif) == (["skpd/dinkes"], False)
    assert health.unit_lama == ["skpd/dinkes-lama"]
    contacts = {
        row["unit"]: row for row in csv.DictReader(io.StringIO(built.read("/kontak/kontak.csv")))
    }
    for key, row in contacts.items():
        for name in ("nama", "alamat", "jam", "telepon", "whatsapp", "email", "halaman"):
            assert getattr(units[key], name) == row[name]


def test_every_unit_that_a_file_names_is_among_the_units(built: CityFolder) -> None:
    client = client_of(built)
    units = client.call("units").unit
    keys = {each.unit for each in units}
    every = [client.call(name, **more) for name, more in FILES if name not in {"index", "removed"}]
    named = {each.unit for answer in every for each in rows_of(answer)}
    named |= {each.induk for each in units if each.induk}
    assert named | set(chain.from_iterable(each.penerus for each in units)) <= keys
    assert {"skpd/dinkes", "kelurahan/dago"} <= named


def test_datasets_are_those_of_the_catalogue_and_their_files_are_there(built: CityFolder) -> None:
    (own,) = client_of(built).call("datasets").data
    other, gone = json.loads(built.read("/data.json"))["dataset"]
    (removed,) = client_of(built).call("removed").dicabut
    assert removed.id == gone["identifier"] == "skpd/dinkes-lama/data/posyandu"
    assert removed.keterangan == gone["description"]
    assert (own.id, own.judul, own.halaman) == (
        other["identifier"],
        other["title"],
        other["@id"],
    )
    assert (own.unit, own.nama, own.baris, own.kolom) == ("skpd/dinkes", "kegiatan", 2, 10)
    files = built.files()
    assert {each.tautan for each in own.berkas} == {
        each["downloadURL"] for each in other["distribution"]
    }
    for each in own.berkas:
        body = files[each.tautan.removeprefix(f"{BASE}/")]
        assert (each.ukuran, each.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert own.skema.removeprefix(f"{BASE}/") in files
    assert own.csvw.removeprefix(f"{BASE}/") in files


def test_services_say_what_the_profile_says(built: CityFolder) -> None:
    (own,) = client_of(built).call("services").layanan
    assert heading(built, own.halaman) == own.nama == "Kartu sehat"
    assert (own.nama_lain, own.syarat) == (
        ["kartu berobat"],
        ["Kartu keluarga", "Surat pengantar"],
    )
    assert (own.waktu, own.biaya, own.langkah) == ("1 hari", "Gratis", ["Datang", "Ambil nomor"])
    assert own.tautan == "https://layanan.example/kartu?a=1&b=2"


def test_the_monitor_has_the_figures_of_its_other_files(built: CityFolder) -> None:
    own = client_of(built).call("monitor")
    other = json.loads(built.read("/keaktifan/keaktifan.json"))
    assert own.dihitung.isoformat() == other["dihitung"]
    assert len(own.unit) == len(other["unit"]) == 3
    for each, row in zip(own.unit, other["unit"], strict=True):
        for month in each.bulan:
            assert month.laporan == row[month.bulan]
        for name in each.__struct_fields__:
            value = getattr(each, name)
            if name == "saluran":
                assert value == [channel for channel in SALURAN if row[channel] == "ya"]
            elif name != "bulan":
                assert (value.isoformat() if hasattr(value, "isoformat") else value) == row[name]


SALURAN = ("microsite", "instagram", "facebook", "x", "youtube", "tiktok", "whatsapp", "situs")


def test_the_register_is_that_of_its_table(built: CityFolder) -> None:
    own = client_of(built).call("dip").informasi
    table = list(csv.DictReader(io.StringIO(built.read("/dip/dip.csv"))))
    assert len(own) == len(table) > 4
    for each, row in zip(own, table, strict=True):
        assert {name: str(getattr(each, name)) for name in row} == row
    (exempt,) = (each for each in own if each.klasifikasi == "dikecualikan")
    assert (exempt.ringkasan, exempt.tautan) == ("Rekam medis", "")


def test_programmes_are_those_of_their_other_files(built: CityFolder) -> None:
    own = client_of(built).call("programmes").kegiatan
    other = json.loads(built.read("/program/program.json"))["kegiatan"]
    assert len(own) == len(other) == 2
    for each, row in zip(own, other, strict=True):
        renamed = {**row, "unit": row["pemilik"], "pelaksana": row["unit"]}
        del renamed["pemilik"]
        assert {name: getattr(each, name) for name in renamed} == renamed
    assert own[0].deviasi_fisik == -7.5
    assert own[1].deviasi_fisik is None
    assert own[0].halaman == f"{BASE}/skpd/dinkes/program/"


WORK = """\
-- content/skpd/dinkes/data/proyek.csv --
kode,nama,keadaan,unit,kegiatan,paket,mulai,selesai,pagu,sumber_dana,lokasi,tempat,keterangan
P-01,Saluran baru,berjalan,Bidang Air,1.01,501;502,2026-03-01,2026-12-15,900000,APBD,32.73.02,Jalan Dago,Hujan
P-02,Taman,rencana,,,,,,,,,,
-- content/skpd/dinkes/data/proyek.yml --
judul: Proyek
skema: proyek
lisensi: CC-BY-4.0
diperbarui: 2026-11-06
-- content/skpd/dinkes/data/paket.csv --
kode_rup,nama,tahun,metode,jenis,pagu,kontrak,nomor_kontrak,mulai,selesai,penyedia
501,Saluran tahap 1,2026,tender,Pekerjaan konstruksi,500000,450000,12/PKT/2026,2026-03-01,2026-09-30,PT Air Jernih
502,Saluran tahap 2,2026,pengadaan langsung,,400000,,,,,
-- content/skpd/dinkes/data/paket.yml --
judul: Paket pengadaan
skema: paket
lisensi: CC-BY-4.0
diperbarui: 2026-11-07
"""


def test_projects_and_packages_are_those_of_their_tables(city: Make) -> None:
    made = city(CITY + WORK)
    made.build()
    client = client_of(made)
    first, second = client.call("projects").proyek
    assert (first.kode, list(first.paket), first.pagu) == ("P-01", ["501", "502"], 900000)
    assert (first.mulai, first.selesai) == (date(2026, 3, 1), date(2026, 12, 15))
    assert first.halaman == f"{BASE}/skpd/dinkes/program/p-01/"
    assert heading(made, first.halaman) == "Saluran baru"
    assert (second.keadaan, second.mulai, second.pagu) == ("rencana", None, None)
    bought, planned = client.call("packages").paket
    row = next(csv.DictReader(io.StringIO(made.read("/skpd/dinkes/data/paket/paket.csv"))))
    assert {name: str(getattr(bought, name)) for name in row} == row
    assert (planned.kontrak, planned.penyedia, planned.mulai) == (None, "", None)
    assert planned.halaman == f"{BASE}/skpd/dinkes/program/"
    told = {each.nama: each for each in client.call("index").berkas}
    assert (told["projects"].jumlah, told["projects"].terbaru) == (2, date(2026, 11, 6))
    assert (told["packages"].jumlah, told["packages"].terbaru) == (2, date(2026, 11, 7))
    for name, spoil in (
        ("projects", put("paket", "501;502")),
        ("projects", put("mulai", "2026-03")),
        ("packages", put("kontrak", "Rp450.000")),
        ("packages", put("tahun", None)),
    ):
        answer = json.loads(client.raw(name))
        assert client.faults(name, answer) == []
        spoil(answer)
        assert client.faults(name, answer), name


def test_an_edit_of_a_report_makes_its_month_and_the_index_again(made: CityFolder) -> None:
    before = made.files()
    path = made.root / MEETING
    made.write(MEETING, path.read_text(encoding="utf-8").replace("Rapat warga", "Musyawarah"))
    made.build()
    assert changed(before, made) == {"reports/2026-10.json", "index.json"}
    assert "Musyawarah" in made.read("/api/v1/reports/2026-10.json")


def test_a_text_alone_changes_no_file(made: CityFolder) -> None:
    before = made.files()
    path = made.root / MEETING
    text = path.read_text(encoding="utf-8").replace(
        "jenis: rapat", "jenis: rapat\nringkasan: Sama."
    )
    made.write(MEETING, text)
    made.build()
    assert changed(before, made) == {"reports/2026-10.json", "index.json"}
    before = made.files()
    made.write(MEETING, text.replace("Isi.", "Isi lain."))
    made.build()
    assert changed(before, made) == set()


def test_a_new_day_changes_the_monitor_and_no_month(made: CityFolder) -> None:
    """Even if a plan has become overdue since."""
    before = made.files()
    made.build(clock=datetime.fromisoformat("2026-11-28T12:00"))
    assert changed(before, made) == {"monitor.json", "index.json"}
    page = made.read("/kelurahan/dago/laporan/2026/11/rencana/")
    assert page.encode() != before["kelurahan/dago/laporan/2026/11/rencana/index.html"]


def test_a_month_without_reports_any_more_has_no_file(made: CityFolder) -> None:
    (made.root / MEETING).unlink()
    made.build()
    assert "api/v1/reports/2026-10.json" not in made.files()
    names = {each.nama for each in client_of(made).call("index").berkas}
    assert "reports/2026-10" not in names
    assert "reports/2026-11" in names


def test_the_index_is_the_same_whatever_was_there_before(made: CityFolder) -> None:
    made.write("content/kelurahan/dago/laporan/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    made.build()
    (made.output / "api/v1/reports/2025-12.json").unlink()
    (made.output / "api/v1/units.json").write_text("{}", encoding="utf-8")
    made.build()
    after = made.files()
    made.build(force=True)
    assert made.files() == after
    assert {each.code for each in made.build(verify="all").problems} == {"D013"}
    made.build(write=False)
    (made.output / "api/v1/index.json").unlink()
    made.build()
    assert made.files() == after


def test_what_is_held_back_is_in_no_file(made: CityFolder) -> None:
    before = made.files()
    nik = "3273014101900001"
    made.write(
        "content/kelurahan/dago/laporan/2026-11-20-bantuan.md",
        f"---\njudul: Bantuan untuk NIK {nik}\n---\nIsi.\n",
    )
    made.write("content/kelurahan/dago/data/warga.csv", f"nama,nik\nSiti,{nik}\n")
    result = made.build()
    assert len(result.held_back) == 2
    assert changed(before, made) == {"monitor.json", "index.json"}
    (own,) = (
        each for each in client_of(made).call("monitor").unit if each.unit == "kelurahan/dago"
    )
    assert own.berkas_menunggu == 2
    assert not any(nik.encode() in body for body in made.files().values())


def test_a_dataset_that_waits_is_there_as_it_was(made: CityFolder) -> None:
    (before,) = client_of(made).call("datasets").data
    assert not before.menunggu
    table = "content/skpd/dinkes/data/kegiatan.csv"
    text = (made.root / table).read_text(encoding="utf-8")
    made.write(table, text.replace("Bidang Air", "NIK 3273014101900001"))
    assert made.build().held_back == (table,)
    client = client_of(made)
    (after,) = client.call("datasets").data
    assert after.menunggu
    assert [each.sha256 for each in after.berkas] == [each.sha256 for each in before.berkas]
    assert client.call("programmes").kegiatan[0].pelaksana == "Bidang Air"


def test_a_closed_unit_keeps_its_reports_and_says_who_follows(made: CityFolder) -> None:
    made.write("content/skpd/dispora/laporan/2025-12-01-lomba.md", "---\njudul: Lomba\n---\nIsi.\n")
    made.build()
    client = client_of(made)
    (own,) = (each for each in client.call("units").unit if each.unit == "skpd/dispora")
    assert (own.aktif, own.penerus, own.halaman) == (
        False,
        ["skpd/dinkes"],
        f"{BASE}/skpd/dispora/",
    )
    reports = client.call("reports", bulan="2025-12").laporan
    assert [(each.judul, each.unit) for each in reports] == [
        ("Menyambut tahun baru", "kelurahan/dago"),
        ("Lomba", "skpd/dispora"),
    ]
    assert "skpd/dispora" not in {each.unit for each in client.call("monitor").unit}


def commit(made: CityFolder, moment: str) -> None:
    if not (made.root / ".git").exists():
        git_in(made.root, "init", "-q", "-b", "main", date=moment)
    git_in(made.root, "add", "-A", date=moment)
    git_in(made.root, "commit", "-q", "-m", "perubahan", date=moment)


def test_dates_of_git_are_told(made: CityFolder) -> None:
    commit(made, "2026-11-10T08:00:00+07:00")
    made.build()
    (dataset,) = client_of(made).call("datasets").data
    assert (str(dataset.terbit), str(dataset.diperbarui)) == ("2026-11-10", "2026-11-05")
    path = made.root / MEETING
    made.write(MEETING, path.read_text(encoding="utf-8").replace("Rapat", "Musyawarah"))
    commit(made, "2026-11-20T23:30:00+07:00")
    made.build()
    client = client_of(made)
    (report,) = client.call("reports", bulan="2026-10").laporan
    assert str(report.diubah) == "2026-11-20"
    newest = {each.nama: str(each.terbaru) for each in client.call("index").berkas}
    assert newest["reports/2026-10"] == "2026-11-20"
    assert newest["reports/2025-12"] == "2026-11-10"


@given(st.text(), st.lists(st.text()), st.none() | st.integers(-(2**53), 2**53))
def test_any_text_comes_back_but_what_no_page_may_have(
    text: str, topics: list[str], number: int | None
) -> None:
    values: dict[str, Any] = dict.fromkeys(ApiReport.__struct_fields__, "")
    values |= {
        "judul": text,
        "topik": tuple(topics),
        "peserta": number,
        "anggaran": None,
        "tanggal": date(2026, 11, 3),
        "tanggal_kegiatan": date(2026, 11, 2),
        "waktu_terbit": None,
        "diubah": None,
    }
    own = ApiReports(tautan=text, bulan="2026-11", laporan=(ApiReport(**values),) * 2)
    body = api_output("/api/v1/reports/2026-11.json", own).body
    assert body.count(b"\n") == 4
    found = json.loads(body)
    assert found["tautan"] == found["laporan"][1]["judul"]
    known = legible_parts(text)
    assert found["tautan"] == known
    assert found["laporan"][0]["topik"] == [legible_parts(each) for each in topics]
    assert found["laporan"][0]["peserta"] == number


def legible_parts(text: str) -> str:
    """The text as JSON has it: controls below a space are escaped, what is no character is replaced."""
    return "".join(each if each < " " else legible(each) for each in text)


def test_addresses_lead_into_the_folder_of_the_site(city: Make) -> None:
    base = "https://contoh.example/terbuka"
    made = city(CITY)
    plain = (made.root / "site.yml").read_text(encoding="utf-8")
    made.write("site.yml", plain.replace(BASE, base))
    profile = "content/skpd/dinkes/unit.yml"
    text = (made.root / profile).read_text(encoding="utf-8")
    made.write(profile, text.replace("https://layanan.example/kartu?a=1&b=2", "data/kegiatan.csv"))
    made.build()
    client, files = client_of(made, base), made.files()
    for name, more in FILES:
        found = re.findall(rf'"({re.escape(BASE)}[^"]*)"', client.raw(name, **more).decode())
        for address in found:
            assert address.startswith(f"{base}/"), address
            path = address.removeprefix(f"{base}/").partition("#")[0]
            assert (f"{path}index.html" if path.endswith("/") or not path else path) in files
    (service,) = client.call("services").layanan
    assert service.tautan == f"{base}/skpd/dinkes/data/kegiatan/"


def test_an_empty_city_has_all_files_but_those_of_months(city: Make) -> None:
    made = city("-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,nama_lama,status\n")
    made.build()
    client = client_of(made)
    told = client.call("index").berkas
    assert {each.nama: each.jumlah for each in told} == dict.fromkeys(
        ("units", "datasets", "removed", "services", "monitor", "dip", *WORKS), 0
    )
    for each in told:
        assert client.faults(each.nama, json.loads(client.raw(each.nama))) == []


def test_other_sites_may_read_the_files() -> None:
    for name in ("index", "openapi", "reports/2026-11"):
        assert SHARED in page_headers(DEFAULT, f"/api/v1/{name}.json")
        assert content_type(f"{name}.json") == "application/json"
    assert SHARED not in page_headers(DEFAULT, "/api/")


def test_every_entry_stands_on_a_line_of_its_own(built: CityFolder) -> None:
    head, *rows, end = built.read("/api/v1/reports/2026-11.json").splitlines()
    assert json.loads(f"{head}]}}")["bulan"] == "2026-11"
    assert [json.loads(row.rstrip(","))["judul"] for row in rows] == [
        "Kerja bakti",
        'Imunisasi "campak" & polio',
    ]
    assert end == "]}"


def test_the_page_names_every_file_and_field(built: CityFolder) -> None:
    page, client = built.read("/api/").replace("<wbr>", ""), client_of(built)
    codes = set(re.findall(r"<code>([^<]+)</code>", page))
    paths = client.description["paths"].keys() - {"/index.json"}
    assert {f"{BASE}/api/v1{path}" for path in paths} <= codes
    assert 'href="/api/v1/index.json"' in page
    assert 'href="/api/v1/openapi.json"' in page
    schemas = client.description["components"]["schemas"]

    def fields(name: str) -> Iterator[str]:
        for field, own in schemas[name]["properties"].items():
            yield field
            inner = own.get("items", own).get("$ref", "")
            if inner:
                yield from (f"{field}.{each}" for each in fields(inner.rpartition("/")[2]))

    for operation, _ in FILES:
        if operation != "index":
            *_, rows = schemas[client.schema(operation)["$ref"].rpartition("/")[2]][
                "properties"
            ].values()
            assert set(fields(rows["items"]["$ref"].rpartition("/")[2])) <= codes


def test_the_program_on_the_page_works(
    built: CityFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = built.files()
    program = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", built.read("/api/"), re.DOTALL)
    assert program
    monkeypatch.setattr(
        "urllib.request.urlopen", lambda url: io.BytesIO(files[url.removeprefix(f"{BASE}/")])
    )
    exec(unescape(program[1]), {})  # noqa: S102 - the site's own text
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(client_of(built).call("index").berkas)
    assert said[0].startswith("units 4 ")


def test_the_program_in_the_docs_works(
    made: CityFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("docs/api.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(made.output.parent)
    exec(program.replace('"build"', f'"{made.output.name}"'), {})  # noqa: S102 - our own docs
    assert capsys.readouterr().out == "12 files, all as the index says\n"
    (made.output / "api/v1/dip.json").write_bytes(b"{}")
    with pytest.raises(AssertionError):
        exec(program.replace('"build"', f'"{made.output.name}"'), {})  # noqa: S102 - the same


Spoil = Callable[[dict[str, Any]], Any]


def entry(answer: dict[str, Any]) -> dict[str, Any]:
    *_, rows = answer.values()
    found: dict[str, Any] = rows[0]
    return found


def put(name: str, value: object) -> Spoil:
    return lambda answer: entry(answer).__setitem__(name, value)


def drop(name: str) -> Spoil:
    return lambda answer: entry(answer).pop(name)


WRONG: tuple[tuple[str, str, Spoil], ...] = (
    ("index", "no files", lambda answer: answer.pop("berkas")),
    ("index", "sample city as a word", lambda answer: answer.update(contoh="ya")),
    ("index", "no digest", drop("sha256")),
    ("index", "size as a text", put("ukuran", "12")),
    ("index", "count with decimals", put("jumlah", 1.5)),
    ("index", "day in local form", put("terbaru", "21/11/2026")),
    ("units", "no list", lambda answer: answer.update(unit={})),
    ("units", "no key", drop("unit")),
    ("units", "unknown level", put("tingkat", "provinsi")),
    ("units", "closed as a number", put("aktif", 0)),
    ("units", "successors as a text", put("penerus", "skpd/dinkes")),
    ("reports", "month in words", lambda answer: answer.update(bulan="November 2026")),
    ("reports", "no day", put("tanggal", None)),
    ("reports", "a day that cannot be", put("tanggal", "2026-02-30")),
    ("reports", "topics as a text", put("topik", "kesehatan")),
    ("reports", "money as a text", put("anggaran", "Rp1.500.000")),
    ("reports", "participants left out", drop("peserta")),
    ("datasets", "files as a text", put("berkas", "a.csv")),
    ("datasets", "rows unknown", put("baris", None)),
    ("datasets", "a file without digest", lambda answer: entry(answer)["berkas"][0].pop("sha256")),
    ("datasets", "a state that no dataset has", put("status", "lama")),
    ("removed", "no day", lambda answer: entry(answer).update(dicabut="kemarin")),
    ("removed", "no reason", drop("keterangan")),
    ("services", "requirements as a text", put("syarat", "Kartu keluarga")),
    ("services", "fee as a number", put("biaya", 0)),
    ("monitor", "uncounted", lambda answer: answer.update(dihitung=None)),
    ("monitor", "a month too short", lambda answer: entry(answer)["bulan"][0].update(bulan="2026")),
    ("dip", "number as a text", put("nomor", "1")),
    ("programmes", "a state that there is none of", put("keadaan", "bagus")),
    ("programmes", "per cent as a text", put("rencana_fisik", "70%")),
)


@pytest.mark.parametrize(("operation", "fault", "spoil"), WRONG, ids=[each[1] for each in WRONG])
def test_a_wrong_file_does_not_pass(
    spoilable: tuple[Client, dict[str, Any]], operation: str, fault: str, spoil: Spoil
) -> None:
    client, answers = spoilable
    answer = deepcopy(answers[operation])
    assert client.faults(operation, answer) == []
    spoil(answer)
    assert client.faults(operation, answer), fault


@pytest.fixture(scope="module")
def spoilable(built: CityFolder) -> tuple[Client, dict[str, Any]]:
    client = client_of(built)
    return client, {name: json.loads(client.raw(name, **more)) for name, more in reversed(FILES)}
