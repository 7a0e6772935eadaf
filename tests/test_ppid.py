"""How to ask for information: whom, how long it may take, and how many have asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
kominfo,skpd,Dinas Kominfo,,,,aktif
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
-- content/skpd/kominfo/unit.yml --
alamat: Jalan Kota 1
email: ppid@kota.example
ppid: {pejabat: Sekretaris Dinas Kominfo, jam: Senin-Kamis 09.00-15.00}
-- content/skpd/dinkes/unit.yml --
ppid: {pejabat: Sekretaris Dinas Kesehatan}
"""
REQUESTS = "data/permohonan.csv"
HEAD = "tahun,unit,diterima,dikabulkan,sebagian,ditolak,hari_rata,keberatan,sengketa\n"


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def with_main(made: CityFolder, text: str = "ppid: {unit: skpd/kominfo}\n") -> None:
    site = made.root / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_city_says_whom_to_ask_how_and_how_long_it_takes(city: Make) -> None:
    made = city(CITY)
    with_main(made)
    assert [told(problem) for problem in made.build().problems] == []
    said = words(made.read("/ppid/"))
    for text in (
        "Kepada siapa Dinas Kominfo Pejabat Sekretaris Dinas Kominfo Jam Senin-Kamis 09.00-15.00",
        "10 hari kerja sampai jawaban tertulis 7 hari kerja tambahan",
        "30 hari kerja untuk mengajukan keberatan",
        "14 hari kerja sesudahnya untuk membawa sengketa ke Komisi Informasi",
        "Meminta informasi tidak dipungut biaya.",
        "(PPID Pembantu) Dinas Dinas Kesehatan Dinas Kominfo",
        "Unit yang belum menyebut pejabatnya Kecamatan (1) Coblong",
    ):
        assert text in said


def test_a_unit_without_an_officer_leads_to_that_of_the_city(city: Make) -> None:
    made = city(CITY)
    with_main(made)
    made.build()
    assert "Pejabat Sekretaris Dinas Kesehatan" in words(made.read("/skpd/dinkes/ppid/"))
    said = words(made.read("/kecamatan/coblong/ppid/"))
    assert (
        "Kecamatan Coblong belum menyebut pejabat informasinya. Mintalah kepada pejabat Dinas Kominfo:"
        in said
    )
    assert "Jalan Kota 1" in said


def test_a_city_that_names_no_office_still_has_the_steps(city: Make) -> None:
    made = city(CITY)
    made.build()
    said = words(made.read("/ppid/"))
    assert "Kepada siapa" not in said
    assert "Cara meminta" in said


def test_forms_are_blank_and_send_nothing(city: Make) -> None:
    made = city(CITY)
    made.build()
    for url, text in (
        ("/ppid/permohonan/", "Informasi yang diminta"),
        ("/ppid/keberatan/", "tidak ditanggapi sebagaimana diminta"),
    ):
        page = made.read(url)
        assert text in words(page)
        main = page.split("<main")[1].split("</main>")[0]
        assert not re.search("<(?:form|input|textarea|button)", main)


def test_requests_are_added_up_by_year_for_the_city(city: Make) -> None:
    made = city(CITY)
    rows = '2025,skpd/dinkes,10,6,2,1,"4,5",1,0\n2025,skpd/kominfo,5,5,0,0,3,,\n2024,dinkes,1,1,0,0,,,\n'
    made.write(REQUESTS, HEAD + rows)
    assert [told(problem) for problem in made.build().problems] == []
    assert "2025 15 11 2 1 1 0 2024 1 1 0 0 0 0" in words(made.read("/ppid/"))
    assert "2025 10 6 2 1 1 0 4,5 2024 1 1 0 0 0 0 –" in words(made.read("/skpd/dinkes/ppid/"))


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("2025,dinkess,1,1,0,0,,,", "S070", "unit"),
        ("2025,dinkes,belasan,1,0,0,,,", "S078", "diterima"),
        ("2025,dinkes,1,-1,0,0,,,", "S078", "dikabulkan"),
        ("2025,dinkes,1,1,0,0,empat,,", "S078", "hari_rata"),
        ("2025,dinkes,1,1,1,0,,,", "S079", "diterima"),
        (",dinkes,1,1,0,0,,,", "S078", "tahun"),
    ],
)
def test_a_row_with_a_mistake_is_told_and_left_out(
    city: Make, row: str, code: str, field: str
) -> None:
    made = city(CITY)
    made.write(REQUESTS, f"{HEAD}{row}\n2024,dinkes,7,7,0,0,,,\n")
    found = [p for p in made.build().problems if p.where and p.where.path == REQUESTS]
    assert [(p.code, p.where.row, p.where.field) for p in found if p.where] == [(code, 2, field)]
    assert "2024 7 7 0 0 0 0" in words(made.read("/ppid/"))
    assert "2025" not in words(made.read("/ppid/"))


def test_what_it_costs_and_the_pledge_come_from_the_settings(city: Make) -> None:
    made = city(CITY)
    with_main(
        made,
        "ppid: {unit: skpd/kominfo, biaya: Fotokopi Rp500., maklumat: https://ppid.kota.example/}\n",
    )
    made.build()
    page = made.read("/ppid/")
    assert "Fotokopi Rp500." in words(page)
    assert '<a href="https://ppid.kota.example/">Maklumat pelayanan</a>' in page


def test_an_office_that_is_no_unit_is_told(city: Make) -> None:
    made = city(CITY)
    with_main(made, "ppid: {unit: skpd/komimfo}\n")
    (found,) = made.build().problems
    assert told(found).startswith("site.yml: [S070] `skpd/komimfo` is no single unit")
    assert "`skpd/kominfo`" in told(found)
