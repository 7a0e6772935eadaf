"""The budget of a unit, or of the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class BudgetRow(Struct, frozen=True, kw_only=True):
    """An account in all phases."""

    code: str
    """Its code."""
    name: str
    """What it is called."""
    level: int
    """Its level: 1 for the whole of revenue, spending or financing."""
    amounts: tuple[str, ...]
    """What each phase gives it in rupiah, empty where the phase does not have it."""
    used: str
    """Which share of the last plan was realised, or empty."""
    bar: int
    """That share as a length from 0 to 100."""


class BudgetPage(Struct, frozen=True, kw_only=True):
    """`budget.html`: the budget of the city, or of a unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None on the city's page."""
    title: str
    """The page's title, with the year."""
    intro: str
    """How much was spent of which plan."""
    caption: str
    """What the table shows, in which unit of money."""
    phases: tuple[str, ...]
    """The phases, in words: the columns of the table."""
    share: str
    """The heading of the shares, which says of which phase they are; empty without them."""
    rows: tuple[BudgetRow, ...]
    """The accounts in the order of their codes."""
    units: tuple[Link, ...]
    """The units with a budget of their own, on the city's page."""
    sources: tuple[Link, ...]
    """The datasets that the figures are from, the first that of the table."""
    files: tuple[Link, ...]
    """The table as files."""
