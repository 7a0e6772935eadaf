"""Drawing of a chart: SVG for the page, PNG with title and source for sharing.

Altair and vl-convert are imported only inside functions; draw in an expendable process.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from math import ceil
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.charts.axes import Picture
from sitegen.charts.bars import bars, reads_better_lying
from sitegen.charts.cells import heat_map
from sitegen.charts.data import ChartData
from sitegen.charts.layout import WIDTH, wrapped
from sitegen.charts.lines import lines
from sitegen.charts.lying import lying
from sitegen.charts.numbers import month_name
from sitegen.charts.palette import MUTED, PAPER
from sitegen.charts.panels import panels
from sitegen.charts.points import scatter
from sitegen.charts.shapes import Shape, lines_of_text, moved, vega
from sitegen.charts.svg import check_svg, inline_svg, standalone
from sitegen.charts.targets import targets
from sitegen.charts.text import notes
from sitegen.i18n import N_, Translator

__all__ = ["Drawing", "check_svg", "draw", "standalone"]

_PLOT_HEIGHT = 230.0
_MARGIN = 24
_SCALE = 2
_COLOURS = 96


class Drawing(Struct, frozen=True, kw_only=True):
    """A drawn chart: `svg` for inlining, `png` with its texts; the size in pixels is the SVG's."""

    svg: str
    png: bytes
    width: int
    height: int


def draw(data: ChartData, t: Translator, *, source: str = "") -> Drawing:
    """Return the drawing. Raises ValueError if it contains anything but shapes and texts.

    The SVG has neither title nor notes, which are in the page's caption. The PNG is shared on its
    own and contains title, unit, notes and `source`.
    """
    picture = plot(data, t)
    size = (WIDTH, ceil(picture.height))
    svg = inline_svg(_svg(vega(picture.shapes, *size, "transparent"), t), *size, data.title)
    check_svg(svg)
    poster, height = _poster(data, picture, t, source)
    image = _png(vega(poster, WIDTH + 2 * _MARGIN, height, PAPER), t)
    return Drawing(svg=svg, png=image, width=size[0], height=size[1])


def plot(data: ChartData, t: Translator) -> Picture:
    """Return the shapes of the chart, without title and notes."""
    lie = data.kind == "batang-mendatar" or (
        data.kind == "batang" and reads_better_lying(data, t, WIDTH)
    )
    if data.arrangement == "panel" and len(data.series) > 1:
        lying_down = replace(data, kind="batang-mendatar") if lie else data
        return panels(lying_down, t, WIDTH)
    if lie:
        return lying(data, t, WIDTH)
    if data.kind == "peta-panas":
        return heat_map(data, t, WIDTH)
    if data.kind == "target":
        return targets(data, t, WIDTH)
    upright = {"batang": bars, "sebar": scatter}.get(data.kind, lines)
    return upright(data, t, WIDTH, _PLOT_HEIGHT)


def _poster(
    data: ChartData, picture: Picture, t: Translator, source: str
) -> tuple[list[Shape], int]:
    """Return the chart between its title and its notes, and the total height."""
    shapes: list[Shape] = []
    y = float(_MARGIN)
    for line in wrapped(data.title or data.y_title, WIDTH, 4, size=21, bold=True):
        shapes += lines_of_text((line,), _MARGIN, y + 12, size=21, bold=True)
        y += 27
    if data.unit:
        line = wrapped(data.unit, WIDTH, 1)[0]
        shapes += lines_of_text((line,), _MARGIN, y + 10, colour=MUTED)
        y += 24
    y += 8
    shapes += moved(picture.shapes, _MARGIN, y)
    y += picture.height + 12
    below = list(notes(data, t))
    if source:
        below.append(t.gettext(N_("Source: {source}")).format(source=source))
    for text in below:
        for line in wrapped(text, WIDTH, 4, size=13):
            shapes += lines_of_text((line,), _MARGIN, y + 8, colour=MUTED, size=13)
            y += 18
    return shapes, ceil(y + _MARGIN - 6)


def _svg(chart: dict[str, Any], t: Translator) -> str:
    return str(_converter().vegalite_to_svg(chart, **_locale(t.lang)))


def _png(chart: dict[str, Any], t: Translator) -> bytes:
    """Return the PNG in 96 colours: a fifth of the bytes, with no visible difference."""
    from PIL import Image

    drawn = bytes(_converter().vegalite_to_png(chart, scale=_SCALE, **_locale(t.lang)))
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
