"""Reports and pages that were withdrawn: a page at their address, and messages about the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import CityFolder
from tests.test_removed_datasets import codes, words

Make = Callable[[str], CityFolder]
HEAD = "-- data/tulisan-lama.csv --\nalamat,judul,tanggal,alasan,pengganti\n"
GONE = "/kelurahan/dago/laporan/2026/11/posyandu/"
REPORT = """\
-- content/kelurahan/dago/laporan/2026-11-04-posyandu-mawar.md --
---
judul: Posyandu Mawar layani 84 balita
---
Penimbangan selesai sebelum tengah hari. Semua balita sudah ditimbang.
"""
RIGHT = "/kelurahan/dago/laporan/2026/11/posyandu-mawar/"


def test_a_withdrawn_report_leaves_a_page_that_says_so(city: Make) -> None:
    made = city(
        f"{REPORT}{HEAD}{GONE},Posyandu layani 48 balita,2026-11-05,Tempatnya keliru.,{RIGHT}\n"
    )
    assert codes(made.build()) == []
    page = made.read(GONE)
    assert "Laporan ini dicabut. Tempatnya keliru." in words(page)
    assert "5 November 2026" in words(page)
    assert f'href="{RIGHT}"' in page
    assert '<meta name="robots" content="noindex' in page
    assert "48 balita" not in made.read("/kelurahan/dago/")
    assert GONE not in made.read("/sitemap-kota.xml")


def test_a_withdrawn_page_has_words_of_its_own(city: Make) -> None:
    made = city(f"{HEAD}/kelurahan/dago/halaman/sejarah/,Sejarah,2026-11-05,Digabung,\n")
    assert codes(made.build()) == []
    assert "Halaman ini dicabut. Digabung" in words(made.read("/kelurahan/dago/halaman/sejarah/"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("/kelurahan/dago/data/rt/,RT,2026-11-05,Digabung,", "S094"),
        (f"{GONE},Posyandu,kemarin,Digabung,", "S094"),
        (f"{GONE},Posyandu,2026-11-05,,", "S094"),
        (f"{RIGHT},Posyandu,2026-11-05,Digabung,", "S095"),
        (f"{GONE},Posyandu,2026-11-05,Digabung,/kelurahan/dago/laporan/tidak-ada/", "S096"),
    ],
)
def test_a_row_that_says_nothing_is_told(city: Make, row: str, code: str) -> None:
    assert codes(city(f"{REPORT}{HEAD}{row}\n").build()) == [code]


def test_personal_data_in_a_reason_are_left_out(city: Make) -> None:
    made = city(f"{HEAD}{GONE},Posyandu,2026-11-05,Memuat NIK 3273010101900001,\n")
    assert [code for code in codes(made.build()) if code.startswith("P")]
    assert not (made.output / GONE[1:] / "index.html").exists()
