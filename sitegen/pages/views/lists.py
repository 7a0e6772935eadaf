"""Archives and topics."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard, ReportGroup
from sitegen.pages.views.frame import Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class ListPage(Struct, frozen=True, kw_only=True):
    """`list.html`: a dated archive of a unit, of a topic or of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead | None
    """The unit, or None for the city's archives."""
    title: str
    """The page's title."""
    intro: str
    """One sentence on what is listed."""
    groups: tuple[ReportGroup, ...]
    """The reports by day or month, newest first."""
    datasets: tuple[DatasetCard, ...]
    """Datasets of the topic; empty elsewhere."""
    ways: tuple[Link, ...]
    """Links to neighbouring periods or narrower archives."""
    feed: Link | None
    """How to follow the topic or the city; None elsewhere."""


class TopicRow(Struct, frozen=True, kw_only=True):
    """A topic in the list of topics."""

    label: str
    """The topic."""
    href: str
    """Address of its page."""
    reports: str
    """Number of reports, formatted."""
    datasets: str
    """Number of datasets, formatted."""


class TopicsPage(Struct, frozen=True, kw_only=True):
    """`topics.html`: all topics."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    topics: tuple[TopicRow, ...]
    """The topics in the order of the vocabulary."""
