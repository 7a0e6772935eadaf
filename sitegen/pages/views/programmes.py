"""How far the activities of the budget are."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.figures import DataTable
from sitegen.pages.views.frame import Figure, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class ProgrammeStep(Struct, frozen=True, kw_only=True):
    """A report that names an activity."""

    link: Link
    """The report."""
    date: str
    """Its day."""
    phase: str
    """Whether it is from before, during or after the work, or empty."""
    thumbnail: str
    """The address of its first photo in small, or empty."""
    alt: str
    """What the photo shows."""
    width: int
    """Width of the photo in pixels."""
    height: int
    """Its height in pixels."""


class ProgrammeRow(Struct, frozen=True, kw_only=True):
    """An activity in its newest month."""

    id: str
    """Unique in the page, for anchors."""
    code: str
    """Its code in the budget."""
    name: str
    """Its name."""
    owner: Link | None
    """The unit, on the city's page."""
    by: str
    """Which part of the unit carries it out, or empty."""
    month: str
    """The month of the figures."""
    state: str
    """`planned`, `unreported`, `on-plan`, `behind`, `critical` or `done`."""
    state_label: str
    """That in words."""
    planned: str
    """Planned so far: `70%`; empty if not said."""
    done: str
    """Done so far: `62%`; empty if not said."""
    planned_width: int
    """The plan as a length from 0 to 100."""
    done_width: int
    """What is done as a length from 0 to 100."""
    deviation: str
    """How far that is from the plan, in words; empty where one of both is not said."""
    money: str
    """What was spent of how much, or empty."""
    obstacle: str
    """What is in the way, or empty."""
    follow_up: str
    """What is done about it, or empty."""
    steps: tuple[ProgrammeStep, ...]
    """The reports that name it, the oldest first."""


class ProgrammesPage(Struct, frozen=True, kw_only=True):
    """`programmes.html`: the activities of a unit, or of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None on the city's page."""
    title: str
    """The page's title."""
    intro: str
    """Whether the work is on plan, in one sentence."""
    how: str
    """How that was computed."""
    states: tuple[Figure, ...]
    """How many activities stand how."""
    rows: tuple[ProgrammeRow, ...]
    """The activities, the latest behind their plan first; on the city's page those that are critical."""
    heading: str
    """The heading of the rows."""
    tables: tuple[DataTable, ...]
    """Counts by unit and by kecamatan, on the city's page."""
    units: tuple[Link, ...]
    """The units with such a page, on the city's page."""
    more: Link | None
    """The city's page, on the page of a unit."""
    sources: tuple[Link, ...]
    """The datasets that the figures come from."""
    files: tuple[Link, ...]
    """The activities as files."""
