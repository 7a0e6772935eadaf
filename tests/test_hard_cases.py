"""What pages must bear: very many reports, columns, photos, series and rows, and next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SITE, CityFolder, write_blocks
from tests.hard import COLUMNS, DAYS, PHOTOS, REGISTER, REPORTS, SERIES, TITLE, write_hard_cases

DATA = "/skpd/dinkes/data/"


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> CityFolder:
    root: Path = tmp_path_factory.mktemp("sulit")
    write_blocks(root / "kota", REGISTER)
    made = CityFolder(root=root / "kota", output=root / "keluaran")
    made.write("site.yml", SITE)
    write_hard_cases(made)
    made.build()
    return made


def table(page: str) -> str:
    """The dataset's own table."""
    return page[page.index('id="tabel"') : page.index('id="unduh"')]


def test_a_unit_with_four_hundred_reports_leads_to_all_and_to_each_kind(hard: CityFolder) -> None:
    page = hard.read("/kelurahan/dago/")
    assert f"Semua laporan ({REPORTS})" in page
    assert page.count('<li class="card') <= 6
    kinds = re.findall(
        'href="(/kelurahan/dago/laporan/jenis/[a-z]+/)"', hard.read("/kelurahan/dago/laporan/")
    )
    assert len(set(kinds)) == 4
    assert "100" in hard.read(min(set(kinds)))


def test_a_table_of_forty_columns_is_whole_and_its_dictionary_has_no_rows_of_dashes(
    hard: CityFolder,
) -> None:
    page = hard.read(f"{DATA}lebar/")
    assert len(re.findall('<th scope="col"', table(page))) == COLUMNS
    assert 'id="kolom"' not in page


def test_thirty_photos_are_all_shown_and_all_but_the_first_load_when_they_are_reached(
    hard: CityFolder,
) -> None:
    page = hard.read("/kelurahan/sekeloa/laporan/2026/11/pawai/")
    assert len(re.findall(r"<img [^>]*alt=\"Foto nomor", page)) == PHOTOS
    assert page.count('loading="lazy"') == PHOTOS - 1


def test_ten_series_are_panels_of_their_own(hard: CityFolder) -> None:
    drawing = re.findall(r"<svg[^>]*chart-wide.*?</svg>", hard.read(f"{DATA}deret/"), re.DOTALL)[0]
    assert len(re.findall(">Puskesmas [A-Z]", drawing)) == SERIES


def test_four_hundred_days_are_a_line_to_the_last_and_the_table_has_the_newest(
    hard: CityFolder,
) -> None:
    page = hard.read(f"{DATA}harian/")
    assert f"Menampilkan 300 baris terbaru dari {DAYS}" in page
    rows = re.findall('<th scope="row"[^>]*>([^<]*)<', table(page))
    assert (rows[0], len(rows)) == ("4 Februari 2026", 300)
    assert "chart-line" in page


def test_a_single_point_is_a_number(hard: CityFolder) -> None:
    page = hard.read(f"{DATA}satu/")
    (drawing,) = re.findall(r"<svg[^>]*chart-wide.*?</svg>", page, re.DOTALL)
    assert "chart-fill" not in drawing
    assert "1.250" in drawing


def test_a_title_of_two_hundred_characters_is_warned_of_and_whole_on_its_page(
    hard: CityFolder,
) -> None:
    result = hard.build(write=False)
    told = [p.where.path for p in result.problems if p.code == "R011"]
    assert told == ["content/skpd/dinkes/laporan/2026-11-03-judul.md"]
    assert f"<h1>{TITLE}</h1>" in hard.read("/skpd/dinkes/laporan/2026/11/judul/")


def test_nothing_leads_to_what_a_city_has_none_of(city: Callable[[str], CityFolder]) -> None:
    made = city(
        "-- data/units.csv --\nid,jenis,nama,kode_wilayah,induk,nama_lama,status\n"
        "dinkes,skpd,Dinas Kesehatan,,,,aktif\n"
        "-- content/skpd/dinkes/laporan/2026-11-10-a.md --\n---\njudul: Senam\n---\nIsi.\n"
    )
    made.build()
    home = made.read("/")
    ways = home[home.index('class="ways"') :]
    assert re.findall("<strong>([^<]*)</strong>", ways)[:2] == ["1", "1"]
    assert "<strong>0</strong>" not in ways
    for path in ("kelurahan", "kecamatan"):
        assert f'href="/{path}/"' not in home
