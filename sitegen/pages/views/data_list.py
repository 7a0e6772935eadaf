"""The list of all datasets."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import DatasetCard
from sitegen.pages.views.frame import Meta, Site


class DatasetGroup(Struct, frozen=True, kw_only=True):
    """Datasets under one topic."""

    id: str
    """Anchor of the group."""
    label: str
    """The topic."""
    datasets: tuple[DatasetCard, ...]
    """Its datasets."""


class DatasetsPage(Struct, frozen=True, kw_only=True):
    """`datasets.html`: all datasets of the city."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many datasets there are, from how many units."""
    groups: tuple[DatasetGroup, ...]
    """The datasets by their first topic."""
