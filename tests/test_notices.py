"""Urgent notices: where they are shown, until when, and what is said when the end is not right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sitegen.engine.build import Result
from tests.conftest import CityFolder, told
from tests.life.city import MEMORY, LivingCity, new_city
from tests.town import Town, town

Make = Callable[[str], CityFolder]
DAGO = "content/kelurahan/dago/laporan/2026-11-20-{name}.md"
AFTER = datetime.fromisoformat("2026-12-02T00:05")
REGISTER = """\
-- data/units.csv --
id,jenis,nama,kode_wilayah,induk,nama_lama,status
dinkes,skpd,Dinas Kesehatan,,,,aktif
coblong,kecamatan,Coblong,32.73.02,,,aktif
cicendo,kecamatan,Cicendo,32.73.06,,,aktif
dago,kelurahan,Dago,32.73.02.1004,coblong,,aktif
sekeloa,kelurahan,Sekeloa,32.73.02.1005,coblong,,aktif
"""


def notice(title: str, *keys: str) -> str:
    lines = "".join(f"{key}\n" for key in keys or ("penting: ya", "sampai: 2026-12-01"))
    return f"---\njudul: {title}\n{lines}---\n\nWarga di bantaran sungai diminta mengungsi.\n"


def banner(page: str) -> list[str]:
    """The lines of a page's banner, [] without one."""
    found = re.search(r'<section class="urgent".*?</section>', page, re.DOTALL)
    if not found:
        return []
    rows = re.findall(r"<li>(.*?)</li>|urgent-more\">(.*?)</p>", found[0], re.DOTALL)
    return [" ".join(re.sub("<[^>]*>", " ", "".join(row)).split()) for row in rows]


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.fixture
def living() -> Iterator[LivingCity]:
    with TemporaryDirectory(dir=MEMORY) as folder:
        made = new_city(Path(folder))
        assert made.check() == ""
        yield made


@pytest.mark.parametrize("until", ["2026-12-01", "1 Desember 2026", "01/12/2026"])
def test_a_notice_of_a_kelurahan_is_on_its_page_and_on_that_of_its_kecamatan(
    city: Make, until: str
) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="banjir"), notice("Banjir", "penting: ya", f"sampai: {until}"))
    assert codes(made.build()) == []
    assert banner(made.read("/kelurahan/dago/")) == ["Banjir Berlaku sampai 1 Desember 2026"]
    assert banner(made.read("/kecamatan/coblong/")) == [
        "Banjir Kelurahan Dago Berlaku sampai 1 Desember 2026"
    ]
    for other in ("/", "/kelurahan/sekeloa/", "/kecamatan/cicendo/"):
        assert banner(made.read(other)) == []
    assert "Banjir" in made.read("/pengumuman/")
    assert 'href="/pengumuman/"' in made.read("/")


def test_the_home_page_shows_the_notices_of_agencies_and_kecamatan_and_of_kelurahan_if_allowed(
    city: Make,
) -> None:
    made = city(REGISTER)
    for unit in ("kelurahan/dago", "kecamatan/coblong", "skpd/dinkes"):
        path = f"content/{unit}/laporan/2026-11-20-siaga.md"
        made.write(path, notice(f"Siaga {unit.split('/')[1]}"))
    made.build()
    shown = [row.split(" Berlaku")[0] for row in banner(made.read("/"))]
    assert shown == [
        "Siaga dinkes Dinas Kesehatan",
        "Siaga coblong Kecamatan Coblong",
        "Semua 2 pengumuman",
    ]
    site = (made.root / "site.yml").read_text()
    made.write("site.yml", f"{site}pengumuman_beranda: [kelurahan]\n")
    made.build()
    shown = [row.split(" Berlaku")[0] for row in banner(made.read("/"))]
    assert shown == ["Siaga dago Kelurahan Dago"]
    made.write("site.yml", f"{site}pengumuman_beranda: []\n")
    made.build()
    assert banner(made.read("/")) == []


def test_no_number_of_kelurahan_notices_hides_one_of_the_city_and_the_rest_is_linked(
    city: Make,
) -> None:
    made = city(REGISTER)
    site = (made.root / "site.yml").read_text()
    made.write("site.yml", f"{site}pengumuman_beranda: [skpd, kecamatan, kelurahan]\n")
    for number in range(1, 5):
        made.write(DAGO.format(name=f"kabar-{number}"), notice(f"Kabar {number}"))
    made.write("content/skpd/dinkes/laporan/2026-11-01-wabah.md", notice("Wabah"))
    made.build()
    home = banner(made.read("/"))
    assert home[0].startswith("Wabah Dinas Kesehatan")
    assert (len(home), home[3]) == (4, "Semua 5 pengumuman")
    unit = made.read("/kelurahan/dago/")
    assert banner(unit)[3] == "dan 1 pengumuman lain"
    assert 'href="/pengumuman/#kecamatan-coblong"' in unit
    assert 'id="kecamatan-coblong"' in made.read("/pengumuman/")
    titles = ("Wabah", *(f"Kabar {number}" for number in range(1, 5)))
    assert all(title in made.read("/pengumuman/") for title in titles)


def test_announced_at_once_with_an_expiry_is_an_urgent_notice_too(city: Make) -> None:
    made = city(REGISTER)
    keys = ("klasifikasi: serta-merta", "kedaluwarsa: 2026-12-01")
    made.write(DAGO.format(name="banjir"), notice("Banjir", *keys))
    made.build()
    assert banner(made.read("/kecamatan/coblong/"))
    made.build(clock=AFTER)
    assert banner(made.read("/kecamatan/coblong/")) == []
    assert "kelurahan/dago/laporan/2026/11/banjir/index.html" not in made.files()


def test_without_urgency_an_end_makes_no_banner_but_is_shown(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="jam"), notice("Jam layanan", "sampai: 2026-12-01"))
    made.build()
    assert banner(made.read("/kelurahan/dago/")) == []
    assert "Berlaku sampai 1 Desember 2026" in made.read("/kelurahan/dago/")


def test_a_notice_is_called_an_announcement_on_its_own_page(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="banjir"), notice("Banjir"))
    made.build()
    page = words(made.read("/kelurahan/dago/laporan/2026/11/banjir/"))
    assert "Pengumuman 20 November 2026" in page
    assert "Tentang pengumuman ini" in page
    assert "Ada yang keliru dalam pengumuman ini?" in page
    assert "laporan ini" not in page


def test_the_day_after_its_end_the_banner_is_gone_and_the_page_says_that_it_is_over(
    living: LivingCity,
) -> None:
    (living.root / DAGO.format(name="banjir")).write_text(notice("Banjir"))
    assert living.check() == ""
    pages = ("kelurahan/dago", "kecamatan/coblong", "pengumuman")
    assert all("Berlaku sampai" in read(living, page) for page in pages)
    living.clock = datetime.fromisoformat("2026-12-01T23:59")
    assert living.check() == ""
    assert banner(read(living, "kecamatan/coblong"))
    living.clock = AFTER
    assert living.check() == ""
    assert not any(banner(read(living, page)) for page in ("kelurahan/dago", "kecamatan/coblong"))
    page = read(living, "kelurahan/dago/laporan/2026/11/banjir")
    assert "Pengumuman ini sudah berakhir pada 1 Desember 2026" in page
    assert "Berakhir 1 Desember 2026" in read(living, "arsip/2026/11")
    living.clock -= timedelta(days=5)
    assert living.check() == ""
    assert banner(read(living, "kecamatan/coblong"))


def test_a_kecamatan_is_made_again_when_a_notice_of_its_kelurahan_comes_changes_or_goes(
    living: LivingCity,
) -> None:
    path = living.root / DAGO.format(name="banjir")
    for title in ("Banjir", "Banjir surut"):
        path.write_text(notice(title))
        result = living.build()
        assert dict(result.rebuilt)["kecamatan/coblong"] == "around"
        assert living.check() == ""
        assert banner(read(living, "kecamatan/coblong"))[0].startswith(title)
    path.unlink()
    assert living.check() == ""
    assert banner(read(living, "kecamatan/coblong")) == []
    assert living.build().rebuilt == ()


def test_a_build_of_chosen_units_leaves_the_kecamatan_to_the_next_one(living: LivingCity) -> None:
    (living.root / DAGO.format(name="banjir")).write_text(notice("Banjir"))
    living.build(units=("kelurahan/dago",))
    assert banner(read(living, "kelurahan/dago"))
    assert banner(read(living, "kecamatan/coblong")) == []
    assert living.check() == ""
    assert banner(read(living, "kecamatan/coblong"))


def read(city: LivingCity, page: str) -> str:
    return (city.output / page / "index.html").read_text()


def test_a_notice_without_an_end_is_published_without_a_banner_and_the_line_to_add_works(
    city: Make,
) -> None:
    made = city(REGISTER)
    path = DAGO.format(name="banjir")
    made.write(path, notice("Banjir", "penting: ya"))
    (problem,) = made.build().problems
    assert told(problem).startswith(
        f"{path}:3:10: [R009] `penting: ya` does not say until when, so no banner leads to this notice"
    )
    line = told(problem).split("`")[-2]
    assert line == "sampai: 2026-11-27"
    assert banner(made.read("/kelurahan/dago/")) == []
    made.write(path, notice("Banjir", "penting: ya", line))
    assert made.build().problems == ()
    assert banner(made.read("/kelurahan/dago/"))


@pytest.mark.parametrize("later", [0, 6, 7, 30, 400])
def test_the_proposed_end_has_never_passed_however_late_the_build(city: Make, later: int) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="banjir"), notice("Banjir", "penting: ya"))
    made.build()
    clock = datetime.fromisoformat("2026-11-20T12:00") + timedelta(days=later)
    (problem,) = made.build(clock=clock).problems
    proposed = date.fromisoformat(dict(problem.params)["example"])
    assert 0 < (proposed - clock.date()).days <= 7
    (clean,) = made.build(clock=clock, force=True).problems
    assert clean == problem


def test_a_notice_that_ends_before_its_date_is_told(city: Make) -> None:
    made = city(REGISTER)
    made.write(DAGO.format(name="banjir"), notice("Banjir", "penting: ya", "sampai: 2026-11-19"))
    (problem,) = made.build().problems
    assert (problem.code, problem.where.line, problem.where.field) == ("R010", 4, "sampai")
    assert "`sampai: 2026-11-19` had passed when this notice came out" in told(problem)


def test_a_notice_that_was_over_when_git_got_it_is_told_and_one_that_ended_later_is_not(
    tmp_path: Path,
) -> None:
    made: Town = town(tmp_path)
    keys = ("tanggal: 2026-01-10", "penting: ya", "sampai: 2026-01-20")
    made.write("laporan/a.md", notice("Pada waktunya", *keys))
    made.commit(5)
    made.write("laporan/b.md", notice("Terlambat", *keys))
    made.commit(40)
    made.write("laporan/c.md", notice("Belum masuk git", *keys))
    problems = made.city.build().problems
    told_of = sorted(p.where.path[-4:] for p in problems if p.code == "R010")
    assert told_of == ["b.md", "c.md"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (("tanggal_kegiatan: 2026-11-05",), "Jadwalnya sudah lewat (5 November), hasil"),
        (("tanggal_kegiatan: 2026-11-30",), ""),
        (("tanggal_kegiatan: 2026-11-05", "tanggal_selesai: 2026-11-25"), ""),
        (("tanggal_kegiatan: 2025-12-31",), "Jadwalnya sudah lewat (31 Desember 2025), hasil"),
        (("tanggal_kegiatan: 2026-11-05", "hasil: Selesai ditanam"), ""),
        ((), ""),
    ],
)
def test_a_plan_whose_day_has_passed_says_so(
    city: Make, keys: tuple[str, ...], sentence: str
) -> None:
    made = city(REGISTER)
    path = "content/kelurahan/dago/laporan/2026-11-01-tanam.md"
    made.write(path, notice("Tanam pohon", "status: rencana", *keys))
    made.build()
    for page in ("/kelurahan/dago/laporan/2026/11/tanam/", "/kelurahan/dago/", "/arsip/2026/11/"):
        assert (sentence or "Jadwalnya") in made.read(page) or not sentence
        assert bool(sentence) == ("Jadwalnya sudah lewat" in made.read(page))


def test_a_plan_becomes_overdue_with_the_clock(living: LivingCity) -> None:
    keys = ("status: rencana", "tanggal_kegiatan: 2026-11-22")
    (living.root / DAGO.format(name="tanam")).write_text(notice("Tanam pohon", *keys))
    assert living.check() == ""
    assert "Jadwalnya" not in read(living, "kelurahan/dago/laporan/2026/11/tanam")
    living.clock = datetime.fromisoformat("2026-11-23T00:00")
    assert living.check() == ""
    for page in ("kelurahan/dago/laporan/2026/11/tanam", "kelurahan/dago", "arsip/2026/11"):
        assert "Jadwalnya sudah lewat (22 November)" in read(living, page)
