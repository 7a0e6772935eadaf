"""Figures that stand out of their series, and running totals that fall."""

from __future__ import annotations

import pytest

from sitegen.charts.prepare import prepare
from sitegen.datasets.dataset import parse_dataset
from sitegen.datasets.sentence import sentence
from sitegen.keys.rules import Rules
from sitegen.model import ChartKind, ChartSpec, Column, Table, Where
from sitegen.tables.doubts.all_doubts import table_remarks
from sitegen.tables.files.raw import parse_raw
from sitegen.tables.table import parse_table
from tests.charted import ID
from tests.conftest import told
from tests.remarked import AREAS, PATH, remarks

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")


def monthly(*figures: float, name: str = "jumlah") -> str:
    rows = [f"{month},{figure}" for month, figure in zip(MONTHS, figures, strict=False)]
    return "\n".join([f"bulan,{name}", *rows, ""])


def test_a_figure_of_ten_times_its_neighbours_is_told_with_both() -> None:
    assert remarks(monthly(820, 845, 8600, 871, 880)) == [
        (
            f"{PATH} row 4: [D051] 8.600 in column `jumlah` is about ten, a hundred or a thousand times as large or "
            "as small as 845 before and 871 after it (1 such cells) = "
            "compare it with its source: often a decimal sign or a digit was lost"
        )
    ]


def test_a_tenth_of_its_neighbours_is_told_too() -> None:
    found = remarks(monthly(82.5, 84.1, 8.6, 87.1, 88))
    assert [text.partition(" in ")[0] for text in found] == [f"{PATH} row 4: [D051] 8,6"]


def test_a_hundredth_of_its_neighbours_is_told_too() -> None:
    found = remarks(monthly(460.5, 470, 466, 3.15, 1096, 1100), AREAS, "D051")
    assert [text.partition(" in ")[0] for text in found] == [f"{PATH} row 5: [D051] 3,15"]


@pytest.mark.parametrize("name", ["inflasi", "laju pertumbuhan", "yoy"])
def test_growth_may_be_a_tenth_of_that_of_its_neighbours(name: str) -> None:
    assert remarks(monthly(8.36, 8.2, 7.9, 0.85, 8.02, 7.5, name=name)) == []
    assert remarks(monthly(8.36, 8.2, 7.9, 0.85, 8.02, -7.5, name="neraca")) == []


def test_a_nought_among_figures_that_are_far_from_it_and_alike_is_told() -> None:
    assert remarks(monthly(138.72, 0, 139.5, 140.1, name="ihk")) == [
        (
            f"{PATH} row 3: [D075] column `ihk` says 0, though its other figures lie between 138,72 and 140,1 "
            "(1 such cells) = leave the cell empty if there was no figure; correct it if it should be one"
        )
    ]


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param((138, 0, 0, 0, 139, 0), id="mostly noughts"),
        pytest.param((1, 0, 2, 1, 3), id="small counts"),
        pytest.param((820, 0, 90, 310, 700), id="figures that differ"),
    ],
)
def test_noughts_that_may_well_be_right_are_left_alone(figures: tuple[float, ...]) -> None:
    assert remarks(monthly(*figures), AREAS, "D075") == []


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param((820, 845, 860, 871, 880), id="calm"),
        pytest.param((820, 845, 2600, 871, 880), id="three times"),
        pytest.param((820, 845, 860, 871, 8800), id="at the end, with one neighbour"),
        pytest.param((10, 900, 12, 850, 11, 870), id="a series that always jumps"),
        pytest.param((1, 2, 15, 2, 1), id="small counts"),
        pytest.param((82, 8400, 840, 8500, 860), id="neighbours that differ"),
        pytest.param((820, 8450, 860), id="too short to tell"),
    ],
)
def test_figures_that_may_well_be_right_are_left_alone(figures: tuple[float, ...]) -> None:
    assert remarks(monthly(*figures)) == []


def test_a_figure_among_columns_of_years_is_told_with_those_beside_it() -> None:
    table = (
        "kelurahan,2019,2020,2021,2022,2023\n"
        "Dago,1000,1010,10200,1030,1040\n"
        "Sekeloa,1020,1025,1030,1034,1041\n"
    )
    (found,) = remarks(table)
    assert found.startswith(
        f"{PATH} row 2: [D051] 10.200 in column `2021` is about ten, a hundred or a thousand times as large or "
        "as small as 1.010 before and 1.030 after it (1 such cells)"
    )


def test_columns_of_years_are_neighbours_in_the_order_of_the_years() -> None:
    table = (
        "kelurahan,pria_2021,wanita_2021,pria_2019,wanita_2019,pria_2020,pria_2022\n"
        "Dago,1030,11,1010,12,10200,1050\n"
    )
    (found,) = remarks(table)
    assert "[D051] 10.200 in column `pria_2020`" in found
    assert "1.010 before and 1.030 after it" in found
    assert remarks("kelurahan,2019,2020,2021\nDago,1000,10200,1020\n") == []


def test_each_series_has_neighbours_of_its_own() -> None:
    rows = [
        f"{name},{month},{base + at}"
        for at, month in enumerate(reversed(MONTHS))
        for name, base in (("Mawar", 90), ("Melati", 900), ("Kenanga", 9000))
    ]
    assert remarks("\n".join(["posyandu,bulan,jumlah", *rows, ""])) == []


def test_a_running_total_that_falls_is_told() -> None:
    assert remarks(monthly(820, 1610, 1540, 2500, name="realisasi_kumulatif")) == [
        (
            f"{PATH} row 4: [D052] 1.540 in column `realisasi_kumulatif` is less than 1.610 before it, though "
            "its figures are cumulative (1 such cells) = "
            "correct the figure, or take `kumulatif` from the description"
        )
    ]


def test_a_running_total_begins_anew_each_year() -> None:
    rows = [
        f"{year},{month},{100 * (at + 1)}"
        for year in (2024, 2025)
        for at, month in enumerate(MONTHS)
    ]
    assert remarks("\n".join(["tahun,bulan,kumulatif", *rows, ""])) == []
    iso = [f"{year}-{month:02},{100 * month}" for year in (2024, 2025) for month in range(1, 7)]
    assert remarks("\n".join(["bulan,kumulatif", *iso, ""])) == []


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        pytest.param("triwulan", ("TW I 2024", "2024-Q2", "T3 2024", "TW IV 2024"), id="quarters"),
        pytest.param("semester", ("Semester I 2024", "S2 2024", "2025-S1", "2025-S2"), id="halves"),
        pytest.param("bulan", ("Nov-24", "12/2024", "Januari 2025", "2025-02"), id="months"),
    ],
)
def test_a_running_total_may_fall_where_a_year_begins_in_any_spelling(
    name: str, periods: tuple[str, ...]
) -> None:
    figures = (900, 1000, 90, 80)
    rows = [f"{period},{figure}" for period, figure in zip(periods, figures, strict=True)]
    found = remarks("\n".join([f"{name},kumulatif", *rows, ""]))
    first_of_year = {"triwulan": ["row 4", "row 5"]}.get(name, ["row 5"])
    assert [text.split(": ")[0].removeprefix(f"{PATH} ") for text in found] == first_of_year


def test_the_description_may_call_a_column_cumulative() -> None:
    declared = Column(name="jumlah", title="Jumlah", kind="bulat", cumulative=True)
    file, _ = parse_table(monthly(820, 1610, 1540, 2500).encode(), PATH, (declared,))
    assert file
    assert [told(problem)[:24] for problem in table_remarks(file, PATH, AREAS)] == [
        f"{PATH} row 4: [D052] 1.54"
    ]


def test_a_table_whose_rows_of_a_period_cannot_be_told_apart_has_no_series() -> None:
    rows = [f"{month},{figure}" for month in MONTHS for figure in (820, 8450, 860)]
    assert remarks("\n".join(["bulan,jumlah", *rows, ""]), AREAS, "D051", "D052") == []


def published(text: str) -> Table:
    dataset, _ = parse_dataset(
        parse_raw(text.encode(), PATH), PATH, None, Rules(zone="Asia/Jakarta")
    )
    assert dataset is not None
    return dataset.file.table


def test_all_doubted_noughts_are_known_although_messages_name_a_few() -> None:
    figures = [0 if at % 3 == 1 else 138 + at / 10 for at in range(36)]
    months = [f"{2020 + at // 12}-{at % 12 + 1:02}" for at in range(36)]
    lines = [f"{month},{figure}" for month, figure in zip(months, figures, strict=True)]
    table = published("\n".join(["bulan,ihk", *lines, ""]))
    assert table.noughts == (("ihk", tuple(range(3, 38, 3))),)
    assert published(monthly(1, 0, 2, 1, 3, name="kasus")).noughts == ()


def test_doubted_noughts_are_neither_drawn_nor_extremes() -> None:
    table = published("bulan,IHK\nJan 2006,138.72\nFeb 2006,0\nMar 2006,0\nApr 2006,140.1\n")
    kinds: tuple[ChartKind, ...] = ("garis", "batang")
    for kind in kinds:
        spec = ChartSpec(kind=kind, x="bulan", y="IHK")
        data, _ = prepare(spec, table, Where(path=PATH))
        assert data is not None
        assert [mark.y for mark in data.marks] == [138.72, 140.1]
        assert len(data.xs) == 4
        assert sentence(data, ID) == (
            "IHK tertinggi pada April 2006 (140,1), terendah pada Januari 2006 (138,7)."
        )
