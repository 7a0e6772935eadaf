"""The register of public information (DIP)."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Figure, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class InformationRow(Struct, frozen=True, kw_only=True):
    """An entry of the register: the columns that the register of every public body has."""

    number: str
    """Its number in the unit's register."""
    summary: str
    """What the information is about."""
    href: str
    """Where it can be read, or empty."""
    responsible: str
    """Who is responsible for making or publishing it, if that is not the same for all entries."""
    made: str
    """When and where it was made."""
    form: str
    """In which form it is available."""
    kept: str
    """How long it is kept, or empty if that is not known."""


class InformationGroup(Struct, frozen=True, kw_only=True):
    """The entries of one class of public information."""

    id: str
    """Anchor of the group."""
    label: str
    """The class."""
    about: str
    """What the law asks of it."""
    rows: tuple[InformationRow, ...]
    """The entries."""


class DutyRow(Struct, frozen=True, kw_only=True):
    """Something that a public body must announce."""

    label: str
    """What it is."""
    href: str
    """Where the unit announces it, or empty."""
    said: str
    """Its date, or why it does not count, or that it is not there yet."""


class RegisterGroup(Struct, frozen=True, kw_only=True):
    """The units of a kind, on the city's page."""

    label: str
    """The kind."""
    units: tuple[Figure, ...]
    """The units with their numbers of entries."""


class ExemptRow(Struct, frozen=True, kw_only=True):
    """Information that is exempt from disclosure."""

    summary: str
    """What it is about, without its content."""
    test: str
    """The result of the consequence test."""
    unit: Link
    """The unit that holds it."""


class InformationPage(Struct, frozen=True, kw_only=True):
    """`information.html`: the register of public information of the city, or of a unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None on the city's page."""
    title: str
    """The page's title."""
    intro: str
    """How many entries there are, and where they come from."""
    classes: tuple[Figure, ...]
    """The classes with their numbers of entries; on a unit's page they lead to their groups."""
    shared: tuple[Fact, ...]
    """What is the same for all entries of a unit: who holds the information, and often who is
    responsible for it."""
    differs: bool
    """Whether the entries have a column for who is responsible."""
    keeps: bool
    """Whether they have one for how long each is kept."""
    groups: tuple[InformationGroup, ...]
    """The entries by class, on a unit's page."""
    kinds: tuple[RegisterGroup, ...]
    """The units by kind, on the city's page."""
    duties: tuple[DutyRow, ...]
    """What the unit must announce, on its page."""
    met: str
    """How much of it is there, in words; empty on the city's page."""
    exempt: tuple[ExemptRow, ...]
    """What is exempt from disclosure."""
    asked: tuple[Link, ...]
    """Where to ask for information, and where the register of all units is."""
    files: tuple[Link, ...]
    """The register as files: an Excel workbook and CSV."""
