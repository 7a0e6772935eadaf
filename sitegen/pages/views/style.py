"""The page that shows what pages consist of."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard, ReportCard
from sitegen.pages.views.frame import Fact, Link, Meta, Site


class Swatch(Struct, frozen=True, kw_only=True):
    """A colour of the style sheet."""

    name: str
    """Its name in the style sheet."""
    light: str
    """The colour of light pages, as `#rrggbb`."""
    dark: str
    """That of dark pages."""


class StylePage(Struct, frozen=True, kw_only=True):
    """`style.html`: the colours and parts of pages, for those who work on a theme; with drafts only."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    swatches: tuple[Swatch, ...]
    """The colours of the style sheet."""
    cards: tuple[ReportCard, ...]
    """A report of each kind, the first with all that a card can show."""
    dataset: DatasetCard
    """A dataset."""
    facts: tuple[Fact, ...]
    """Facts as they stand above a report."""
    links: tuple[Link, ...]
    """Links as chips."""
