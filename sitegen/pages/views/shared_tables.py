"""The tables of the city that are put together from those of units."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.dataset import ColumnRow
from sitegen.pages.views.figures import Chart, DataTable
from sitegen.pages.views.frame import Link, Meta, Site


class SharedDeviation(Struct, frozen=True, kw_only=True):
    """How the table of a unit differs from the common form."""

    unit: Link
    """The unit."""
    table: Link
    """Its table."""
    told: tuple[str, ...]
    """What differs, and what that means here, a sentence each."""


class SharedTablePage(Struct, frozen=True, kw_only=True):
    """`city-table.html`: the rows of all units that keep a table in the same form."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """What the table is."""
    intro: str
    """How many rows of how many units there are."""
    description: str
    """What the city says of it, or empty."""
    files: tuple[Link, ...]
    """Its downloads, that for people first."""
    map: Link | None
    """The map of its newest figures by area, or None."""
    chart: Chart | None
    """Figures of one period by area or unit, with how many units they come from; None if the columns allow none."""
    share: str
    """How many units have published it, and of which units that are so many."""
    coverage: DataTable
    """The number of rows by unit and period, or what is the matter."""
    missing: tuple[Link, ...]
    """The units that should have published it and have published nothing yet."""
    sums: DataTable | None
    """Sums of the columns that may be added up, by period; None if there is no such column."""
    twice: DataTable | None
    """Rows of several tables about the same; None without such rows."""
    nobody: str
    """Which columns no unit has, or empty."""
    deviations: tuple[SharedDeviation, ...]
    """The tables that differ from the common form."""
    rows: DataTable
    """Rows of the newest period."""
    columns: tuple[ColumnRow, ...]
    """What the columns mean."""
    sources: tuple[Link, ...]
    """The tables of the units."""


class SharedTableLine(Struct, frozen=True, kw_only=True):
    """A table of the city in the list of them."""

    link: Link
    """Its title and page."""
    told: str
    """How many units and rows it has."""


class SharedTablesPage(Struct, frozen=True, kw_only=True):
    """`city-tables.html`: the list of the tables of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What they are."""
    tables: tuple[SharedTableLine, ...]
    """The tables by title."""
