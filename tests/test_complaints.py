"""Complaints as counts: what is read, what is told, and what a share counts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from sitegen.city.complaints import ComplaintCounts, passed, read_complaints
from sitegen.city.register import read_register
from sitegen.portal.complaints import answered
from tests.conftest import CityFolder, told

Make = Callable[[str], CityFolder]
CITY = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dishub,skpd,Dinas Perhubungan,,,,aktif
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
"""
FILE = "data/pengaduan.csv"
HEAD = (
    "unit,tahun,bulan,diterima,dijawab_3_hari,dijawab_5_hari,dijawab_14_hari,dijawab_60_hari,"
    "terbuka,per\n"
)
ROWS = (
    "skpd/dishub,2026,10,20,9,12,15,15,5,2026-11-16\n"
    "skpd/dishub,2026,7,10,5,6,9,10,0,2026-11-16\n"
    "skpd/dinkes,2026,10,4,4,4,4,4,0,2026-11-02\n"
)


def words(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub("<[^>]*>", " ", main).split())


def counts(month: date, counted: date, received: int = 10, *within: int) -> ComplaintCounts:
    given = within or (5, 6, 8, 9)
    return ComplaintCounts(
        unit="skpd/dishub", month=month, received=received, within=given, open=0, counted=counted
    )


def test_a_deadline_is_over_when_its_last_working_day_is_before_the_day_of_the_count() -> None:
    # Friday 31 July 2026; working days follow from Monday 3 August.
    july = date(2026, 7, 1)
    for counted, over in (
        (date(2026, 7, 31), (False, False, False, False)),
        (date(2026, 8, 5), (False, False, False, False)),
        (date(2026, 8, 6), (True, False, False, False)),
        (date(2026, 8, 8), (True, True, False, False)),
        (date(2026, 8, 20), (True, True, False, False)),
        (date(2026, 8, 21), (True, True, True, False)),
        (date(2026, 10, 23), (True, True, True, False)),
        (date(2026, 10, 24), (True, True, True, True)),
    ):
        assert passed(counts(july, counted), frozenset()) == over, counted


def test_a_holiday_is_no_working_day() -> None:
    own = counts(date(2026, 7, 1), date(2026, 8, 6))
    assert passed(own, frozenset({date(2026, 8, 4)}))[0] is False
    assert passed(own, frozenset({date(2026, 8, 8)}))[0] is True


def test_months_end_on_their_last_day() -> None:
    for month, last in ((date(2028, 2, 1), 29), (date(2026, 2, 1), 28), (date(2026, 12, 1), 31)):
        assert counts(month, month).last_day.day == last


def test_a_share_is_of_the_complaints_whose_deadline_is_over() -> None:
    old = counts(date(2026, 1, 1), date(2026, 11, 16), 10, 5, 6, 8, 9)
    new = counts(date(2026, 10, 1), date(2026, 11, 16), 30, 10, 20, 21, 22)
    assert answered((old, new), frozenset()) == ((15, 40), (26, 40), (8, 10), (9, 10))


def test_pages_of_the_city_and_of_each_unit_say_how_many_were_answered(city: Make) -> None:
    made = city(CITY)
    made.write(FILE, HEAD + ROWS)
    assert [told(problem) for problem in made.build().problems] == []
    said = words(made.read("/pengaduan/"))
    assert "34 pengaduan diterima dari Juli 2026 sampai Oktober 2026; 5 di antaranya" in said
    # The 3 days of Dinas Kesehatan's October were not over when it was counted.
    assert "46% dalam 3 hari kerja: jawaban pertama 14 dari 30" in said
    assert (
        "100% dalam 60 hari kerja: tenggat jika pemeriksaan lapangan diperlukan 10 dari 10" in said
    )
    assert "Oktober 2026 24 9 dari 20 12 dari 20 – – 5" in said
    assert said.index("Dinas Kesehatan 4 – – – – 0") < said.index("Dinas Perhubungan 30")
    own = words(made.read("/skpd/dishub/pengaduan/"))
    assert "Juli 2026 10 5 dari 10 6 dari 10 9 dari 10 10 dari 10 0" in own
    unit = words(made.read("/skpd/dinkes/pengaduan/"))
    assert "Tenggatnya belum lewat." in unit
    assert "%" not in unit
    assert not (made.output / "kecamatan" / "coblong" / "pengaduan").exists()


def test_pages_that_say_whom_to_ask_lead_to_the_counts(city: Make) -> None:
    made = city(CITY)
    before = made.build()
    assert before.problems == ()
    assert not any(
        "/pengaduan/" in body.decode()
        for path, body in made.files().items()
        if path.endswith(".html")
    )
    made.write(FILE, HEAD + ROWS)
    made.build()
    for page in ("/kontak/", "/ppid/"):
        assert 'href="/pengaduan/"' in made.read(page)
    for page in ("/skpd/dishub/", "/skpd/dishub/ppid/"):
        assert 'href="/skpd/dishub/pengaduan/"' in made.read(page)
    assert "pengaduan/" not in made.read("/kecamatan/coblong/")
    made.write(FILE, HEAD)
    made.build()
    assert not (made.output / "pengaduan").exists()
    assert "pengaduan/" not in made.read("/skpd/dishub/")


def test_the_files_have_all_months_with_their_numbers(city: Make) -> None:
    made = city(CITY)
    made.write(FILE, f"{HEAD}{ROWS}skpd/dishub,2019,1,3,1,1,1,2,0,2019-06-01\n")
    made.build()
    rows = list(csv.DictReader(io.StringIO(made.read("/pengaduan/pengaduan.csv"))))
    assert [row["bulan"] for row in rows] == ["2026-10", "2026-07", "2019-01", "2026-10"]
    assert (rows[0]["nama"], rows[0]["dijawab_14_hari"]) == ("Dinas Perhubungan", "15")
    whole = json.loads(made.read("/pengaduan/pengaduan.json"))
    assert whole["tenggat_hari_kerja"] == [3, 5, 14, 60]
    assert whole["baris"][0]["diterima"] == 20
    assert whole["contoh"] is False
    assert "2019" not in words(made.read("/pengaduan/"))


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        ("dishubb,2026,9,1,1,1,1,1,0,2026-11-16", "S070", "unit"),
        ("dishub,2026,9,satu,1,1,1,1,0,2026-11-16", "S078", "diterima"),
        (f"dishub,2026,9,{'9' * 5000},1,1,1,1,0,2026-11-16", "S078", "diterima"),
        ("dishub,2026,9,1,1,1,1,,0,2026-11-16", "S078", "dijawab_60_hari"),
        ("dishub,2026,13,1,1,1,1,1,0,2026-11-16", "S080", "bulan"),
        ("dishub,2026,0,1,1,1,1,1,0,2026-11-16", "S080", "bulan"),
        ("dishub,26,9,1,1,1,1,1,0,2026-11-16", "S080", "bulan"),
        ("dishub,0000,9,1,1,1,1,1,0,2026-11-16", "S080", "bulan"),
        ("dishub,2026,9,9,3,2,4,5,0,2026-11-16", "S081", "dijawab_3_hari"),
        ("dishub,2026,9,9,3,4,5,10,0,2026-11-16", "S081", "dijawab_60_hari"),
        ("dishub,2026,9,9,3,4,5,6,4,2026-11-16", "S081", "terbuka"),
        ("dishub,2026,9,9,3,4,5,6,3,16/11/2026", "S077", "per"),
        ("dishub,2026,9,9,3,4,5,6,3,2026-08-31", "S083", "per"),
        ("dishub,2026,10,9,3,4,5,6,3,2026-11-16", "S082", "bulan"),
    ],
)
def test_a_row_with_a_mistake_is_told_and_left_out(
    city: Make, row: str, code: str, field: str
) -> None:
    made = city(CITY)
    made.write(FILE, f"{HEAD}{ROWS}{row}\n")
    register = read_register(made.root)
    found, problems = read_complaints(made.root, register)
    assert [(p.code, p.where.row, p.where.field) for p in problems if p.where] == [(code, 5, field)]
    assert len(found) == 3


def test_mistakes_of_the_file_are_told_once_and_its_units_are_built(city: Make) -> None:
    made = city(CITY)
    made.write(FILE, "unit,tahun\ndishub,2026\n")
    result = made.build()
    assert [problem.code for problem in result.problems] == ["S076"]
    assert result.held_back == ()
    assert not (made.output / "pengaduan").exists()


def test_a_row_with_personal_data_is_left_out(city: Make) -> None:
    made = city(CITY)
    nik = "3273014" + "508900012"
    made.write(FILE, f"{HEAD}{ROWS}dishub,2026,9,9,3,4,5,6,3,{nik}\n")
    result = made.build()
    assert len(result.problems) == 1
    assert all(nik.encode() not in body for body in made.files().values())
    assert nik not in told(result.problems[0])
