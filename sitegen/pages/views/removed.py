"""The page of a dataset that is published no more."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Link, Meta, Site


class RemovedPage(Struct, frozen=True, kw_only=True):
    """`removed.html`: a dataset that is gone, as `data/dataset-lama.csv` has it."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The title that the dataset had."""
    reason: str
    """Why it is gone, in the city's words."""
    facts: tuple[Fact, ...]
    """Since when it is gone, and whose it was."""
    ways: tuple[Link, ...]
    """Where to go from here: what takes its place, if anything does, first."""
