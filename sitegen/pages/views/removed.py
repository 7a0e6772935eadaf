"""The page of a dataset that is published no more."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from sitegen.pages.views.frame import Fact, Link, Meta, Site


class RemovedPage(Struct, frozen=True, kw_only=True):
    """`removed.html`: what is gone, as `data/dataset-lama.csv` and `data/tulisan-lama.csv` have it."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The title that it had."""
    part: Literal["data", "report", "page"]
    """What it was: a dataset, a report or a standing page."""
    said: str
    """The sentence that it is published no more."""
    reason: str
    """Why it is gone, in the city's words."""
    facts: tuple[Fact, ...]
    """Since when it is gone, and whose it was."""
    ways: tuple[Link, ...]
    """Where to go from here: what takes its place, if anything does, first."""
