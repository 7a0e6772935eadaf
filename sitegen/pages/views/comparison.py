"""Units of one kind side by side."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site
from sitegen.pages.views.search import Said


class ComparedRow(Struct, frozen=True, kw_only=True):
    """A row of a comparison."""

    label: Link
    """What the row is: a figure without address, or an area with its page."""
    cells: tuple[str, ...]
    """Its figures, formatted, one for each column; a dash for none."""


class ComparedGroup(Struct, frozen=True, kw_only=True):
    """Rows that belong together: those of one dataset, or all areas."""

    link: Link | None
    """The dataset, or None where the columns name theirs."""
    note: str
    """Period, publisher and of how many areas the medians are, or empty."""
    rows: tuple[ComparedRow, ...]
    """The rows."""


class ComparedHead(Struct, frozen=True, kw_only=True):
    """The head of a column."""

    label: str
    """An area, or what a figure is."""
    href: str
    """The page of the area or of the dataset, or empty."""
    note: str
    """The period of the figures, or empty."""


class ComparePage(Struct, frozen=True, kw_only=True):
    """`compare-areas.html`: the kelurahan of a kecamatan, or all kecamatan, side by side."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """Which areas."""
    intro: str
    """What is compared, and that there is no order of merit."""
    corner: str
    """What the rows are: figures or areas."""
    heads: tuple[ComparedHead, ...]
    """The columns."""
    groups: tuple[ComparedGroup, ...]
    """The rows by dataset, or all areas as one group."""
    rest: tuple[Link, ...]
    """Further datasets that the page has no room for."""
    ways: tuple[Link, ...]
    """Other comparisons."""


class CompareIndexPage(Struct, frozen=True, kw_only=True):
    """`compare.html`: a choice of up to four units, and the comparisons that are there without a script."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    intro: str
    """What can be compared."""
    root: str
    """Address of the city's home page, before which the script finds its files."""
    places: tuple[str, ...]
    """The names of the choices, one for each unit that can be chosen."""
    said: tuple[Said, ...]
    """What the script says, by name."""
    areas: tuple[Link, ...]
    """The areas side by side: all kecamatan, then the kelurahan of each."""
    kinds: tuple[Link, ...]
    """What the units of each kind publish."""
