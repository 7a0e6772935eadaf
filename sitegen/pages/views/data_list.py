"""The lists of datasets."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Figure, Link, Meta, Site


class DatasetRow(Struct, frozen=True, kw_only=True):
    """A dataset as one line of a list."""

    href: str
    """Address of the dataset's page."""
    title: str
    """What it measures."""
    unit: Link
    """The unit that publishes it."""
    period: str
    """The period that it covers, or empty."""
    late: str
    """How late newer data are by the stated rhythm (`late by 5 months`), or that there will be none; or empty."""
    rows: str
    """Number of rows, formatted."""
    formats: str
    """The formats in which it can be downloaded, if they are not those of all; else empty."""
    described: bool
    """False when the agency gave no metadata."""


class DataFacet(Struct, frozen=True, kw_only=True):
    """A way to tell datasets apart, such as their topic."""

    label: str
    """What it is."""
    values: tuple[Figure, ...]
    """Its values, each with the number of datasets and the address of their list."""


class DatasetsPage(Struct, frozen=True, kw_only=True):
    """`datasets.html`: all datasets of the city, or those with one value of a facet."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """How many datasets there are."""
    heading: str
    """Which of them are listed, or empty if all are."""
    facets: tuple[DataFacet, ...]
    """The ways to narrower lists; only on the list of all."""
    datasets: tuple[DatasetRow, ...]
    """The datasets by title."""
    registers: tuple[Link, ...]
    """The workbooks for Satu Data Indonesia; on the list of all and on those of a unit."""
    parts: tuple[Link, ...]
    """The pages of a list that has several."""
    more: tuple[Link, ...]
    """The ways to many tables and to the terms of use; on a list of a topic or a unit its tables as one file."""
