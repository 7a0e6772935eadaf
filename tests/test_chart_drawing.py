"""Charts as drawn: harmless SVG that scales, legible colours, the same bytes each time."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from sitegen.charts import palette
from sitegen.charts.axes import Picture, tick_labels
from sitegen.charts.data import ChartData, Kept, Mark
from sitegen.charts.drawing import Drawing, check_svg, draw, plot, standalone
from sitegen.charts.layout import (
    NARROW,
    WIDE,
    every,
    shortened,
    spread,
    text_width,
    ticks,
    told_apart,
    wrapped,
)
from sitegen.charts.shapes import Box, Dot, Label, Line, vega
from sitegen.i18n import translator


class Words:
    """A translator that translates nothing."""

    def __init__(self, lang: Literal["id", "en"] = "id") -> None:
        self.lang: Literal["id", "en"] = lang

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return one if n == 1 else many


T: Any = Words()
ID = translator("id")
HOSTILE = (
    "datum.x",
    '"><script>alert(1)</script>',
    "x" * 5000,
    "Posyandu 🌹\x00\x0b",
    "",
    "a.b[0]",
    "</text><image href='http://evil.example/'/>",
)


def chart(kind: Any, xs: Sequence[str], series: Sequence[str] = (), **given: Any) -> ChartData:
    """Make a chart with a mark for each place, the figures rising."""
    marks = tuple(
        Mark(x=x, series=s, y=100.0 + 37 * i * (j + 1), at=float(i), target=300.0)
        for i, x in enumerate(xs)
        for j, s in enumerate(series or ("",))
    )
    values: dict[str, Any] = {
        "kind": kind,
        "x_kind": "angka" if kind == "sebar" else "kategori",
        "xs": () if kind == "sebar" else tuple(xs),
        "positions": tuple(float(i) for i in range(len(xs))),
        "series": tuple(series),
        "marks": marks,
        "x_title": "Kelurahan",
        "y_title": "Jumlah",
        "title": "Penduduk <bertambah> & menua",
        "unit": "jiwa",
    }
    return ChartData(**(values | given))


def panelled(names: str) -> dict[str, Any]:
    """Return the series and marks of so many panels."""
    made = chart("garis", YEARS, tuple(names), x_kind="tahun")
    return {"series": made.series, "marks": made.marks}


YEARS = ("2019", "2020", "2021", "2022")
ALL = {
    "garis": chart("garis", YEARS, x_kind="tahun"),
    "garis dua": chart("garis", YEARS, ("Laki-laki", "Perempuan"), x_kind="tahun"),
    "garis panel": chart("garis", YEARS, ("A", "B", "C"), x_kind="tahun", arrangement="panel"),
    "garis sorot": chart("garis", YEARS, tuple("ABCDEFGH"), highlight="C"),
    "area": chart("area", YEARS, x_kind="tahun"),
    "area tumpuk": chart("area", YEARS, ("A", "B"), arrangement="tumpuk"),
    "batang": chart("batang", YEARS, x_kind="tahun"),
    "batang kelompok": chart("batang", YEARS, ("A", "B"), arrangement="kelompok"),
    "batang tumpuk": chart("batang", YEARS, ("A", "B"), arrangement="tumpuk"),
    "batang panel": chart("batang", YEARS, ("A", "B"), arrangement="panel"),
    "mendatar": chart("batang-mendatar", ("Andir", "Babakan Ciparay"), highlight="Andir"),
    "mendatar panel": chart("batang-mendatar", ("Andir", "Regol"), ("A", "B"), arrangement="panel"),
    "sebar": chart("sebar", ("Andir", "Regol", "Coblong")),
    "peta-panas": chart("peta-panas", ("Januari", "Februari"), ("2019", "2020"), x_kind="bulan"),
    "target": chart("target", ("Trotoar", "Jalan")),
    "perubahan": chart("perubahan", ("Andir", "Regol"), ("2023", "2024")),
    "satu angka": chart("garis", ("2024",), x_kind="tahun"),
}


@cache
def drawn(name: str) -> Drawing:
    """Draw once for all tests; a drawing takes a sixth of a second."""
    return draw(ALL[name], T, source=("Disdukcapil",))


@pytest.mark.parametrize("name", ALL)
def test_every_kind_is_drawn_as_harmless_svgs(name: str) -> None:
    drawing = drawn(name)
    for svg in (drawing.narrow, drawing.wide, drawing.poster):
        check_svg(svg)
        root = ET.fromstring(svg)  # noqa: S314 - just checked
        assert root.get("width") is None
        assert root.get("aria-label") == ALL[name].title
        assert "style" not in svg
        assert " id=" not in svg
        assert len(svg) < 30_000
    assert drawing.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ALL)
def test_pages_get_a_drawing_for_phones_and_a_wide_one_in_their_own_font(name: str) -> None:
    drawing = drawn(name)
    narrow, wide = (ET.fromstring(svg) for svg in (drawing.narrow, drawing.wide))  # noqa: S314
    assert narrow.get("viewBox") == f"0 0 {NARROW} {drawing.height}"
    assert str(wide.get("viewBox")).startswith(f"0 0 {WIDE} ")
    assert (narrow.get("class"), wide.get("class")) == ("chart-narrow", "chart-wide")
    assert "font-family" not in drawing.narrow + drawing.wide
    assert drawing.width == NARROW


def test_a_picture_to_share_has_title_part_unit_notes_and_source() -> None:
    kept = (Kept(title="Kecamatan", kind="kategori", values=("Andir",)),)
    data = replace(ALL["batang"], kept=kept, note="Tanpa Regol.")
    drawing = draw(data, T, source=("Sumber: BPS, 2024", "Kota Contoh, contoh.go.id/data/x/"))
    texts = [node.text for node in ET.fromstring(drawing.poster).iter() if node.text]  # noqa: S314
    for said in (
        "Penduduk <bertambah> & menua",
        "Kecamatan Andir · jiwa",
        "Tanpa Regol.",
        "Sumber: BPS, 2024",
        "Kota Contoh, contoh.go.id/data/x/",
    ):
        assert said in texts


@pytest.mark.parametrize("kind", ["garis", "batang-mendatar", "peta-panas"])
def test_authors_texts_stay_texts(kind: str) -> None:
    data = chart(kind, HOSTILE, HOSTILE, title=HOSTILE[1], unit="datum.y", y_title="signal")
    drawing = draw(data, T)
    check_svg(drawing.narrow)
    texts = {node.text for node in ET.fromstring(drawing.narrow).iter() if node.text}  # noqa: S314
    assert "datum.x" in texts or kind == "garis"


@pytest.mark.parametrize("name", ["garis dua", "mendatar", "peta-panas"])
def test_specification_has_no_expression_and_no_address(name: str) -> None:
    made = vega([plot(ALL[name], T, NARROW).shapes], NARROW, 300)
    known = {"$schema", "autosize", "background", "config", "datasets", "height", "layer"}
    assert set(made) <= known | {"padding", "width"}
    text = json.dumps({key: made[key] for key in made if key not in ("datasets", "$schema")})
    for word in ("expr", "signal", "calculate", "transform", "url", "href", "test", "datum"):
        assert f'"{word}"' not in text
    fields = set(re.findall(r'"field": "(\w+)"', text))
    assert fields <= {"x", "y", "x2", "y2", "c", "s", "i", "t"}


def test_same_data_same_bytes() -> None:
    assert draw(replace(ALL["garis dua"]), T, source=("Disdukcapil",)) == drawn("garis dua")


def test_ink_follows_the_page_and_series_have_classes() -> None:
    svg = drawn("garis dua").narrow
    assert palette.INK not in svg
    assert 'class="chart-line chart-1"' in svg
    assert 'class="chart-text-2"' in svg
    assert 'stroke="currentColor"' in svg


def test_cells_of_heat_maps_have_classes_for_dark_pages() -> None:
    svg = drawn("peta-panas").wide
    assert 'class="chart-heat-7"' in svg
    assert 'class="chart-on-low"' in svg
    assert 'class="chart-on-high"' in svg


def test_file_of_its_own_lies_on_paper() -> None:
    alone = standalone(drawn("batang").narrow)
    check_svg(alone)
    assert "currentColor" not in alone
    assert "font-family" in alone
    assert f'fill="{palette.PAPER}"' in alone


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<image href="x.png"/>',
        "<foreignObject/>",
        '<path d="M0,0" style="fill:red"/>',
        '<path d="M0,0" onclick="x()"/>',
        '<path fill="url(http://evil.example/)"/>',
        '<a href="javascript:x"/>',
        "<style>p{}</style>",
        '<path id="clip0"/>',
        "<!-- x -->",
        '<x:path xmlns:x="http://evil.example/"/>',
        "<text>&nbsp;</text>",
    ],
)
def test_check_refuses_all_but_shapes_and_texts(inside: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|well-formed"):
        check_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def texts(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Label)]


def test_a_gap_breaks_the_line() -> None:
    data = ALL["garis"]
    data = replace(data, marks=tuple(mark for mark in data.marks if mark.x != "2020"))
    thick = [s for s in plot(data, T, WIDE).shapes if isinstance(s, Line) and s.width > 1]
    assert [len(line.points) for line in thick] == [2]


@pytest.mark.parametrize(
    ("first", "points"),
    [("2020", [3]), ("2021", [2, 2]), ("2019", [4])],
)
def test_no_line_crosses_a_break(first: str, points: list[int]) -> None:
    data = replace(ALL["garis"], breaks=(first,))
    thick = [s for s in plot(data, T, WIDE).shapes if isinstance(s, Line) and s.width > 1]
    assert [len(line.points) for line in thick] == points


@pytest.mark.parametrize("name", ["mendatar", "mendatar panel", "batang", "target", "peta-panas"])
def test_a_category_without_figure_keeps_its_place(name: str) -> None:
    data = ALL[name]
    kept = tuple(mark for mark in data.marks if mark.x != data.xs[0])
    assert plot(replace(data, marks=kept), T, WIDE).height == plot(data, T, WIDE).height


def test_bars_start_at_zero_and_lines_need_not() -> None:
    high = tuple(replace(mark, y=mark.y + 10_000) for mark in ALL["garis"].marks)
    assert "0" not in texts(plot(replace(ALL["garis"], marks=high), T, WIDE))
    assert "0" in texts(plot(replace(ALL["area"], marks=high), T, WIDE))
    many = chart("batang", [str(i) for i in range(30)], x_kind="urutan")
    assert "0" in texts(plot(many, T, WIDE))


def test_shares_of_all_end_at_one_hundred() -> None:
    marks = tuple(replace(mark, y=50.05) for mark in ALL["area tumpuk"].marks)
    data = replace(ALL["area tumpuk"], marks=marks, unit="persen")
    assert "100%" in texts(plot(data, T, WIDE))
    assert "120%" not in texts(plot(data, T, WIDE))


def test_an_axis_shows_the_same_part_of_each_year() -> None:
    xs = [f"{2017 + i // 2}-S{i % 2 + 1}" for i in range(15)]
    picture = plot(chart("garis", xs, x_kind="semester"), T, NARROW)
    shown = [text for text in texts(picture) if text in ("S1", "S2")]
    assert len(shown) > 2
    assert set(shown) == {"S1"}
    assert every([10 * i for i in range(24)], [25] * 24, parts=12) == (3, 7, 11, 15, 19, 23)


def test_an_axis_of_ages_shows_round_ones() -> None:
    data = chart("area", [str(age) for age in range(60)], x_kind="angka")
    shown = [int(text) for text in texts(plot(data, T, WIDE)) if text.isdecimal()]
    assert {0, 5, 10, 50, 55} <= set(shown)
    assert 59 not in shown


def test_four_panels_stand_in_two_rows() -> None:
    data = replace(ALL["garis panel"], **panelled("ABCD"))
    heads = {s.text: s.x for s in plot(data, T, WIDE).shapes if isinstance(s, Label) and s.bold}
    assert heads["A"] == heads["C"]
    assert heads["B"] == heads["D"] > heads["A"]


def test_a_name_does_not_stand_beside_another_point() -> None:
    marks = {"A": (0, 0), "B": (48, 46), "C": (50, 50), "D": (100, 100)}
    places = tuple(Mark(x=name, at=float(x), y=float(y)) for name, (x, y) in marks.items())
    shapes = plot(replace(ALL["sebar"], marks=places), T, WIDE).shapes
    dots = {(s.x, s.y) for s in shapes if isinstance(s, Dot)}
    names = [s for s in shapes if isinstance(s, Label) and s.text in marks]
    assert names
    for name in names:
        right = name.x + text_width(name.text)
        level = [x for x, y in dots if abs(y - name.y) < 9 and name.x - 28 < x < right + 28]
        assert len(level) <= 1


def test_points_and_columns_of_periods_have_them_in_words() -> None:
    points = replace(
        ALL["sebar"], marks=(Mark(x="2017-S1", at=1.0, y=1.0), Mark(x="2017-S2", at=9.0, y=9.0))
    )
    assert {"S1 2017", "S2 2017"} <= set(texts(plot(points, ID, WIDE)))
    cells = chart("peta-panas", ["2017-S1", "2017-S2"], ("Ancol", "Regol"), x_kind="semester")
    assert {"S1 2017", "S2 2017"} <= set(texts(plot(cells, ID, WIDE)))


def test_figures_of_an_axis_have_the_same_decimals() -> None:
    assert tick_labels((3.16, 3.18, 3.2), "", T) == ("3,16", "3,18", "3,20")
    assert tick_labels((0, 0.5, 1), "persen", T) == ("0%", "0,5%", "1,0%")
    assert tick_labels((0, 500_000, 1_000_000), "", ID) == ("0", "500.000", "1 juta")


def test_labels_of_semesters_are_left_out_rather_than_cut() -> None:
    xs = [f"{2017 + i // 2}-S{i % 2 + 1}" for i in range(16)]
    found = texts(plot(chart("garis", xs, x_kind="semester"), T, NARROW))
    assert {"S1", "S2"} & set(found)
    assert not any("…" in text for text in found)


def test_negative_bars_lie_left_of_zero() -> None:
    data = ALL["mendatar"]
    data = replace(data, marks=(replace(data.marks[0], y=-50.0), data.marks[1]))
    boxes = [shape for shape in plot(data, T, WIDE).shapes if isinstance(shape, Box)]
    assert boxes[0].x + boxes[0].width <= boxes[1].x + 0.1


def test_bars_with_long_names_lie_down() -> None:
    names = ("Kelurahan Cisaranten Kulon", "Kelurahan Babakan Sari", *"abcdefgh")
    assert plot(chart("batang", names), T, NARROW).height > 200
    assert "Kelurahan Cisaranten" in " ".join(texts(plot(chart("batang", names), T, NARROW)))


@pytest.mark.parametrize(
    ("low", "high", "zero", "expected"),
    [
        (2412458, 2591763, False, (2400000, 2450000, 2500000, 2550000, 2600000)),
        (0, 489106, True, (0, 100000, 200000, 300000, 400000, 500000)),
        (5, 5, False, None),
        (0, 0, True, None),
        (-3, 7, True, (-4, -2, 0, 2, 4, 6, 8)),
    ],
)
def test_ticks_are_round_and_enclose(low: float, high: float, zero: Any, expected: object) -> None:
    found = ticks(low, high, zero=zero)
    assert found[0] <= low <= high <= found[-1]
    assert 3 <= len(found) <= 7
    assert expected in (None, found)


def test_labels_keep_apart_and_in_order() -> None:
    places = spread([10, 11, 100], [20, 40, 20], 0, 200)
    assert places[1] - places[0] >= 30
    assert places[2] == 100
    squeezed = spread([5.0] * 20, [20] * 20, 0, 100)
    assert min(squeezed) >= 0
    assert max(squeezed) <= 100


def test_last_label_of_an_axis_is_always_shown() -> None:
    assert every([0, 10, 20, 30], [18] * 4) == (0, 3)
    assert every([0, 100], [18] * 2) == (0, 1)


def test_long_names_are_wrapped_and_cut() -> None:
    lines = wrapped("Kelurahan Cisaranten Binaharapan Arcamanik Kota Bandung", 120, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text_width(line) <= 120 for line in lines)
    assert shortened("Dago", 120) == "Dago"
    assert wrapped("", 120, 2) == ()


def test_names_that_are_cut_keep_the_words_in_which_they_differ() -> None:
    names = [f"Penyediaan Jasa Penunjang Urusan Pemerintahan Bidang {n}" for n in ("Air", "Jalan")]
    found = told_apart([*names, "Dago"], 120, 2)
    assert [" ".join(lines) for lines in found] == [
        "Penyediaan … Air",
        "Penyediaan … Jalan",
        "Dago",
    ]
    assert told_apart(["sama", "sama"], 120, 2) == [("sama",), ("sama",)]


def linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def deuteranope(colour: str) -> tuple[float, float, float]:
    """How a deuteranope sees it: Machado, Oliveira, Fernandes (2009), severity 1."""
    r, g, b = linear(colour)
    return (
        0.367322 * r + 0.860646 * g - 0.227968 * b,
        0.280085 * r + 0.672501 * g + 0.047413 * b,
        -0.011820 * r + 0.042940 * g + 0.968881 * b,
    )


ASSETS = Path(__file__).parents[1] / "themes/kota/assets"
STYLE = (ASSETS / "style.css").read_text("utf-8")
FIGURES = (ASSETS / "figures.css").read_text("utf-8")
LIGHT, _, DARK = STYLE.partition("@media screen and (prefers-color-scheme: dark)")


def properties(block: str) -> dict[str, str]:
    """The custom properties of the first rule of a block that are plain colours."""
    rule = block[block.index(":root") :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))


def of_series(found: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(found[f"{name}-{number}"] for number in range(1, len(palette.SERIES) + 1))


def of_cells(found: dict[str, str]) -> tuple[str, ...]:
    return tuple(found[f"heat-{step}"] for step in range(len(palette.RAMP)))


def test_the_style_sheet_has_the_colours_of_drawn_charts() -> None:
    found = properties(LIGHT)
    assert of_series(found, "chart") == palette.SERIES
    assert of_series(found, "chart-text") == palette.SERIES_TEXT
    assert of_cells(found) == palette.RAMP
    texts = (palette.ON_LIGHT_CELL, palette.ON_DARK_CELL)
    assert (found["heat-on-low"], found["heat-on-high"]) == texts
    assert found["paper"] == palette.PAPER


def test_the_style_sheet_recolours_each_class_of_a_chart() -> None:
    for number in range(1, len(palette.SERIES) + 1):
        assert f".chart-fill.chart-{number} {{ fill: var(--chart-{number}); }}" in FIGURES
        assert f".chart-line.chart-{number} {{ stroke: var(--chart-{number}); }}" in FIGURES
        assert f".chart-text-{number} {{ fill: var(--chart-text-{number}); }}" in FIGURES
    for step in range(len(palette.RAMP)):
        assert f".chart-heat-{step} {{ fill: var(--heat-{step}); }}" in FIGURES
    for name in ("on-low", "on-high"):
        assert f".chart-{name} {{ fill: var(--heat-{name}); }}" in FIGURES


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_six_colours_can_be_told_apart(block: str) -> None:
    found = properties(block)
    marks, names, page = of_series(found, "chart"), of_series(found, "chart-text"), found["paper"]
    assert all(contrast(colour, page) >= 3 for colour in (*marks, palette.QUIET))
    assert all(contrast(colour, page) >= 4.5 for colour in names)
    grey = sorted(lab(linear(colour))[0] for colour in marks)
    assert all(b - a >= 6 for a, b in itertools.pairwise(grey))
    for one, other in itertools.combinations(marks, 2):
        assert math.dist(lab(deuteranope(one)), lab(deuteranope(other))) >= 15, (one, other)
        assert math.dist(lab(linear(one)), lab(linear(other))) >= 30, (one, other)


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_in_heat_map_cells_are_legible(block: str) -> None:
    found = properties(block)
    for step, fill in enumerate(of_cells(found)):
        _, text = palette.cell_colours(step / len(palette.RAMP))
        name = "heat-on-low" if text == palette.ON_LIGHT_CELL else "heat-on-high"
        assert contrast(fill, found[name]) >= 4.5, fill


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_the_highest_cell_stands_out_most_from_the_page(block: str) -> None:
    found = properties(block)
    steps = [contrast(fill, found["paper"]) for fill in of_cells(found)]
    assert steps == sorted(steps)


def test_every_colour_of_the_palette_has_its_own_class() -> None:
    known = palette.classes()
    assert len(known) == 4 + 2 * len(palette.SERIES) + 1 + len(palette.RAMP) + 2
