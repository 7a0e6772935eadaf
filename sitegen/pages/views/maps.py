"""Maps of the city: of its activity, and of each dataset with a row for each area."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Link, Meta, Site
from sitegen.pages.views.home import LegendStep


class MapArea(Struct, frozen=True, kw_only=True):
    """An area of a map, or a tile."""

    label: str
    """Its name."""
    href: str
    """Address of its page."""
    value: str
    """Its figure, formatted, with its unit in the table; a dash if there is none."""
    level: int
    """From 0 for none to 4 for the most, for shading."""
    path: str
    """The path of its border in the SVG, or empty on a tile map."""
    row: int
    """Row of its tile, from 1 in the north; 0 without one."""
    column: int
    """Column of its tile, from 1 in the west."""
    rank: int
    """Its place in the table, from 1 for the highest figure; 0 without a figure."""


class MapPage(Struct, frozen=True, kw_only=True):
    """`map.html`: the areas of the city, shaded by a figure, with the figures in a table."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """What is shown."""
    intro: str
    """What the figures are, in one sentence."""
    areas: tuple[MapArea, ...]
    """The areas in the order of their tiles, or of the register."""
    width: int
    """Width of the drawing; 0 if it is a tile map."""
    height: int
    """Height of the drawing."""
    legend: tuple[LegendStep, ...]
    """The shades that occur, with their figures."""
    column: str
    """Heading of the figures."""
    source: Link | None
    """The dataset that the figures are from; None on the map of activity."""
    facts: tuple[Fact, ...]
    """Period and publisher of the dataset."""
    others: tuple[Link, ...]
    """The other maps."""
