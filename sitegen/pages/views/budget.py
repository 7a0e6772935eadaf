"""The budget of a unit, or of the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class BudgetRow(Struct, frozen=True, kw_only=True):
    """An account in all phases."""

    code: str
    """Its code."""
    name: str
    """What it is called."""
    href: str
    """The page with its parts, or empty."""
    level: int
    """Its level: 1 for the whole of revenue, spending or financing."""
    amounts: tuple[str, ...]
    """What each phase gives it in rupiah, empty where the phase does not have it."""
    used: str
    """Which share of the last plan was realised, or empty."""
    bar: int
    """That share as a length from 0 to 100."""


class SpendingTile(Struct, frozen=True, kw_only=True):
    """An account in the drawing of the spending."""

    x: float
    """Its left edge."""
    y: float
    """Its upper edge."""
    width: float
    """Its width."""
    height: float
    """Its height; the area is in proportion to the amount."""
    title: str
    """Its name and amount."""
    lines: tuple[str, ...]
    """What of that fits into it."""


class SpendingDrawing(Struct, frozen=True, kw_only=True):
    """The spending as rectangles, in one of two shapes."""

    name: str
    """`wide`, or `narrow` for phones."""
    width: int
    """Width of the drawing."""
    height: int
    """Height of the drawing."""
    tiles: tuple[SpendingTile, ...]
    """The accounts, the largest first."""


class SpendingRow(Struct, frozen=True, kw_only=True):
    """An account in the table below the drawing."""

    code: str
    """Its code."""
    name: str
    """What it is called."""
    amount: str
    """Its amount in rupiah."""
    share: str
    """Its share of the spending."""


class SpendingMap(Struct, frozen=True, kw_only=True):
    """The spending of one phase as a treemap, with its table."""

    caption: str
    """What is shown, with the year and the phase."""
    drawings: tuple[SpendingDrawing, ...]
    """The drawing, wide and narrow."""
    rows: tuple[SpendingRow, ...]
    """The accounts, the largest first."""


class BudgetPage(Struct, frozen=True, kw_only=True):
    """`budget.html`: the budget of the city, or of a unit, or one of its accounts."""

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
    each: tuple[Fact, ...]
    """Spending per inhabitant in the last plan and as realised, if the city says how many there are."""
    caption: str
    """What the table shows, in which unit of money."""
    phases: tuple[str, ...]
    """The phases, in words: the columns of the table."""
    share: str
    """The heading of the shares, which says of which phase they are; empty without them."""
    rows: tuple[BudgetRow, ...]
    """The accounts in the order of their codes."""
    spending: SpendingMap | None
    """Where the money goes, on the city's page."""
    above: Link | None
    """The city's budget, or the whole one on the page of an account."""
    units: tuple[Link, ...]
    """The units with a budget of their own, on the city's page."""
    sources: tuple[Link, ...]
    """The datasets that the figures are from, the first that of the table."""
    files: tuple[Link, ...]
    """The table as files."""
