"""Shared schemas of the city, and the register's areas, reach every table and no other file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.city.schemas import parse_schema
from tests.conftest import UNITS, CityFolder, told

DATA = "content/kelurahan/dago/data"
CITY = f"""\
-- data/skema/kunjungan.yml --
title: Kunjungan
fields:
  - {{name: tahun, type: year}}
  - {{name: jumlah, type: integer, constraints: {{minimum: 0}}}}
primaryKey: [tahun]
-- {DATA}/posyandu.csv --
tahun,jumlah
2024,84
2025,90
-- {DATA}/posyandu.yml --
judul: Kunjungan
skema: kunjungan
-- content/kelurahan/sekeloa/unit.yml --
tentang: Kelurahan Sekeloa.
"""


def codes(folder: CityFolder, **options: object) -> set[str]:
    return {problem.code for problem in folder.build(**options).problems}


def test_a_table_that_follows_its_schema_is_published_with_it(
    city: Callable[[str], CityFolder],
) -> None:
    made = city(CITY)
    assert codes(made) == {"D013"}
    schema = made.read("kelurahan/dago/data/posyandu/posyandu.schema.json")
    assert '"minimum": 0' in schema
    assert '"primaryKey": [' in schema


def test_a_changed_schema_builds_the_units_with_tables_again_and_no_others(
    city: Callable[[str], CityFolder],
) -> None:
    made = city(CITY)
    made.build()
    text = (made.root / "data/skema/kunjungan.yml").read_text(encoding="utf-8")
    made.write("data/skema/kunjungan.yml", text.replace("minimum: 0", "minimum: 85"))
    result = made.build()
    assert result.rebuilt == (("kelurahan/dago", "rules"),)
    assert result.held_back == (f"{DATA}/posyandu.csv",)
    assert [told(p) for p in result.problems if p.code == "D042"] == [
        (
            f"{DATA}/posyandu.csv row 2: [D042] `84` in column `jumlah` must be at least 85 (1 such cells) = "
            "correct the cell, or the bound in the description"
        )
    ]
    made.write("data/skema/kunjungan.yml", text)
    assert made.build().held_back == ()


def test_a_new_area_of_the_register_builds_the_units_with_tables_again(
    city: Callable[[str], CityFolder],
) -> None:
    made = city(CITY)
    made.write("data/units.csv", UNITS + "disdik,skpd,Dinas Pendidikan,,,,aktif\n")
    made.build()
    made.write("data/units.csv", UNITS)
    assert made.build().rebuilt == ()
    made.write("data/units.csv", UNITS + "cidadap,kecamatan,Cidadap,32.73.08,,,aktif\n")
    assert ("kelurahan/dago", "rules") in made.build().rebuilt


def test_a_broken_schema_is_told_once_and_harms_no_table(
    city: Callable[[str], CityFolder],
) -> None:
    made = city(CITY)
    made.write("data/skema/kunjungan.yml", "fields:\n  - {name: tahun, type: angka}\n")
    made.write("data/skema/lain.yml", "fields: [")
    result = made.build()
    assert result.held_back == ()
    assert [(p.where.path, p.where.line, p.code) for p in result.problems] == [
        (f"{DATA}/posyandu.yml", 0, "D012"),
        (f"{DATA}/posyandu.yml", 0, "D013"),
        (f"{DATA}/posyandu.yml", 2, "D036"),
        ("data/skema/kunjungan.yml", 2, "F022"),
        ("data/skema/lain.yml", 2, "F001"),
    ]


def test_all_slips_of_a_schema_are_told_at_once() -> None:
    text = "judul: Skema: penduduk\nkolom:\n  - {nama: a, tipe: angka}\nkunci: 'a\n"
    schema, problems = parse_schema(text.encode(), "data/skema/a.yml", "Asia/Jakarta")
    assert schema is None
    assert [(p.where.line, p.code) for p in problems] == [(1, "F017"), (4, "F001"), (3, "F022")]


@pytest.mark.parametrize("english", [True, False])
def test_a_schema_is_the_same_in_both_languages(english: bool) -> None:
    text = (
        "fields: [{name: a, type: integer, title: A, constraints: {required: true, minimum: 1,"
        " enum: [1, 2]}}]\nprimaryKey: a\nmissingValues: ['-']\n"
        if english
        else "kolom: [{nama: a, tipe: bulat, judul: A, syarat: {wajib: ya, minimal: 1,"
        " pilihan: [1, 2]}}]\nkunci: a\nkosong: ['-']\n"
    )
    schema, problems = parse_schema(text.encode(), "data/skema/s.yml", "Asia/Jakarta")
    assert problems == ()
    assert schema is not None
    assert schema.key == ("a",)
    assert schema.columns is not None
    (column,) = map(dict, schema.columns)
    assert column["missing"] == ("-",)
    assert column["kind"] == "bulat"
    assert column["constraints"].required
    assert column["constraints"].choices == ("1", "2")


def test_the_page_tells_citizens_what_is_doubtful(city: Callable[[str], CityFolder]) -> None:
    made = city("")
    rows = [f"2024,{n},Mawar" for n in (1, 2, 3)] + ["2024,1,Mawar"]
    made.write(f"{DATA}/a.csv", "\n".join(["tahun,jumlah,nama", *rows, ""]))
    made.build()
    page = made.read("kelurahan/dago/data/a/")
    assert "Catatan pada data ini" in page
    assert "Baris 5 sama dengan baris 2." in page
    clean = "tahun,jumlah\n2024,1\n2025,2\n"
    made.write(f"{DATA}/a.csv", clean)
    made.build()
    assert "Catatan pada data ini" not in made.read("kelurahan/dago/data/a/")
