"""A sample city (`contoh: ya`): its day is that of its newest report, and every page says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sitegen.city.newest import newest_day
from tests.conftest import SITE, CityFolder
from tests.test_press import committed

Make = Callable[[str], CityFolder]
PLAN = """\
---
judul: Kerja bakti
status: rencana
tanggal_kegiatan: 2024-03-09
---
Isi.
"""
SAYS = "Ini kota contoh: “hari ini” selalu berarti 10 Maret 2024."


def report(day: str) -> str:
    return f"content/kelurahan/dago/laporan/2024/{day}-kabar.md"


@pytest.fixture
def made(city: Make) -> CityFolder:
    folder = city("")
    folder.write("site.yml", SITE + "contoh: ya\n")
    folder.write(report("2024-03-01").replace("kabar", "kerja"), PLAN)
    folder.write(report("2024-03-10"), "---\njudul: Kabar\n---\nIsi.\n")
    return folder


def test_today_is_the_day_of_the_newest_report_and_each_page_says_so(made: CityFolder) -> None:
    made.build(clock=None)
    home = made.read("/")
    assert "7 hari terakhir (4–10 Maret 2024)" in home
    for page in ("/", "/kelurahan/dago/", "/kelurahan/dago/laporan/2024/03/kabar/", "/data/"):
        assert SAYS in made.read(page)
    assert "Jadwalnya sudah lewat (9 Maret)" in made.read("/kelurahan/dago/")
    assert made.build(clock=None).rebuilt == ()


def test_a_given_clock_comes_first(made: CityFolder) -> None:
    made.build(clock=datetime.fromisoformat("2024-03-05T12:00"))
    assert "5 Maret 2024" in made.read("/")
    assert SAYS not in made.read("/")


def test_a_city_that_is_no_sample_says_nothing_of_it(made: CityFolder) -> None:
    made.write("site.yml", SITE)
    made.build(clock=None)
    assert "kota contoh" not in made.read("/")


def test_with_nothing_in_seven_days_the_home_page_takes_thirty_and_then_none(
    made: CityFolder,
) -> None:
    made.build(clock=datetime.fromisoformat("2024-03-20T12:00"))
    assert "30 hari terakhir (20 Februari – 20 Maret 2024)" in made.read("/")
    made.build(clock=datetime.fromisoformat("2024-06-20T12:00"))
    assert "hari terakhir (" not in made.read("/")


def test_no_page_shows_a_day_of_a_commit(made: CityFolder) -> None:
    table = "content/kelurahan/dago/data/timbang.csv"
    made.write(table, "bulan,ditimbang\nJanuari,63\nFebruari,61\n")
    made.write(
        table.replace(".csv", ".yml"),
        "judul: Penimbangan\ndiperbarui: 2024-03-08\ntopik: [kesehatan]\n",
    )
    made.write("content/kelurahan/dago/halaman/profil.md", "---\njudul: Profil\n---\nIsi.\n")
    ralat = "---\njudul: Kabar\nralat: Angkanya keliru.\n---\nIsi.\n"
    committed(made, "2026-11-25")
    made.write(table, "bulan,ditimbang\nJanuari,64\nFebruari,61\n")
    made.write(report("2024-03-10"), ralat)
    committed(made, "2026-11-27")
    made.build(clock=None)
    for path, body in made.files().items():
        for day in ("2026-11-25", "2026-11-27", "25 November 2026", "27 November 2026"):
            assert day.encode() not in body, path
    for page in ("/pers/", "/kelurahan/dago/fakta/"):
        assert "Penimbangan" in made.read(page)
        assert "8 Maret 2024" in made.read(page)


def test_only_names_that_begin_with_a_day_count(made: CityFolder) -> None:
    for name in ("2099-13-01-kabar.md", "2099-01-01-foto.jpg", "rancangan.md"):
        made.write(f"content/kelurahan/dago/laporan/2024/{name}", "x")
    assert newest_day(made.root) == date(2024, 3, 10)
    assert newest_day(made.root / "data") is None
