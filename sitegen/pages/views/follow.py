"""How to follow the city, a topic or a unit."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class FollowedFeed(Struct, frozen=True, kw_only=True):
    """The feed of a page."""

    id: str
    """Anchor of its line."""
    label: str
    """Whose news it brings."""
    href: str
    """Address of that page."""
    feed: str
    """Address of the feed."""
    address: str
    """The same with scheme and host, to be copied into a reader."""


class FeedGroup(Struct, frozen=True, kw_only=True):
    """Feeds under one heading."""

    label: str
    """The kind of unit."""
    feeds: tuple[FollowedFeed, ...]
    """The feeds, by name."""


class FollowPage(Struct, frozen=True, kw_only=True):
    """`follow.html`: what feeds are, and where each is."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What it is good for, in one sentence."""
    city: FollowedFeed
    """The feed of the whole city."""
    city_wide: tuple[FollowedFeed, ...]
    """Those of urgent notices and of new data."""
    districts: tuple[FollowedFeed, ...]
    """Those of kecamatan with their kelurahan."""
    data: tuple[FollowedFeed, ...]
    """Those of the data of units that have some."""
    data_topics: tuple[FollowedFeed, ...]
    """Those of the data of topics that have some."""
    changes: Link
    """The list of changes by day, for programs."""
    topics: tuple[FollowedFeed, ...]
    """Those of topics that have reports."""
    units: tuple[FeedGroup, ...]
    """Those of units that have reports, by kind."""
