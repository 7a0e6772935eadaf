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


FORMER = "/kelurahan/dago/laporan/2026/11/posyandu-balita/"
LISTED = HEAD.replace("pengganti\n", "pengganti,alamat_lama\n")


def withdrawn(former: str) -> str:
    return f"{LISTED}{GONE},Posyandu layani 48 balita,2026-11-05,Tempatnya keliru.,,{former}\n"


def test_old_addresses_of_a_withdrawn_report_lead_to_what_is_said_of_it(city: Make) -> None:
    made = city(withdrawn(f"{FORMER} /berita/posyandu/"))
    assert codes(made.build()) == []
    for old in (FORMER, "/berita/posyandu/"):
        page = made.read(old)
        assert f'content="0; url={GONE}"' in page.replace("&#x2F;", "/") or f"url={GONE}" in page
        assert f'href="{GONE}"' in page
        assert "Laporan ini dicabut. Tempatnya keliru." in page
        assert old not in made.read("/sitemap-kota.xml")


def test_what_is_published_at_an_old_address_is_no_business_of_the_row(city: Make) -> None:
    made = city(REPORT + withdrawn(f"{RIGHT} {FORMER}"))
    assert codes(made.build()) == []
    assert "84 balita" in made.read(RIGHT)
    assert GONE in made.read(FORMER)


def test_an_old_address_that_is_taken_up_and_left_again_leads_as_it_would_in_a_new_site(
    city: Make,
) -> None:
    made = city(withdrawn(RIGHT))
    made.build()
    assert GONE in made.read(RIGHT)
    path = "content/kelurahan/dago/laporan/2026-11-04-posyandu-mawar.md"
    made.write(path, REPORT.split("\n", 1)[1])
    made.build()
    assert "84 balita" in made.read(RIGHT)
    (made.root / path).unlink()
    made.build(allow_removal=True)
    assert GONE in made.read(RIGHT)
    made.write("data/tulisan-lama.csv", withdrawn("").split("\n", 1)[1])
    made.build(allow_removal=True)
    assert not (made.output / RIGHT[1:] / "index.html").exists()


@pytest.mark.parametrize(
    ("former", "reason"),
    [
        ("posyandu-lama", "it is no path of letters"),
        ("/kelurahan/lain/laporan/2026/11/a/", "it belongs to the city or to another unit"),
        ("/data/", "it belongs to the city or to another unit"),
        ("/kelurahan/dago/laporan/", "the unit keeps it for its lists and files"),
        (GONE, "the page itself is there"),
        (" ".join(f"/lama/{n}/" for n in range(21)), "a row may have 20 of them"),
    ],
)
def test_an_old_address_that_cannot_lead_on_is_told(city: Make, former: str, reason: str) -> None:
    result = city(withdrawn(former)).build()
    (problem,) = result.problems
    told = dict(problem.params)
    assert (problem.code, problem.where.field) == ("S101", "alamat_lama")
    assert told["found"] == former.rsplit(maxsplit=1)[-1]
    assert told["reason"].startswith(reason)


def test_an_address_of_two_rows_leads_to_the_first(city: Make) -> None:
    second = f"{RIGHT},Posyandu Mawar,2026-11-06,Digabung.,,{FORMER}\n"
    made = city(withdrawn(FORMER) + second)
    assert codes(made.build()) == ["S101"]
    assert GONE in made.read(FORMER)
