"""What is to come."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class AgendaLine(Struct, frozen=True, kw_only=True):
    """An activity to come."""

    href: str
    """Address of the report that announces it."""
    title: str
    """Its title."""
    days: str
    """Its days if there are several: `1–3 Desember 2026`; else empty."""
    time: str
    """Its time as the author wrote it, or empty."""
    place: str
    """Where it will be, or empty."""
    kind_label: str
    """Kind of activity as displayed, or empty."""
    unit: Link | None
    """The unit that announces it; None on that unit's own agenda."""


class AgendaDay(Struct, frozen=True, kw_only=True):
    """The activities that begin on one day."""

    label: str
    """The day: `Kamis, 3 Desember 2026`."""
    items: tuple[AgendaLine, ...]
    """The activities, by time."""


class AgendaPage(Struct, frozen=True, kw_only=True):
    """`agenda.html`: the activities to come of the city or of a unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many activities there are."""
    days: tuple[AgendaDay, ...]
    """The days on which they begin."""
    calendar: Link
    """The same as a calendar."""
    city: Link | None
    """The agenda of the whole city; None on that one."""
