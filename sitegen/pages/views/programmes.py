"""How far the activities of the budget are."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Figure, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class ProgrammeStep(Struct, frozen=True, kw_only=True):
    """A report that names an activity."""

    link: Link
    """The report."""
    date: str
    """Its day."""
    result: str
    """What came of it, in one line, or empty."""
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

    link: Link
    """Its page; the label is its name."""
    code: str
    """Its code in the budget."""
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


class ProjectRow(Struct, frozen=True, kw_only=True):
    """A project in a list."""

    link: Link
    """Its page; the label is its name."""
    state: str
    """`rencana`, `berjalan`, `selesai` or `berhenti`."""
    state_label: str
    """That in words."""
    place: str
    """The street, park or building, or empty."""
    money: str
    """Its budget, or empty."""
    thumbnail: str
    """The address of the newest photo of it in small, or empty."""
    alt: str
    """What the photo shows."""
    width: int
    """Width of the photo in pixels."""
    height: int
    """Its height in pixels."""


class PackagesRow(Struct, frozen=True, kw_only=True):
    """The packages of procurement whose suppliers were chosen in one way."""

    method: str
    """How they were chosen, as the table says."""
    count: str
    """How many they are."""
    ceiling: str
    """Their budgets together."""


class Packages(Struct, frozen=True, kw_only=True):
    """The packages of procurement of a unit in their newest year."""

    intro: str
    """How many there are, in one sentence."""
    rows: tuple[PackagesRow, ...]
    """Them by the way in which suppliers were chosen."""


class ProgrammeCountsRow(Struct, frozen=True, kw_only=True):
    """A unit or a kecamatan in a table of counts."""

    link: Link
    """It, with its page."""
    numbers: tuple[str, ...]
    """How many in all, and in each state."""


class ProgrammeCounts(Struct, frozen=True, kw_only=True):
    """A table that counts activities or projects by their state."""

    caption: str
    """What it counts."""
    head: tuple[str, ...]
    """The headings of its columns."""
    rows: tuple[ProgrammeCountsRow, ...]
    """Its rows."""
    note: str
    """What is in none of them, or empty."""


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
    late: str
    """How many activities are not on plan, in one sentence; empty if all are, and on the city's page."""
    how: str
    """How that was computed."""
    states: tuple[Figure, ...]
    """How many activities stand how."""
    rows: tuple[ProgrammeRow, ...]
    """The activities, the latest behind their plan first; on the city's page those that are critical."""
    heading: str
    """The heading of the rows."""
    pages: tuple[Link, ...]
    """The pages of a long list, by number; empty if there is only this one."""
    project_states: tuple[Figure, ...]
    """How many projects stand how."""
    projects: tuple[ProjectRow, ...]
    """The projects, on the first page of a unit."""
    packages: Packages | None
    """The packages of procurement, on the first page of a unit that publishes them."""
    tables: tuple[ProgrammeCounts, ...]
    """ProgrammeCounts by unit and by kecamatan, on the city's page."""
    map: Link | None
    """The map of activities and projects, on the city's page."""
    more: Link | None
    """The city's page, on the page of a unit."""
    sources: tuple[Link, ...]
    """The datasets that the figures come from."""
    files: tuple[Link, ...]
    """The activities as files."""


class ProgrammeMonth(Struct, frozen=True, kw_only=True):
    """An activity in one month, since the year began."""

    month: str
    """The month."""
    planned: str
    """Planned so far: `70%`; empty if not said."""
    done: str
    """Done so far: `62%`; empty if not said."""
    planned_width: int
    """The plan as a length from 0 to 100."""
    done_width: int
    """What is done as a length from 0 to 100."""
    deviation: str
    """How far that is from the plan in points, with its sign; empty where one of both is not said."""
    late: bool
    """Whether it is below the plan."""
    spent: str
    """What was spent so far, or empty."""


class Package(Struct, frozen=True, kw_only=True):
    """A package of procurement."""

    name: str
    """Its name."""
    facts: tuple[Fact, ...]
    """How its supplier was chosen, its budget, its contract."""
    note: str
    """A note of the unit, or empty."""


class ProjectPhase(Struct, frozen=True, kw_only=True):
    """Reports from before, during or after the work."""

    label: str
    """Which of it."""
    steps: tuple[ProgrammeStep, ...]
    """The reports, the oldest first."""


class ProjectPage(Struct, frozen=True, kw_only=True):
    """`project.html`: an activity, a project or a package of procurement."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit."""
    title: str
    """Its name."""
    intro: str
    """How far it is, in one sentence."""
    state: str
    """The state of its activity, else that of its project; empty of a package."""
    state_label: str
    """That in words."""
    deviation: str
    """How far it is from the plan, in words; empty where the plan or what is done is not said."""
    facts: tuple[Fact, ...]
    """Its code, place, budget and the like."""
    obstacle: str
    """What is in the way, or empty."""
    follow_up: str
    """What is done about it, or empty."""
    note: str
    """A note of the unit, or empty."""
    months: tuple[ProgrammeMonth, ...]
    """The months of the year that the table has, if it is an activity."""
    money: bool
    """Whether any of them says what was spent."""
    parts: tuple[ProjectRow, ...]
    """The projects that the activity pays for."""
    packages: tuple[Package, ...]
    """What was tendered for it."""
    phases: tuple[ProjectPhase, ...]
    """The reports that name it, before, during and after the work."""
    sources: tuple[Link, ...]
    """The datasets that the figures come from."""
