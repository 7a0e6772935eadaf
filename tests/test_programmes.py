"""Programmes: how far activities are, from a table of the schema `rfk`; all figures counted by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Progress
from sitegen.programmes.progress import month_of, state_of
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dpu,skpd,Dinas PU,,,,aktif
dlh,skpd,Dinas LH,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
dago,kelurahan,Dago,32.73.02.1004,kecamatan/coblong,,aktif
"""
META = """\
judul: Realisasi kegiatan 2026
deskripsi: Rencana dan realisasi.
sumber: {nama: Dinas PU}
lisensi: cc-by
frekuensi: bulanan
periode: {awal: "2026-09", akhir: "2026-10"}
cakupan: Kota Contoh
kontak: dpu@kota.example
satuan: persen
skema: rfk
"""
HEAD = "kode,nama,tahun,bulan,pagu,rencana_fisik,realisasi_fisik,realisasi_keuangan,kendala,tindak_lanjut,lokasi\n"
ROWS = """\
1.03.01,Saluran A,2026,9,300,60,55,150,,,32.73.02.1004
1.03.01,Saluran A,2026,10,300,70,62,186,Hujan,Lembur,32.73.02.1004
1.03.02,Jalan B,2026,Oktober,100,70,58,50,,,
1.03.03,Taman C,2026,10,100,80,100,90,,,32.73.02
1.03.04,Halte D,2026,10,100,0,0,0,,,
1.03.05,Gedung E,2026,10,100,50,,,,,
"""
REPORT = """\
-- content/skpd/dpu/laporan/2026/2026-10-05-saluran.md --
---
judul: Saluran A mulai digali
tanggal: 2026-10-05
jenis: pembangunan
status: berjalan
program: Saluran A
---
Penggalian saluran dimulai.
"""


def with_rows(rows: str, meta: str = META, head: str = HEAD) -> str:
    return (
        f"{REGISTER}-- content/skpd/dpu/data/kegiatan.csv --\n{head}{rows}"
        f"-- content/skpd/dpu/data/kegiatan.yml --\n{meta}"
    )


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def of_code(made: CityFolder) -> list[tuple[str, str]]:
    return [(each.code, told(each)) for each in made.build().problems]


def test_a_unit_says_first_whether_it_is_on_plan(city: Make) -> None:
    made = city(with_rows(ROWS) + REPORT)
    before = REPORT.replace("2026", "2025").replace("mulai digali", "tahun lalu")
    made.write("content/skpd/dpu/laporan/2025/2025-10-05-saluran.md", before.split("--\n", 1)[1])
    assert of_code(made) == []
    said = words(made.read("/skpd/dpu/program/"))
    # By budget: (300 x 62 + 100 x 58 + 100 x 100 + 100 x 0) / 600 and (300 x 70 + 100 x 70 + 100 x 80) / 600.
    assert "57,3% pekerjaan fisik selesai dari rencana 60% sampai Oktober 2026." in said
    assert "Rata-rata 4 dari 5 kegiatan, masing-masing menurut pagunya." in said
    assert said.index("Jalan B") < said.index("Saluran A") < said.index("Taman C")
    assert "jauh di bawah rencana 12 poin di bawah rencana" in said
    assert "di bawah rencana 8 poin di bawah rencana" in said
    assert "Rp186 terpakai dari Rp300 Kendala : Hujan Tindak lanjut : Lembur" in said
    assert "selama · 5 Oktober 2026 Saluran A mulai digali" in said
    assert "tahun lalu" not in said  # a report of another year is not about this year's work
    home = made.read("/skpd/dpu/")
    assert "57,3% pekerjaan fisik selesai dari rencana 60%" in words(home)
    assert 'href="/skpd/dpu/program/"' in home


def test_the_city_counts_by_unit_and_kecamatan_and_names_what_is_critical(city: Make) -> None:
    made = city(with_rows(ROWS))
    made.build()
    page = made.read("/program/")
    said = words(page)
    assert "1 jauh di bawah rencana (lebih dari 10 poin) 1 di bawah rencana 1 selesai" in said
    assert "Jalan B" in said
    assert "Saluran A" not in said
    # All, critical, behind, on plan, finished, not begun, not reported.
    assert "Dinas PU 5 1 1 0 1 1 1" in said
    assert "Coblong 2 0 1 0 1 0 0 Kegiatan tanpa wilayah dari daftar unit: 3." in said
    own = json.loads((made.output / "program" / "program.json").read_bytes())["kegiatan"]
    assert [each["keadaan"] for each in own] == [
        "behind",
        "critical",
        "done",
        "planned",
        "unreported",
    ]
    csv = (made.output / "program" / "program.csv").read_text(encoding="utf-8").splitlines()
    assert (
        csv[1]
        == "skpd/dpu,1.03.01,Saluran A,,2026,10,300,70.0,62.0,-8.0,,186,Hujan,Lembur,32.73.02.1004"
    )


def test_without_all_budgets_each_activity_counts_the_same(city: Make) -> None:
    rows = "1,A,2026,10,300,70,60,,,,\n2,B,2026,10,,50,50,,,,\n"
    made = city(with_rows(rows))
    made.build()
    said = words(made.read("/skpd/dpu/program/"))
    assert "55% pekerjaan fisik selesai dari rencana 60% sampai Oktober 2026." in said
    assert "masing-masing dengan bobot sama" in said


def test_only_the_newest_month_counts_in_the_sentence(city: Make) -> None:
    rows = "1,A,2026,9,100,70,10,,,,\n2,B,2026,10,100,50,50,,,,\n2,B,2025,12,100,100,100,,,,\n"
    made = city(with_rows(rows))
    made.build()
    said = words(made.read("/skpd/dpu/program/"))
    assert "50% pekerjaan fisik selesai dari rencana 50% sampai Oktober 2026." in said
    assert "Rata-rata 1 dari 2 kegiatan" in said


def test_a_city_without_such_tables_has_no_such_page(city: Make) -> None:
    made = city(REGISTER)
    made.build()
    assert not [path for path in made.files() if "/program/" in f"/{path}"]


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("1,A,2026,13,100,70,62,,,,\n", "D079", 2),
        ("1,A,2026,10,100,70,620,,,,\n", "D080", 2),
        ("1,A,2026,12,100,90,88,,,,\n", "D081", 2),
        ("1,A,2026,9,100,60,55,,,,\n1,A,2026,10,100,70,7,,,,\n", "D082", 3),
        ("1,A,2026,9,100,60,,80,,,\n1,A,2026,10,100,70,,8,,,\n", "D082", 3),
    ],
)
def test_what_cannot_be_right_is_told_with_its_row(
    city: Make, rows: str, code: str, row: int
) -> None:
    made = city(with_rows(rows))
    (found,) = (each for each in made.build().problems if each.code == code)
    assert found.where.row == row
    assert "/skpd/dpu/data/kegiatan/" in made.read("/skpd/dpu/")


def test_a_percentage_that_cannot_be_right_is_not_shown_as_progress(city: Make) -> None:
    made = city(with_rows("1,A,2026,10,100,70,620,,,,\n2,B,2026,10,100,50,40,,,,\n"))
    made.build()
    said = words(made.read("/skpd/dpu/program/"))
    assert "40% pekerjaan fisik selesai dari rencana 50% sampai Oktober 2026." in said
    assert "620" not in said
    assert "620" not in made.read("/skpd/dpu/program/program.json")


def test_years_and_activities_are_apart_where_totals_fall(city: Make) -> None:
    rows = "1,A,2025,12,100,100,100,,,,\n1,A,2026,1,100,5,4,,,,\n2,B,2026,2,100,3,2,,,,\n"
    assert of_code(city(with_rows(rows))) == []


def test_a_table_that_lacks_columns_is_published_without_progress(city: Make) -> None:
    made = city(with_rows("1,A,2026\n", head="kode,kegiatan,tahun\n"))
    problems = made.build().problems
    (found,) = (each for each in problems if each.code == "D083")
    assert dict(found.params)["columns"] == "nama, bulan, rencana_fisik"
    assert not (made.output / "program").exists()


def test_columns_that_the_schema_does_not_need_may_be_missing(city: Make) -> None:
    head = "kode,nama,tahun,bulan,rencana_fisik,realisasi_fisik\n"
    made = city(with_rows("1,A,2026,10,70,62\n", head=head))
    assert of_code(made) == []
    assert "62%" in made.read("/skpd/dpu/program/")


def test_a_schema_of_the_city_takes_precedence(city: Make) -> None:
    own = (
        "-- data/skema/rfk.yml --\nkolom:\n- {nama: kode, tipe: kode}\n- {nama: lain, tipe: teks}\n"
    )
    made = city(with_rows(ROWS) + own)
    assert "D037" in {each.code for each in made.build().problems}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("1", 1), ("01", 1), ("12", 12), ("Januari", 1), ("DESEMBER", 12), ("okt", 10)),
        *(
            ("Nopember", 11),
            ("agu", 8),
            ("0", 0),
            ("13", 0),
            ("ju", 0),
            ("", 0),
            ("x", 0),
            ("²", 0),
        ),
    ],
)
def test_months_are_read_as_people_write_them(text: str, month: int) -> None:
    assert month_of(text) == month


@given(planned=st.integers(0, 10_000), done=st.integers(0, 9_999))
def test_critical_is_more_than_ten_points_behind_and_nothing_else(planned: int, done: int) -> None:
    item = Progress(code="1", name="A", year=2026, month=1, planned=planned / 100, done=done / 100)
    if not planned and not done:
        assert state_of(item) == "planned"
    elif done >= planned:
        assert state_of(item) == "on-plan"
    else:
        assert state_of(item) == ("critical" if planned - done > 1_000 else "behind")


def test_what_is_changed_makes_the_pages_again_as_a_clean_build_does(city: Make) -> None:
    made = city(with_rows(ROWS) + REPORT)
    made.build()
    made.write("content/skpd/dpu/data/kegiatan.csv", HEAD + ROWS.replace("70,58", "70,69"))
    made.build()
    again = made.files()
    assert "69%" in made.read("/skpd/dpu/program/")
    made.build(force=True)
    assert made.files() == again
