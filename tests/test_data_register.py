"""Satu Data Indonesia: keys, the ten elements, and the workbooks as openpyxl reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sitegen.city.config import parse_config
from sitegen.errors import ConfigError
from sitegen.urls import output_path
from tests.conftest import SITE, CityFolder, told

Make = Callable[[str], CityFolder]
Rows = list[dict[object, object]]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
disdik,skpd,Dinas Pendidikan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
-- content/skpd/dinkes/data/timbang.csv --
bulan,ditimbang,sasaran,persen
2026-01,80,100,80
2026-02,90,100,90
-- content/skpd/dinkes/data/timbang.yml --
judul: Balita ditimbang per sasaran
deskripsi: Bagian balita sasaran yang ditimbang di posyandu dalam bulan itu.
sumber: {nama: Buku register posyandu}
lisensi: CC-BY-4.0
frekuensi: tidak-tetap
periode: {awal: "2026-01", akhir: "2026-02"}
cakupan: Kota Contoh
kontak: data@contoh.example
satuan: persen
konsep: Partisipasi masyarakat
metode: Balita ditimbang dibagi sasaran, kali 100
penanggung_jawab: Kepala Bidang Kesehatan Masyarakat
penyajian: Bulan
interpretasi: Makin tinggi, makin banyak balita yang ditimbang
kode_standar: SD-07
kode_metadata: MSI-07
id_ddp: "-"
kolom:
  - {nama: bulan, tipe: bulan, deskripsi: Bulan penimbangan}
  - nama: ditimbang
    judul: Balita ditimbang
    tipe: bulat
    satuan: anak
    deskripsi: Anak yang naik timbangan
    konsep: Penimbangan
    alias: D
    waktu_rujukan: Bulan itu
    syarat: {wajib: ya, minimal: 0, maksimal: 500}
  - {nama: sasaran, tipe: bulat}
-- content/kelurahan/dago/data/rt.csv --
rt,warga
1,30
2,40
"""
DINKES = "/skpd/dinkes/data/timbang/"
DAGO = "/kelurahan/dago/data/rt/"
META = "content/skpd/dinkes/data/timbang.yml"
REGISTER, INDICATORS, VARIABLES = "/data/daftar-data.xlsx", "/data/ms-ind.xlsx", "/data/ms-var.xlsx"
HEADINGS = [
    *("ID DDD", "ID DDP", "Sumber Referensi", "Kode Indikator", "Nama Indikator", "Nama Data"),
    *("Jenis Data", "Indikator/Variabel", "Kode Standar Data", "Produsen Data"),
    *("Klasifikasi sesuai Risiko", "Definisi", "Satuan", "Klasifikasi Penyajian"),
    *("Jadwal Pemutakhiran", "Kategori RAD", "Kode Metadata", "Link Portal Daerah"),
    "Link Portal SDI",
]
OWN_KEYS = """
kunci_tambahan:
  - {nama: id_ddd, untuk: [dataset]}
  - {nama: jenis_data, untuk: [dataset], pilihan: [Statistik, Geospasial]}
  - {nama: tautan_sdi, untuk: [dataset], tipe: tautan}
"""


def sheet(made: CityFolder, url: str) -> Worksheet:
    found = load_workbook(io.BytesIO(made.files()[output_path(url)])).active
    assert isinstance(found, Worksheet)
    return found


def table(made: CityFolder, url: str) -> tuple[list[object], Rows]:
    """The headings, and the rows below the numbers of the columns by heading."""
    rows = [[cell.value for cell in row] for row in sheet(made, url).iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == "(1)")
    head: list[object] = [heading for heading in rows[at - 1] if heading is not None]
    assert rows[at] == [f"({number})" for number in range(1, len(head) + 1)]
    return head, [dict(zip(head, row, strict=True)) for row in rows[at + 1 :]]


def stated(row: dict[object, object]) -> dict[object, object]:
    return {heading: value for heading, value in row.items() if value is not None}


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def folded(page: str) -> str:
    """The words of the fold with the ten elements."""
    found = re.search("<details>.*?unsur metadata.*?</details>", page, re.DOTALL)
    assert found
    return words(found[0])


@pytest.fixture
def made(city: Make) -> CityFolder:
    found = city(CITY)
    found.build()
    return found


def test_a_dataset_with_every_element_fills_the_columns_of_the_form(made: CityFolder) -> None:
    head, (full, _) = table(made, REGISTER)
    assert head == HEADINGS
    assert stated(full) == {
        "ID DDP": "-",
        "Nama Indikator": "Balita ditimbang per sasaran",
        "Nama Data": "Balita ditimbang per sasaran",
        "Indikator/Variabel": "Indikator",
        "Kode Standar Data": "SD-07",
        "Produsen Data": "Dinas Kesehatan",
        "Klasifikasi sesuai Risiko": "Terbuka",
        "Definisi": "Bagian balita sasaran yang ditimbang di posyandu dalam bulan itu.",
        "Satuan": "persen",
        "Klasifikasi Penyajian": "Bulan",
        "Jadwal Pemutakhiran": "Insidental",
        "Kode Metadata": "MSI-07",
        "Link Portal Daerah": "https://contoh.example/skpd/dinkes/data/timbang/",
    }


def test_of_a_dataset_that_says_nothing_only_what_is_published_stands_there(
    made: CityFolder,
) -> None:
    _, (_, bare) = table(made, REGISTER)
    assert stated(bare) == {
        "Nama Data": "Rt",
        "Produsen Data": "Kelurahan Dago",
        "Klasifikasi sesuai Risiko": "Terbuka",
        "Link Portal Daerah": "https://contoh.example/kelurahan/dago/data/rt/",
    }


def test_a_unit_has_a_register_of_its_own_data_if_it_has_data(made: CityFolder) -> None:
    _, every = table(made, REGISTER)
    assert [table(made, f"/{key}{REGISTER}")[1] for key in ("skpd/dinkes", "kelurahan/dago")] == [
        [row] for row in every
    ]
    registers = {path for path in made.files() if path.endswith("daftar-data.xlsx")}
    assert len(registers) == 3


def test_a_unit_has_the_metadata_of_its_own_data_if_they_say_something(made: CityFolder) -> None:
    for url in (INDICATORS, VARIABLES):
        assert table(made, f"/skpd/dinkes{url}") == table(made, url)
        assert f"kelurahan/dago{url}" not in made.files()
        assert f'href="/skpd/dinkes{url}"' in made.read("/data/unit/skpd-dinkes/")
        assert url not in made.read("/data/unit/kelurahan-dago/")
    title = sheet(made, f"/skpd/dinkes{INDICATORS}").title
    assert title == sheet(made, INDICATORS).title


def test_an_indicator_is_what_its_author_says_how_to_read(made: CityFolder) -> None:
    _, (row,) = table(made, INDICATORS)
    assert stated(row) == {
        "Kode Metadata": "MSI-07",
        "Nama Indikator": "Balita ditimbang per sasaran",
        "Konsep": "Partisipasi masyarakat",
        "Definisi": "Bagian balita sasaran yang ditimbang di posyandu dalam bulan itu.",
        "Interpretasi": "Makin tinggi, makin banyak balita yang ditimbang",
        "Metode/rumus penghitungan": "Balita ditimbang dibagi sasaran, kali 100",
        "Satuan": "persen",
        "Klasifikasi Penyajian": "Bulan",
        "Dapat diakses umum": "Ya",
        "Produsen Data": "Dinas Kesehatan",
        "Alamat": "https://contoh.example/skpd/dinkes/data/timbang/",
    }


def test_a_variable_is_a_column_that_its_author_describes(made: CityFolder) -> None:
    _, rows = table(made, VARIABLES)
    assert [row["Nama variabel"] for row in rows] == ["Bulan", "Balita ditimbang"]
    assert stated(rows[1]) == {
        "Nama variabel": "Balita ditimbang",
        "Alias": "D",
        "Konsep": "Penimbangan",
        "Definisi": "Anak yang naik timbangan",
        "Referensi waktu": "Bulan itu",
        "Satuan": "anak",
        "Tipe data": "bilangan bulat",
        "Aturan validasi": "semua sel terisi; paling kecil 0; paling besar 500",
        "Dapat diakses umum": "Ya",
        "Dataset": "Balita ditimbang per sasaran",
        "Nama di berkas untuk program": "ditimbang",
        "Produsen Data": "Dinas Kesehatan",
        "Alamat": "https://contoh.example/skpd/dinkes/data/timbang/",
    }


def test_allowed_values_are_the_classification_of_a_variable(made: CityFolder) -> None:
    new = "alias: D\n    syarat: {pilihan: ['80', '90'], unik: ya, kurang_dari: 91}"
    text = (made.root / META).read_text()
    text = text.replace("    syarat: {wajib: ya, minimal: 0, maksimal: 500}\n", "")
    made.write(META, text.replace("alias: D", new))
    made.build()
    _, (_, row) = table(made, VARIABLES)
    assert row["Klasifikasi isian"] == "80; 90"
    assert row["Aturan validasi"] == "tidak ada nilai yang sama; kurang dari 91"


def test_the_page_counts_the_elements_and_names_those_that_lack(made: CityFolder) -> None:
    full, bare = folded(made.read(DINKES)), folded(made.read(DAGO))
    assert full.startswith("10 dari 10 unsur metadata")
    assert "Belum ada" not in full
    assert "ID DDP tidak ada dalam daftar pusat" in full
    assert bare.startswith("1 dari 10 unsur metadata")
    assert bare.endswith(
        "Belum ada nama, definisi operasional, satuan, klasifikasi, frekuensi, periode, "
        "metode pengumpulan, sumber, penanggung jawab"
    )


@pytest.mark.parametrize(
    ("line", "element"),
    [
        ("satuan: persen\n", "satuan"),
        ("frekuensi: tidak-tetap\n", "frekuensi"),
        ('periode: {awal: "2026-01", akhir: "2026-02"}\n', "periode"),
        ("sumber: {nama: Buku register posyandu}\n", "sumber"),
        ("metode: Balita ditimbang dibagi sasaran, kali 100\n", "metode pengumpulan"),
        ("penanggung_jawab: Kepala Bidang Kesehatan Masyarakat\n", "penanggung jawab"),
        ("penyajian: Bulan\n", "klasifikasi"),
    ],
)
def test_each_element_that_is_taken_away_is_named(city: Make, line: str, element: str) -> None:
    made = city(CITY.replace(line, ""))
    made.build()
    found = folded(made.read(DINKES))
    assert found.startswith("9 dari 10 unsur metadata")
    assert f"Belum ada {element} Kode Standar Data" in found


def test_the_page_and_its_workbook_tell_concept_method_and_reading(made: CityFolder) -> None:
    page = words(made.read(DINKES))
    book = load_workbook(io.BytesIO(made.files()[f"{DINKES[1:]}timbang.xlsx"]))
    notes = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(max_row=20)}
    for label, text in (
        ("Konsep", "Partisipasi masyarakat"),
        ("Cara mengumpulkan atau menghitung", "Balita ditimbang dibagi sasaran, kali 100"),
        ("Cara membacanya", "Makin tinggi, makin banyak balita yang ditimbang"),
        ("Penanggung jawab", "Kepala Bidang Kesehatan Masyarakat"),
        ("Dirinci menurut", "Bulan"),
        ("Kode Standar Data", "SD-07"),
    ):
        assert f"{label} {text}" in page
        assert notes[label] == text


def test_whoever_looks_for_data_finds_the_workbooks(made: CityFolder) -> None:
    data = made.read("/data/")
    assert all(f'href="{url}"' in data for url in (REGISTER, INDICATORS, VARIABLES))
    own = f'href="/skpd/dinkes{REGISTER}"'
    assert own in made.read("/skpd/dinkes/")
    assert own in made.read("/data/unit/skpd-dinkes/")
    assert "daftar-data" not in made.read("/skpd/disdik/")


def test_without_indicators_and_described_columns_there_are_no_such_workbooks(city: Make) -> None:
    made = city(
        CITY.replace("interpretasi:", "#").split("kolom:")[0]
        + CITY.partition("-- content/kelurahan")[1]
        + CITY.partition("-- content/kelurahan")[2]
    )
    made.build()
    assert not [path for path in made.files() if path.endswith(("ms-ind.xlsx", "ms-var.xlsx"))]
    page = made.read("/data/")
    assert "ms-ind" not in page
    assert "ms-var" not in page
    assert table(made, REGISTER)[1][0]["Indikator/Variabel"] is None


def test_a_city_without_data_has_no_register(city: Make) -> None:
    made = city(CITY.split("-- content", maxsplit=1)[0])
    made.build()
    assert not [path for path in made.files() if path.endswith(".xlsx") and "data/" in path]
    assert "Satu Data" not in made.read("/data/")


def test_the_keys_of_a_city_fill_the_columns_that_nothing_else_can(city: Make) -> None:
    keys = "id_ddd: D-001\njenis_data: Statistik\ntautan_sdi: https://data.example/x\nkonsep:"
    made = city(f"-- site.yml --\n{SITE}{OWN_KEYS}{CITY.replace('konsep:', keys, 1)}")
    made.build()
    _, (full, bare) = table(made, REGISTER)
    assert (full["ID DDD"], full["Jenis Data"]) == ("D-001", "Statistik")
    assert full["Link Portal SDI"] == "https://data.example/x"
    assert bare["ID DDD"] is None


def test_a_city_chooses_the_columns_and_their_order(city: Make) -> None:
    columns = """
daftar_data:
  - {judul: Nama, isi: judul}
  - {judul: Unsur, isi: unsur}
  - {judul: Nomor, isi: id_ddd}
  - {judul: Catatan walidata}
"""
    made = city(f"-- site.yml --\n{SITE}{OWN_KEYS}{columns}{CITY}")
    made.build()
    head, (full, bare) = table(made, REGISTER)
    assert head == ["Nama", "Unsur", "Nomor", "Catatan walidata"]
    assert list(full.values()) == ["Balita ditimbang per sasaran", 10, None, None]
    assert bare["Unsur"] == 1
    assert table(made, f"/kelurahan/dago{REGISTER}") == (head, [bare])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {judul: Nama, isi: judull}", "- {judul: Nama, isi: judul}"),
        ("- {isi: judul}", "[F004]"),
    ],
)
def test_a_column_that_nothing_can_fill_is_told_with_its_line(line: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(f"{SITE}daftar_data:\n  {line}\n".encode(), "site.yml")
    (problem,) = caught.value.problems
    assert told(problem).startswith("site.yml:4:")
    assert said in told(problem)


def test_a_budget_is_financial_data(city: Make) -> None:
    made = city(
        f"""{CITY.split("-- content", maxsplit=1)[0]}-- content/skpd/dinkes/data/anggaran.csv --
tahun,fase,kode,uraian,jumlah
2026,murni,5.1,Belanja operasi,4700000000
-- content/skpd/dinkes/data/anggaran.yml --
judul: Anggaran
skema: anggaran
"""
    )
    made.build()
    assert table(made, REGISTER)[1][0]["Jenis Data"] == "Keuangan"


def test_a_draft_that_is_called_konsep_is_still_none_that_is_published(made: CityFolder) -> None:
    text = (made.root / META).read_text()
    made.write(META, text.replace("konsep: Partisipasi masyarakat", "konsep: ya", 1))
    codes = {problem.code for problem in made.build().problems}
    assert "F038" in codes


def test_personal_data_in_the_new_keys_does_not_get_out(made: CityFolder) -> None:
    number = "3273026506900003"
    text = (made.root / META).read_text()
    for key in ("penanggung_jawab", "metode", "id_ddp", "alias"):
        changed = re.sub(f"{key}: .*", f"{key}: 'Budi, NIK {number}'", text)
        assert changed != text
        made.write(META, changed)
        result = made.build()
        assert any(problem.code.startswith("P") for problem in result.problems)
        assert not any(number in told(problem) for problem in result.problems)
        for path, body in made.files().items():
            assert number.encode() not in body, path
        assert [row["Nama Data"] for row in table(made, REGISTER)[1]] == [
            "Balita ditimbang per sasaran",
            "Rt",
        ]


def test_a_key_that_changes_reaches_the_registers(made: CityFolder) -> None:
    text = (made.root / META).read_text()
    made.write(META, text.replace("SD-07", "SD-08"))
    result = made.build()
    assert table(made, REGISTER)[1][0]["Kode Standar Data"] == "SD-08"
    assert result.published
    written = {path for path in result.published.written if path.endswith("daftar-data.xlsx")}
    assert written == {"data/daftar-data.xlsx", "skpd/dinkes/data/daftar-data.xlsx"}


def test_the_workbook_opens_with_its_heading_numbers_and_filter_in_view(made: CityFolder) -> None:
    found = sheet(made, REGISTER)
    assert found["A1"].value == "Daftar Data: Kota Contoh"
    number = next(row for row in range(1, 9) if found.cell(row, 1).value == "(1)")
    assert found.freeze_panes == f"A{number + 1}"
    assert found.auto_filter.ref == f"A{number}:S{number + 2}"
    assert found.print_title_rows == f"${number - 1}:${number}"
