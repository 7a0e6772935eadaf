"""Programmes: how far activities are, from a table of the schema `rfk`; all figures counted by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Progress
from sitegen.pages.budgets import MAX_PAGE, sent_size
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
    home = made.read("/skpd/dpu/")
    assert "Di bawah rencana: 2 dari 5 kegiatan, 1 di antaranya lebih dari 10 poin." in words(home)
    assert "57,3% pekerjaan fisik selesai dari rencana 60%" in words(home)
    assert 'href="/skpd/dpu/program/"' in home


PROJECTS = """\
kode,nama,keadaan,unit,kegiatan,paket,mulai,selesai,pagu,sumber_dana,lokasi,tempat,keterangan
P-1,Gorong-gorong Jalan A,berjalan,Bidang Air,1.03.01,501; 502,2026-09-01,2026-11-30,200,APBD,32.73.02.1004,Jalan A,
P-2,Taman saku,rencana,,,,,,50,,32.73.02,,Menunggu izin
P-3,Pagar,selesai,,,,,,,,,,
"""
PACKAGES = """\
kode_rup,nama,tahun,metode,jenis,pagu,kontrak,mulai,selesai,penyedia
501,Pengadaan beton pracetak saluran,2026,tender,barang,120,110,2026-09-01,2026-10-31,CV Beton
502,Pemasangan oleh regu unit sendiri,2026,swakelola,,80,,,,
503,Sewa alat berat pengerukan,2026,tender,,40,38,,,PT Alat
400,Pengadaan aspal tahun lalu,2025,tender,,999,,,,
"""


def with_projects(projects: str = PROJECTS, packages: str = PACKAGES) -> str:
    described = META.replace("satuan: persen", "satuan: rupiah")
    return (
        f"-- content/skpd/dpu/data/proyek.csv --\n{projects}"
        f"-- content/skpd/dpu/data/proyek.yml --\n{described.replace('rfk', 'proyek')}"
        f"-- content/skpd/dpu/data/paket.csv --\n{packages}"
        f"-- content/skpd/dpu/data/paket.yml --\n{described.replace('rfk', 'paket')}"
    )


def report(name: str, day: str, state: str, programme: str, key: str = "program") -> str:
    return (
        f"-- content/skpd/dpu/laporan/{day[:4]}/{day}-{name}.md --\n---\njudul: Kabar {name}\n"
        f"tanggal: {day}\njenis: pembangunan\nstatus: {state}\n{key}: {programme}\n---\nIsi kabar.\n"
    )


def test_an_activity_has_a_page_with_its_months_and_the_reports_of_its_year(city: Make) -> None:
    before = REPORT.replace("2026", "2025").replace("mulai digali", "tahun lalu")
    made = city(with_rows(ROWS) + REPORT + before)
    assert of_code(made) == []
    said = words(made.read("/skpd/dpu/program/1-03-01/"))
    assert "62% pekerjaan fisik selesai dari rencana 70% sampai Oktober 2026." in said
    assert "di bawah rencana 8 poin di bawah rencana" in said
    assert "September 60% 55% \N{MINUS SIGN}5 Rp150" in said
    assert "Oktober 70% 62% \N{MINUS SIGN}8 Rp186" in said
    assert "Sedang berjalan 5 Oktober 2026 Saluran A mulai digali" in said
    assert "tahun lalu" not in said  # a report of another year is not about this year's work
    assert "Kelurahan Dago" in said


def test_a_project_tells_before_during_and_after_from_the_reports_that_name_its_code(
    city: Make,
) -> None:
    reports = (
        report("digali", "2026-09-10", "berjalan", "P-1 Gorong-gorong")
        + report("diukur", "2026-08-20", "rencana", "P-1", key="proyek")
        + report("selesai", "2026-11-20", "selesai", "gorong-gorong jalan a")
        + report("lain", "2026-11-19", "selesai", "P-10")
    )
    made = city(with_rows(ROWS) + with_projects() + reports)
    assert of_code(made) == []
    said = words(made.read("/skpd/dpu/program/p-1/"))
    order = ["Sebelum pekerjaan 20 Agustus 2026 Kabar diukur", "Selama pekerjaan", "Kabar digali"]
    order += ["Sesudah pekerjaan 20 November 2026 Kabar selesai"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert "Kabar lain" not in said
    assert "Dibiayai oleh Saluran A" in said
    assert "CV Beton" in said
    assert "swakelola" in said
    assert "PT Alat" not in said  # a package of another work
    assert "1 September 2026 – 31 Oktober 2026" in said
    above = words(made.read("/skpd/dpu/program/1-03-01/"))
    assert "Proyek yang dibiayainya Gorong-gorong Jalan A sedang berjalan · Jalan A" in above


def test_projects_and_packages_are_counted_by_state_kecamatan_and_method(city: Make) -> None:
    made = city(with_rows(ROWS) + with_projects())
    assert of_code(made) == []
    own = words(made.read("/skpd/dpu/program/"))
    assert "1 direncanakan 1 sedang berjalan 1 selesai" in own
    assert "3 paket pengadaan tahun 2026, pagunya seluruhnya Rp240." in own
    assert "tender 2 Rp160 swakelola 1 Rp80" in own
    whole = words(made.read("/program/"))
    # All, planned, under way, finished.
    assert "Dinas PU 3 1 1 1" in whole
    assert "Coblong 2 1 1 Proyek tanpa wilayah dari daftar unit: 1." in whole


def test_a_unit_with_projects_alone_has_a_page_too(city: Make) -> None:
    made = city(REGISTER + with_projects())
    made.build()
    assert "Taman saku" in made.read("/skpd/dpu/program/")
    assert 'href="/skpd/dpu/program/"' in made.read("/skpd/dpu/")
    assert not (made.output / "program" / "program.csv").exists()


def test_a_package_has_a_page_when_a_report_names_it(city: Make) -> None:
    made = city(
        REGISTER + with_projects() + report("alat", "2026-10-10", "berjalan", "503", "paket")
    )
    assert of_code(made) == []
    assert "PT Alat" in made.read("/skpd/dpu/program/503/")
    assert not (made.output / "skpd/dpu/program/502").exists()


def test_codes_that_look_alike_have_pages_of_their_own(city: Make) -> None:
    made = city(with_rows("1.2,A,2026,10,100,70,60,,,,\n1-2,B,2026,10,100,70,60,,,,\n"))
    made.build()
    pages = [made.read(f"/skpd/dpu/program/{name}/") for name in ("1-2", "1-2-2")]
    assert ["<h1>B</h1>" in pages[0], "<h1>A</h1>" in pages[1]] == [True, True]


def test_tables_of_two_years_are_not_counted_together(city: Make) -> None:
    older = META.replace("Realisasi kegiatan 2026", "Realisasi kegiatan 2025")
    made = city(
        with_rows(ROWS)
        + f"-- content/skpd/dpu/data/lama.csv --\n{HEAD}9,Lama,2025,12,100,100,20,,,,\n"
        + f"-- content/skpd/dpu/data/lama.yml --\n{older}"
    )
    made.build()
    assert "Lama" not in words(made.read("/program/"))
    assert "Rata-rata 4 dari 5 kegiatan" in words(made.read("/skpd/dpu/program/"))


def test_five_hundred_activities_are_pages_that_a_phone_can_bear(city: Make) -> None:
    rows = "".join(
        f"1.03.{n:04},Pekerjaan jalan lingkungan nomor {n},2026,10,{n}000000,90,{n % 90},{n},"
        f"Hujan menunda pekerjaan nomor {n},Giliran malam nomor {n},32.73.02\n"
        for n in range(1, 501)
    )
    made = city(with_rows(rows))
    made.build()
    pages = ["/program/", "/skpd/dpu/program/"]
    pages += [f"/skpd/dpu/program/lembar/{n}/" for n in range(2, 14)]
    sizes = {page: sent_size(made.read(page).encode()) for page in pages}
    assert max(sizes.values()) <= MAX_PAGE < 40_000
    shown = [re.findall(r"/skpd/dpu/program/(1-03-\d+)/", made.read(page)) for page in pages[1:]]
    assert sorted(code for codes in shown for code in codes) == [
        f"1-03-{n:04}" for n in range(1, 501)
    ]
    assert not (made.output / "skpd/dpu/program/lembar/14").exists()
    made.write(
        "content/skpd/dpu/data/kegiatan.csv", HEAD + rows.replace("nomor 7,2026", "tujuh,2026")
    )
    before = made.files()
    made.build()
    after = made.files()
    assert [path for path in after if "/program/1-03-" in path and after[path] != before[path]] == [
        "skpd/dpu/program/1-03-0007/index.html"
    ]


@pytest.mark.parametrize(
    ("projects", "packages", "code", "row"),
    [
        (PROJECTS.replace("2026-09-01,2026-11-30", "2026-12-01,2026-11-30"), PACKAGES, "D086", 2),
        (PROJECTS, PACKAGES.replace("120,110", "120,1100"), "D087", 2),
    ],
)
def test_a_project_that_cannot_be_right_is_told_with_its_row(
    city: Make, projects: str, packages: str, code: str, row: int
) -> None:
    made = city(REGISTER + with_projects(projects, packages))
    (found,) = made.build().problems
    assert (found.code, found.where.row) == (code, row)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(("1.03.01,501", "1.03.1,501"), [("D088", 2, "kegiatan")], id="activity"),
        pytest.param(("501; 502", "501; 5022"), [("D089", 2, "paket")], id="package"),
        # 400 is a package of last year, when this project began.
        pytest.param(("501; 502,2026-09-01", "400; 502,2025-09-01"), [], id="begun last year"),
        pytest.param(("rencana,,,,", "rencana,,1.99,999,"), [], id="not running"),
    ],
)
def test_a_code_that_a_running_project_names_in_vain_is_told(
    city: Make, changed: tuple[str, str], expected: list[tuple[str, int, str]]
) -> None:
    assert changed[0] in PROJECTS
    made = city(with_rows(ROWS) + with_projects(PROJECTS.replace(*changed)))
    found = [each for each in made.build().problems if each.code in {"D088", "D089"}]
    assert [(each.code, each.where.row, each.where.field) for each in found] == expected
    for each in found:
        # The next step, followed to the letter, is the end of it.
        params = dict(each.params)
        text = (made.root / each.where.path).read_text(encoding="utf-8")
        made.write(each.where.path, text.replace(params["found"], params["nearest"], 1))
        codes = {again.code for again in made.build().problems}
        assert not codes & {"D088", "D089"}


def test_nothing_is_said_of_codes_where_a_unit_has_no_such_table(city: Make) -> None:
    made = city(REGISTER + with_projects())
    assert made.build().problems == ()


def test_the_city_counts_by_unit_and_kecamatan_and_names_what_is_critical(city: Make) -> None:
    made = city(with_rows(ROWS))
    made.build()
    page = made.read("/program/")
    said = words(page)
    assert "1 jauh di bawah rencana (lebih dari 10 poin) 1 di bawah rencana 1 selesai" in said
    assert "Jalan B" in said
    assert "Saluran A" not in said
    # All, critical, behind, finished, not begun, not reported: no column where none is.
    assert "Dinas PU 5 1 1 1 1 1" in said
    assert "Coblong 2 1 1 Kegiatan tanpa wilayah dari daftar unit: 3." in said
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
