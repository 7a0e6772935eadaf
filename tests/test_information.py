"""The register of public information: what stands in it, and what `data/dip.csv` adds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from sitegen.cli.main import run
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
-- content/skpd/dinkes/unit.yml --
ppid: {pejabat: Sekretaris Dinas}
-- content/skpd/dinkes/laporan/2026-01-05-senam.md --
---
judul: Senam
---
Isi.
-- content/skpd/dinkes/laporan/2026-03-07-vaksin.md --
---
judul: Vaksin
klasifikasi: berkala
---
Isi.
-- content/skpd/dinkes/laporan/2025-12-31-rapat.md --
---
judul: Rapat
klasifikasi: setiap-saat
---
Isi.
-- content/skpd/dinkes/laporan/2026-03-08-wabah.md --
---
judul: Waspada wabah
klasifikasi: serta-merta
---
Isi.
-- content/skpd/dinkes/halaman/struktur.md --
---
judul: Susunan dinas
klasifikasi: berkala
diperbarui: 2026-02-01
---
Isi.
-- content/skpd/dinkes/halaman/lain.md --
---
judul: Lain-lain
---
Isi.
-- content/skpd/dinkes/data/kunjungan.csv --
tahun,kunjungan
2024,100
2025,120
-- content/skpd/dinkes/data/kunjungan.yml --
judul: Kunjungan puskesmas
klasifikasi: setiap-saat
diperbarui: 2026-02-02
"""
PAPER = "data/dip.csv"
HEAD = (
    "unit,ringkasan,klasifikasi,penanggung_jawab,waktu,tempat,bentuk,masa_simpan,tautan,hasil_uji\n"
)
EXEMPT = "skpd/dinkes,Rekam medis,dikecualikan,,,,,,,Pasal 17 huruf h: rahasia pribadi\n"


def rows(made: CityFolder, url: str = "/skpd/dinkes/dip/dip.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.read(url))))


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def test_what_a_unit_publishes_is_its_register_by_class(city: Make) -> None:
    made = city(CITY)
    made.build()
    assert [
        (row["klasifikasi"], row["ringkasan"], row["waktu_dan_tempat"], row["bentuk"])
        for row in rows(made)
    ] == [
        (
            "berkala",
            "Laporan kegiatan tahun 2026 (2 laporan)",
            "5 Januari – 7 Maret 2026, Kota Contoh",
            "Halaman web",
        ),
        ("berkala", "Susunan dinas", "1 Februari 2026, Kota Contoh", "Halaman web"),
        ("serta-merta", "Waspada wabah", "8 Maret 2026, Kota Contoh", "Halaman web"),
        (
            "setiap-saat",
            "Laporan kegiatan tahun 2025 (1 laporan)",
            "31 Desember 2025, Kota Contoh",
            "Halaman web",
        ),
        (
            "setiap-saat",
            "Kunjungan puskesmas",
            "2 Februari 2026, Kota Contoh",
            "Halaman web, XLSX, CSV, JSON",
        ),
        ("", "Lain-lain", "Kota Contoh", "Halaman web"),
    ]
    assert {row["penanggung_jawab"] for row in rows(made)} == {"Sekretaris Dinas"}
    assert {row["yang_menguasai"] for row in rows(made)} == {"Dinas Kesehatan"}


def test_every_address_of_a_register_is_a_page(city: Make) -> None:
    made = city(CITY)
    made.build()
    addresses = [row["tautan"] for row in rows(made)]
    base = addresses[0].split("/skpd/")[0]
    assert all(made.read(address.removeprefix(base)) for address in addresses)


def test_the_city_counts_what_its_units_hold(city: Make) -> None:
    made = city(CITY)
    made.write(
        PAPER, HEAD + EXEMPT + "dago,Buku surat keterangan,setiap-saat,,2026,,Dokumen tercetak,,,\n"
    )
    made.build()
    page = words(made.read("/dip/"))
    assert "7 informasi dari 2 unit" in page
    assert "2 Wajib diumumkan berkala 1 Diumumkan serta-merta 3 Tersedia setiap saat" in page
    assert "Rekam medis Pasal 17 huruf h: rahasia pribadi · Dinas Kesehatan" in page
    assert "Dinas Kesehatan 6 informasi" in page
    assert "Kelurahan Dago 1 informasi" in page
    every = rows(made, "/dip/dip.csv")
    assert len(every) == 8
    assert [row["unit"] for row in every].count("kelurahan/dago") == 1


def test_paper_stands_with_all_that_its_row_says(city: Make) -> None:
    made = city(CITY)
    row = "dinkes,Naskah kerja sama,Setiap saat,Kepala Bagian Umum,2025,Bandung,Dokumen tercetak,5 tahun,https://jdih.kota.example/1,\n"
    made.write(PAPER, HEAD + row)
    assert [told(problem) for problem in made.build().problems if problem.code[0] == "S"] == []
    found = next(row for row in rows(made) if row["ringkasan"] == "Naskah kerja sama")
    assert (found["klasifikasi"], found["penanggung_jawab"]) == (
        "setiap-saat",
        "Kepala Bagian Umum",
    )
    assert (found["waktu_dan_tempat"], found["masa_simpan"]) == ("2025, Bandung", "5 tahun")
    assert found["tautan"] == "https://jdih.kota.example/1"


def test_how_long_information_is_kept_comes_from_the_settings(city: Make) -> None:
    made = city(CITY)
    made.build()
    assert "Jangka waktu penyimpanan Belum ditetapkan" in words(made.read("/skpd/dinkes/dip/"))
    site = made.root / "site.yml"
    site.write_text(site.read_text() + "masa_simpan: {laporan: 2 tahun, data: 5 tahun}\n")
    made.build()
    kept = {row["ringkasan"]: row["masa_simpan"] for row in rows(made)}
    assert kept["Laporan kegiatan tahun 2026 (2 laporan)"] == "2 tahun"
    assert kept["Kunjungan puskesmas"] == "5 tahun"
    assert kept["Susunan dinas"] == ""
    assert "Belum ditetapkan" not in words(made.read("/skpd/dinkes/dip/"))


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("dagoo,Surat,setiap-saat,,,,,,,", "S070", "unit"),
        ("dago,,setiap-saat,,,,Dokumen,,,", "S071", "ringkasan"),
        ("dago,Surat,terbuka,,,,,,,", "S072", "klasifikasi"),
        ("dago,Surat", "S072", "klasifikasi"),
        ("dago,Surat,dikecualikan,,,,,,,", "S073", "hasil_uji"),
        ("dago,Surat,dikecualikan,,,,,,https://a.example,Pasal 17", "S074", "tautan"),
        ("dago,Surat,Dikecualikan,,,,,,https://a.example,Pasal 17", "S074", "tautan"),
        ("dago,Surat,setiap-saat,,,,,,jdih.kota.example,", "S075", "tautan"),
        ("dago,Surat,setiap-saat,,,,,,//a.example,", "S075", "tautan"),
        ("dago,Surat,setiap-saat,,,,,,javascript:alert(1),", "S075", "tautan"),
        ("dago,Surat bagi 3273014501900001,setiap-saat,,,,,,,", "P001", "ringkasan"),
    ],
)
def test_a_row_with_a_mistake_is_told_and_the_others_stay(
    city: Make, row: str, code: str, field: str
) -> None:
    made = city(CITY)
    made.write(PAPER, HEAD + row + "\n" + EXEMPT)
    found = [p for p in made.build().problems if p.where and p.where.path == PAPER]
    assert [(p.code, p.where.row, p.where.field) for p in found if p.where] == [(code, 2, field)]
    assert [each["ringkasan"] for each in rows(made)][-1] == "Rekam medis"
    assert "Surat" not in made.read("/dip/dip.csv")


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"unit,ringkasan\ndago,Surat\n", "S076", "klasifikasi"),
        (b"unit,ringkasan,klasifikasi\ndago,caf\xe9,berkala\n", "S069", "UTF-8"),
        (b"", "S076", "unit, ringkasan, klasifikasi"),
    ],
)
def test_a_file_that_cannot_be_read_stops_nobody(
    city: Make, data: bytes, code: str, said: str
) -> None:
    made = city(CITY)
    made.write(PAPER, "")
    (made.root / PAPER).write_bytes(data)
    (found,) = [p for p in made.build().problems if p.where and p.where.path == PAPER]
    assert found.code == code
    assert said in told(found)
    assert len(rows(made)) == 6


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separators_of_excel_are_read(city: Make, separator: str) -> None:
    made = city(CITY)
    made.write(PAPER, "\ufeff" + (HEAD + EXEMPT).replace(",", separator))
    made.build()
    assert [row["ringkasan"] for row in rows(made)][-1] == "Rekam medis"


def test_the_workbook_has_the_official_columns_and_every_entry(city: Make) -> None:
    from python_calamine import CalamineWorkbook

    made = city(CITY)
    made.write(PAPER, HEAD + EXEMPT)
    made.build()
    data = (made.output / "skpd/dinkes/dip/dip.xlsx").read_bytes()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "Daftar informasi publik: Dinas Kesehatan"
    assert [str(cell).replace("\n", " ") for cell in sheet[3]] == [
        "No.",
        "Ringkasan isi informasi",
        "Pejabat atau unit yang menguasai",
        "Penanggung jawab pembuatan atau penerbitan",
        "Waktu dan tempat pembuatan",
        "Bentuk informasi yang tersedia",
        "Jangka waktu penyimpanan",
        "Klasifikasi",
        "Alamat",
    ]
    assert [row[0] for row in sheet[4:]] == [1, 2, 3, 4, 5, 6, 7]
    assert sheet[-1][7] == "Dikecualikan: Pasal 17 huruf h: rahasia pribadi"
    assert ZipFile(io.BytesIO(data)).testzip() is None


def test_a_unit_without_anything_has_no_register(city: Make) -> None:
    made = city(CITY)
    made.build()
    assert not (made.output / "kelurahan/dago/dip").exists()
    assert "/kelurahan/dago/dip/" not in made.read("/kelurahan/dago/")
    assert "/skpd/dinkes/dip/" in made.read("/skpd/dinkes/")


def test_one_more_report_makes_only_its_own_registers_again(city: Make) -> None:
    made = city(CITY)
    made.write(
        "content/kelurahan/dago/laporan/2026-03-01-posyandu.md", "---\njudul: P\n---\nIsi.\n"
    )
    made.build()
    before = made.files()
    made.write("content/skpd/dinkes/laporan/2026-03-09-lagi.md", "---\njudul: Lagi\n---\nIsi.\n")
    made.build()
    after = made.files()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in changed if "dip/" in path and path.startswith(("kec", "kel"))} == set()
    assert {"dip/dip.csv", "dip/dip.xlsx", "skpd/dinkes/dip/index.html"} <= changed
    assert rows(made)[0]["ringkasan"] == "Laporan kegiatan tahun 2026 (3 laporan)"


DUTY = "content/skpd/dinkes/halaman/{}.md"
TEXT = "---\njudul: {}\nkewajiban: [{}]\ndiperbarui: 2026-02-01\n---\n{}\n"


def announced(made: CityFolder) -> dict[str, str]:
    """What stands beside each duty on the page of the unit's register."""
    part = made.read("/skpd/dinkes/dip/").split('id="wajib"')[1].split("</ul>")[0]
    items = re.findall(r"<li>(.*?)</li>", part)
    texts = [re.findall(r"<(?:a|span)[^>]*>([^<]*)<", item) for item in items]
    return dict(texts)


def test_a_page_or_a_dataset_says_which_duty_it_meets(city: Make) -> None:
    made = city(CITY)
    made.write(DUTY.format("organisasi"), TEXT.format("Organisasi", "struktur, tugas", "Isi."))
    table = "content/skpd/dinkes/data/kunjungan.yml"
    made.write(table, "judul: Kunjungan\nkewajiban: aset\ndiperbarui: 2026-03-02\n")
    made.build()
    found = announced(made)
    assert len(found) == 21
    assert (found["Struktur organisasi"], found["Tugas dan fungsi"]) == ("1 Februari 2026",) * 2
    assert found["Aset dan investasi"] == "2 Maret 2026"
    assert found["Neraca"] == "belum ada"
    assert "/skpd/dinkes/halaman/organisasi/" in made.read("/skpd/dinkes/dip/")


def test_what_profile_and_reports_show_counts_by_itself(city: Make) -> None:
    made = city(CITY)
    profile = (
        "alamat: Jalan Contoh 1\nkepala: {jabatan: Kepala Dinas}\nlayanan: [{nama: Imunisasi}]\n"
    )
    made.write("content/skpd/dinkes/unit.yml", profile)
    made.build()
    there = {label for label, said in announced(made).items() if said != "belum ada"}
    assert there == {
        "Alamat dan cara menghubungi",
        "Pejabat",
        "Layanan dan standarnya",
        "Daftar informasi publik",
    }
    assert "4 dari 21 jenis informasi ada di sini." in words(made.read("/skpd/dinkes/dip/"))
    row = next(csv.DictReader(io.StringIO(made.read("/keaktifan/keaktifan.csv"))))
    assert row["kewajiban_terpenuhi"] == "4"


@pytest.mark.parametrize("link", ["https://drive.google.com/file/d/1a2b3c/view", "tidak-ada.pdf"])
def test_a_link_into_a_private_store_or_to_nothing_does_not_count(city: Make, link: str) -> None:
    made = city(CITY)
    made.write(DUTY.format("kinerja"), TEXT.format("LKjIP", "kinerja", f"[LKjIP 2025]({link})"))
    made.build()
    said = announced(made)["Laporan kinerja (LKjIP)"]
    assert said == "tidak dihitung: tautannya menuju penyimpanan pribadi atau sudah mati"
    made.write(DUTY.format("kinerja-2"), TEXT.format("LKjIP lagi", "kinerja", "Isi."))
    made.build()
    assert announced(made)["Laporan kinerja (LKjIP)"] == "1 Februari 2026"


def test_an_officer_whom_people_can_ask_meets_a_duty(city: Make) -> None:
    made = city(CITY)
    made.write("content/skpd/dinkes/unit.yml", "ppid: {pejabat: Sekretaris Dinas}\n")
    made.build()
    found = announced(made)
    label = "Cara meminta informasi dan mengajukan keberatan"
    assert label in found, list(found)
    assert found[label] != "belum ada"
    assert 'href="/skpd/dinkes/ppid/"' in made.read("/skpd/dinkes/dip/").split('id="wajib"')[1]


@pytest.mark.parametrize("built", [False, True], ids=["from the files", "from the state"])
def test_what_each_unit_announces_is_listed(
    built: bool, city: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    made = city(CITY)
    link = "[LKjIP](https://drive.google.com/file/d/1a2b3c/view)"
    made.write(DUTY.format("organisasi"), TEXT.format("Organisasi", "struktur", "Isi."))
    made.write(DUTY.format("kinerja"), TEXT.format("LKjIP", "kinerja", link))
    if built:
        made.build()
    command = ["list", "kip", "--root", str(made.root), "--lang", "id", "--jobs", "1"]
    assert run([*command, "--unit", "dinkes"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "unit\tkewajiban\talamat\ttanggal\tketerangan"
    found = {row.split("\t")[1]: row.split("\t")[2:] for row in rows}
    assert len(found) == 21
    assert found["struktur"] == ["/skpd/dinkes/halaman/organisasi/", "2026-02-01", "ada"]
    assert found["neraca"] == ["-", "-", "belum ada"]
    assert found["kinerja"][0] == "-"
    assert found["kinerja"][2].startswith("tidak dihitung")
    assert run([*command, "--per", "unit", "--format", "json", "--unit", "dinkes"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert (item["unit"], item["announced"], item["duties"]) == (
        "skpd/dinkes",
        sum(url != "-" for url, *_ in found.values()),
        21,
    )
    assert made.output.exists() == built


def test_a_duty_that_does_not_exist_is_told(city: Make) -> None:
    made = city(CITY)
    made.write(DUTY.format("lain"), TEXT.format("Lain", "strukturr", "Isi."))
    (found,) = [p for p in made.build().problems if p.where and "lain.md" in p.where.path]
    assert "struktur" in told(found)
