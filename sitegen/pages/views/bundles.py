"""The archives with many tables."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class BundleLine(Struct, frozen=True, kw_only=True):
    """An archive."""

    link: Link
    """What its tables have in common, and the file."""
    told: str
    """Its format, its size and the number of tables."""


class BundlePart(Struct, frozen=True, kw_only=True):
    """The archives of one sort."""

    title: str
    """How they are cut."""
    lines: tuple[BundleLine, ...]
    """The archives."""


class BundlesPage(Struct, frozen=True, kw_only=True):
    """`bundles.html`: the archives with all tables of a topic or of a unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What is in them."""
    parts: tuple[BundlePart, ...]
    """Those of topics, those of units."""
    more: tuple[Link, ...]
    """The terms of use."""
