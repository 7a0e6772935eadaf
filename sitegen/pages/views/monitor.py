"""The monitor: which units publish, what is late, how they can be reached."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Figure, Link, Meta, Site
from sitegen.pages.views.unit import LinkGroup


class Question(Struct, frozen=True, kw_only=True):
    """A question that a mayor asks, with its answer."""

    id: str
    """Anchor of the question."""
    question: str
    """The question."""
    answer: str
    """The answer in one sentence."""
    kinds: tuple[Figure, ...]
    """How many units of each kind it concerns; may be empty."""
    list: Link | None
    """The list of these units, None if there are none."""


class MonitorKind(Struct, frozen=True, kw_only=True):
    """A kind of unit on the first page of the monitor."""

    label: str
    """The kind."""
    href: str
    """Address of its table."""
    said: str
    """How many of its units have published, and the median of their reports in 30 days."""


class MonthSquare(Struct, frozen=True, kw_only=True):
    """The reports of a unit in a month."""

    text: str
    """Their number; empty before the unit's first."""
    mark: str
    """`before`, `none`, `below`, `usual` or `running`."""
    said: str
    """Month, number and mark in words, for who cannot see."""


class Channel(Struct, frozen=True, kw_only=True):
    """A channel that the monitor looks for."""

    label: str
    """Its name in short."""
    has: bool
    """Whether the unit names it."""


class MonitorLine(Struct, frozen=True, kw_only=True):
    """A unit in the table of its kind."""

    name: str
    """Its name."""
    href: str
    """Address of its page."""
    squares: tuple[MonthSquare, ...]
    """Twelve months, the latest last."""
    last: Day | None
    """Date of its newest report, None without any."""
    week: str
    """Reports in 7 days."""
    month: str
    """Reports in 30 days."""
    quarter: str
    """Reports in 90 days."""
    meetings: str
    """Share of meetings in its reports of twelve months, or empty."""
    channels: tuple[Channel, ...]
    """The channels that it has and lacks."""
    data: str
    """How many of its datasets with a rhythm are fresh, due or overdue, or empty."""
    duties: str
    """How much of what it must announce it does announce."""
    officer: str
    """The office that answers for what it publishes, or empty."""
    remarks: tuple[str, ...]
    """What explains a silence: files that wait to be mended, the unit's own reason."""


class MonitorGroup(Struct, frozen=True, kw_only=True):
    """Units of a table that stand together: those of a kecamatan, or all."""

    label: str
    """The unit above, or empty."""
    lines: tuple[MonitorLine, ...]
    """The units."""


class MonitorPage(Struct, frozen=True, kw_only=True):
    """`monitor.html`: the questions with their answers, or the table of a kind of unit, or a list of units."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What is shown."""
    counted: Day
    """The day on which it was counted."""
    old: str
    """What is said if that day is past; hidden until a script finds that it is over two days ago."""
    questions: tuple[Question, ...]
    """The questions, on the first page."""
    kinds: tuple[MonitorKind, ...]
    """The kinds of unit, on the first page."""
    months: tuple[str, ...]
    """The headings of the months, on the page of a kind."""
    groups: tuple[MonitorGroup, ...]
    """The units, on the page of a kind."""
    lists: tuple[LinkGroup, ...]
    """The units by kind or by kecamatan, on the list of a question."""
    definitions: tuple[Figure, ...]
    """What the words mean: `label` is the word, `value` its meaning."""
    files: tuple[Link, ...]
    """The figures of all units as files, on the first page."""
    back: Link | None
    """The first page, on the others."""
