"""Shapes of a chart in pixels, and the Altair chart that paints them.

Layout happens in Python: Vega's own axes need expressions to write `1,2 juta`, wrap names or keep
labels apart, and charts of authors' data must have none. Scales are off: figures are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import pi
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.layout import LINE, SIZE
from sitegen.charts.palette import INK
from sitegen.legible import legible

FONT = "Sitegen Inter"
Align = Literal["left", "center", "right"]
Point = tuple[float, float]


class Box(Struct, frozen=True, kw_only=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Line(Struct, frozen=True, kw_only=True):
    """A line through several points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 2.5


class Band(Struct, frozen=True, kw_only=True):
    """An area between two lines: points are (x, upper y, lower y)."""

    points: tuple[tuple[float, float, float], ...]
    colour: str
    opacity: float = 1.0


class Dot(Struct, frozen=True, kw_only=True):
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str
    opacity: float = 1.0


class Label(Struct, frozen=True, kw_only=True):
    """One line of text; `y` is its vertical centre."""

    x: float
    y: float
    text: str
    colour: str = INK
    align: Align = "left"
    bold: bool = False
    size: int = SIZE


Shape = Box | Line | Band | Dot | Label
Style = tuple[Any, ...]


def lines_of_text(
    lines: Sequence[str], x: float, y: float, align: Align = "left", **style: Any
) -> list[Label]:
    """Return the lines one below the other, vertically centred on `y`."""
    top = y - (len(lines) - 1) * LINE / 2
    return [
        Label(x=x, y=top + i * LINE, text=line, align=align, **style)
        for i, line in enumerate(lines)
    ]


def moved(shapes: Iterable[Shape], right: float, down: float) -> list[Shape]:
    """Return the shapes shifted by this many pixels."""
    result: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Line):
            points = tuple((x + right, y + down) for x, y in shape.points)
            result.append(replace(shape, points=points))
        elif isinstance(shape, Band):
            edges = tuple((x + right, a + down, b + down) for x, a, b in shape.points)
            result.append(replace(shape, points=edges))
        else:
            result.append(replace(shape, x=shape.x + right, y=shape.y + down))
    return result


def vega(pictures: Sequence[Sequence[Shape]], width: int, height: int) -> dict[str, Any]:
    """Return the Vega-Lite specification that paints the shapes of each picture, texts on top.

    All pictures lie on one another; `layers` says how many layers each has.
    """
    runs = {f"d{i}": run for i, run in enumerate(run for each in pictures for run in _runs(each))}
    return {
        **_frame(),
        "width": width,
        "height": height,
        "background": "transparent",
        "layer": [{**_layer(_style(run[0])), "data": {"name": name}} for name, run in runs.items()],
        "datasets": {name: _values(run) for name, run in runs.items()},
    }


def layers(pictures: Sequence[Sequence[Shape]]) -> list[range]:
    """Return the numbers of the layers that `vega` gives to each picture."""
    found: list[range] = []
    start = 0
    for shapes in pictures:
        end = start + len(_runs(shapes))
        found.append(range(start, end))
        start = end
    return found


@cache
def _frame() -> dict[str, Any]:
    """Return what all charts have in common; padding and labels are ours, so Vega adds none."""
    import altair as alt

    chart = alt.layer(alt.Chart(alt.NamedData(name="")).mark_rect())
    framed = chart.properties(padding=0, autosize="none").configure(aria=False, font=FONT)
    made = framed.configure_view(stroke=None).to_dict(validate=False)
    return {key: made[key] for key in ("$schema", "config", "padding", "autosize")}


def _style(shape: Shape) -> Style:
    """The properties that are not channels in Vega-Lite; shapes that share them share a layer."""
    if isinstance(shape, Label):
        return ("text", shape.align, "bold" if shape.bold else "normal", shape.size)
    if isinstance(shape, Line):
        return ("line", shape.width, "round" if shape.width > 1 else "butt")
    if isinstance(shape, Band):
        return ("band", shape.opacity)
    if isinstance(shape, Dot):
        return ("dot", shape.radius, shape.opacity)
    return ("box",)


def _runs(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Group by style; texts come last, so that nothing covers them."""
    below: dict[Style, list[Shape]] = {}
    for shape in sorted(shapes, key=_depth):
        below.setdefault((_depth(shape), *_style(shape)), []).append(shape)
    return list(below.values())


def _depth(shape: Shape) -> int:
    if isinstance(shape, Line):
        return 3 if shape.width > 1 else 0
    return {Band: 1, Box: 2, Dot: 4, Label: 5}[type(shape)]


@cache
def _layer(style: Style) -> dict[str, Any]:
    """Return the layer of a style. Altair takes 10 ms for one, so each is made only once."""
    import altair as alt

    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    fill = alt.Fill("c:N", scale=None, legend=None)
    chart = alt.Chart(alt.NamedData(name=""))
    made: Any
    match style:
        case ("box",):
            made = chart.mark_rect().encode(x, y, alt.X2("x2:Q"), alt.Y2("y2:Q"), fill)
        case ("band", opacity):
            mark = chart.mark_area(fillOpacity=opacity)
            made = mark.encode(x, y, alt.Y2("y2:Q"), fill, alt.Detail("s:N"))
        case ("line", width, cap):
            stroke = alt.Stroke("c:N", scale=None, legend=None)
            mark = chart.mark_line(strokeWidth=width, strokeCap=cap, strokeJoin="round")
            made = mark.encode(x, y, stroke, alt.Detail("s:N"), alt.Order("i:Q"))
        case ("dot", radius, opacity):
            # Vega's size is an area in square pixels.
            area = round(pi * radius**2, 1)
            made = chart.mark_circle(size=area, fillOpacity=opacity, opacity=1)
            made = made.encode(x, y, fill)
        case (_, align, weight, size):
            mark = chart.mark_text(
                align=align, baseline="middle", fontSize=size, fontWeight=weight, font=FONT
            )
            made = mark.encode(x, y, alt.Text("t:N"), fill)
    layer = made.to_dict(validate=False)
    return {key: layer[key] for key in ("mark", "encoding")}


def _values(shapes: list[Any]) -> list[dict[str, object]]:
    values: list[dict[str, object]] = []
    for s, shape in enumerate(shapes):
        if isinstance(shape, Box):
            x, y = _px(shape.x), _px(shape.y)
            right, low = _px(shape.x + shape.width), _px(shape.y + shape.height)
            values.append({"x": x, "y": y, "x2": right, "y2": low, "c": shape.colour})
        elif isinstance(shape, Band):
            for i, (x, y, low) in enumerate(shape.points):
                edge = {"x": _px(x), "y": _px(y), "y2": _px(low)}
                values.append({**edge, "c": shape.colour, "s": s, "i": i})
        elif isinstance(shape, Line):
            for i, (x, y) in enumerate(shape.points):
                values.append({"x": _px(x), "y": _px(y), "c": shape.colour, "s": s, "i": i})
        else:
            value: dict[str, object] = {
                "x": _px(shape.x),
                "y": _px(shape.y),
                "c": shape.colour,
            }
            if isinstance(shape, Label):
                value["t"] = legible(shape.text)
            values.append(value)
    return values


def _px(value: float) -> float:
    return round(value, 1)
