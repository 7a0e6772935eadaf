"""What goes round and is wrong, and what is true."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Link, Meta, Site


class Clarified(Struct, frozen=True, kw_only=True):
    """What a report says of something that goes round."""

    claim: str
    """What goes round and is wrong."""
    truth: str
    """What is true."""
    references: tuple[Link, ...]
    """Who says so; the address is empty where there is none."""


class ClarificationEntry(Struct, frozen=True, kw_only=True):
    """A clarification in a list."""

    title: str
    """The title of its report."""
    href: str
    """Address of the report."""
    unit: Link
    """The unit that clarifies."""
    date: Day
    """The day of the report."""
    until: str
    """Until when it is current, in words; empty if it is not, or nobody said."""
    said: Clarified
    """The claim and what is true."""


class ClarificationsPage(Struct, frozen=True, kw_only=True):
    """`clarifications.html`: clarifications of the city, or those of a year."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """One sentence on what is here."""
    feed: Link | None
    """How to follow it; None on the page of a year."""
    current: tuple[ClarificationEntry, ...]
    """Those that are still current: they stand first until their last day."""
    latest: tuple[ClarificationEntry, ...]
    """The others, newest first."""
    years: tuple[Link, ...]
    """The years that have any."""
