"""A chart in words: figures, notes, the table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sitegen.charts.data import Mark
from sitegen.charts.numbers import (
    GAP,
    aligned,
    axis_label,
    numbers,
    share,
    telling_digits,
    unit_shown,
    with_unit,
)
from sitegen.charts.text import data_table, notes
from tests.charted import EN, ID, MINUS, chart


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["12,1%", "12,98%", "8%"], ["12,10%", "12,98%", "8,00%"]),
        (["1,2 juta", "3 juta", "950.000"], ["1,2 juta", "3,0 juta", "950.000"]),
        # What was rounded to a whole figure is given no decimals.
        (["1.349", "998,5", "12"], ["1.349", "998,5", "12,0"]),
        ([MINUS + "Rp3", "Rp2,5"], [MINUS + "Rp3,0", "Rp2,5"]),
        (["3", "4"], ["3", "4"]),
        ([GAP, "1,5", "2"], [GAP, "1,5", "2,0"]),
        (["5,6% dari 12,5%", "4%"], ["5,6% dari 12,5%", "4%"]),
    ],
)
def test_figures_that_stand_together_have_the_same_decimals(
    written: list[str], shown: list[str]
) -> None:
    assert aligned(written, ID) == shown


def test_decimals_are_told_from_thousands_by_the_language() -> None:
    assert aligned(["12.1", "3", "1,349"], EN) == ["12.1", "3.0", "1,349"]


PEOPLE = chart([(2018, 2412458), (2019, 2441763)], unit="jiwa")


@pytest.mark.parametrize(
    ("value", "unit", "short", "indonesian", "english"),
    [
        (1234.5, "", False, "1.234,5", "1,234.5"),
        (1234567, "jiwa", False, "1.234.567", "1,234,567"),
        (1234567, "jiwa", True, "1,2 juta", "1.2 million"),
        (2000000, "", True, "2 juta", "2 million"),
        (950000, "", True, "950.000", "950,000"),
        (999999999, "", True, "1 miliar", "1 billion"),
        (3.44e9, "Rp", True, "Rp3,4 miliar", "Rp3.4 billion"),
        (1.15e12, "rupiah", True, "Rp1,2 triliun", "Rp1.2 trillion"),
        (-3500, "Rupiah", False, MINUS + "Rp3.500", MINUS + "Rp3,500"),
        (82.46, "persen", False, "82,5%", "82.5%"),
        (24220.8, "ton", True, "24.221", "24,221"),
        (0, "", True, "0", "0"),
        (-0.01, "", False, "0", "0"),
        (0.25, "", False, "0,3", "0.3"),
    ],
)
def test_figures_are_written_as_people_write_them(
    value: float, unit: str, short: bool, indonesian: str, english: str
) -> None:
    assert numbers(value, unit, ID, short=short) == indonesian
    assert numbers(value, unit, EN, short=short) == english


def test_units_that_are_scaled_already_are_not_shortened() -> None:
    assert with_unit(1423000, "juta rupiah", ID) == "1.423.000 juta rupiah"


def test_units_follow_figures_but_rupiah_and_percent_do_not() -> None:
    found = [with_unit(2500000, unit, ID) for unit in ("jiwa", "rupiah", "%", "")]
    assert found == ["2,5 juta jiwa", "Rp2,5 juta", "2,5 juta%", "2,5 juta"]


def test_figures_that_would_look_alike_get_another_decimal() -> None:
    assert telling_digits([2412458, 2441763], ID) == 2
    assert telling_digits([2412458, 2591763], ID) == 1
    assert telling_digits([3.28, 3.17], ID) == 2


@pytest.mark.parametrize(
    ("ratio", "said"), [(0.0412, "+4,1%"), (-0.827, MINUS + "82,7%"), (1.5, "+150%"), (0.0, "0%")]
)
def test_changes_have_their_sign(ratio: float, said: str) -> None:
    assert share(ratio, ID, signed=True) == said


def test_labels_of_axes_are_in_the_language() -> None:
    assert axis_label("Agustus", "bulan", EN, short=True) == "Aug"
    assert axis_label("2024-05", "bulan", ID) == "Mei 2024"
    assert axis_label("2024-05", "bulan", ID, short=True) == "Mei 2024"
    assert axis_label("2026-11-03", "tanggal", ID) == "3 November 2026"
    assert axis_label("", "kategori", ID) == "(tanpa nama)"
    assert axis_label("1234.5", "angka", ID) == "1.234,5"


def test_notes_tell_what_the_author_notes_and_what_was_left_out() -> None:
    data = chart([("a", 1)], note="Tanpa Regol.", missing=2)
    assert notes(data, EN) == ("Tanpa Regol.", "2 empty figures are left out.")


def test_table_has_series_as_columns_and_shows_gaps() -> None:
    data = chart([(2020, 1250.5, "A"), (2021, 7, "A"), (2021, 8, "B")], unit="jiwa")
    assert data_table(data, ID) == (
        ("Tahun", "A", "B"),
        (("2020", "1.250,5", GAP), ("2021", "7", "8")),
    )


def test_table_without_series_names_the_figure_and_its_unit() -> None:
    headers, rows = data_table(PEOPLE, ID)
    assert headers == ("Tahun", "Jumlah penduduk (jiwa)")
    assert rows[0] == ("2018", "2.412.458")


def test_table_of_targets_has_the_share() -> None:
    marks = (Mark(x="a", y=1, at=0, target=4), Mark(x="b", y=1, at=1))
    data = chart([("a", 1), ("b", 1)], kind="target", target_title="Target 2026")
    data = replace(data, marks=marks)
    headers, rows = data_table(data, EN)
    assert headers == ("Tahun", "Jumlah penduduk", "Target 2026", "Share of target")
    assert rows == (("a", "1", "4", "25%"), ("b", "1", GAP, GAP))


def test_table_of_a_scatter_plot_has_both_figures() -> None:
    data = chart([("Andir", 30), ("Regol", 20)], kind="sebar", x_kind="angka", x_title="Luas")
    assert data_table(data, EN) == (
        ("Name", "Luas", "Jumlah penduduk"),
        (("Andir", "0", "30"), ("Regol", "1", "20")),
    )


def test_figures_of_a_table_keep_the_digits_that_tell_them_apart() -> None:
    data = chart([(2020, 0.377), (2021, 0.3791), (2022, 0.00031), (2023, 12.5)])
    assert [row[1] for row in data_table(data, ID)[1]] == ["0,377", "0,3791", "0,00031", "12,5"]
    means = replace(data, marks=(Mark(x="2020", y=100 / 3, at=0),), aggregate="rata-rata")
    assert data_table(means, ID)[1][0][1] == "33,33"


@pytest.mark.parametrize(
    ("figures", "digits"),
    [
        ([0.0031, 0.0025, 0.0012, 0.0009], 4),
        ([0.377, 0.379, 0.381, 0.376], 3),
        ([0.00031], 5),
        ([0.0, 0.0], 1),
        ([12.5, 13.5], 1),
        ([33.3333333, 33.3333334], 2),
    ],
)
def test_small_figures_and_figures_that_hardly_differ_get_digits(
    figures: list[float], digits: int
) -> None:
    assert telling_digits(figures, ID) == digits


@pytest.mark.parametrize(
    ("written", "shown"),
    [("m2", "m²"), ("jiwa/km2", "jiwa/km²"), ("ribu m3", "ribu m³"), ("PM2,5", "PM2,5"), ("", "")],
)
def test_areas_and_volumes_have_raised_figures(written: str, shown: str) -> None:
    assert unit_shown(written) == shown
