"""Shapes of a chart in pixels, and the Altair chart that paints them.

Places, labels and line breaks are computed here, in Python: Vega's own axes cannot say
`1,2 juta`, wrap names or keep labels apart without expressions, and a chart of an author's
data must hold none. Scales are off, so that a figure in the data is a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi
from typing import TYPE_CHECKING, Any, Literal

from sitegen.render.chart_layout import LINE, SIZE
from sitegen.render.chart_palette import INK
from sitegen.render.chart_svg import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FONT = "Sitegen Inter"
Align = Literal["left", "center", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """An area between two lines: (x, y upper, y lower)."""

    points: tuple[tuple[float, float, float], ...]
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; `y` is the middle of its height."""

    x: float
    y: float
    text: str
    colour: str = INK
    align: Align = "left"
    bold: bool = False
    size: int = SIZE


Shape = Box | Line | Band | Dot | Text


def lines_of_text(
    lines: Sequence[str], x: float, y: float, align: Align = "left", **style: Any
) -> list[Text]:
    """Return the lines one below the other, centred on `y`."""
    top = y - (len(lines) - 1) * LINE / 2
    return [
        Text(x=x, y=top + i * LINE, text=line, align=align, **style) for i, line in enumerate(lines)
    ]


def moved(shapes: Iterable[Shape], right: float, down: float) -> list[Shape]:
    """Return the shapes at another place."""
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


def vega(shapes: Sequence[Shape], width: int, height: int, background: str) -> dict[str, Any]:
    """Return the Vega-Lite specification that paints the shapes, areas lowest, texts on top."""
    import altair as alt

    runs = {f"d{i}": run for i, run in enumerate(_runs(shapes))}
    # Validation takes most of Altair's time and finds nothing in shapes of our own.
    with alt.utils.schemapi.debug_mode(arg=False):
        layers = [_layer(run[0], name) for name, run in runs.items()]
        chart = (
            alt.layer(*layers)
            .properties(
                width=width,
                height=height,
                padding=0,
                autosize="none",
                background=background,
            )
            .configure(aria=False, font=FONT)
            .configure_view(stroke=None)
            .to_dict(validate=False)
        )
    # Named data are put in here, because Altair copies inline data many times over.
    return {**chart, "datasets": {name: _values(run) for name, run in runs.items()}}


def _style(shape: Shape) -> tuple[object, ...]:
    """Shapes of one style share a layer; what is not a channel in Vega-Lite is a style."""
    if isinstance(shape, Text):
        return ("text", shape.align, shape.bold, shape.size)
    if isinstance(shape, Line):
        return ("line", shape.width)
    if isinstance(shape, Band):
        return ("band", shape.opacity)
    if isinstance(shape, Dot):
        return ("dot", shape.radius, shape.opacity)
    return ("box",)


def _runs(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Group by style; texts never lie under anything, so that they come last."""
    below: dict[tuple[object, ...], list[Shape]] = {}
    for shape in sorted(shapes, key=_depth):
        below.setdefault((_depth(shape), *_style(shape)), []).append(shape)
    return list(below.values())


def _depth(shape: Shape) -> int:
    if isinstance(shape, Line):
        return 3 if shape.width > 1 else 0
    return {Band: 1, Box: 2, Dot: 4, Text: 5}[type(shape)]


def _layer(first: Shape, name: str) -> Any:
    """Return the layer of shapes in the style of `first`; `name` is that of its data."""
    import altair as alt

    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    fill = alt.Fill("c:N", scale=None, legend=None)
    chart = alt.Chart(alt.NamedData(name=name))
    if isinstance(first, Box):
        return chart.mark_rect().encode(x, y, alt.X2("x2:Q"), alt.Y2("y2:Q"), fill)
    if isinstance(first, Band):
        mark = chart.mark_area(fillOpacity=first.opacity)
        return mark.encode(x, y, alt.Y2("y2:Q"), fill, alt.Detail("s:N"))
    if isinstance(first, Line):
        stroke = alt.Stroke("c:N", scale=None, legend=None)
        mark = chart.mark_line(
            strokeWidth=first.width,
            strokeCap="round" if first.width > 1 else "butt",
            strokeJoin="round",
        )
        return mark.encode(x, y, stroke, alt.Detail("s:N"), alt.Order("i:Q"))
    if isinstance(first, Dot):
        # Vega's size is an area in square pixels.
        area = round(pi * first.radius**2, 1)
        return chart.mark_circle(size=area, fillOpacity=first.opacity, opacity=1).encode(x, y, fill)
    mark = chart.mark_text(
        align=first.align,
        baseline="middle",
        fontSize=first.size,
        fontWeight="bold" if first.bold else "normal",
        font=FONT,
    )
    return mark.encode(x, y, alt.Text("t:N"), fill)


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
            if isinstance(shape, Text):
                value["t"] = legible(shape.text)
            values.append(value)
    return values


def _px(value: float) -> float:
    return round(value, 1)
