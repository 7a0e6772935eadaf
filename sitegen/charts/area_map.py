"""Maps of areas, shaded by their figures: real borders, or tiles with names where these fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.charts.axes import Picture
from sitegen.charts.data import AreaMap, ChartData, MapShape
from sitegen.charts.layout import LINE, WIDE, text_width, wrapped
from sitegen.charts.numbers import aligned, numbers
from sitegen.charts.palette import GRID, INK, ON_DARK_CELL, ON_LIGHT_CELL, RAMP
from sitegen.charts.shapes import Box, Label, Line, Shape, lines_of_text
from sitegen.i18n import N_, Translator

# A quarter of the areas in each shade: one large figure would leave all others pale.
SHADES = (0, 2, 4, 6)
_DARK = 5
_MARK = 14
_TALLEST = 520
_TILE = 76
_GAP = 2
# Around a name, and how much wider the widest system fonts are than the one that is measured.
_NAME, _FONT = 8, 1.12


def area_map(data: ChartData, t: Translator, width: float) -> Picture:
    """Return the map with its key; borders are put in by `with_borders`, since they are no shapes."""
    key, top = _key(data, t, width)
    drawn = _map(data)
    if not drawn.width:
        return _tiles(data, drawn, t, width, (key, top))
    scale, left = _placed(drawn, width)
    shapes: list[Shape] = [*key]
    shades = dict(shaded(data))
    for area in drawn.areas:
        x, y, room = area.spot
        if _FONT * text_width(area.name) + _NAME <= room * scale and area.name in shades:
            ink = _ink(shades[area.name])
            shapes.append(
                Label(
                    x=left + x * scale,
                    y=top + y * scale,
                    text=area.name,
                    colour=ink,
                    align="center",
                    bold=area.name == data.highlight,
                )
            )
    return Picture(shapes=tuple(shapes), width=width, height=top + drawn.height * scale + 4)


def is_bordered(data: ChartData) -> bool:
    """Return whether a chart is a map with real borders."""
    return data.map is not None and data.map.width > 0


def shows_tiles(data: ChartData, width: float) -> bool:
    """Return whether a map is drawn at this width: names have no room in the tiles of a phone."""
    return is_bordered(data) or width >= WIDE


def with_borders(
    svg: str, data: ChartData, t: Translator, width: float, at: tuple[float, float] = (0.0, 0.0)
) -> str:
    """Return a drawing of this width with the borders below its texts; `at` is where its plot begins."""
    _, top = _key(data, t, width)
    drawn = _map(data)
    scale, left = _placed(drawn, width)
    shades = dict(shaded(data))
    groups: dict[int | None, list[MapShape]] = {}
    for area in drawn.areas:
        if area.name != data.highlight:
            groups.setdefault(shades.get(area.name), []).append(area)
    paths = "".join(_group(step, own) for step, own in groups.items())
    # Last, so that no neighbour covers its edge.
    paths += "".join(
        _group(shades.get(area.name), [area], ' stroke-width="3" stroke-opacity="1"')
        for area in drawn.areas
        if area.name == data.highlight
    )
    move = f"translate({at[0] + left:.1f},{at[1] + top:.1f}) scale({scale:.3f})"
    group = f'<g transform="{move}" stroke="currentColor" stroke-opacity="0.35">{paths}</g>'
    head, rest = svg.split(">", 1)
    return f"{head}>{group}{rest}"


def shaded(data: ChartData) -> Iterator[tuple[str, int]]:
    """Yield each area that has a figure with its step of the ramp."""
    values = [mark.y for mark in data.marks]
    for mark in data.marks:
        below = sum(value < mark.y for value in values)
        yield mark.x, SHADES[len(SHADES) * below // len(values)]


def _map(data: ChartData) -> AreaMap:
    return data.map or AreaMap(areas=())


def _placed(drawn: AreaMap, width: float) -> tuple[float, float]:
    """The scale of the borders, and where they begin so that they are in the middle."""
    scale = min(width / drawn.width, min(width * 1.25, _TALLEST) / drawn.height)
    return scale, (width - drawn.width * scale) / 2


def _group(step: int | None, areas: Iterable[MapShape], edge: str = "") -> str:
    paint = (
        'fill="currentColor" fill-opacity="0.08"'
        if step is None
        else f'fill="{RAMP[step]}" class="chart-heat-{step}"'
    )
    return f"<g {paint}{edge}>" + "".join(f'<path d="{area.path}"/>' for area in areas) + "</g>"


def _ink(step: int) -> str:
    return ON_DARK_CELL if step >= _DARK else ON_LIGHT_CELL


def _key(data: ChartData, t: Translator, width: float) -> tuple[list[Shape], float]:
    """The shades with their lowest and highest figures, in as many rows as they need, and their height."""
    figures = {mark.x: mark.y for mark in data.marks}
    steps: dict[int, list[float]] = {}
    for name, step in shaded(data):
        steps.setdefault(step, []).append(figures[name])
    entries = [
        (
            RAMP[step],
            "–".join(
                dict.fromkeys(
                    numbers(value, data.unit, t) for value in (min(steps[step]), max(steps[step]))
                )
            ),
        )
        for step in sorted(steps)
    ]
    if any(area.name not in figures for area in _map(data).areas):
        entries.append((GRID, t.gettext(N_("no figure"))))
    shapes: list[Shape] = []
    x, y = 0.0, 4.0
    for colour, text in entries:
        wide = _MARK + 6 + text_width(text)
        if x and x + wide > width:
            x, y = 0.0, y + LINE + 4
        shapes.append(Box(x=x, y=y, width=_MARK, height=_MARK, colour=colour))
        shapes.append(Label(x=x + _MARK + 6, y=y + _MARK / 2, text=text))
        x += wide + 16
    return shapes, y + LINE + 10


def _tiles(
    data: ChartData,
    drawn: AreaMap,
    t: Translator,
    width: float,
    key: tuple[list[Shape], float],
) -> Picture:
    shapes, top = key
    shades, figures = dict(shaded(data)), {mark.x: mark.y for mark in data.marks}
    written = aligned((numbers(y, data.unit, t, short=True) for y in figures.values()), t)
    values = dict(zip(figures, written, strict=True))
    first_row = min(area.row for area in drawn.areas)
    first_column = min(area.column for area in drawn.areas)
    columns = max(area.column for area in drawn.areas) - first_column + 1
    rows = max(area.row for area in drawn.areas) - first_row + 1
    side = min(width / columns, _TILE * 1.4)
    tall = max(52.0, min(side * 0.8, _TILE))
    left = (width - side * columns) / 2
    for area in drawn.areas:
        x = left + (area.column - first_column) * side
        y = top + (area.row - first_row) * tall
        step = shades.get(area.name)
        colour = GRID if step is None else RAMP[step]
        ink = INK if step is None else _ink(step)
        shapes.append(Box(x=x, y=y, width=side - _GAP, height=tall - _GAP, colour=colour))
        if area.name == data.highlight:
            shapes.append(_frame(x, y, side - _GAP, tall - _GAP))
        middle = x + (side - _GAP) / 2
        value = values.get(area.name, "") if step is not None else ""
        lines = wrapped(area.name, side - 6, 2, size=_SMALL)
        shapes += lines_of_text(lines, middle, y + tall * 0.34, "center", colour=ink, size=_SMALL)
        shapes.append(
            Label(x=middle, y=y + tall * 0.76, text=value, colour=ink, align="center", bold=True)
        )
    return Picture(shapes=tuple(shapes), width=width, height=top + rows * tall + 4)


_SMALL = 12


def _frame(x: float, y: float, wide: float, tall: float) -> Line:
    corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y))
    return Line(points=corners, colour=INK)
