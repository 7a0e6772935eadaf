"""The figures that the city chose to show, and what datasets say of an area."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Figure, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class CityTile(Struct, frozen=True, kw_only=True):
    """A figure of the city with everything needed to quote it."""

    label: str
    """What the figure is."""
    value: str
    """The figure of the newest period, formatted."""
    unit: str
    """Its unit, or empty if the figure says it (rupiah, percent) or has none."""
    period: str
    """The period that it is of, in words, or empty."""
    rows: str
    """Which part of the table it is of, or empty."""
    change: str
    """How it changed, with both periods and the earlier figure, or empty where nothing can be compared."""
    turn: str
    """`up`, `down` or `same`; empty without a change."""
    verdict: str
    """Whether the change is good, in a word, if the city says which direction is; else empty."""
    notes: tuple[str, ...]
    """What else must be known: that the figure is preliminary, or that a newer version waits."""
    line: str
    """The past periods as the path of a line in a box of 100 by 28, or empty if they are less than three."""
    past: tuple[Figure, ...]
    """The figures of the line, latest first: value and period."""
    dataset: Link
    """The dataset that it is from."""
    publisher: Link
    """The unit that publishes the dataset."""
    source: str
    """The source that the dataset names, or empty."""


class CityFiguresPage(Struct, frozen=True, kw_only=True):
    """`city-figures.html`: the figures that the city chose, each with period, change and source."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    intro: str
    """What the figures are."""
    tiles: tuple[CityTile, ...]
    """The figures, in the order of `site.yml`."""
    ways: tuple[Link, ...]
    """Where more is: all data, areas side by side."""
    files: tuple[Link, ...]
    """The same as files."""


class AreaRow(Struct, frozen=True, kw_only=True):
    """A figure of an area beside those of the others of its kind."""

    label: str
    """The column of the table, with its unit and what else tells its rows apart."""
    value: str
    """The figure of the area, formatted; a dash if the table has none of it."""
    median: str
    """The median of the areas of the same kind in the table, or empty if they are less than three."""
    count: str
    """Of how many areas that is, as a figure; empty if it is said of the whole dataset."""
    former: str
    """The figures of earlier periods, latest first, or empty."""
    note: str
    """That the figure is preliminary, or empty."""


class AreaTableRows(Struct, frozen=True, kw_only=True):
    """What one dataset says of an area."""

    link: Link
    """The dataset."""
    publisher: Link
    """The unit that publishes it."""
    period: str
    """The period of the figures, in words, or empty."""
    beside: str
    """Of how many areas of which kind the medians are, or empty."""
    rows: tuple[AreaRow, ...]
    """Its figures of the area."""


class AreaFiguresPage(Struct, frozen=True, kw_only=True):
    """`area-figures.html`: what all datasets say of a kecamatan or kelurahan, or those of one topic."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The area."""
    title: str
    """The area, with the topic if it is the page of one."""
    intro: str
    """How many datasets, and what stands beside their figures."""
    column: str
    """Heading of the area's figures: its name."""
    beside: str
    """Heading of the medians."""
    tables: tuple[AreaTableRows, ...]
    """The datasets, by title."""
    topics: tuple[Fact, ...]
    """The topics with their numbers of datasets, each with its page, where there are too many for one page."""
    rest: tuple[Link, ...]
    """Further datasets that the page has no room for."""
    ways: tuple[Link, ...]
    """Where more is: the areas side by side, the figures of the kecamatan."""
