"""The page on the files for programs."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site
from sitegen.pages.views.terms import TermsPart


class ApiField(Struct, frozen=True, kw_only=True):
    """A field of an entry."""

    name: str
    """Its name, with dots before the names of what stands in it."""
    about: str
    """What it tells."""
    kind: str
    """What it is: a text, a number, a day."""


class ApiFileKind(Struct, frozen=True, kw_only=True):
    """A kind of file for programs."""

    id: str
    """Its place on the page, and its name in addresses."""
    title: str
    """What it has."""
    address: str
    """Its address, in full; `{bulan}` stands for a month."""
    href: str
    """The link to it; empty if there are several."""
    about: str
    """What is in it."""
    rows: str
    """The name of the field that has its entries."""
    fields: tuple[ApiField, ...]
    """What each entry has."""


class ApiPage(Struct, frozen=True, kw_only=True):
    """`api.html`: where the files for programs are, what is in them, how to fetch them."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What there is, in a sentence."""
    steps: tuple[str, ...]
    """How to fetch the files."""
    example: str
    """The same as lines for Python."""
    files: tuple[ApiFileKind, ...]
    """The kinds of file."""
    links: tuple[Link, ...]
    """The index and the description."""
    parts: tuple[TermsPart, ...]
    """Questions and answers."""
