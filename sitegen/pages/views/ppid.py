"""How to ask for public information."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.figures import DataTable
from sitegen.pages.views.frame import Fact, Link, Meta, Site
from sitegen.pages.views.unit import LinkGroup, Masthead


class Deadline(Struct, frozen=True, kw_only=True):
    """A deadline of the law."""

    days: str
    """How many working days."""
    what: str
    """For what."""


class AskPage(Struct, frozen=True, kw_only=True):
    """`ppid.html`: how to ask a unit, or the city, for information."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None on the city's page."""
    title: str
    """The page's title."""
    intro: str
    """Who may ask, and whom."""
    contact: tuple[Fact, ...]
    """The officer, the address, hours and channels; of the city's office where the unit names none."""
    whose: str
    """Whose contact that is, if it is not the unit's own; else empty."""
    steps: tuple[str, ...]
    """The steps."""
    deadlines: tuple[Deadline, ...]
    """What the law gives as time."""
    fees: str
    """What it costs."""
    pledge: Link | None
    """The office's pledge of service (maklumat pelayanan)."""
    forms: tuple[Link, ...]
    """The forms to print."""
    officers: tuple[LinkGroup, ...]
    """The units that name an officer, by kind; on the city's page."""
    without: tuple[LinkGroup, ...]
    """Those that name none."""
    requests: DataTable | None
    """The requests of each year as counts, None if the city gives none."""
    more: tuple[Link, ...]
    """The register of public information, and the city's page on the page of a unit."""


class FormField(Struct, frozen=True, kw_only=True):
    """A line of a form to fill in by hand."""

    label: str
    """What is to be written."""
    lines: int
    """How many lines there are for it."""
    choices: tuple[str, ...]
    """What may be ticked instead; may be empty."""


class FormPage(Struct, frozen=True, kw_only=True):
    """`ppid-form.html`: a form to print."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """What the form is for."""
    intro: str
    """How to use it."""
    fields: tuple[FormField, ...]
    """What is to be filled in."""
    back: Link
    """How to ask."""
