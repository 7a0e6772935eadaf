"""Links between units are followed in each build, of units that it did not build as well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import NoReturn

import pytest
from msgspec.structs import replace

from sitegen.engine.build import Result
from sitegen.portal import products
from sitegen.store.state import state_path
from tests.conftest import CityFolder

City = Callable[[str], CityFolder]
FROM = "content/kelurahan/dago/laporan/2026-11-03-dari.md"
TO = "content/kelurahan/sekeloa/laporan/2026-11-04-ke.md"
OTHER = "content/kelurahan/sekeloa/laporan/2026-11-05-lain.md"
ADDRESS = "/kelurahan/sekeloa/laporan/2026/11/ke/"


def report(title: str, body: str) -> str:
    return f"---\njudul: {title}\n---\n{body} Warga datang sejak pagi, dan pulang sebelum siang.\n"


def broken(result: Result) -> list[tuple[str, int, str]]:
    return [
        (problem.where.path, problem.where.line, dict(problem.params)["link"])
        for problem in result.problems
        if problem.code == "M007"
    ]


def linked(city: City) -> CityFolder:
    made = city("")
    made.write(FROM, report("Dari sini", f"Lihat [laporan itu]({ADDRESS}#isi)."))
    made.write(TO, report("Ke sana", "Kerja bakti."))
    return made


def test_a_link_breaks_and_heals_with_the_page_of_another_unit(city: City) -> None:
    made = linked(city)
    fault = [(FROM, 4, f"{ADDRESS}#isi")]
    assert broken(made.build()) == []
    (made.root / TO).unlink()
    result = made.build()
    rebuilt = [key for key, _ in result.rebuilt]
    assert (rebuilt, broken(result)) == (["kelurahan/sekeloa", "kecamatan/coblong"], fault)
    result = made.build()
    assert (result.rebuilt, broken(result)) == ((), fault)
    # An edit elsewhere that adds no page leaves the fault, one that brings the page mends it.
    made.write(OTHER, report("Lain", "Rapat."))
    assert broken(made.build()) == fault
    made.write(OTHER, report("Lain", "Rapat warga."))
    assert broken(made.build()) == fault
    made.write(TO, report("Ke sana", "Kerja bakti."))
    result = made.build()
    assert ([key for key, _ in result.rebuilt], broken(result)) == (
        ["kelurahan/sekeloa", "kecamatan/coblong"],
        [],
    )


def test_a_mended_link_is_no_fault_though_no_page_came_or_went(city: City) -> None:
    made = linked(city)
    made.build()
    made.write(FROM, report("Dari sini", "Lihat [laporan itu](/tidak/ada/)."))
    assert broken(made.build()) == [(FROM, 4, "/tidak/ada/")]
    made.write(FROM, report("Dari sini", f"Lihat [laporan itu]({ADDRESS})."))
    assert broken(made.build()) == []


def test_a_build_of_one_unit_leaves_what_is_known_of_the_others_links(city: City) -> None:
    made = linked(city)
    made.build()
    (made.root / TO).unlink()
    assert broken(made.build(units=("kelurahan/sekeloa",))) == []
    assert broken(made.build()) == [(FROM, 4, f"{ADDRESS}#isi")]


def test_the_citys_pages_are_not_planned_again_when_no_summary_changed(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = linked(city)
    made.write(FROM, report("Dari sini", "Kerja bakti di tempat yang sama."))
    made.build()

    def never(_: object) -> NoReturn:
        raise AssertionError("planned")

    # The index of the search has the words of the text.
    planned = tuple(
        product if "search" in product.reads else replace(product, make=never)
        for product in products.PRODUCTS
    )
    monkeypatch.setattr(products, "PRODUCTS", planned)
    made.write(FROM, report("Dari sini", "Kerja bakti di tempat yang sama.") + "\nKoreksi.\n")
    first = made.build().rebuilt
    made.write(FROM, report("Dari sini", "Kerja bakti di tempat yang sama.") + "\nKoreksi kedua.\n")
    assert [key for key, _ in (*first, *made.build().rebuilt)] == ["kelurahan/dago"] * 2
    assert made.build().rebuilt == ()


@pytest.mark.parametrize("damage", ["body || ']'", "'[1'", "'[]'"])
def test_a_unit_with_damaged_ids_is_built_before_links_into_it_are_judged(
    city: City, damage: str
) -> None:
    made = linked(city)
    made.write(TO, report("Ke sana", "Kerja bakti.\n\n## Biaya\n\nRp2.000."))
    made.build()
    with closing(sqlite3.connect(state_path(made.root, made.output))) as db, db:
        db.execute(f"UPDATE strand SET body = {damage} WHERE name = 'ids' AND unit LIKE '%sekeloa'")  # noqa: S608
    made.write(FROM, report("Dari sini", f"Lihat [a]({ADDRESS}#biaya) dan [b]({ADDRESS}#hasil)."))
    result = made.build()
    rebuilt = {key for key, _ in result.rebuilt}
    assert rebuilt == {"kelurahan/dago", "kelurahan/sekeloa", "kecamatan/coblong"}
    assert [problem.code for problem in result.problems] == ["M019"]
    assert made.build().rebuilt == ()


def test_a_link_of_the_footer_to_no_page_is_told_with_its_line(city: City) -> None:
    made = city("")
    links = "tautan_kaki:\n  - {nama: Data, tautan: /data/}\n  - {nama: Lama, tautan: /lama/}\n"
    settings = (made.root / "site.yml").read_text()
    made.write("site.yml", f"{settings.rstrip()}\n{links}")
    line = settings.rstrip().count("\n") + 4
    assert broken(made.build()) == [("site.yml", line, "/lama/")]
    assert broken(made.build()) == [("site.yml", line, "/lama/")]


def test_a_pledge_of_service_at_no_page_is_told_with_its_line(city: City) -> None:
    made = city("")
    settings = (made.root / "site.yml").read_text()
    made.write("site.yml", f"{settings.rstrip()}\nppid:\n  maklumat: /maklumat/\n")
    line = settings.rstrip().count("\n") + 3
    assert broken(made.build()) == [("site.yml", line, "/maklumat/")]
    made.write("site.yml", f"{settings.rstrip()}\nppid:\n  maklumat: /data/\n")
    assert broken(made.build()) == []
    assert 'href="/data/">Maklumat' in made.read("/ppid/")


CITY_LINKS = f"""\
pengaduan: {{nama: Lapor, tautan: /lapor/}}
tautan_kaki:
  - {{nama: Halaman, tautan: {ADDRESS}}}
  - {{nama: Bagian, tautan: {ADDRESS}#isi-biaya}}
  - {{nama: Bagian lama, tautan: {ADDRESS}#isi-hasil}}
  - {{nama: Berkas, tautan: /feed.xml}}
  - {{nama: Berkas lama, tautan: /aset/lama.pdf}}
  - {{nama: Alamat lain, tautan: https://ppid.example/lama/}}
"""


def test_links_of_the_city_to_pages_places_and_files_are_followed_by_each_build(city: City) -> None:
    made = linked(city)
    made.write(TO, report("Ke sana", "Kerja bakti.\n\n## Biaya\n\nRp2.000."))
    settings = (made.root / "site.yml").read_text(encoding="utf-8")
    made.write("site.yml", settings.rstrip() + "\n" + CITY_LINKS)
    told_of = [("M007", 3), ("M019", 7), ("M007", 9)]
    for _ in range(2):  # the second makes nothing, and knows the places of pages from the state
        assert of_settings(made.build()) == told_of
    made.write(TO, report("Ke sana", "Kerja bakti.\n\n## Hasil\n\nRp2.000."))
    assert of_settings(made.build()) == [("M007", 3), ("M019", 6), ("M007", 9)]


def of_settings(result: Result) -> list[tuple[str, int]]:
    """Code and line of each problem of site.yml."""
    return [
        (each.code, each.where.line) for each in result.problems if each.where.path == "site.yml"
    ]
