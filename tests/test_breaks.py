"""Where figures begin anew is told, and known to whoever compares them."""

from __future__ import annotations

import pytest

from sitegen.datasets.dataset import parse_dataset
from sitegen.keys.rules import Rules
from sitegen.tables.files.raw import parse_raw
from tests.remarked import AREAS, PATH, remarks

INDEX = (118.0, 121.5, 124.0, 127.0, 101.0, 103.2, 106.0, 108.0)


def yearly(figures: tuple[float, ...], name: str = "indeks", unit: str = "") -> str:
    rows = [f"{2010 + at},{figure}{unit and ',' + unit}" for at, figure in enumerate(figures)]
    return "\n".join([f"tahun,{name}{unit and ',satuan'}", *rows, ""])


def test_an_index_on_a_new_base_is_told_with_its_first_period() -> None:
    assert remarks(yearly(INDEX)) == [
        (
            f"{PATH} row 6: [D076] column `indeks` goes from 127 to 101 in `2014`, and hardly changes before "
            "and after that = look whether another base year, area or unit begins there; if so, publish the "
            "parts as two columns or two files"
        )
    ]


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        pytest.param("indeks", (118.0, 121.5, 124.0, 127.0, 131.0, 134.0, 138.0), id="calm"),
        pytest.param("indeks", (118.0, 140.0, 99.0, 127.0, 101.0, 130.0, 106.0), id="restless"),
        pytest.param("indeks", (118.0, 121.5, 101.0, 103.2), id="too short"),
        pytest.param("jumlah", (820, 830, 845, 700, 690, 700, 710), id="a fall that can be"),
        pytest.param("jumlah", (4, 4, 4, 9, 9, 9, 9), id="small counts"),
    ],
)
def test_figures_without_a_break_are_left_alone(name: str, figures: tuple[float, ...]) -> None:
    assert remarks(yearly(figures, name), AREAS, "D076") == []


def test_a_count_over_new_boundaries_is_told() -> None:
    found = remarks(yearly((8200, 8300, 8350, 8400, 3900, 3950, 3990), "penduduk"), AREAS, "D076")
    assert [text.partition(" in `")[0] for text in found] == [
        f"{PATH} row 6: [D076] column `penduduk` goes from 8.400 to 3.900"
    ]


def breaks(text: str) -> dict[str, tuple[str, ...]]:
    dataset, _ = parse_dataset(
        parse_raw(text.encode(), PATH), PATH, None, Rules(zone="Asia/Jakarta")
    )
    assert dataset is not None
    assert dataset.meta.columns == dataset.file.table.columns
    return {column.name: column.breaks for column in dataset.meta.columns if column.breaks}


def test_columns_know_the_periods_with_which_they_begin_anew() -> None:
    assert breaks(yearly(INDEX)) == {"indeks": ("2014",)}
    assert breaks(yearly(INDEX[:4])) == {}


def test_another_unit_from_one_row_to_the_next_is_a_break_too() -> None:
    text = yearly((12, 13, 14, 13, 14, 15), "jumlah", "ton")
    assert breaks(f"{text}2016,14200,kg\n") == {"jumlah": ("2016",)}
