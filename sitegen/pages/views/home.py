"""The home page of the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard, NoticeBoard, ReportCard
from sitegen.pages.views.frame import Figure, Link, Meta, Site
from sitegen.pages.views.lists import TopicRow


class MapTile(Struct, frozen=True, kw_only=True):
    """A kecamatan on the tile map of the home page."""

    label: str
    """Its name."""
    href: str
    """Address of its page."""
    row: int
    """Row of the tile, from 1 in the north; 0 if its position is unknown."""
    column: int
    """Column of the tile, from 1 in the west."""
    reports: str
    """Number of its and its kelurahan's reports in the last 30 days, formatted."""
    level: int
    """From 0 for none to 4 for the most, for shading."""


class Beginning(Struct, frozen=True, kw_only=True):
    """A city in which nothing has been published yet."""

    register: str
    """What to do with its register, which may have units already."""


class HomePage(Struct, frozen=True, kw_only=True):
    """`home.html`: the city's home page."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    board: NoticeBoard | None
    """The urgent notices in force of the kinds of unit that `site.yml` allows; None without."""
    week_title: str
    """Heading of the week's figures: `Minggu ini` with its dates."""
    week: tuple[Figure, ...]
    """Four figures of the last seven days."""
    latest: tuple[ReportCard, ...]
    """The latest reports, at most two per unit."""
    feed: Link
    """The feed of all reports of the city."""
    planned: tuple[ReportCard, ...]
    """What is planned or under way."""
    finished: tuple[ReportCard, ...]
    """What was finished recently."""
    tiles: tuple[MapTile, ...]
    """The kecamatan by recent activity."""
    ways: tuple[Figure, ...]
    """Ways in: SKPD, kecamatan, kelurahan, topics, data, with their numbers."""
    topics: tuple[TopicRow, ...]
    """Topics with most recent reports."""
    datasets: tuple[DatasetCard, ...]
    """The newest data."""
    beginning: Beginning | None
    """What the page says comes next, as long as no report and no dataset is published; else None."""
