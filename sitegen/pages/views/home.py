"""The home page of the city."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard, NoticeBoard, ReportCard
from sitegen.pages.views.frame import Figure, Link, Meta, Site
from sitegen.pages.views.lists import TopicRow
from sitegen.pages.views.unit import UnitCount


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
    share: int
    """The number in percent of the largest, for a bar."""


class LegendStep(Struct, frozen=True, kw_only=True):
    """A shade of the tile map."""

    level: int
    """From 0 for none to 4 for the most."""
    label: str
    """The numbers that it stands for: `0`, `4–6`."""


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
    tasks: tuple[Link, ...]
    """The four things that most people come for."""
    week_title: str
    """Heading of the figures: the last 7 days, or 30 if nothing was published in 7, with their dates."""
    week: tuple[Figure, ...]
    """The figures of these days that are not nought; may be empty."""
    chosen: tuple[Figure, ...]
    """The figures of the city that `site.yml` wants here, each with its name and period; may be empty."""
    all_chosen: Link | None
    """The page of all of them, None if there are none here."""
    latest: tuple[ReportCard, ...]
    """The latest reports, at most two per unit."""
    feed: Link
    """How to follow all reports of the city."""
    planned: tuple[ReportCard, ...]
    """What is planned or under way, without what is among the latest."""
    finished: tuple[ReportCard, ...]
    """What was finished recently, without what is among the latest."""
    tiles: tuple[MapTile, ...]
    """The kecamatan by recent activity, in the order of their rows and columns."""
    ranked: tuple[UnitCount, ...]
    """The same, those with most reports first."""
    legend: tuple[LegendStep, ...]
    """The shades of the tiles that occur, with their numbers."""
    maps: Link | None
    """The page of maps, or None if there is none."""
    ways: tuple[Figure, ...]
    """Further ways in, with their numbers; none of the tasks again."""
    topics: tuple[TopicRow, ...]
    """Topics with most recent reports."""
    datasets: tuple[DatasetCard, ...]
    """The newest data that a sentence was made of, each of another unit."""
    beginning: Beginning | None
    """What the page says comes next, as long as no report and no dataset is published; else None."""
