"""The page of terms for the use of data."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class TermsPart(Struct, frozen=True, kw_only=True):
    """A question about the use of data, with its answer."""

    id: str
    """Its place on the page."""
    title: str
    """The question."""
    texts: tuple[str, ...]
    """The answer, in paragraphs."""
    links: tuple[Link, ...]
    """Where to read more, or what to download."""


class TermsPage(Struct, frozen=True, kw_only=True):
    """`terms.html`: how the city's data may be used, what was left out, whom to tell of mistakes."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What may be done, in one sentence."""
    parts: tuple[TermsPart, ...]
    """Questions and answers."""
