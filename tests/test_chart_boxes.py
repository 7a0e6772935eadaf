"""Texts of a chart keep apart, stay within the picture, and have a size that can be read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from sitegen.charts.axes import Picture
from sitegen.charts.data import ChartData, Mark
from sitegen.charts.drawing import plot
from sitegen.charts.layout import NARROW, WIDE, text_width
from sitegen.charts.palette import QUIET
from sitegen.charts.shapes import Box, Label, Line
from sitegen.i18n import translator

ID = translator("id")
WIDTHS = (NARROW, 440, WIDE)
BUDGET = tuple(
    f"Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah Bidang {name}"
    for name in ("Air", "Jalan", "Taman")
)
AREAS = (
    "Babakan Ciparay",
    "Bandung Kidul",
    "Bojongloa Kaler",
    "Buahbatu",
    "Cibeunying Kidul",
    "Kiaracondong",
    "Mandalajati",
    "Panyileukan",
    "Rancasari",
    "Ujungberung",
)
YEARS = tuple(str(year) for year in range(2015, 2025))
Spot = tuple[float, float, float, float]


def chart(
    kind: Any,
    xs: Sequence[str],
    series: Sequence[str] = (),
    figure: tuple[float, float, float] = (100, 7, 3),
    **given: Any,
) -> ChartData:
    """Make a chart whose figures begin with the first, and rise by the others along x and series."""
    first, along, across = figure
    marks = tuple(
        Mark(
            x=x,
            y=float(first + along * i + across * j),
            at=float(i),
            series=s,
            target=given.get("aim"),
        )
        for i, x in enumerate(xs)
        for j, s in enumerate(series or ("",))
    )
    given.pop("aim", None)
    values: dict[str, Any] = {
        "kind": kind,
        "x_kind": "kategori",
        "xs": () if kind == "sebar" else tuple(xs),
        "positions": tuple(float(i) for i in range(len(xs))),
        "series": tuple(series),
        "marks": marks,
        "x_title": "Kecamatan",
        "y_title": "Jumlah",
        "total_xs": len(xs),
    }
    return ChartData(**(values | given))


CASES: dict[str, ChartData] = {
    "six lines that end together": chart(
        "garis", YEARS, AREAS[:6], (50, 0, 1), x_kind="tahun", arrangement="kelompok"
    ),
    "ten lines": chart("garis", YEARS, AREAS, x_kind="tahun", arrangement="panel"),
    "one of ten lines": chart("garis", YEARS, AREAS, x_kind="tahun", highlight="Buahbatu"),
    "thirty lines": chart("garis", YEARS, [f"Kecamatan {i}" for i in range(30)], x_kind="tahun"),
    "lines of long names": chart("garis", YEARS, BUDGET, x_kind="tahun", unit="rupiah"),
    "areas": chart("area", YEARS, AREAS[:6], x_kind="tahun", arrangement="tumpuk"),
    "bars with long names": chart("batang-mendatar", BUDGET, unit="rupiah"),
    "bars below zero": chart("batang-mendatar", AREAS, figure=(40, -13, 0)),
    "bars all below zero": chart(
        "batang-mendatar",
        ("kependudukan dan pencatatan sipil", "pajak"),
        unit="Rp",
        figure=(-1_300_000_000, -1, 0),
    ),
    "grouped bars": chart("batang", AREAS, ("Laki-laki", "Perempuan"), arrangement="kelompok"),
    "grouped lying bars": chart(
        "batang-mendatar", AREAS, ("Laki-laki", "Perempuan"), arrangement="kelompok"
    ),
    "stacks of eight": chart("batang", YEARS, AREAS[:8], x_kind="tahun", arrangement="tumpuk"),
    "panels of bars": chart("batang", YEARS, AREAS[:7], x_kind="tahun", arrangement="panel"),
    "panels of lying bars": chart("batang-mendatar", AREAS, AREAS[:3], arrangement="panel"),
    "panels of long names": chart("batang-mendatar", BUDGET, BUDGET, arrangement="panel"),
    "upright bars": chart("batang", YEARS, x_kind="tahun", figure=(12_345, 12_345, 0)),
    "a hundred days": chart(
        "batang",
        [f"2024-{m:02}-{d:02}" for m in range(1, 5) for d in range(1, 26)],
        x_kind="tanggal",
    ),
    "heat map of months": chart(
        "peta-panas", [f"2024-{m:02}" for m in range(1, 13)], AREAS, x_kind="bulan"
    ),
    "heat map of long names": chart("peta-panas", YEARS[:3], BUDGET, x_kind="tahun"),
    "targets": chart("target", AREAS, aim=130.0, unit="km"),
    "targets in rupiah": chart(
        "target",
        BUDGET,
        aim=13_400_000_000_000.0,
        unit="rupiah",
        figure=(12_300_000_000_000, 1, 0),
    ),
    "changes": chart("perubahan", AREAS, ("2023", "2024"), (8.1, -1 / 3, -1 / 9)),
    "changes of long names": chart("perubahan", BUDGET, ("2023", "2024"), (1e9, 1e9, 1), unit="Rp"),
    "points": chart("sebar", AREAS, figure=(3, 37 / 11, 0), x_kind="angka"),
    "one figure": chart("garis", ("2024",), unit="jiwa", x_kind="tahun"),
    "one large figure": chart(
        "batang", ("Penyediaan jasa",), unit="rupiah", figure=(12_345_678_900_000, 0, 0)
    ),
    "one year of many": chart("garis", ("2024",), AREAS, x_kind="tahun"),
    "nothing but zeros": chart("garis", YEARS, x_kind="tahun", figure=(0, 0, 0)),
}
every_case = pytest.mark.parametrize("name", CASES)
every_width = pytest.mark.parametrize("width", WIDTHS)


def labels(picture: Picture) -> list[Label]:
    return [shape for shape in picture.shapes if isinstance(shape, Label)]


def spot(label: Label) -> Spot:
    """Left, top, right and bottom of a label; letters are lower than their line."""
    wide = text_width(label.text, size=label.size, bold=label.bold)
    left = label.x - {"left": 0.0, "center": wide / 2, "right": wide}[label.align]
    high = label.size * 0.8
    return left, label.y - high / 2, left + wide, label.y + high / 2


def meet(one: Spot, other: Spot) -> bool:
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 0.5
        and other[1] < one[3] - 0.5
    )


@every_width
@every_case
def test_no_text_lies_on_another(name: str, width: float) -> None:
    found = labels(plot(CASES[name], ID, width))
    for one, other in itertools.combinations(found, 2):
        assert not meet(spot(one), spot(other)), (one.text, other.text)


@every_width
@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("targets")])
def test_no_figure_lies_on_the_tick_of_a_target(name: str, width: float) -> None:
    shapes = plot(CASES[name], ID, width).shapes
    ticks = [shape.points for shape in shapes if isinstance(shape, Line) and shape.width == 3]
    assert ticks
    for (x, top), (_, bottom) in ticks:
        for label in labels(plot(CASES[name], ID, width)):
            assert not meet(spot(label), (x - 1.5, top - 1, x + 1.5, bottom + 1)), label.text


@every_width
@every_case
def test_every_text_is_within_the_picture(name: str, width: float) -> None:
    picture = plot(CASES[name], ID, width)
    for label in labels(picture):
        left, top, right, bottom = spot(label)
        assert left >= -0.5, label
        assert right <= width + 0.5, label
        assert top >= -2, label
        assert bottom <= picture.height + 2, label


@every_width
@every_case
def test_texts_can_be_read_at_every_width(name: str, width: float) -> None:
    assert {label.size for label in labels(plot(CASES[name], ID, width))} - {13} <= set(
        range(22, 41)
    )


@every_width
@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("bars")])
def test_no_figure_lies_on_a_bar(name: str, width: float) -> None:
    picture = plot(CASES[name], ID, width)
    boxes = [shape for shape in picture.shapes if isinstance(shape, Box)]
    for label in labels(picture):
        for box in boxes:
            around = (box.x, box.y, box.x + box.width, box.y + box.height)
            assert not meet(spot(label), around), label.text


@every_width
@pytest.mark.parametrize(
    "name",
    [
        "bars with long names",
        "lines of long names",
        "heat map of long names",
        "panels of long names",
        "changes of long names",
        "targets in rupiah",
    ],
)
def test_names_that_differ_at_their_end_are_told_apart(name: str, width: float) -> None:
    words = " ".join(label.text for label in labels(plot(CASES[name], ID, width)))
    for end in ("Air", "Jalan", "Taman"):
        assert end in words


@every_width
def test_long_names_stand_whole_above_their_bars(width: float) -> None:
    found = labels(plot(CASES["bars with long names"], ID, width))
    words = " ".join(label.text for label in found)
    assert all(name in words for name in BUDGET)
    assert "…" not in words


@every_width
def test_of_many_lines_the_highest_and_the_lowest_are_named(width: float) -> None:
    picture = plot(CASES["thirty lines"], ID, width)
    words = " ".join(label.text for label in labels(picture))
    assert [f"Kecamatan {at}" in words for at in (0, 15, 29)] == [True, False, True]
    drawn = [s.colour for s in picture.shapes if isinstance(s, Line) and s.width > 1]
    assert sum(colour != QUIET for colour in drawn) == 2


@every_width
def test_beside_one_line_that_stands_out_the_outermost_are_named(width: float) -> None:
    words = " ".join(label.text for label in labels(plot(CASES["one of ten lines"], ID, width)))
    named = [name for name in AREAS if name in words]
    assert named == [AREAS[0], "Buahbatu", AREAS[-1]]


def test_one_figure_is_a_number() -> None:
    picture = plot(CASES["one figure"], ID, NARROW)
    assert [label.text for label in labels(picture)] == ["100 jiwa", "Jumlah, 2024"]
    assert len(picture.shapes) == 2


def test_many_names_at_one_moment_are_bars_by_name() -> None:
    picture = plot(CASES["one year of many"], ID, NARROW)
    words = " ".join(label.text for label in labels(picture))
    assert all(name in words for name in AREAS)
    assert sum(isinstance(shape, Box) for shape in picture.shapes) == len(AREAS)


def test_an_axis_of_whole_figures_has_whole_steps() -> None:
    words = [label.text for label in labels(plot(CASES["nothing but zeros"], ID, NARROW))]
    assert "1" in words
    assert not [text for text in words if "," in text]


def test_no_name_of_a_point_lies_among_the_figures_of_the_axis() -> None:
    """Where its neighbours leave room below a point alone, it has no name."""
    others = [(at, y) for at in (44.0, 47.0, 53.0, 56.0) for y in (9_000.0, 70_000.0)]
    marks = [Mark(x=f"Kelurahan {n}", y=y, at=at) for n, (at, y) in enumerate(others)]
    marks.append(Mark(x="Sindangjaya", y=800.0, at=50.0))
    marks.append(Mark(x="Arcamanik", y=686_754.0, at=30.0))
    data = replace(chart("sebar", AREAS, x_kind="angka"), marks=tuple(marks))
    for width in WIDTHS:
        labels = [each for each in plot(data, ID, width).shapes if isinstance(each, Label)]
        names = [each for each in labels if each.text in {mark.x for mark in marks}]
        axis = max(each.y for each in labels if each.text == "0")
        assert names
        assert max(each.y for each in names) < axis
