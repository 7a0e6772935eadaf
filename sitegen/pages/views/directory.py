"""Directories of units."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Figure, Link, Meta, Site
from sitegen.pages.views.unit import LinkGroup


class ClosedEntry(Struct, frozen=True, kw_only=True):
    """A closed unit at the end of a directory."""

    name: str
    """Its name."""
    href: str
    """Address of its page, or empty if that leads to the unit that follows."""
    until: str
    """Until when it existed, or empty."""
    followers: tuple[Link, ...]
    """The units that follow it; may be empty."""


class DirectoryEntry(Struct, frozen=True, kw_only=True):
    """A unit in a directory."""

    name: str
    """Its name."""
    href: str
    """Address of its home page."""
    last: Day | None
    """Date of its last report, or None if it has published none."""
    reports: str
    """Number of its reports, formatted."""
    children: tuple[DirectoryEntry, ...]
    """The areas of a kecamatan, otherwise empty."""
    former: str
    """Its earlier names and codes, separated by commas, or empty."""


class DirectoryGroup(Struct, frozen=True, kw_only=True):
    """Units under one letter or one unit above them."""

    id: str
    """Anchor of the group."""
    label: str
    """The letter, or the name of the unit above."""
    href: str
    """Address of the unit above, or empty."""
    entries: tuple[DirectoryEntry, ...]
    """The units."""


class DirectoryPage(Struct, frozen=True, kw_only=True):
    """`directory.html`: all units of a kind."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many units there are and how many have published."""
    kind: str
    """`skpd`, `kecamatan`, `kelurahan` or a kind of the city's own (`jenis_unit`)."""
    ways: tuple[Link, ...]
    """The same units in another order, if there is one."""
    compact: bool
    """Whether there are so many that names stand in columns, with a date only where there is one."""
    groups: tuple[DirectoryGroup, ...]
    """The units; the jump letters are the groups' labels."""
    closed: tuple[ClosedEntry, ...]
    """Units of the kind that were closed, merged or split."""


class UnitsPage(Struct, frozen=True, kw_only=True):
    """`units.html`: the kinds of unit of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What a unit's page has."""
    kinds: tuple[Figure, ...]
    """The kinds that have units, with how many, each leading to its directory."""
    groups: tuple[LinkGroup, ...]
    """The units of each kind, by name; of a kind with very many its directory alone has them."""
