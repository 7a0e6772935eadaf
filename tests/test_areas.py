"""Columns of areas are found by what they hold; codes are the keys, names and BPS codes aliases."""

from __future__ import annotations

import pytest

from sitegen.tables.doubts.areas import area_columns, plain
from sitegen.tables.doubts.facets import facets
from sitegen.tables.table import parse_table
from tests.remarked import AREAS, CODES, KELURAHAN, PATH, panel, remarks

STATISTICS = tuple(entry.statistics_code for entry in AREAS if entry.kind == "kelurahan")


def found(text: str) -> list[tuple[str, str]]:
    file, _ = parse_table(text.encode(), PATH)
    assert file
    columns = area_columns(facets(file.table), AREAS)
    return [(column.facet.column.name, column.level) for column in columns]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(CODES, id="Kemendagri codes"),
        pytest.param(tuple(code.replace(".", "") for code in CODES), id="codes without dots"),
        pytest.param(STATISTICS, id="codes of BPS"),
        pytest.param(KELURAHAN, id="names"),
        pytest.param(tuple(f"KEL. {name.upper()}" for name in KELURAHAN), id="capitals"),
        pytest.param(("Cipaganti Lama", *KELURAHAN[:2], *KELURAHAN[3:]), id="a former name"),
    ],
)
def test_areas_are_known_by_code_and_by_name(names: tuple[str, ...]) -> None:
    text = panel(names=names)
    assert found(text) == [("kode_wilayah", "kelurahan")]
    assert remarks(text) == []


def test_the_kemendagri_code_is_the_key_beside_names_and_other_codes() -> None:
    rows = [
        f"{name},{bps},{code},32.73.{code[6:8]}"
        for name, bps, code in zip(KELURAHAN, STATISTICS, CODES, strict=True)
    ]
    text = "\n".join(["nama,kode_bps,kode_kemendagri,kode_kecamatan", *rows, ""])
    assert found(text)[0] == ("kode_kemendagri", "kelurahan")


def test_figures_and_other_texts_are_no_areas() -> None:
    assert found("nama,jumlah\nMawar,327302\nMelati,327308\nDago,3\nKenanga,4\n") == []


def test_an_unknown_code_is_told_with_its_first_row_and_the_nearest_area() -> None:
    text = panel(names=(*CODES, "32.73.02.1099"))
    assert [told for told in remarks(text) if "D047" in told] == [
        (
            f"{PATH} row 8: [D047] `32.73.02.1099` in column `kode_wilayah` is no area of the city's "
            "register (2 cells; 1 such values) = correct it; the nearest is Cipaganti (32.73.02.1003)"
        )
    ]


def test_another_spelling_is_told_with_the_area_that_is_likely_meant() -> None:
    text = panel(names=(*KELURAHAN[:5], "Husen Sastranegara"))
    assert [told for told in remarks(text) if "D047" in told] == [
        (
            f"{PATH} row 7: [D047] `Husen Sastranegara` in column `kode_wilayah` is no area of the city's "
            "register (2 cells; 1 such values) = correct it; the nearest is Husein Sastranegara "
            "(32.73.08.1006)"
        )
    ]


def test_the_citys_own_row_and_its_kecamatan_are_no_unknown_areas() -> None:
    assert remarks(panel(names=(*CODES, "32.73.02", "32.73")), AREAS, "D047") == []


def test_one_name_for_two_codes_is_told() -> None:
    rows = [f"{code},{name},1{code[-1]}" for code, name in zip(CODES, KELURAHAN, strict=True)]
    rows[4] = f"{CODES[4]},Hegarmanah,99"
    assert remarks("\n".join(["kode,nama,jumlah", *rows, ""])) == [
        (
            f"{PATH}: [D050] `Hegarmanah` in column `nama` stands for several areas: Hegarmanah "
            "(32.73.08.1004), Ledeng (32.73.08.1005) = correct the name or the code of the rows that are "
            "wrong"
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kelurahan Lebak Gede", "lebakgede"),
        ("LEBAKGEDE", "lebakgede"),
        ("kel. Mekar-Mulya", "mekarmulya"),
        ("Kec.Ujung Berung", "ujungberung"),
        ("Kecapi", "kecapi"),
    ],
)
def test_spellings_differ_in_signs_alone(text: str, expected: str) -> None:
    assert plain(text) == expected
