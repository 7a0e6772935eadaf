"""Pages that lead elsewhere or say what is missing."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class MessagePage(Struct, frozen=True, kw_only=True):
    """`404.html`: a page that says what is missing and what to do next."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """What happened."""
    text: str
    """What it means."""
    ways: tuple[Link, ...]
    """Next steps."""


class RedirectPage(Struct, frozen=True, kw_only=True):
    """`redirect.html`: an old address that leads to the new one."""

    site: Site
    """The city."""
    meta: Meta
    """The head of the page that it leads to, for programs that show shared links."""
    title: str
    """Title of the page that it leads to."""
    target: str
    """The new address."""
    canonical: str
    """The new address, absolute."""
