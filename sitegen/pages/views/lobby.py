"""The screen in a unit's lobby."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.agenda import AgendaLine
from sitegen.pages.views.cards import NoticeLine, ReportRow
from sitegen.pages.views.frame import Figure, Meta, Site
from sitegen.pages.views.unit import Masthead


class LobbyPage(Struct, frozen=True, kw_only=True):
    """`lobby.html`: a screen that shows by itself what is new; not for search engines."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit."""
    hours: str
    """Its opening hours, or empty."""
    notices: tuple[NoticeLine, ...]
    """At most three urgent notices in force, of a kecamatan also those of its kelurahan."""
    coming: tuple[AgendaLine, ...]
    """At most five activities to come, each with its day; of a kecamatan also those of its kelurahan."""
    reports: tuple[ReportRow, ...]
    """At most three of the latest reports."""
    figures: tuple[Figure, ...]
    """The unit's key figures, as on its page."""
    address: str
    """Address of the unit's home page, to be typed or scanned."""
