"""Every area once in every period: holes and repeats are told, lists of things are not judged."""

from __future__ import annotations

import pytest

from tests.remarked import AREAS, CODES, KELURAHAN, PATH, panel, remarks

YEARS = tuple(range(2016, 2026))


def test_a_table_with_all_areas_in_all_periods_has_no_remark() -> None:
    assert remarks(panel()) == []


def test_an_area_that_is_missing_from_a_period_is_named() -> None:
    assert remarks(panel(YEARS, without=f"{CODES[1]},2017")) == [
        (
            f"{PATH}: [D049] 5 of 6 kelurahan (tahun 2017); missing: Sekeloa (32.73.02.1002) "
            "(1 periods with gaps) = add the rows that are missing, or say in `deskripsi` why there are none"
        )
    ]


def test_a_slip_in_a_city_of_few_areas_hides_no_other() -> None:
    names = CODES[:5]
    areas = tuple(entry for entry in AREAS if entry.code != CODES[5])
    table = panel(names=names, without=f"{names[1]},2025") + f"{names[2]},2025,321\n"
    found = [text.partition("] ")[0].rpartition("[")[2] for text in remarks(table, areas)]
    assert found == ["D048", "D049"]
    once = "\n".join(
        ["kode_wilayah,jumlah", *(f"{name},{9 * at + 8}" for at, name in enumerate(names[:4]))]
    )
    (missing,) = remarks(once + "\n", areas)
    assert "[D049] 4 of 5 kelurahan; missing: " in missing


def test_periods_with_gaps_are_told_in_the_order_of_time() -> None:
    months = ("Januari", "Februari", "Maret", "April", "Mei")
    rows = [
        f"{code},{month},{1 + at}"
        for month in reversed(months)
        for at, code in enumerate(CODES)
        if (code, month) not in {(CODES[0], "Januari"), (CODES[5], "April")}
    ]
    found = remarks("\n".join(["kode,bulan,jumlah", *rows, ""]))
    assert [text.partition("; ")[0] for text in found] == [
        f"{PATH}: [D049] 5 of 6 kelurahan (bulan Januari)",
        f"{PATH}: [D049] 5 of 6 kelurahan (bulan April)",
    ]


@pytest.mark.parametrize(
    ("name", "spellings", "written"),
    [
        ("triwulan", ("TW III 2024", "T1 2024", "2023-Q4"), ("2023-Q4", "2024-Q1", "2024-Q3")),
        ("bulan", ("Agust 2024", "Mrt 2024", "12/2023"), ("2023-12", "2024-03", "2024-08")),
        ("semester", ("2024-S2", "Smt I 2024", "S2 2023"), ("2023-S2", "2024-S1", "2024-S2")),
    ],
    ids=["quarters", "months", "semesters"],
)
def test_periods_in_any_spelling_are_in_the_order_of_time(
    name: str, spellings: tuple[str, ...], written: tuple[str, ...]
) -> None:
    rows = [
        f"{code},{period},{1 + at}"
        for period in spellings
        for at, code in enumerate(CODES)
        if code != CODES[1]
    ]
    whole = [f"{code},2020-{written[0][5:]},{at}" for at, code in enumerate(CODES, start=7)]
    found = remarks("\n".join([f"kode,{name},jumlah", *whole, *rows, ""]), AREAS, "D049")
    assert [text.partition("; ")[0] for text in found] == [
        f"{PATH}: [D049] 5 of 6 kelurahan ({name} {period})" for period in written
    ]


def test_men_and_women_are_periods_of_their_own() -> None:
    rows = [
        f"{code},{sex},{year},{500 + 11 * at}"
        for year in YEARS
        for sex in ("L", "P")
        for at, code in enumerate(CODES)
        if (code, sex, year) != (CODES[2], "P", 2019)
    ]
    assert [
        text.partition(" (1 ")[0]
        for text in remarks("\n".join(["kode,jk,tahun,jumlah", *rows, ""]))
    ] == [f"{PATH}: [D049] 5 of 6 kelurahan (tahun 2019, jk P); missing: Cipaganti (32.73.02.1003)"]


def test_ages_are_told_apart_though_they_are_figures() -> None:
    rows = [
        f"{code},{age},{year},{700 - 3 * age + at}"
        for year in (2024, 2025)
        for age in range(60)
        for at, code in enumerate(CODES)
        if (code, age, year) != (CODES[2], 7, 2025)
    ]
    assert [
        text.partition("; ")[0]
        for text in remarks("\n".join(["kode,usia,tahun,jumlah", *rows, ""]), AREAS, "D049")
    ] == [f"{PATH}: [D049] 5 of 6 kelurahan (tahun 2025, usia 7)"]


def test_an_area_that_stands_twice_in_a_period_is_named_with_both_rows() -> None:
    text = panel(YEARS) + f"{CODES[0]},2025,999\n"
    assert remarks(text) == [
        (
            f"{PATH} row 62: [D048] Dago (32.73.02.1001) stands twice (tahun 2025), first in row 56 "
            "(1 such rows) = one of the two rows belongs to another area or period, or is too many"
        )
    ]


def test_a_kecamatan_is_judged_by_its_own_kelurahan() -> None:
    text = panel(YEARS, CODES[:3], without=f"{CODES[1]},2017")
    assert [found.partition("; ")[0] for found in remarks(text)] == [
        f"{PATH}: [D049] 2 of 3 kelurahan (tahun 2017)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(panel(names=(*CODES[:2], CODES[3])), id="half of the areas"),
        pytest.param(
            "kode,bank_sampah\n" + "".join(f"{code},{n}\n" for n, code in enumerate(CODES * 3)),
            id="things in areas",
        ),
        pytest.param("kode,jumlah\n" + "".join(f"{c},1{c[-1]}\n" for c in CODES), id="no period"),
        pytest.param("nama,jumlah\nMawar,1\nMelati,2\nKenanga,3\n", id="no areas"),
    ],
)
def test_a_table_that_does_not_mean_to_have_all_areas_is_not_judged(text: str) -> None:
    assert remarks(text) == []


def test_without_a_period_a_missing_area_is_told_of_the_table() -> None:
    many = tuple(f"32.73.02.{1001 + at}" for at in range(20))
    areas = tuple(
        AREAS[2].__class__(id=c, kind="kelurahan", level="kelurahan", name=c, code=c) for c in many
    )
    text = "kode,jumlah\n" + "".join(f"{code},{code[-2:]}\n" for code in many[1:])
    assert [found.partition("; ")[0] for found in remarks(text, areas)] == [
        f"{PATH}: [D049] 19 of 20 kelurahan"
    ]


def test_names_are_areas_where_there_is_no_code() -> None:
    text = panel(YEARS, KELURAHAN, without="Ledeng,2020")
    assert [found.partition(" (1 ")[0] for found in remarks(text)] == [
        f"{PATH}: [D049] 5 of 6 kelurahan (tahun 2020); missing: Ledeng (32.73.08.1005)"
    ]
