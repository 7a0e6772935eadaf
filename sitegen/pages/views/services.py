"""Public services: the page of one, and the lists of all."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import Review
from sitegen.pages.views.frame import Fact, Figure, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class ServicePage(Struct, frozen=True, kw_only=True):
    """`service.html`: a public service of a unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit that gives it."""
    title: str
    """Its name."""
    other_names: tuple[str, ...]
    """Other words under which people look for it."""
    about: str
    """What it is and for whom, or empty."""
    facts: tuple[Fact, ...]
    """Cost, time, place and hours, as far as they are given; `name` says which."""
    requirements: tuple[str, ...]
    """What to bring, each thing apart."""
    steps: tuple[str, ...]
    """What to do, step by step."""
    legal_base: tuple[str, ...]
    """The regulations that it rests on."""
    link: Link | None
    """Where to read more or apply, or None."""
    topics: tuple[Link, ...]
    """Its topics, each leading to the city's services on it."""
    contact: tuple[Fact, ...]
    """Address, opening hours and numbers of the unit; `name` says which."""
    others: tuple[Link, ...]
    """The unit's other services."""
    review: Review | None
    """That it is to be reviewed, or None."""
    stand_in: bool
    """True when the newest profile is being corrected and this is the version before it."""


class ServiceEntry(Struct, frozen=True, kw_only=True):
    """A service in a list; services of one name in several units are one entry."""

    name: str
    """Its name, or another word under which people look for it."""
    see: str
    """Its name where `name` is another word for it, else empty."""
    href: str
    """Address of its page, or of the unit's list of services; empty if several units give it."""
    units: tuple[Link, ...]
    """The units that give it, each leading to the service there."""
    count: str
    """How many units give it, as displayed: `8 unit`."""
    duration: str
    """How long it takes; empty if not given, or if the units differ."""
    fee: str
    """What it costs; empty if not given, or if the units differ."""


class ServiceGroup(Struct, frozen=True, kw_only=True):
    """Services under one heading."""

    id: str
    """Anchor of the group."""
    label: str
    """The letter, or another heading."""
    entries: tuple[ServiceEntry, ...]
    """The services, by name."""


class ServicesPage(Struct, frozen=True, kw_only=True):
    """`services.html`: all services of the city, or those of a letter, a topic or by unit."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many services there are."""
    letters: tuple[Link, ...]
    """The letters that services begin with: places of this page, or pages of their own."""
    letters_title: str
    """What the letters are for, or empty if they are places of this page."""
    topics: tuple[Figure, ...]
    """The topics of services, with how many there are; only on the list of all."""
    groups: tuple[ServiceGroup, ...]
    """The services."""
    units: tuple[Figure, ...]
    """Units with how many services each has; only on the list by unit."""
    by_unit: Link | None
    """Where the list by unit is; only on the list of all."""
    parts: tuple[Link, ...]
    """The pages of a list that has several."""
