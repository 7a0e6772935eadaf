"""Drawing of a chart: SVG for the page, PNG with title and source for sharing.

Altair and vl-convert are imported only inside functions; draw in an expendable process.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from math import ceil
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.area_map import area_map, is_bordered, shows_tiles, with_borders
from sitegen.charts.axes import Picture
from sitegen.charts.bars import bars, reads_better_lying
from sitegen.charts.caption import subtitle
from sitegen.charts.cells import heat_map
from sitegen.charts.changes import changes
from sitegen.charts.data import ChartData
from sitegen.charts.layout import NARROW, WIDE, wrapped
from sitegen.charts.lines import lines
from sitegen.charts.lying import lying
from sitegen.charts.numbers import month_name
from sitegen.charts.palette import MUTED
from sitegen.charts.panels import panel_width, panels
from sitegen.charts.points import scatter
from sitegen.charts.recolouring import painted
from sitegen.charts.shapes import FONT, Shape, layers, lines_of_text, moved, vega
from sitegen.charts.single import is_single, single
from sitegen.charts.svg import Frame, check_svg, inline_svgs, standalone
from sitegen.charts.targets import targets
from sitegen.charts.text import notes
from sitegen.i18n import Translator

__all__ = ["Drawing", "check_svg", "draw", "standalone"]

# Heights of plots on a phone and on a wide page.
_PLOT_HEIGHTS = (200.0, 260.0)
# Pictures are sent on and read on phones, with their texts.
_POSTER_WIDTH = 440
_MARGIN = 24
_SCALE = 2.25
_COLOURS = 96
_TITLE, _SMALL = 19, 12


class Drawing(Struct, frozen=True, kw_only=True):
    """A drawn chart: `narrow` and `wide` for inlining, `poster` and `png` with all its texts; the
    size in pixels is that of the narrow one.
    """

    narrow: str
    wide: str
    poster: str
    png: bytes
    width: int
    height: int


def draw(
    data: ChartData, t: Translator, *, source: Sequence[str] = (), colour: str = ""
) -> Drawing:
    """Return the drawings. Raises ValueError if one contains anything but shapes and texts.

    Those for inlining have neither title nor notes, which are in the page's caption. The others are
    shared on their own and contain title, unit, what is shown, notes and the lines of `source`.
    `colour` is the city's main colour, which takes the place of the palette's first, or "".
    """
    narrow, wide = (plot(data, t, width) for width in (NARROW, WIDE))
    poster, height, top = _poster(data, t, source)
    pictures = (narrow.shapes, wide.shapes, poster)
    frames = (
        Frame(width=NARROW, height=ceil(narrow.height), label=data.title, name="chart-narrow"),
        Frame(width=WIDE, height=ceil(wide.height), label=data.title, name="chart-wide"),
        Frame(width=_POSTER_WIDTH + 2 * _MARGIN, height=height, label=data.title),
    )
    # Most of the time goes into starting a conversion, so that all are painted in one.
    drawn = _svg(vega(pictures, WIDE, max(frame.height for frame in frames)), t)
    svgs = inline_svgs(drawn, list(zip(layers(pictures), frames, strict=True)))
    if is_bordered(data):
        places = ((NARROW, 0.0, 0.0), (WIDE, 0.0, 0.0), (_POSTER_WIDTH, _MARGIN, top))
        svgs = [
            with_borders(svg, data, t, width, (x, y))
            for svg, (width, x, y) in zip(svgs, places, strict=True)
        ]
    svgs = [painted(svg, colour) for svg in svgs] if colour else svgs
    for svg in svgs:
        check_svg(svg)
    return Drawing(
        narrow=svgs[0],
        wide=svgs[1],
        poster=svgs[2],
        png=_png(standalone(svgs[2], FONT)),
        width=NARROW,
        height=frames[0].height,
    )


def plot(data: ChartData, t: Translator, width: float) -> Picture:
    """Return the shapes of the chart, without title and notes."""
    if is_single(data):
        return single(data, t, width)
    if data.kind == "peta" and shows_tiles(data, width):
        return area_map(data, t, width)
    if data.kind == "peta":
        data = replace(data, kind="batang-mendatar")
    data = _as_bars(data)
    panelled = data.arrangement == "panel" and len(data.series) > 1
    room = panel_width(data, t, width) if panelled and data.kind == "batang" else width
    lie = data.kind == "batang-mendatar" or (
        data.kind == "batang" and reads_better_lying(data, t, room)
    )
    if panelled:
        lying_down = replace(data, kind="batang-mendatar") if lie else data
        return panels(lying_down, t, width)
    if lie:
        return lying(data, t, width)
    if data.kind == "peta-panas":
        return heat_map(data, t, width)
    if data.kind == "target":
        return targets(data, t, width)
    if data.kind == "perubahan":
        return changes(data, t, width)
    upright = {"batang": bars, "sebar": scatter}.get(data.kind, lines)
    return upright(data, t, width, _PLOT_HEIGHTS[width >= WIDE])


def _as_bars(data: ChartData) -> ChartData:
    """Lines that have one moment only are bars by their names: a line needs two."""
    if data.kind not in ("garis", "area") or len(data.xs) != 1 or len(data.series) <= 1:
        return data
    return replace(
        data,
        kind="batang-mendatar",
        arrangement="",
        xs=data.series,
        x_kind=data.series_kind,
        series=(),
        marks=tuple(replace(mark, x=mark.series, series="") for mark in data.marks),
    )


def _poster(
    data: ChartData, t: Translator, source: Sequence[str]
) -> tuple[list[Shape], int, float]:
    """Return the chart between its title and its notes, the total height, and where its plot begins."""
    shapes: list[Shape] = []
    y = float(_MARGIN)
    for line in wrapped(data.title or data.y_title, _POSTER_WIDTH, 5, size=_TITLE, bold=True):
        shapes += lines_of_text((line,), _MARGIN, y + 10, size=_TITLE, bold=True)
        y += 25
    for line in wrapped(subtitle(data, t), _POSTER_WIDTH, 3):
        shapes += lines_of_text((line,), _MARGIN, y + 8, colour=MUTED)
        y += 19
    y += 8
    top = y
    picture = plot(data, t, _POSTER_WIDTH)
    shapes += moved(picture.shapes, _MARGIN, y)
    y += picture.height + 12
    for text in (*notes(data, t), *source):
        for line in wrapped(text, _POSTER_WIDTH, 4, size=_SMALL):
            shapes += lines_of_text((line,), _MARGIN, y + 8, colour=MUTED, size=_SMALL)
            y += 16
    return shapes, ceil(y + _MARGIN - 6), top


def _svg(chart: dict[str, Any], t: Translator) -> str:
    return str(_converter().vegalite_to_svg(chart, **_locale(t.lang)))


def _png(svg: str) -> bytes:
    """Return the PNG in 96 colours: a fifth of the bytes, with no visible difference."""
    from PIL import Image

    drawn = bytes(_converter().svg_to_png(svg, scale=_SCALE))
    stream = BytesIO()
    with Image.open(BytesIO(drawn)) as image:
        few = image.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few.save(stream, "PNG")
    return stream.getvalue()


@cache
def _converter() -> Any:
    """Return vl-convert with the bundled font, so that all machines measure alike."""
    import vl_convert

    with as_file(files("sitegen") / "charts" / "fonts") as folder:
        vl_convert.register_font_directory(str(folder))
    return vl_convert


@cache
def _locale(lang: str) -> dict[str, Any]:
    """Return Vega's locales; vl-convert has no Indonesian."""
    if lang != "id":
        return {}
    days = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]
    return {
        "format_locale": {
            "decimal": ",",
            "thousands": ".",
            "grouping": [3],
            "currency": ["Rp", ""],
        },
        "time_format_locale": {
            "dateTime": "%A, %e %B %Y %H.%M.%S",
            "date": "%d/%m/%Y",
            "time": "%H.%M.%S",
            "periods": ["AM", "PM"],
            "days": days,
            "shortDays": [day[:3] for day in days],
            "months": [month_name(number, "id") for number in range(1, 13)],
            "shortMonths": [month_name(number, "id", short=True) for number in range(1, 13)],
        },
    }
