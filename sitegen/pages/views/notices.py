"""The page of urgent notices."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import NoticeLine
from sitegen.pages.views.frame import Link, Meta, Site


class NoticeGroup(Struct, frozen=True, kw_only=True):
    """The urgent notices of the city's agencies, or of one kecamatan and its kelurahan."""

    id: str
    """Anchor of the group."""
    label: str
    """What the group is called."""
    notices: tuple[NoticeLine, ...]
    """The notices, those of the kecamatan itself first."""


class NoticesPage(Struct, frozen=True, kw_only=True):
    """`notices.html`: all urgent notices in force."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many there are, or that there are none."""
    feed: Link
    """How to follow them."""
    groups: tuple[NoticeGroup, ...]
    """The agencies, then each kecamatan that has any."""
