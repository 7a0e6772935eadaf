"""For journalists: a unit in figures, and the week of the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Day, Fact, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class FactFigure(Struct, frozen=True, kw_only=True):
    """What a dataset says, with all that is needed to quote it."""

    link: Link
    """The dataset."""
    sentence: str
    """What it says, in one sentence; empty where nothing is drawn."""
    facts: tuple[Fact, ...]
    """Its period, source, last change and licence, without what is not known."""
    late: str
    """How late newer data are, or empty."""
    address: str
    """The dataset's whole address, for paper."""


class WhatsNew(Struct, frozen=True, kw_only=True):
    """A report or a dataset that is new or was changed."""

    day: Day
    """When."""
    label: str
    """What it is: a report, new data, changed data."""
    link: Link
    """The page."""
    unit: Link | None
    """The unit, on the city's page."""
    sentence: str
    """What the data say, or empty."""
    change: str
    """What was changed in the data, or empty."""


class FactsPage(Struct, frozen=True, kw_only=True):
    """`facts.html`: a unit in figures, with what is new and whom to ask; to print."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit."""
    title: str
    """The page's title."""
    intro: str
    """What is on the page, in one sentence."""
    progress: Link | None
    """How far the unit's programmes are, with the page that says more, or None."""
    figures: tuple[FactFigure, ...]
    """What its datasets say, those with a sentence first."""
    rest: tuple[Link, ...]
    """Datasets for which there was no room."""
    news: tuple[WhatsNew, ...]
    """What is new, the latest first."""
    contact: tuple[Fact, ...]
    """How to reach the unit and who answers for public information."""
    ways: tuple[Link, ...]
    """How to ask, what the data may be used for, the week of the city."""


class PressUnit(Struct, frozen=True, kw_only=True):
    """What a unit reported in the week."""

    id: str
    """Unique in the page, for anchors."""
    link: Link
    """The unit."""
    count: str
    """How many reports, in words."""
    reports: tuple[WhatsNew, ...]
    """The latest of them."""
    more: Link | None
    """All of its reports, if there is no room for those of the week."""
    contact: tuple[Fact, ...]
    """Its telephone, WhatsApp and e-mail."""
    facts: Link | None
    """The unit in figures, if it has data."""


class PressGroup(Struct, frozen=True, kw_only=True):
    """The units of a kind that reported in the week."""

    label: str
    """The kind."""
    units: tuple[PressUnit, ...]
    """Its units, in the order of the register."""


class PressPage(Struct, frozen=True, kw_only=True):
    """`press.html`: what units reported and which data are new in the last seven days."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """The days and how much there is, in one sentence."""
    groups: tuple[PressGroup, ...]
    """The units that reported, by kind."""
    others: tuple[Fact, ...]
    """Those for which there was no room, each with how many reports."""
    data: tuple[WhatsNew, ...]
    """New and changed data, the latest first."""
    data_more: Link | None
    """All data, if there is no room for those of the week."""
    facts: tuple[Link, ...]
    """The units in figures."""
    ways: tuple[Link, ...]
    """All reports, all contacts, how to ask, how to be told."""
