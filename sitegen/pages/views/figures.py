"""Tables and charts."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from sitegen.pages.views.frame import Link


class Cell(Struct, frozen=True, kw_only=True):
    """A cell of a table."""

    text: str
    """The formatted content; an empty figure is an en dash."""
    numeric: bool
    """Whether it is a figure, to be aligned on the right."""
    time: bool = False
    """Whether it is the heading of a column of moments or periods."""


class DataTable(Struct, frozen=True, kw_only=True):
    """A table of figures."""

    caption: str
    """What the table shows."""
    head: tuple[Cell, ...]
    """The header row."""
    rows: tuple[tuple[Cell, ...], ...]
    """The rows; the first cell is the row's header."""
    total: int
    """How many rows the whole dataset has."""
    note: str
    """Which part is shown if not all of it, or empty."""


class Chart(Struct, frozen=True, kw_only=True):
    """A chart with everything needed to read it without seeing it."""

    id: str
    """Unique in the page, for anchors."""
    title: str
    """The chart's message in one sentence."""
    shown: str
    """Which part of the table is shown, such as `Kecamatan Andir, 2024`, or empty."""
    unit: str
    """Unit of the figures, or empty."""
    sentence: str
    """Highest, lowest, last value and change in one sentence."""
    svg: Markup
    """Two drawings of the chart, to be placed inline: one with the class `chart-narrow`, for phones,
    and one with the class `chart-wide`; the style sheet hides one of them. Text in `currentColor`."""
    svg_href: str
    """Address of the SVG file."""
    png_href: str
    """Address of the PNG file."""
    png_width: int
    """Width of that PNG in pixels."""
    png_height: int
    """Its height in pixels."""
    width: int
    """Width of the narrow drawing in its own pixels."""
    height: int
    """Height of the narrow drawing in its own pixels."""
    note: str
    """The author's note, or empty."""
    credit: str
    """Who made the figures and of which period they are."""
    table: DataTable
    """The figures of the chart."""
    source: Link | None
    """The dataset's page if the chart is shown elsewhere, otherwise None."""
