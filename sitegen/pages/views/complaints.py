"""Complaints as counts."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class AnsweredShare(Struct, frozen=True, kw_only=True):
    """How many complaints were answered within a deadline."""

    share: str
    """The share, such as `86 %`; an en dash if the deadline is over for none."""
    what: str
    """Within how many working days, and what that deadline is for."""
    of: str
    """How many of how many; empty if it is over for none."""
    bar: int
    """The share in whole percent, for a bar; 0 if there is none."""


class ComplaintRow(Struct, frozen=True, kw_only=True):
    """The complaints of a month, or about a unit."""

    label: str
    """The month or the unit."""
    href: str
    """Address of the unit's page of complaints; empty for a month."""
    cells: tuple[str, ...]
    """Received, answered within each deadline (of how many), open; en dashes where nothing can be said."""


class ComplaintTable(Struct, frozen=True, kw_only=True):
    """A table of complaints."""

    caption: str
    """What it lists."""
    first: str
    """The heading of its first column."""
    rows: tuple[ComplaintRow, ...]
    """The months, newest first, or the units of a kind by name."""


class ComplaintsPage(Struct, frozen=True, kw_only=True):
    """`complaints.html`: complaints about a unit, or about all that are counted, as numbers."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None on the city's page."""
    title: str
    """The page's title."""
    intro: str
    """How many were received in which months, and how many of them are open."""
    counted: Day
    """The last day on which they were counted."""
    shares: tuple[AnsweredShare, ...]
    """How many were answered within each deadline."""
    columns: tuple[str, ...]
    """The headings of the tables after the first one."""
    months: ComplaintTable
    """The same for each month."""
    kinds: tuple[ComplaintTable, ...]
    """The same for each unit, a table for each kind; empty on the page of a unit."""
    sample: bool
    """Whether the figures are made up for a sample city."""
    files: tuple[Link, ...]
    """All counts as files; on the city's page."""
    more: tuple[Link, ...]
    """How to complain, and further pages."""
