"""A dataset's page."""

from __future__ import annotations

from msgspec import Struct

from sitegen.pages.views.cards import Review
from sitegen.pages.views.figures import Chart, DataTable
from sitegen.pages.views.frame import Day, Fact, Link, Meta, Site
from sitegen.pages.views.unit import Masthead


class Download(Struct, frozen=True, kw_only=True):
    """A file to download."""

    label: str
    """What it is."""
    format: str
    """`CSV`, `JSON`, ..."""
    size: str
    """Formatted size: `12 KB`."""
    href: str
    """Its address."""


class ColumnRow(Struct, frozen=True, kw_only=True):
    """A line of a dataset's column dictionary."""

    name: str
    """The column's name in the file."""
    title: str
    """Its readable title."""
    kind: str
    """Its type as displayed."""
    unit: str
    """Unit of its figures, or empty."""
    description: str
    """What it means, or empty."""


class ShownVersion(Struct, frozen=True, kw_only=True):
    """A version that the unit points out."""

    day: Day
    """Since when."""
    number: str
    """Its name or number, or empty."""
    note: str
    """What is new in it."""


class ShownRevision(Struct, frozen=True, kw_only=True):
    """What a change of a table changed; of one before the last, as far as the table still has it."""

    day: Day
    """When."""
    commit: str
    """The short name of the commit."""
    words: str
    """How many values and rows, in words; empty if nothing is told."""
    note: str
    """Why nothing more is told, or empty."""
    table: DataTable | None
    """Values before and after, at most 50, of a change before the last at most 10; None without any."""
    added: tuple[str, ...]
    """The first rows that were added."""
    added_more: str
    """How many more, or empty."""
    removed: tuple[str, ...]
    """The first rows that were removed, as far as they may be named."""
    removed_more: str
    """How many more, or empty."""


class Elements(Struct, frozen=True, kw_only=True):
    """The ten minimal elements of metadata of Satu Data Indonesia, as far as a dataset has them."""

    count: str
    """How many there are: `8 of 10 elements of metadata`."""
    given: tuple[str, ...]
    """Those that it has."""
    missing: tuple[str, ...]
    """Those that nobody has stated yet."""


class RetiredNote(Struct, frozen=True, kw_only=True):
    """That a dataset is continued no more."""

    text: str
    """Since when and why, in sentences."""
    successor: Link | None
    """What takes its place, if anything does."""


class DatasetPage(Struct, frozen=True, kw_only=True):
    """`dataset.html`: one dataset."""

    site: Site
    """The city."""
    meta: Meta
    """The page's head."""
    unit: Masthead
    """The unit that publishes it."""
    title: str
    """What it measures."""
    standfirst: str
    """The first chart's own title, else its sentence, or empty."""
    retired: RetiredNote | None
    """That there are no new figures, or None."""
    late: str
    """How late newer data are by the stated rhythm, as a sentence, or empty."""
    description: str
    """What it is and how it was counted, in paragraphs separated by blank lines."""
    meaning: tuple[Fact, ...]
    """Concept, method, and how an indicator is read, as far as they are known."""
    charts: tuple[Chart, ...]
    """Its charts."""
    undrawn: tuple[str, ...]
    """A sentence for each chart that could not be drawn now."""
    table: DataTable
    """Its rows, or the newest of many."""
    map: Link | None
    """The city's map of its figures by area, or None."""
    downloads: tuple[Download, ...]
    """The files."""
    download_note: str
    """Which usual file is not among them and why, or empty."""
    columns: tuple[ColumnRow, ...]
    """The column dictionary: the columns that are described, or have a unit."""
    facts: tuple[Fact, ...]
    """Source, licence, frequency, period, contact, class of information, ..., the city's own keys."""
    extra: dict[str, Fact]
    """The city's own keys that it has, by name."""
    remarks: tuple[str, ...]
    """Doubts about the figures, such as missing areas, in plain words."""
    reading: tuple[str, ...]
    """How the file was read: encoding, separator, decimal sign, in sentences."""
    missing: tuple[str, ...]
    """What the agency has not described yet."""
    elements: Elements
    """Which of the ten minimal elements of metadata there are."""
    codes: tuple[Fact, ...]
    """Its numbers in registers: data standard, statistical metadata, central register."""
    share: tuple[Link, ...]
    """Links for sharing the page without scripts."""
    citation: str
    """How to cite the dataset."""
    terms: Link
    """The terms for the use of data."""
    versions: tuple[ShownVersion, ...]
    """The versions that its unit points out, newest first."""
    revision: ShownRevision | None
    """What its last change in git changed; None if git does not say."""
    revisions: tuple[ShownRevision, ...]
    """The changes before that one, at most nine, newest first."""
    in_figures: Link | None
    """The page with all that the unit has in figures; None for a closed unit."""
    topics: tuple[Link, ...]
    """Its topics."""
    feed: Link
    """The feed of its versions."""
    feed_help: Link
    """What feeds are."""
    review: Review | None
    """That it is to be reviewed, or None."""
    stand_in: bool
    """True when a newer version is being corrected and this is the version before it."""
