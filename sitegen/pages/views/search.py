"""The page of the search."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.frame import Link, Meta, Site


class Choice(Struct, frozen=True, kw_only=True):
    """One value of a filter."""

    value: str
    """The value, as it stands in addresses of searches."""
    label: str
    """The visible text."""


class ChoiceGroup(Struct, frozen=True, kw_only=True):
    """Values of a filter under one heading."""

    label: str
    """The heading, or empty."""
    choices: tuple[Choice, ...]
    """The values."""


class Filter(Struct, frozen=True, kw_only=True):
    """A filter of the search."""

    name: str
    """Its name in addresses: `unit`, `jenis-unit`, `kecamatan`, `bentuk`, `jenis`, `topik`, `tahun`."""
    label: str
    """The visible text."""
    groups: tuple[ChoiceGroup, ...]
    """Its values; one group without a heading if they have none."""


class Said(Struct, frozen=True, kw_only=True):
    """A text that the script shows."""

    name: str
    """The name under which the script asks for it."""
    text: str
    """The text, with `{n}`, `{q}` and `{to}` for a number and words."""


class SearchPage(Struct, frozen=True, kw_only=True):
    """`search.html`: the search."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    title: str
    """The page's title."""
    intro: str
    """What is searched."""
    root: str
    """Address of the home page, below which all others are."""
    filters: tuple[Filter, ...]
    """The filters that have values."""
    said: tuple[Said, ...]
    """The texts that the script shows."""
    ignored: str
    """The words that are not searched for, with spaces between."""
    families: str
    """Families of words, with commas between: a stem and its forms, with spaces between."""
    ways: tuple[Link, ...]
    """Where else to look: archive, topics, directories, data."""
