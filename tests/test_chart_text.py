"""A chart in words: figures, the sentence, the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from msgspec.structs import replace

from sitegen.charts.data import ChartData, Mark
from sitegen.charts.numbers import GAP, axis_label, numbers, share, telling_digits, with_unit
from sitegen.charts.text import data_table, notes, sentence

INDONESIAN = {
    "{number} million": "{number} juta",
    "{number} billion": "{number} miliar",
    "{number} trillion": "{number} triliun",
    "(no name)": "(tanpa nama)",
    "{title} {change}; highest {high} in {high_at}, lowest {low} in {low_at}.": (
        "{title} {change}; tertinggi {high} pada {high_at}, terendah {low} pada {low_at}."
    ),
    "rose from {first} ({start}) to {last} ({end}), {change}": (
        "naik dari {first} ({start}) menjadi {last} ({end}), {change}"
    ),
    "{change} percentage points": "{change} poin persen",
}


MINUS = "\N{MINUS SIGN}"


class Words:
    """Stands in for the catalogue, so that these tests hold whatever it says."""

    def __init__(self, lang: Literal["id", "en"]) -> None:
        self.lang: Literal["id", "en"] = lang

    def gettext(self, message: str) -> str:
        return INDONESIAN.get(message, message) if self.lang == "id" else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return one if n == 1 else many


ID: Any = Words("id")
EN: Any = Words("en")


def chart(marks: list[tuple[Any, ...]], **given: Any) -> ChartData:
    """Make a chart of (x, y) or (x, y, series) with the axis in the order of the marks."""
    xs = tuple(dict.fromkeys(str(mark[0]) for mark in marks))
    made = tuple(
        Mark(x=str(m[0]), y=m[1], at=float(xs.index(str(m[0]))), series=m[2] if len(m) > 2 else "")
        for m in marks
    )
    series = tuple(dict.fromkeys(mark.series for mark in made if mark.series))
    values: dict[str, Any] = {
        "kind": "garis",
        "x_kind": "tahun",
        "xs": xs,
        "positions": tuple(float(i) for i in range(len(xs))),
        "series": series,
        "marks": made,
        "x_title": "Tahun",
        "y_title": "Jumlah penduduk",
    }
    return ChartData(**(values | given))


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


TELLING = chart([(2018, 2412458), (2019, 2441763), (2020, 2545005), (2024, 2511763)], unit="jiwa")


def test_a_line_tells_change_highest_and_lowest() -> None:
    assert sentence(TELLING, ID) == (
        "Jumlah penduduk naik dari 2,4 juta (2018) menjadi 2,5 juta jiwa (2024), +4,1%; "
        "tertinggi 2,5 juta pada 2020, terendah 2,4 juta pada 2018."
    )
    assert sentence(TELLING, EN) == (
        "Jumlah penduduk rose from 2.4 million (2018) to 2.5 million jiwa (2024), +4.1%; "
        "highest 2.5 million in 2020, lowest 2.4 million in 2018."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(chart([(2020, 5)]), "Jumlah penduduk was 5 in 2020.", id="one year"),
        pytest.param(
            chart([(2020, 5), (2021, 5)]),
            "Jumlah penduduk stood at 5 in both 2020 and 2021.",
            id="no change",
        ),
        pytest.param(
            chart([(2020, 80), (2021, 78.5)], unit="persen"),
            f"Jumlah penduduk fell from 80% (2020) to 78.5% (2021), {MINUS}1.5 percentage points.",
            id="percentages change by points",
        ),
        pytest.param(
            chart([(2020, 0), (2021, 7)]),
            "Jumlah penduduk rose from 0 (2020) to 7 (2021), +7.",
            id="no percentage of nothing",
        ),
        pytest.param(
            chart([(2020, 4, "A"), (2021, 5, "A"), (2020, 3, "B"), (2021, 1, "B")]),
            "Jumlah penduduk: A rose from 4 (2020) to 5 (2021), +25%; "
            f"B fell from 3 (2020) to 1 (2021), {MINUS}66.7%.",
            id="two series",
        ),
        pytest.param(
            chart([(2020, 4, "A"), (2021, 5, "B"), (2021, 6, "C")]),
            "Jumlah penduduk in 2021: highest C (6), lowest B (5).",
            id="three series at the last year",
        ),
        pytest.param(
            chart([(2020, 4, "A"), (2021, 5, "B"), (2021, 6, "C")], highlight="A"),
            "Jumlah penduduk: A was 4 in 2020.",
            id="the highlighted one of many",
        ),
        pytest.param(
            chart([(2020, 3, "A"), (2020, 1, "B")], kind="area", arrangement="tumpuk"),
            "Jumlah penduduk in 2020 4 in all: A 75%, B 25%.",
            id="shares of a stack",
        ),
        pytest.param(
            chart(
                [("a", 3, "A"), ("a", 1, "B")],
                kind="batang",
                x_kind="kategori",
                arrangement="tumpuk",
                total_xs=9,
            ),
            "Jumlah penduduk of the 1 shown 4: A 75%, B 25%.",
            id="a cut stack does not speak of all",
        ),
        pytest.param(
            chart([("Andir", 3), ("Regol", 9)], kind="batang", x_kind="kategori", unit="unit"),
            "Jumlah penduduk is highest in Regol (9 unit) and lowest in Andir (3).",
            id="categories",
        ),
        pytest.param(
            chart([("a", 3), ("b", 3)], kind="batang", x_kind="kategori"),
            "Jumlah penduduk is 3 in each.",
            id="all alike",
        ),
        pytest.param(
            chart([("a", 3), ("b", 2)], kind="batang", x_kind="kategori", total_xs=30),
            "Of the 2 shown, jumlah penduduk is highest in a (3) and lowest in b (2).",
            id="the first of many",
        ),
        pytest.param(
            chart([("Jan", 3, "2020"), ("Feb", 9, "2021")], kind="peta-panas", x_kind="bulan"),
            "Jumlah penduduk is highest in 2021, February (9), lowest in 2020, January (3).",
            id="heat map",
        ),
        pytest.param(
            chart([("a", 3), ("b", 2)], kind="sebar", x_kind="angka", x_title="Luas", unit="jiwa"),
            "2 points: luas from 0 to 1, jumlah penduduk from 2 to 3 jiwa.",
            id="scatter tells ranges, not correlation",
        ),
    ],
)
def test_sentence_fits_the_kind(data: ChartData, said: str) -> None:
    assert sentence(data, EN) == said


def test_target_tells_its_share() -> None:
    one = (Mark(x="Trotoar", y=18.2, at=0, target=25),)
    data = chart([("Trotoar", 1)], kind="target", x_kind="kategori", unit="km")
    data = replace(data, marks=one)
    assert sentence(data, EN) == "Trotoar reached 72.8% of the target: 18.2 of 25 km."
    two = (*one, Mark(x="Jalan", y=90, at=1, target=90))
    data = replace(data, xs=("Trotoar", "Jalan"), marks=two)
    assert sentence(data, EN) == (
        "1 of 2 reached the target; furthest Jalan (100% of it), least Trotoar (72.8%)."
    )


def test_braces_in_titles_are_only_text() -> None:
    data = chart([("{x}", 1), ("{y.z}", 2)], kind="batang", x_kind="kategori", y_title="{0}")
    assert sentence(data, EN) == "{0} is highest in {y.z} (2) and lowest in {x} (1)."


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
    headers, rows = data_table(TELLING, ID)
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


def test_every_text_is_marked_for_translation() -> None:
    folder = Path(__file__).parents[1] / "sitegen" / "render"
    for path in sorted(folder.glob("chart_*.py")):
        for call in re.findall(r"\bt\.n?gettext\(\s*(.{4})", path.read_text("utf-8")):
            assert call.strip().startswith(("N_", "rose", "word")), (path.name, call)
