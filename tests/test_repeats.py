"""Rows that stand twice, numbers that are skipped, units of measure that change."""

from __future__ import annotations

from tests.remarked import CODES, PATH, remarks


def test_a_row_that_stands_twice_is_told_with_the_first() -> None:
    text = "no,nama,jumlah\n1,Mawar,84\n2,Melati,61\n3,Mawar,84\n4,Kenanga,70\n"
    assert remarks(text) == [
        (
            f"{PATH} row 4: [D053] the row says the same as row 2 (1 such rows) = "
            "remove one of them if it was entered twice"
        )
    ]


def test_a_few_skipped_row_numbers_are_listed() -> None:
    rows = [f"{n},{n * 7}" for n in range(1, 301) if n not in {100, 201}]
    assert remarks("\n".join(["id,jumlah", *rows, ""])) == [
        (
            f"{PATH}: [D056] column `id` skips 2 numbers: 100, 201 = "
            "look whether rows were lost when the file was exported"
        )
    ]


def test_numbers_that_do_not_count_the_rows_are_left_alone() -> None:
    rows = [f"{n},{n * 7}" for n in range(1, 301, 3)]
    assert remarks("\n".join(["id,jumlah", *rows, ""])) == []


def test_one_unit_in_several_spellings_is_told_once() -> None:
    text = "indikator,satuan\nA,persen\nB,Persen\nC,%\nD,orang\nE,persen\n"
    assert remarks(text) == [
        (
            f"{PATH}: [D055] one unit of measure is written in several ways in column `satuan`: "
            "`persen` (2), `Persen` (1), `%` (1) = write it in one way in all rows"
        )
    ]


def test_a_row_with_another_unit_than_its_like_is_told() -> None:
    rows = [f"{year},{13 + year - 2020},TON" for year in range(2020, 2025)]
    text = "\n".join(["tahun,jumlah,satuan", *rows, "2025,18,KG", ""])
    assert remarks(text) == [
        (
            f"{PATH} row 7: [D054] the unit of measure in column `satuan` is `KG`, but `TON` in rows of the "
            "same kind (1 such rows) = convert the figure to one unit, or correct the unit"
        )
    ]


def test_areas_have_one_unit_in_common() -> None:
    rows = [f"{code},1{at},{'KG' if at == 3 else 'TON'}" for at, code in enumerate(CODES)]
    found = remarks("\n".join(["kode,jumlah,satuan", *rows, ""]))
    assert [text.partition(" the unit")[0] for text in found] == [f"{PATH} row 5: [D054]"]


def test_each_indicator_has_its_own_unit() -> None:
    text = "indikator,tahun,nilai,satuan\nA,2024,84,persen\nB,2024,12,orang\nA,2025,85,persen\nB,2025,13,orang\n"
    assert remarks(text) == []


def test_a_column_of_offices_is_none_of_units_of_measure() -> None:
    text = (
        "unit,tahun,nilai_skm\nAndir,2023,82.1\nRegol,2023,84.0\nAndir,2024,83.5\nRegol,2024,84.9\n"
    )
    assert remarks(text) == []
    rows = [f"{year},{13 + year - 2020},ton" for year in range(2020, 2025)]
    measured = "\n".join(["tahun,jumlah,unit", *rows, "2025,18,kg", ""])
    assert [text.partition(" the unit")[0] for text in remarks(measured)] == [
        f"{PATH} row 7: [D054]"
    ]
