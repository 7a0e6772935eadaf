"""The page of all contacts."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Figure, Link, Meta, Site


class ListedContact(Struct, frozen=True, kw_only=True):
    """How to reach a unit."""

    id: str
    """Anchor of the unit on the page."""
    name: str
    """Its name."""
    href: str
    """Address of its home page."""
    facts: tuple[Fact, ...]
    """Address, hours, telephone, WhatsApp and e-mail, as its profile has them."""


class ContactsPage(Struct, frozen=True, kw_only=True):
    """`contacts.html`: the kinds of unit with their contacts, or the contacts of a kind from A to Z."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """One sentence on what is here."""
    kinds: tuple[Figure, ...]
    """The kinds of unit, each with how many name a contact; empty on the page of a kind."""
    units: tuple[ListedContact, ...]
    """The units of the kind that name a contact."""
    without: tuple[Link, ...]
    """Those that name none."""
    counted: Link | None
    """Complaints as numbers, None if the city counts none; on the first page."""
    files: tuple[Link, ...]
    """All contacts as files; empty on the page of a kind."""
    back: Link | None
    """The first page; None on that page."""
